"""Reads `queries/groups.yaml`: the folders of saved queries in their order, with titles."""

from pathlib import Path

import yaml

from plangraf.catalogue.definition import Group
from plangraf.errors import ContentError
from plangraf.language import Text

_PLACE = "queries/groups.yaml"


def read_groups(path: Path) -> tuple[tuple[Group, ...], list[ContentError]]:
    """Return the groups, and what is wrong with the file; no file means no groups."""
    if not path.exists():
        return (), []
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return (), [_broken(str(error).replace("\n", " "))]
    groups: list[Group] = []
    problems: list[ContentError] = []
    for name, title in (read if isinstance(read, dict) else {}).items():
        if isinstance(title, dict) and set(title) == {"sv", "en"}:
            groups.append(Group(str(name), Text(str(title["sv"]), str(title["en"]))))
        else:
            problems.append(_broken(f"{name}: {{sv: …, en: …}}"))
    return tuple(groups), problems


def _broken(reason: str) -> ContentError:
    return ContentError(
        Text(f"Filen går inte att läsa: {reason}", f"The file cannot be read: {reason}"),
        place=_PLACE,
    )
