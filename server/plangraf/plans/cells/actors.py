"""Splits a cell into actors with their roles: the register of known names first, then separators.

"Socialnämnden och Region Skåne (stöd)" → a lead and a support. Names that contain "och" or a comma
stay whole: those in the register, "vård- och omsorgsnämnden", "Sektor för kultur och fritid". Where
"och" may stand between two bodies or within one name, the reading is told as uncertain.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from plangraf.plans.cells.actor_roles import (
    ASIDE,
    BARE_LABEL,
    BRACKETED_WITH,
    FILLER,
    INLINE_ITEMS,
    INLINE_LABEL,
    LABEL,
    LEAD,
    MARK,
    SUPPORT,
    TAKES_PART,
    TRAILER,
    WITH,
)
from plangraf.plans.cells.body_names import is_body
from plangraf.plans.files.cleaning import list_items, tidy, tidy_lines
from plangraf.plans.registers.known_bodies import (
    BODY_WORD,
    DEFINITE_BODY,
    HYPHENED,
    OF_FIELDS,
    PAIRS,
)
from plangraf.plans.registers.register import Register

Role = Literal["lead", "support", "involved"]


@dataclass(frozen=True)
class Named:
    """One actor as the cell names it. `sure` is False where "och" was judged by its neighbours."""

    name: str
    role: Role
    sure: bool = True


_EXAMPLE: Final = re.compile(
    r"(?:(?<=\s)|^)(?:t\.? ?ex\.?|bl\.? ?a\.?|exempelvis|såsom|e\.g\.|such as)\s+", re.IGNORECASE
)
_PERHAPS: Final = re.compile(r"(?<!\w)(?:ev|evt|inkl|prel)\.\s+", re.IGNORECASE)
# How somebody is reached is no name: an address, a telephone number.
_REACHED: Final = re.compile(
    r"[,;]?\s*[(<]?(?:(?:e-?post|mejl|mail|tel(?:efon)?|mob(?:il)?)\.?:?\s*)?"
    r"(?:\S+@[\w.-]+\w|(?:\+46|0)\d[\d\s-]{5,12}\d)[)>]?",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s*(?=\D)")
_NOBODY: Final = re.compile(
    (
    r"(?:-+|–|—|\?+|n/?a|ingen|saknas|(?:ännu )?(?:ej|inte|ingen|not) \w+(?: \w+)?|tbd|"
    r"(?:ska )?(?:utses|beslutas|bestäms|tillsätts|klargörs)(?: senare)?|vakant|x|none|oklart|"
    r"m\.?\s?fl\.?|[\"”“'*´]+|[-–]\s?[\"”“]\s?[-–]?)"
    ),
    re.IGNORECASE,
)  # fmt: skip


def split_actors(text: str, register: Register, role: Role = "lead") -> list[Named]:
    """Return the actors of a cell in order; [] where it names nobody ("-", "utses senare")."""
    named: list[Named] = []
    current = role
    text = _REACHED.sub("", text) or text
    if len(INLINE_ITEMS.findall(text)) > 1 and INLINE_ITEMS.match(text):
        text = INLINE_ITEMS.sub("\n", text)
    items = list_items(text)
    if len(items) > 1 and all(_NUMBERED.match(item) for item in items):
        items = [_NUMBERED.sub("", item) for item in items]
    lines = [part for item in items for part in INLINE_LABEL.split(item) if part.strip()]
    for written in _rejoined(lines):
        line = BRACKETED_WITH.sub(r"\1", written)
        label = LABEL.match(line) or BARE_LABEL.match(line)
        if label:
            current = "lead" if label["lead"] else "support"
            line = line[label.end() :]
        here: Role = current
        for number, part in enumerate(WITH.split(line)):
            if number:
                here = "support"
            named += _split_line(part, register, here)
    seen: set[tuple[str, Role]] = set()
    return [n for n in named if not ((key := (n.name.lower(), n.role)) in seen or seen.add(key))]  # type: ignore[func-returns-value]


def says_nobody(text: str) -> bool:
    """Say whether a cell is a known way of naming no one."""
    return _NOBODY.fullmatch(tidy(text).strip(" .")) is not None


def _rejoined(lines: list[str]) -> list[str]:
    """Join lines that a narrow column broke within a name: after a hyphen, "och", "för"."""
    joined: list[str] = []
    for line in lines:
        broken = joined and (
            re.search(r"(?:-|,|/| och| för| &| samt| i| av| med| and| of)$", joined[-1])
            or re.match(r"(?:och|samt|för|&|and)\s", line)
            or (
                line[:1].islower()
                and not LABEL.match(line)
                and not BODY_WORD.search(line.split()[0])
            )
        )
        if broken:
            glue = (
                "" if re.search(r"[a-zåäö]-$", joined[-1]) and not line.startswith("och ") else " "
            )
            joined[-1] = joined[-1].rstrip("-") + line if glue == "" else f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _split_line(text: str, register: Register, role: Role) -> list[Named]:
    kept: list[str] = []

    def hold(found: re.Match[str]) -> str:
        if any(DEFINITE_BODY.search(last or "") for last in found.groupdict().values()):
            return found[0]
        kept.append(found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    text = _EXAMPLE.sub(", ", _PERHAPS.sub("", text))
    aside = ASIDE.search(text)
    if aside:
        beside: Role = "lead" if aside["lead"] else "support"
        rest = _split_line(text[: aside.start()] + text[aside.end() :], register, role)
        return rest + _split_line(aside["names"], register, beside)
    whole = tidy(text).strip(" .")
    if register.find(whole) is not None:
        return _named([(whole, True)], kept, role)
    for pattern in (register.whole_names, OF_FIELDS, HYPHENED, PAIRS):
        text = pattern.sub(hold, text)
    text = re.sub(
        r"\((?!\s*(?:" + LEAD + "|" + SUPPORT + r")\s*\))[^()]*\)",
        hold,
        text,
        flags=re.IGNORECASE,
    )
    parts: list[tuple[str, bool]] = []
    chunks = re.split(
        (
            r"\s*[;\n|]\s*|\s*,\s+|,(?=\S)|\s+/\s+|(?<=[\w)][\w)\ue001])(?<!(?i:resp|bitr))\.\s+"
            r"(?=[A-ZÅÄÖ\ue000])|\s+\+\s+|"
            r"\s+[-–—]\s+(?=[A-ZÅÄÖ\ue000])"
        ),
        text,
    )
    for number, chunk in enumerate(chunks):
        listed = 0 < number == len(chunks) - 1
        for piece in _slashed(chunk, register):
            parts += _split_and(piece, register, lambda t: _restored(t, kept), listed=listed)
    return _named(parts, kept, role)


def _restored(text: str, kept: list[str]) -> str:
    while "\ue000" in text:
        text = re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)
    return text


def _slashed(text: str, register: Register) -> list[str]:
    """Split "A/B" where both sides are names of their own; "BHV/BVC" as known stays whole."""
    if "/" not in text or register.find(text) is not None:
        return [text]
    sides = [side.strip() for side in text.split("/")]
    if sides[-1].lower() in ("unga", "ungdom", "vuxna", "äldre"):
        return [text]
    if (
        sides[0].endswith("-")
        or any(not side for side in sides)
        or re.search(r"\d/\d|och/eller|and/or", text)
    ):
        return [text]
    return sides


_AND: Final = re.compile(
    r"\s+(?:och|samt|and|&|jämte|ävensom|liksom|plus|as well as|resp\.?|"
    r"(?<! på )(?<! vid )(?<! för )(?<! inom )(?<! hos )(?<! i )"
    r"respektive|eller)\s+",
    re.IGNORECASE,
)


# "Medarbetare inom socialtjänst och skola" are one; "Personal i skolan och kuratorer" are two.
_WITHIN: Final = re.compile(r"\s(?:inom|på|i)\s(?!samverkan)[a-zåäö]+$")
# "Samtliga nämnder och styrelser" are named together.
_ALL_OF: Final = re.compile(
    r"(?i)(?:samtliga|alla|all) [a-zåäö]+(?:er|or|ar) och [a-zåäö]+(?:er|or|ar|bolag)"
)
_PERSON: Final = re.compile(
    r"(?i)(?:chef|rektor|kurator|sköters?k|samordnare|strateg|ledare|nämnd|förvaltning|polis|"
    r"kommun|region|förening|[a-zåäö]{4}(?:en|et|na)$)"
)


# "Elevhälsan syns" begins with a body and is none.
_SENTENCE: Final = re.compile(
    r"\S+(?<!chef)(?<!are) (?!för |i |på |vid |inom |med |och |samt |till |av |of |"
    r"for )[a-zåäö]+s?$"
)
_ROLE: Final = re.compile(r"(?i)(?:chef|ledare|strateg|samordnare|utvecklare|handläggare)$")
_DEFINITE: Final = re.compile(r"[\wåäö-]{3,}(?:en|et|na|an|rn)")


def _split_and(
    text: str, register: Register, restored: Callable[[str], str], *, listed: bool = False
) -> list[tuple[str, bool]]:
    """Split at "och" what are two; `listed` is the end of a list, where "A, B och C" are three."""
    if register.find(restored(text)) is not None:
        return [(text, True)]
    sides = _AND.split(text)
    if len(sides) == 1:
        capitals = re.fullmatch(r"[A-ZÅÄÖ]{2,5}(?: [A-ZÅÄÖ]{2,5}){2,}", text.strip())
        return [(part, True) for part in (text.split() if capitals else [text])]
    if _ALL_OF.fullmatch(restored(text)):
        return [(text, True)]
    if _WITHIN.search(sides[0]) and not any(_PERSON.search(side) for side in sides[1:]):
        return [(text, False)]
    names = [restored(side) for side in sides]
    bodies = [is_body(name, register) for name in names]
    if all(bodies):
        return [(side, True) for side in sides]
    if bodies[0] and all(name[:1].isupper() for name in names):
        return [(side, True) for side in sides]
    if all(name[:1].isupper() for name in names) or any(" samt " in text for _ in (0,)):
        return [(side, True) for side in sides]
    led = names[0].split()
    field = re.fullmatch(r"[a-zåäö]+", names[-1]) and not _DEFINITE.fullmatch(names[-1])
    if len(led) > 1 and _ROLE.search(led[0]) and field and not bodies[-1]:
        return [(text, False)]  # "Enhetschef råd och stöd"
    if all(_DEFINITE.fullmatch(name) for name in names):
        return [(side, True) for side in sides]
    if bodies[0] and not bodies[-1] and len(names[-1].split()) > 6:
        return [(text, False)]
    if bodies[0] or (listed and all(len(name.split()) <= 3 for name in names)):
        return [(side, False) for side in sides]
    return [(text, False)]


def all_bodies(text: str, register: Register) -> bool:
    """Say whether a cell names bodies or functions and nothing else."""
    named = split_actors(text, register)
    return bool(named) and all(
        is_body(one.name, register) and not _SENTENCE.match(one.name) and _brief(one.name)
        for one in named
    )


def _brief(name: str) -> bool:
    return len(name.split()) <= 4 or " för " in name or "(" in name


def _named(parts: list[tuple[str, bool]], kept: list[str], role: Role) -> list[Named]:
    named = []
    for part, sure in parts:
        name = _restored(part, kept)
        mark = MARK.search(name)
        here: Role = role
        if mark:
            here = "lead" if mark["lead"] else "support"
            name = name[: mark.start()] + name[mark.end() :]
        label = LABEL.match(name) or BARE_LABEL.match(name)
        if label:
            here = role = "lead" if label["lead"] else "support"
            name = name[label.end() :]
        if TAKES_PART.search(name):
            here, name = "support", TAKES_PART.sub("", name)
        name = TRAILER.sub("", FILLER.sub("", tidy(tidy_lines(name)).strip(" .,;:")))
        name = name.strip(" .,;:")
        if name and not _NOBODY.fullmatch(name):
            named.append(Named(name, here, sure))
    return named
