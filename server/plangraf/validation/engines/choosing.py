"""Finds an engine by its name; `auto` is the fastest one that is installed.

Each engine is imported only when it is asked for: pySHACL alone takes longer to import than the
whole check of a plan takes with turbo.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from plangraf.errors import UnknownName
from plangraf.language import Text
from plangraf.validation.engines.interface import Engine

_ENGINES: Final = {
    "turbo": ("pyshacl_turbo", "TurboEngine"),
    "pyshacl": ("pyshacl", "PyshaclEngine"),
    "shifty": ("shifty", "ShiftyEngine"),
}
ENGINE_NAMES: Final = ("auto", *_ENGINES)


def installed_engines() -> tuple[str, ...]:
    """Name the engines that can be used here, the preferred one first."""
    return tuple(name for name, (package, _) in _ENGINES.items() if find_spec(package))


def second_opinion(first: str) -> str:
    """Name the engine to compare with: another fast one if there is one, else any other."""
    others = [name for name in ("shifty", "turbo", "pyshacl") if name != first]
    return next((name for name in others if name in installed_engines()), "pyshacl")


def open_engine(name: str = "auto") -> Engine:
    """Return the engine called `name`; raises UnknownName where there is none or it is missing."""
    chosen = installed_engines()[0] if name == "auto" else name
    if chosen not in _ENGINES:
        raise UnknownName(
            Text(f"Det finns ingen motor ”{name}”.", f"There is no engine “{name}”."),
            nearest=ENGINE_NAMES,
            remedy=Text(f"Välj en av {_LISTED}.", f"Choose one of {_LISTED}."),
        )
    package, class_name = _ENGINES[chosen]
    if find_spec(package) is None:
        raise UnknownName(
            Text(f"Motorn {chosen} är inte installerad.", f"The engine {chosen} is not installed."),
            nearest=installed_engines(),
            remedy=Text(
                "Installera den, eller välj --engine pyshacl.",
                "Install it, or choose --engine pyshacl.",
            ),
        )
    module = import_module(f"plangraf.validation.engines.{chosen}")
    return cast(Engine, getattr(module, class_name)())


_LISTED: Final = ", ".join(ENGINE_NAMES)
