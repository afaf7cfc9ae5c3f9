"""Says what each row below a heading is: data, a section, a sum, a note, or help for its writer.

The second half of `plangraf.plans.found.layout`; decides by words and by the look of the row.
"""

import re

from plangraf.plans.found.colours import explains_colours
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.row_words import HELP, NOTE, SECTION, SUM
from plangraf.plans.found.synonyms import guess


def sort_row(table: Table, row: int, columns: list[int]) -> None:
    """Put a row where it belongs: to the data, the sections, or what is left with its reason."""
    grid = table.grid
    texts = [grid.text(row, c) for c in columns]
    first = texts[0]
    words = [t for t in texts if not re.fullmatch(r"[\d\s.,%–-]+(?:kr|tkr|mnkr)?", t)]
    summed = next(
        (n for n, t in enumerate(texts) if SUM.match(t.strip()) and (not n or len(t) < 25)), None
    )
    if summed is not None and len(words) <= summed + 1 <= 2:
        table.left[row] = "sum"
        return
    if not table.rows and _helps(texts):
        table.left[row] = "help"
        return
    if len(columns) == 1 and (explains_colours(first) or first.count(" = ") > 1):
        table.left[row] = "note"
        return
    if len(columns) == 1 and NOTE.match(first.strip()) and grid.span(row, columns[0]) != 0:
        entity = columns[0] in table.headings and not re.match(r"[*¹²³⁴†‡]", first)
        if not (
            entity
            and len(first) < 25
            and not re.match(r"(?i)käll|not|anm|obs|belopp|alla|samtliga|amounts|.{1,4}=", first)
        ):
            table.left[row] = "note"
            return
    if len(columns) == 1 and _called_out(table, columns[0], first):
        table.sections[row] = ("area", columns[0])
        return
    if len(columns) == 1:
        level = _section_level(table, row, columns[0], first)
        if level:
            table.sections[row] = (level, columns[0])
            return
    table.rows.append(row)


def _called_out(table: Table, column: int, text: str) -> bool:
    """Say whether a lone text is written as a heading: "BARN OCH UNGA"."""
    wide = len(table.headings) >= 3 and column == min(table.headings, default=1)
    loud = text.isupper() and len(re.findall(r"[^\W\d_]", text)) > 3
    return wide and loud and not SECTION.match(text)


def _helps(texts: list[str]) -> bool:
    """Say whether the first row below a heading says how to fill it in, or numbers the columns."""
    if len(texts) < 2:
        return False
    if texts == [str(n) for n in range(1, len(texts) + 1)]:
        return True
    return sum(bool(HELP.match(text.strip())) for text in texts) >= 0.5 * len(texts) or bool(
        re.match(r"(?i)(?:exempel|ex\.?|example)\s*:", texts[0])
    )


def _section_level(table: Table, row: int, column: int, text: str) -> str:
    """Return "area", "goal" or "group" for a row that heads those below; "" for a data row."""
    grid = table.grid
    wide = grid.span(row, column) >= max(2, len(table.headings) // 2)
    box = grid.box(row, column)
    field = guess(table.headings.get(column, "")).field
    matched = SECTION.match(text)
    named = next((n for n in ("area", "goal", "group") if matched and matched[n]), "")
    tall = grid.merged.get((row, column)) is not None and grid.span(row, column) == 1
    if tall:
        return ""
    if wide:
        desired = re.search(r"(?<!\w)(?:ska|skall|should|shall)(?!\w)", text)
        return named or ("goal" if desired and field != "goal" else "area")
    if named and field not in ("goal", "sub_goal", "focus_area", "parent_goal"):
        return named
    loud = box is not None and (box.bold or box.fill is not None)
    if (
        loud
        and grid.styled
        and column == min(table.headings, default=1)
        and len(table.headings) > 2
    ):
        return named or ("area" if field not in ("goal", "sub_goal", "parent_goal") else "goal")
    return ""
