"""A file's `#+` header: YAML in comments, read into plain values that know their line.

Turns lines into (values, the line of every value, problems). Knows nothing of what the keys mean.
Values keep the text as written: `2019-10-01` stays a text, only true, false and whole numbers are
read as such, so that what stands in the header is what a caller would type.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from plangraf.content.fast_yaml import LOADER
from plangraf.language import Text

Path = tuple[str | int, ...]


@dataclass
class Header:
    """The header's values, and where each stands. Lines count from 1 in the file."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, Text]] = field(default_factory=list)
    broken: bool = False

    def line(self, *path: str | int) -> int:
        """Return the line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_header(text: str) -> Header:
    """Read the `#+` lines of a file; problems are collected, never raised."""
    header = Header()
    numbers = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("#+")]
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    source = "\n".join(line[indent:] for line in lines)
    try:
        node = yaml.compose(source, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = _real(numbers, mark.line if mark else 0)
        header.broken = True
        header.problems.append(
            (
                line,
                Text(
                    f"Huvudet är inte YAML: {error.problem}. Sätt citattecken om texter med "
                    "kolon, komma, frågetecken eller parentes.",
                    f"The header is not YAML: {error.problem}. Quote texts that have a colon, a "
                    "comma, a question mark or a bracket.",
                ),
            )
        )
        return header
    except yaml.YAMLError as error:
        header.broken = True
        header.problems.append((1, Text(f"Huvudet: {error}", f"The header: {error}")))
        return header
    if node is None:
        return header
    values = _value(node, (), header, numbers)
    if isinstance(values, dict):
        header.values = values
    else:
        header.problems.append(
            (
                header.line(),
                Text("Huvudet måste ha nycklar.", "The header must have keys."),
            )
        )
    return header


def _real(numbers: list[int], line: int) -> int:
    """Turn a line of the YAML (from 0) into a line of the file (from 1)."""
    return numbers[min(line, len(numbers) - 1)] if numbers else 1


def _value(node: yaml.Node, path: Path, header: Header, numbers: list[int]) -> Any:
    """Build the value of a node and note its line."""
    header.lines.setdefault(path, _real(numbers, node.start_mark.line))
    if isinstance(node, yaml.MappingNode):
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = _real(numbers, key_node.start_mark.line)
            if key in built:
                header.problems.append(
                    (line, Text(f"Nyckeln {key} står två gånger.", f"Key {key} is given twice."))
                )
            header.lines[(*path, key)] = line
            built[key] = _value(value_node, (*path, key), header, numbers)
        return built
    if isinstance(node, yaml.SequenceNode):
        return [_value(n, (*path, i), header, numbers) for i, n in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:bool":
        return {"true": True, "false": False}.get(node.value.lower(), node.value)
    if node.tag == "tag:yaml.org,2002:int" and node.value.isdecimal():
        return int(node.value)
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
