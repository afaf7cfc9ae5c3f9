"""What a file says of the plan itself: its name, its slug, its years, who stands behind it.

A table has no row for that: titles above it, the file's name and the caller's wishes are read; what
is assumed is told.
"""

import re
from pathlib import Path, PurePath
from typing import Final

from plangraf.errors import ParameterError
from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.cells.dates import read_period
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.readings import Reading, Wishes
from plangraf.plans.records import Cell, Record
from plangraf.plans.registers.lookups import Lookups, folded
from plangraf.validation.findings import Location
from plangraf.vocabulary import PGID

_TITLE: Final = re.compile(r"(?i)plan|program|strategi|åtgärder|psykisk|hälsa|action")
_ID: Final = re.compile(r"[^\W_][\w.-]{0,99}")
_YEARS: Final = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-–—/]|till|to)\s*((?:19|20)?\d\d)(?!\d|-)|((?:19|20)\d\d)(?![\d-])"
)
_PUBLISHER: Final = re.compile(
    r"(?<![\wåäö])((?:[A-ZÅÄÖ][\wåäö-]+ ){1,2}(?:kommun|stad)|"
    r"Region [A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)?|"
    r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö]+)?regionen)(?![\wåäö])"
)


def plan_slug(records: list[Record], reading: Reading, wishes: Wishes) -> str:
    """Return the plan's slug: as wished, as its row says, else from its name and years.

    ParameterError for an id that cannot be part of the plan's addresses.
    """
    if wishes.plan:
        return require_id(wishes.plan)
    row = next((r for r in records if r.kind == "plan"), Record("plan", {}, Location("")))
    if cell := row.first("id"):
        named = cell.text.removeprefix(str(PGID)).removeprefix("plan/")
        return require_id(named, cell.location)
    title = wishes.title or row.text("title") or _title(reading)
    publisher = wishes.publisher or row.text("publisher") or _publisher(reading)
    years = _years(wishes.period) or _years(row.text("period")) or _years(title)
    name = publisher or title
    stem = slug(re.sub(r"(?i)s? kommun$|^region ", "", name), 30) if publisher else slug(title, 40)
    found = "-".join(part for part in (stem, years.replace("/", "-")) if part)
    return found if not stem.endswith(years.replace("/", "-")) or not years else stem


def require_id(plan: str, location: Location | None = None) -> str:
    """Return the id of a plan; ParameterError for one that no plan can have."""
    if _ID.fullmatch(plan):
        return plan
    likely = slug(plan) or "nydala-2023-2026"
    raise ParameterError(
        "id",
        Text(f"”{plan[:80]}” kan inte vara en plans id.", f"“{plan[:80]}” cannot be a plan's id."),
        place=str(location) if location else None,
        remedy=Text(
            f"Skriv bokstäver, siffror och bindestreck, till exempel {likely}.",
            f"Write letters, digits and hyphens, for example {likely}.",
        ),
    )


def plan_record(reading: Reading, wishes: Wishes, root: Path) -> Record:
    """Return a row for the plan, from what stands around the tables."""
    title = wishes.title or _title(reading)
    location = Location(reading.source.name)
    fields: dict[str, tuple[Cell, ...]] = {"title": (Cell(title, location),)}
    publisher = wishes.publisher or _publisher(reading)
    period = wishes.period or _years(title) or _years(" ".join(reading.titles))
    if publisher:
        fields["publisher"] = (Cell(publisher, location),)
        if folded(publisher) in Lookups(root).area_names:
            fields["area"] = (Cell(publisher, location),)
    if wishes.area:
        fields["area"] = (Cell(wishes.area, location),)
    if period and read_period(period.replace("/", "–")):
        fields["period"] = (Cell(period.replace("/", "–"), location),)
    else:
        reading.notes.warn(
            "period-unknown",
            Text(
                "Planens giltighetstid framgår inte. Skriv den ovanför tabellen, eller ange den på "
                "kommandoraden: --period 2024–2027.",
                "The plan's validity is not given. Write it above the table, or give it on the "
                "command line: --period 2024–2027.",
            ),
            location,
        )
    regional = re.match(r"(?i)region|.*regionen$|.*län$", publisher)
    level = wishes.level or ("regional" if regional else "local")
    fields["level"] = (Cell(level, location),)
    if not wishes.level:
        years = period.replace("/", "–") if "period" in fields and not wishes.period else ""
        held = Text(f", gälla {years}", f", valid {years}") if years else Text("", "")
        words = {"regional": Text("regional", "regional"), "local": Text("lokal", "local")}[level]
        reading.notes.note(
            "plan-assumed",
            Text(
                f"Planen antas heta ”{title}”{held.sv} och vara {words.sv}. Om det är fel: skriv "
                f"ovanför tabellen vad som gäller, eller ange --title, --period och --level på "
                f"kommandoraden.",
                f"The plan is assumed to be “{title}”{held.en}, {words.en}. If not, write "
                f"above the table what applies, or give --title, --period and --level on the "
                f"command line.",
            ),
            location,
        )
    return Record("plan", fields, location)


def _title(reading: Reading) -> str:
    titles = [tidy(text) for text in reading.titles if 5 < len(text) < 150]
    fitting = [text for text in titles if _TITLE.search(text)]
    stem = re.sub(r"[_]+", " ", PurePath(reading.source.name).stem)
    return (fitting or titles or [stem])[0]


def _publisher(reading: Reading) -> str:
    for text in (*reading.titles, re.sub(r"[_]+", " ", PurePath(reading.source.name).stem)):
        found = _PUBLISHER.search(text)
        if found:
            return found[1]
    return ""


def _years(text: str) -> str:
    found = _YEARS.search(text)
    if not found:
        return ""
    if found[3]:
        return found[3]
    last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
    return f"{found[1]}/{last}" if last > found[1] else found[1]
