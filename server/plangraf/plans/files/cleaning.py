"""Makes text read as it was meant: white space, invisible signs, dashes, and mended encodings.

Turns a string into a string; says whether it had to repair a double encoding. Words are never
changed. What cannot be repaired is refused by the caller, never stored.
"""

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\ufff9-\ufffb]"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MINUS: Final = str.maketrans({"−": "-", "‐": "-", "‑": "-", "⁃": "-", "﹣": "-", "－": "-"})
_BULLETS: Final = "•●▪■◦○‣·∙➢➤✓\uf0b7\uf0a7\uf0d8"
_MOJIBAKE: Final = re.compile(
    "Ã[\u0080-\u00bf\u2018-\u203a\u0152\u0153\u0160\u0161\u017d\u017e…†‡ˆ‰™˜€ƒ]|"
    "Â[\u00a0-\u00bf]|â€|Ã…|Ã„|Ã–|Ã¥|Ã¤|Ã¶"
)
_CP1252_HOLES: Final = {0x81: 0x81, 0x8D: 0x8D, 0x8F: 0x8F, 0x90: 0x90, 0x9D: 0x9D}

# A word that a narrow column broke: "Tillgäng-⏎lighet".
_BROKEN: Final = re.compile(r"(?<=[a-zåäö]{3})-\n(?!(?:och|eller|samt|till)\b)(?=[a-zåäö])")
BULLET: Final = re.compile(rf"^\s*(?:[{re.escape(_BULLETS)}]|[-–—*](?=\s)|o(?=\s))\s*")


def tidy(text: str) -> str:
    """One line: white space collapsed, invisible signs gone, NFC; typographic minus as hyphen."""
    return " ".join(_BROKEN.sub("", tidy_lines(text)).split())


def tidy_lines(text: str) -> str:
    """Like `tidy`, but line breaks stay; a soft hyphen at a line's end joins the line."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("_x000D_", "").replace("\u00ad\n", "").replace("\x0b", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text)).translate(_MINUS)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def has_mojibake(text: str) -> bool:
    """Say whether a text looks like UTF-8 that was once read as Windows-1252 (Ã¥ for å)."""
    return _MOJIBAKE.search(text) is not None


def repair_mojibake(text: str) -> str | None:
    """Undo one or two double encodings; None when that is not possible without loss."""
    for _ in range(3):
        if not has_mojibake(text):
            return text
        try:
            text = _as_bytes(text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return _repair_parts(text)
    return None if has_mojibake(text) else text


def _as_bytes(text: str) -> bytes:
    out = bytearray()
    for character in text:
        number = ord(character)
        if number in _CP1252_HOLES or 0x80 <= number < 0x100:
            out.append(number)
        else:
            out += character.encode("cp1252")
    return bytes(out)


_PART: Final = re.compile(r"[ÂÃ][^\sA-Za-z]|â€.|â[^\sA-Za-z]{2}")


def _repair_parts(text: str) -> str | None:
    """Repair piece by piece a text of which only parts were encoded twice."""

    def mended(found: re.Match[str]) -> str:
        try:
            return _as_bytes(found[0]).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return found[0]

    mended_text = _PART.sub(mended, text)
    return None if has_mojibake(mended_text) else mended_text


def list_items(text: str) -> list[str]:
    """Split a cell into its lines; a line without a bullet goes on from a bulleted one."""
    lines = [line for line in tidy_lines(text).split("\n") if line.strip()]
    bulleted = any(BULLET.match(line) for line in lines)
    items: list[str] = []
    for line in lines:
        if bulleted and items and not BULLET.match(line):
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line)
    return [item for item in (BULLET.sub("", item).strip() for item in items) if item]


def bulleted_lines(text: str) -> tuple[str, list[str]]:
    """Return what stands before the first bullet, and the bulleted items."""
    head: list[str] = []
    items: list[str] = []
    for line in tidy_lines(text).split("\n"):
        if BULLET.match(line):
            items.append(BULLET.sub("", line).strip())
        elif items and line.strip():
            items[-1] = f"{items[-1]} {line.strip()}"
        elif line.strip():
            head.append(line.strip())
    return " ".join(head), [item for item in items if item]


_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d[\d  .,]*%?")


def harmless(text: str) -> str:
    """Return a cell text that no spreadsheet takes for a formula: an apostrophe goes before."""
    if text.startswith((*_LIVE, "'")) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def unharmed(text: str) -> str:
    """Undo `harmless`."""
    if text.startswith("'") and text[1:].startswith((*_LIVE, "'")):
        return text[1:]
    return text
