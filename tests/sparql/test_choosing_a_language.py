"""In which language a caller is spoken to: the names of the cases are the specification."""

import pytest

from plangraf.sparql.negotiation import choose_language

LANGUAGES = {
    "Swedish is first": (None, None, "sv"),
    "lang= wins": ("en", "sv", "en"),
    "lang= with a region is read": ("en-GB", None, "en"),
    "an unknown lang= is ignored": ("fi", "en", "en"),
    "the header is read": (None, "en-US,en;q=0.9", "en"),
    "the weight decides": (None, "en;q=0.4, sv;q=0.8", "sv"),
    "the order decides among equals": (None, "en, sv", "en"),
    "other languages are passed over": (None, "fi, de;q=0.9, en;q=0.2", "en"),
    "none of ours gives Swedish": (None, "fi, de", "sv"),
    "weight zero excludes": (None, "en;q=0", "sv"),
    "nonsense gives Swedish": (None, ";;,q=,", "sv"),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_language(name: str) -> None:
    asked, header, language = LANGUAGES[name]
    assert choose_language(asked, header) == language
