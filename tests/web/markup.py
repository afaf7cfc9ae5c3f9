"""Reads a page as tests look at it: texts with the language they stand in, links, headings, ids."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_SKIPPED = {"script", "style"}


@dataclass
class Markup(HTMLParser):
    """A page. `texts` are (language, text) of every text node, `headings` (level, text)."""

    source: str
    texts: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    @property
    def text(self) -> str:
        """All text, white space collapsed."""
        return " ".join(" ".join(text for _, text in self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), ""))
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        for name in ("aria-label", "title", "placeholder", "alt"):
            if given.get(name):
                self.texts.append((language, given[name]))
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self._open]
        if not data.strip() or _SKIPPED & set(inside):
            return
        # What stands in code is in no language: names, queries.
        language = self._open[-1][1] if self._open else ""
        self.texts.append(("zxx" if {"code", "pre"} & set(inside) else language, data))
        if "mark" in inside:
            self.marked.append(data)
        if any(len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() for tag in inside):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)
