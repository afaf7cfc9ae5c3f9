"""SVG written as text: elements with escaped attributes, numbers short, texts wrapped to a width.

Every colour is both an attribute, so that a file on its own looks right, and a class, so that the
site's style sheet can change it for a dark page or for print. There is no `style` in it: a strict
content security policy has nothing to refuse.
"""

from decimal import Decimal
from math import ceil, floor
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from plangraf.language import Language

INK: Final = "#1c2226"
QUIET: Final = "#525a60"
LINE: Final = "#d3cfc4"
COLOURS: Final = ("#1b5272", "#b26a00", "#6f8f9e", "#5c3d7a", "#2e7d5b", "#8a8578")
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 4")
_SANS: Final = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
_WIDE: Final = 0.58
"""Mean width of a sign in parts of the size of the type."""


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element; `_` in a name is written `-`, an empty value leaves the attribute out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_short(value))}"
        for key, value in attributes.items()
        if value not in ("", None)
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, *, size: int = 13, **attributes: object) -> str:
    """Return a line of text."""
    attributes.setdefault("fill", INK)
    return element("text", escape(words), x=x, y=y, font_size=size, **attributes)


def document(
    content: str, width: int, height: float, title: str, description: str, *, alone: bool
) -> str:
    """Return the whole picture; one that stands alone has a ground and a namespace."""
    ground = element("rect", width="100%", height="100%", fill="#ffffff") if alone else ""
    head = element("title", escape(title)) + element("desc", escape(description))
    return element(
        "svg",
        head + ground + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {_short(height)}",
        width=width if alone else None,
        height=height if alone else None,
        role="img",
        aria_label=title,
        font_family=_SANS,
    )


def wrapped(words: str, width: float, size: int, most: int) -> list[str]:
    """Break a text into at most so many lines of a width; what does not fit ends in an ellipsis."""
    signs = max(8, int(width / (size * _WIDE)))
    lines = wrap(words, signs) or [""]
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = lines[-1][: signs - 1].rstrip() + "…"
    return lines


def numeral(number: Decimal, language: Language) -> str:
    """Write a number as the language does."""
    written = f"{number.normalize():,f}"
    if language == "en":
        return written
    return written.replace(",", "\u202f").replace(".", ",").replace("-", "−")


def scale(least: Decimal, most: Decimal) -> tuple[Decimal, list[Decimal]]:
    """Return a round step and the marks from below `least` (or zero) to above `most`."""
    low, high = min(least, Decimal(0)), max(most, Decimal(0))
    if low == high:
        high = Decimal(1)
    size = Decimal(10) ** ((high - low).adjusted() - 1)
    step = next(size * n for n in (1, 2, 5, 10, 20, 50, 100) if (high - low) / (size * n) <= 5)
    return step, [step * n for n in range(floor(low / step), ceil(high / step) + 1)]


def _short(value: object) -> str:
    return f"{round(value, 1):g}" if isinstance(value, float) else str(value)
