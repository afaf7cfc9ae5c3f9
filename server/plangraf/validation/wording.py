"""Small words in both languages: quotation, lists, counts, shortened texts."""

from collections.abc import Sequence

from plangraf.language import Text

AND = Text("och", "and")
OR = Text("eller", "or")
NOTHING = Text("ingenting", "nothing")


def plain(text: str) -> Text:
    """The same words in both languages."""
    return Text(text, text)


def quoted(text: Text, longest: int = 80) -> Text:
    """In each language's own quotation marks, shortened at a word end."""
    return Text(f"”{shortened(text.sv, longest)}”", f"“{shortened(text.en, longest)}”")


def shortened(text: str, longest: int = 80) -> str:
    """White space collapsed, cut at a word end where the text is too long."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    return (cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,.;:") + "…"


def listed(items: Sequence[Text], last: Text = OR, most: int = 10) -> Text:
    """`a, b eller c`; beyond `most` items the rest is counted."""
    shown = list(items[:most])
    left = len(items) - len(shown)
    if left:
        shown.append(Text(f"{left} till", f"{left} more"))
    if not shown:
        return NOTHING
    if len(shown) == 1:
        return shown[0]
    head_sv = ", ".join(item.sv for item in shown[:-1])
    head_en = ", ".join(item.en for item in shown[:-1])
    return Text(f"{head_sv} {last.sv} {shown[-1].sv}", f"{head_en} {last.en} {shown[-1].en}")


def counted(number: int, one: Text, many: Text) -> Text:
    """`1 fel`, `3 fel`."""
    word = one if number == 1 else many
    return Text(f"{grouped_sv(number)} {word.sv}", f"{number:,} {word.en}")


def grouped_sv(number: int) -> str:
    """Digits in groups of three with no-break spaces, as Swedish writes them."""
    return f"{number:,}".replace(",", "\u00a0")


def capitalised(text: Text) -> Text:
    """The first letter of each language large."""
    return Text(text.sv[:1].upper() + text.sv[1:], text.en[:1].upper() + text.en[1:])
