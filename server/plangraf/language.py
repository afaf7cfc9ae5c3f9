"""The two languages of the product: Swedish first, English complete.

Turns a pair of texts and a wish into one text. Knows nothing of where the wish comes from
(`--lang`, `LANG`, `?lang=`, Accept-Language): that is read by the command line and the web layer.
"""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
_ORDER: Final = str.maketrans({"å": "zza", "ä": "zzb", "ö": "zzc", "”": "", "“": "", '"': ""})


class Text(NamedTuple):
    """One message in both languages, kept at one place so that neither is forgotten."""

    sv: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.sv if language == "sv" else self.en

    def format(self, **values: object) -> "Text":
        """Fill `{name}` fields in both texts."""
        return Text(self.sv.format(**values), self.en.format(**values))


def language_of(tag: str | None, default: Language = "sv") -> Language:
    """Read a language from a tag (`en`, `en-GB`, `sv_SE.UTF-8`); `default` if it is neither."""
    head = (tag or "").replace("_", "-").split("-")[0].split(".")[0].lower()
    return next((language for language in LANGUAGES if language == head), default)


def preferred(tagged: Iterable[tuple[str, str | None]], language: Language = "sv") -> str | None:
    """Choose one of several (text, language tag) by the fixed fallback: asked → sv → en → any."""
    by_tag: dict[str, str] = {}
    for text, tag in tagged:
        by_tag.setdefault((tag or "").split("-")[0], text)
    for wanted in (language, "sv", "en"):
        if wanted in by_tag:
            return by_tag[wanted]
    return next(iter(by_tag.values()), None)


def swedish_order(text: str) -> str:
    """Return a key that sorts as Swedish does: å, ä, ö after z, case aside."""
    return text.casefold().translate(_ORDER)
