"""Chooses a format and a language by what the caller says, by RFC 9110 §12.5 and one house rule.

The rule: explicit suffix > `format=` > Accept > the first offer. An Accept header in which nothing
can be read counts as none. Among equal weights a type that is named beats a wildcard, what the
caller names first beats what it names later, and behind a wildcard the server's order decides;
a page is given only to those who name HTML. Knows nothing of requests or of who writes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plangraf.errors import NotAcceptable, ParameterError
from plangraf.language import LANGUAGES, Language, Text, language_of
from plangraf.sparql.formats import Format, named

_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*")
_QUALITY = re.compile(r"\s*[qQ]\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?|\.\d+)\s*")
_LONGEST = 8000


@dataclass(frozen=True)
class Range:
    """One element of an Accept header, in lower case; `position` is its place in the header."""

    type: str
    subtype: str
    quality: float
    position: int

    def specificity(self, media: str) -> int:
        """Return 3 for a named type, 2 for `type/*`, 1 for `*/*`, 0 when it does not match."""
        kind, _, subtype = media.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if self.subtype == "*":
            return 2 if self.type == kind else 1 if self.type == "*" else 0
        return 0


@dataclass(frozen=True)
class Choice:
    """A format, and the media type it is to be called in the answer."""

    format: Format
    media: str

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return self.format.content_type(self.media)


def parse_accept(header: str | None) -> list[Range]:
    """Read an Accept header; elements that cannot be read are left out."""
    ranges = []
    for position, element in enumerate(_ELEMENT.findall((header or "")[:_LONGEST])):
        head, *parameters = element.split(";")
        found = _RANGE.fullmatch(head)
        if not found or (found[1] == "*" and found[2] != "*"):
            continue
        quality = 1.0
        readable = True
        for parameter in parameters:
            if parameter.strip().lower().startswith("q") and parameter.strip()[1:2] in ("=", " "):
                value = _QUALITY.fullmatch(parameter)
                readable = value is not None
                quality = float(value[1]) if value else 0.0
        if readable:
            ranges.append(Range(found[1].lower(), found[2].lower(), quality, position))
    return ranges


def choose(
    offers: Sequence[Format],
    accept: str | None,
    *,
    suffix: str | None = None,
    format: str | None = None,
) -> Choice:
    """Choose one of `offers`; NotAcceptable or ParameterError list what there is."""
    available = tuple(offers)
    if suffix is not None:
        by_suffix = next((o for o in available if o.key == suffix.lower()), None)
        if by_suffix is None:
            raise _none_of(available, f".{suffix}")
        return Choice(by_suffix, by_suffix.media)
    if format:
        by_name = named(format, available)
        if by_name is None:
            raise _unknown_format(format, available)
        return Choice(by_name, by_name.media)
    ranges = parse_accept(accept)
    if not ranges:
        return Choice(available[0], available[0].media)
    ranked = [
        (rank, -index, -alias, Choice(offer, media))
        for index, offer in enumerate(available)
        for alias, media in enumerate(offer.medias)
        if (rank := _rank(offer, media, alias, ranges)) is not None
    ]
    if not ranked:
        raise _none_of(available, accept or "")
    return max(ranked, key=lambda entry: entry[:3])[3]


def choose_language(asked: str | None, accept_language: str | None) -> Language:
    """Choose the language: `?lang=` → Accept-Language by weight → Swedish."""
    if asked and asked.lower().split("-")[0] in LANGUAGES:
        return language_of(asked)
    best: tuple[float, int] = (0.0, 0)
    chosen: Language = "sv"
    for position, element in enumerate((accept_language or "")[:_LONGEST].split(",")):
        tag, _, parameters = element.partition(";")
        head = tag.strip().lower().split("-")[0]
        value = _QUALITY.fullmatch(parameters) if parameters else None
        quality = float(value[1]) if value else (0.0 if parameters.strip() else 1.0)
        if head in LANGUAGES and quality > 0 and (quality, -position) > best:
            best, chosen = (quality, -position), language_of(head)
    return chosen


def _rank(
    offer: Format, media: str, alias: int, ranges: Sequence[Range]
) -> tuple[float, int, int] | None:
    """Rank a media type: (quality, named or wildcard, minus position); None when not acceptable."""
    matching = [(r.specificity(media), r) for r in ranges if r.specificity(media)]
    if not matching:
        return None
    specificity, best = max(matching, key=lambda pair: (pair[0], -pair[1].position))
    if best.quality <= 0 or (specificity < 3 and (alias or offer.family == "page")):
        return None
    return (best.quality, 1 if specificity == 3 else 0, -best.position if specificity == 3 else 0)


def _listed(offers: Sequence[Format]) -> str:
    return ", ".join(f"{o.media} ({o.key})" for o in offers)


def _none_of(offers: Sequence[Format], asked: str) -> NotAcceptable:
    """Tell what was asked for and what there is."""
    return NotAcceptable(
        Text(
            f"Svaret finns inte som ”{asked[:200]}”.",
            f"The answer cannot be given as “{asked[:200]}”.",
        ),
        remedy=Text(f"Välj: {_listed(offers)}.", f"Choose: {_listed(offers)}."),
    )


def _unknown_format(name: str, offers: Sequence[Format]) -> ParameterError:
    """Tell an unknown `format=`."""
    return ParameterError(
        "format",
        Text(
            f"Parametern format har värdet ”{name[:60]}”, som inte finns för det här svaret.",
            f"The parameter format has the value “{name[:60]}”, which this answer does not have.",
        ),
        remedy=Text(f"Välj: {_listed(offers)}.", f"Choose: {_listed(offers)}."),
    )
