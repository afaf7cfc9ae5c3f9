"""Stories: texts in Markdown between saved queries that are answered when the text is read.

Turns `queries/stories/NAME.sv.md` and `NAME.en.md` into Stories (docs/queries.md tells the form)
and collects every mistake with its line. Raw HTML and pictures are text like any other, so that
what comes out is safe to show. Knows nothing of addresses: whoever shows a story says where an own
page stands.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from plangraf.catalogue.definition import Catalogue, SavedQuery
from plangraf.errors import ContentError
from plangraf.language import LANGUAGES, Language, Text

FOLDER: Final = "stories"
SHOWS: Final = ("table", "chart")
_TONGUES: Final[dict[Language, Text]] = {
    "sv": Text("svenska", "Swedish"),
    "en": Text("engelska", "English"),
}
_FENCE: Final = "query "
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_Place = Callable[[str], str]


def _link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    n: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """Write a link; an own page stands where `env["place"]` says."""
    href = str(tokens[n].attrGet("href"))
    own = href.startswith("/") and not href.startswith("//")
    there = dataclasses.replace(
        tokens[n], attrs=tokens[n].attrs | {"href": env["place"](href) if own else href}
    )
    return renderer.renderToken([there], 0, options, env)


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.add_render_rule("link_open", _link)
    return made


_MARKDOWN: Final = _markdown()


@dataclass(frozen=True)
class Prose:
    """What stands between two queries."""

    tokens: tuple[Token, ...]

    def html(self, place: _Place) -> str:
        """Return it as HTML; `place` says where an own page, `/plans`, is to be found."""
        env = {"place": place}
        return str(_MARKDOWN.renderer.render(self.tokens, _MARKDOWN.options, env))


@dataclass(frozen=True)
class Live:
    """A saved query that is answered where it stands; `rows` is how many of them a reader sees."""

    query: SavedQuery
    given: dict[str, list[str]]
    show: str
    rows: int


@dataclass(frozen=True)
class Story:
    """One text in one language. `lead` is its first paragraph, without marks."""

    name: str
    language: Language
    title: str
    lead: str
    parts: tuple[Prose | Live, ...]


@dataclass(frozen=True)
class Stories:
    """All texts, in the order of their names."""

    texts: tuple[Story, ...] = ()

    def in_(self, language: Language) -> tuple[Story, ...]:
        """Return the texts in a language."""
        return tuple(story for story in self.texts if story.language == language)


def read_stories(folder: Path, catalogue: Catalogue) -> tuple[Stories, tuple[ContentError, ...]]:
    """Return the stories below a folder of saved queries, and what is wrong with the others."""
    found: list[Story] = []
    problems: list[ContentError] = []
    for path in sorted((folder / FOLDER).glob("*.md")):
        name, _, language = path.stem.rpartition(".")
        place = path.relative_to(folder.parent).as_posix()
        if language not in LANGUAGES or not _NAME.fullmatch(name):
            wanted = Text(
                "Filen ska heta NAMN.sv.md eller NAMN.en.md, med små bokstäver och bindestreck.",
                "The file must be called NAME.sv.md or NAME.en.md, in lower case and with hyphens.",
            )
            problems.append(ContentError(wanted, place=place))
            continue
        spoken: Language = "sv" if language == "sv" else "en"
        reading = _Reading(place, catalogue)
        story = reading.story(path.read_text("utf-8"), name, spoken)
        problems += reading.problems
        if story and not reading.problems:
            found.append(story)
    for name in sorted({story.name for story in found}):
        for spoken in LANGUAGES:
            if not (folder / FOLDER / f"{name}.{spoken}.md").exists():
                tongue = _TONGUES[spoken]
                missing = Text(
                    f"{name} finns inte på {tongue.sv}.", f"{name} does not exist in {tongue.en}."
                )
                problems.append(ContentError(missing, place=f"{folder.name}/{FOLDER}"))
    return Stories(tuple(found)), tuple(problems)


@dataclass
class _Reading:
    """One file being read."""

    place: str
    catalogue: Catalogue

    def __post_init__(self) -> None:
        self.problems: list[ContentError] = []

    def story(self, text: str, name: str, language: Language) -> Story | None:
        tokens = _MARKDOWN.parse(text)
        if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
            self._note(0, Text("Först ska titeln stå: # Titel", "The title comes first: # Title"))
            return None
        rest = tokens[3:]
        for token in rest:
            if token.tag == "h1" and token.map:
                self._note(
                    token.map[0], Text("Bara titeln har ett #.", "Only the title has one #.")
                )
        lead = next((t for t in rest if t.type == "inline"), None)
        return Story(
            name,
            language,
            _plain(tokens[1]),
            _plain(lead) if lead else "",
            tuple(self._parts(rest)),
        )

    def _parts(self, tokens: Sequence[Token]) -> Iterator[Prose | Live]:
        said: list[Token] = []
        for token in tokens:
            if token.type != "fence" or not token.info.startswith(_FENCE):
                said.append(token)
                continue
            if said:
                yield Prose(tuple(said))
                said = []
            live = self._live(token)
            if live:
                yield live
        if said:
            yield Prose(tuple(said))

    def _live(self, token: Token) -> Live | None:
        line = (token.map or [0])[0]
        name = token.info.removeprefix(_FENCE).strip()
        known = {query.name: query for query in self.catalogue.queries}
        if name not in known:
            self._note(line, Text(f"Frågan {name} finns inte.", f"There is no query {name}."))
            return None
        try:
            given = yaml.safe_load(token.content) or {}
        except yaml.YAMLError:
            given = None
        if not isinstance(given, dict):
            wanted = Text(
                "Blocket ska ha rader som plan: värde.",
                "The block must have lines like plan: value.",
            )
            self._note(line, wanted)
            return None
        query = known[name]
        show, rows = str(given.pop("show", "table")), given.pop("rows", 10)
        if show not in SHOWS or (show == "chart" and query.chart is None):
            wanted = Text(
                f"show är table, eller chart där frågan har ett diagram; inte {show}.",
                f"show is table, or chart where the query has one; not {show}.",
            )
            self._note(line, wanted)
        if type(rows) is not int or rows < 1:
            self._note(
                line,
                Text("rows ska vara ett heltal från 1.", "rows must be a whole number from 1."),
            )
        for parameter in set(map(str, given)) - {p.name for p in query.parameters}:
            told = Text(
                f"{name} har ingen parameter {parameter}.", f"{name} has no parameter {parameter}."
            )
            self._note(line, told)
        values = {
            str(k): [str(x) for x in (v if isinstance(v, list) else [v])] for k, v in given.items()
        }
        return Live(query, values, show, rows if type(rows) is int else 1)

    def _note(self, line: int, message: Text) -> None:
        self.problems.append(ContentError(message, place=f"{self.place}:{line + 1}"))


def _plain(token: Token) -> str:
    """Return the words of a paragraph without their marks."""
    return "".join(" " if t.type.endswith("break") else t.content for t in token.children or ())
