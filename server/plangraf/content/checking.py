"""Checks that the shipped plans say what their sources say: span by span and line by line.

Turns plan graphs and source texts into a list of problems. A plan passes when every span quotes
its source to the letter, every stated label stands in its evidence, and every non-empty line of
the source is covered by a span or named, with a reason, as saying nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import RDF, SKOS

from plangraf.content.sources import (
    Source,
    Span,
    collapsed,
    read_furniture,
    read_source,
    spans_of,
)
from plangraf.language import Text
from plangraf.vocabulary import OA, PG, PGID

VERBATIM = (PG.FocusArea, PG.Goal, PG.Activity, PG.SubActivity, PG.Need, PG.Indicator)
NOT_FROM_THE_TEXT = {PGID[f"assertion-status/{name}"] for name in ("derived", "external")}


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold, with its place."""

    place: str
    message: Text


@dataclass(frozen=True)
class Checked:
    """What was looked at in one plan, and what was wrong."""

    name: str
    spans: int
    lines: int
    furniture: int
    problems: tuple[Problem, ...]


def check_plan(path: Path, sources: Path) -> Checked:
    """Check one plan file against its source text; ContentError when either cannot be read."""
    graph = Graph().parse(path, format="turtle")
    source = read_source(graph, sources)
    spans = spans_of(graph)
    furniture_file = sources / f"{source.iri.rsplit('/', 1)[-1]}.uncovered.tsv"
    furniture = {item.line: item for item in read_furniture(furniture_file)}
    covered = _covered_lines(source, spans)
    filled = [(number, line) for number, _, _, line in source.lines() if line.strip()]
    problems = [
        *_identity(source, path.name),
        *_quotes(source, spans),
        *_labels(graph),
    ]
    for number, line in filled:
        where = f"{source.iri.rsplit('/', 1)[-1]}.txt:{number}"
        known = furniture.get(number)
        if number not in covered and known is None:
            problems.append(
                Problem(
                    where,
                    Text(
                        f"Ingen uppgift bygger på raden: ”{collapsed(line)}”",
                        f"No statement is based on this line: “{collapsed(line)}”",
                    ),
                )
            )
        if known is not None and (number in covered or known.text != collapsed(line)):
            problems.append(
                Problem(
                    f"{furniture_file.name}:{number}",
                    Text(
                        "Raden är täckt av belägg eller har en annan text än den angivna.",
                        "The line is covered by evidence, or its text is not the one given.",
                    ),
                )
            )
    return Checked(path.stem, len(spans), len(filled), len(furniture), tuple(problems))


def _identity(source: Source, name: str) -> Iterator[Problem]:
    """The text is the one that was read: same hash, same length."""
    if source.sha256 != source.recorded_sha256 or len(source.text) != source.recorded_length:
        yield Problem(
            name,
            Text(
                f"Källtextens sha256 är {source.sha256}, planen anger {source.recorded_sha256}.",
                f"The source's sha256 is {source.sha256}, the plan records "
                f"{source.recorded_sha256}.",
            ),
        )


def _quotes(source: Source, spans: list[Span]) -> Iterator[Problem]:
    """Every span lies within the text and quotes it."""
    for span in spans:
        there = collapsed(source.text[max(span.start, 0) : max(span.end, 0)])
        inside = 0 <= span.start < span.end <= len(source.text)
        if not inside or there != span.exact:
            yield Problem(
                str(span.evidence),
                Text(
                    f"Belägget {span.start}–{span.end} lyder ”{there}” i källan, inte "
                    f"”{span.exact}”.{_elsewhere(source, span)[0]}",
                    f"The span {span.start}–{span.end} reads “{there}” in the source, not "
                    f"“{span.exact}”.{_elsewhere(source, span)[1]}",
                ),
            )


def _elsewhere(source: Source, span: Span) -> tuple[str, str]:
    """Say where the quoted words do stand, when they stand in one piece."""
    first = span.exact.split(" ")[0]
    at = source.text.find(first) if first else -1
    while at >= 0:
        end, wanted = at, span.exact.replace(" ", "")
        taken = ""
        while end < len(source.text) and len(taken) < len(wanted):
            taken += "" if source.text[end].isspace() else source.text[end]
            end += 1
        if taken == wanted:
            return f" Orden står på {at}–{end}.", f" The words are at {at}–{end}."
        at = source.text.find(first, at + 1)
    return "", ""


def _labels(graph: Graph) -> Iterator[Problem]:
    """Every stated label stands, word for word, in the evidence of its thing."""
    for kind in VERBATIM:
        for node in graph.subjects(RDF.type, kind):
            if graph.value(node, PG.assertionStatus) in NOT_FROM_THE_TEXT:
                continue
            quoted = _squeezed(" ".join(_quotes_of(graph, URIRef(str(node)))))
            printed = next(graph.objects(node, SKOS.hiddenLabel), None)
            labels = [
                label
                for label in graph.objects(node, SKOS.prefLabel)
                if isinstance(label, RdfLiteral) and label.language == "sv"
            ]
            words = printed if printed is not None else labels[0] if labels else ""
            if not words or _squeezed(str(words)) not in quoted:
                yield Problem(
                    str(node),
                    Text(f"”{words}” står inte i beläggen.", f"“{words}” is not in the evidence."),
                )


def _quotes_of(graph: Graph, node: URIRef) -> list[str]:
    """Return the quotes of a node's evidence in the order of the source."""
    return [span.exact for span in spans_of_node(graph, node)]


def spans_of_node(graph: Graph, node: URIRef) -> list[Span]:
    """Return the spans one node points to, in the order of the source."""
    wanted = set(graph.objects(node, PG.evidence))
    small = Graph()
    for evidence in wanted:
        small += graph.triples((evidence, None, None))
        for selector in graph.objects(evidence, OA.hasSelector):
            small += graph.triples((selector, None, None))
    return spans_of(small)


def _squeezed(text: str) -> str:
    """Take out all white space: line ends and rejoined hyphens then compare equal."""
    return "".join(text.split())


def _covered_lines(source: Source, spans: list[Span]) -> set[int]:
    """Return the numbers of the lines that some span touches with a visible character."""
    touched = set()
    for span in spans:
        for number, start, end, line in source.lines():
            low, high = max(span.start, start), min(span.end, end)
            if low < high and line[low - start : high - start].strip():
                touched.add(number)
    return touched
