"""Reads an indicator as printed: "Andel SIP Ja/nej*" → its label, how it is measured, its mark.

"Ja/nej" says how a thing is measured and is no part of its name; an asterisk that the plan never
explains is kept as a mark. A cell that holds a measurement type alone has no name at all.
"""

import re
from dataclasses import dataclass
from typing import Final

from plangraf.plans.files.cleaning import tidy

_YES_NO: Final = r"\(?(?:ja ?/ ?nej|ja eller nej|yes ?/ ?no|yes or no)\)?"
_TYPES: Final = (
    ("yes-no", _YES_NO),
    ("share", r"\(?(?:andel|share|procent|per cent|%|andel \(%\))\)?"),
    ("count", r"\(?(?:antal|count|number)\)?"),
)
_MARK: Final = r"(?P<mark>[*†‡]{1,3})"
_LAST: Final = re.compile(rf"(?i)(?P<text>.*?\S)\s*[,:;–-]?\s+{_YES_NO}")
_FIRST: Final = re.compile(rf"(?i){_YES_NO}\s*[:–-]\s*(?P<text>\S.*)")


@dataclass(frozen=True)
class IndicatorLabel:
    """An indicator's name ("" where there is only a type), its type and its mark, "" for none."""

    text: str
    measurement_type: str = ""
    marker: str = ""


def read_indicator(printed: str) -> IndicatorLabel:
    """Take a mark and a measurement type off the name."""
    text, marker = _unmarked(tidy(printed))
    for kind, pattern in _TYPES:
        if re.fullmatch(rf"(?i){pattern}", text.rstrip(" .:")):
            return IndicatorLabel("", kind, marker)
    found = _LAST.fullmatch(text.rstrip(" .")) or _FIRST.fullmatch(text)
    if found is None:
        return IndicatorLabel(text, "", marker)
    label, inner = _unmarked(found["text"])
    return IndicatorLabel(label, "yes-no", marker or inner)


def _unmarked(text: str) -> tuple[str, str]:
    found = re.fullmatch(rf"(?P<text>.*[\w).%])\s*{_MARK}", text)
    return (found["text"], found["mark"]) if found else (text, "")
