"""What the embedded engine raises → the errors of a store, each told in words with a way out.

Knows the engine's errors by their kind and their text; does not import it.
"""

import re
from pathlib import Path
from typing import Final

from plangraf.errors import BadQuery, StoreError, WrongUse
from plangraf.language import Text
from plangraf.store.positions import locate_syntax_error

FULL: Final = "No space left on device"
_NEWER: Final = re.compile(r"too recent version (\d+)")
_GRAPH_STATE: Final = re.compile(r"graph <([^<>]*)> (does not exist|already exists)")


def bad_query(text: str, error: SyntaxError) -> BadQuery:
    """Tell a syntax error with its line, column and a caret under the place."""
    line, column, reason, excerpt = locate_syntax_error(text, str(error))
    return BadQuery(
        Text(
            f"Frågan går inte att läsa (rad {line}, kolumn {column}): {reason}.",
            f"The query cannot be read (line {line}, column {column}): {reason}.",
        ),
        line=line,
        column=column,
        excerpt=excerpt,
        engine=reason,
    )


def unsupported(error: RuntimeError) -> BadQuery:
    """Tell what the engine cannot do: a function that it does not have."""
    return BadQuery(
        Text(f"Frågan kan inte ställas här: {error}.", f"The query cannot be asked here: {error}."),
        remedy=Text(
            "Använd SPARQL 1.1:s egna funktioner.", "Use the functions of SPARQL 1.1 itself."
        ),
    )


def impossible(error: RuntimeError) -> WrongUse:
    """Tell an update that can be read but not made: of a graph that is not there, or is."""
    found = _GRAPH_STATE.search(str(error))
    if found is None:
        return unsupported(error)
    graph, missing = found[1], found[2] == "does not exist"
    return WrongUse(
        Text(
            f"Ingenting ändrades: grafen <{graph}> finns {'inte' if missing else 'redan'}.",
            f"Nothing was changed: the graph <{graph}> {found[2]}.",
        ),
        remedy=Text(
            "Skriv SILENT om det inte ska vara ett fel.", "Write SILENT if that is not an error."
        ),
    )


def broken(error: Exception) -> StoreError:
    """Tell a failure of the engine; a full disk by its name."""
    if FULL in str(error):
        return StoreError(
            Text(
                "Disken är full. Ändringen gjordes inte; det som var sparat finns kvar.",
                "The disk is full. The change was not made; what was stored is still there.",
            ),
            kind="full",
            remedy=Text("Frigör utrymme och försök igen.", "Free some space and try again."),
        )
    return StoreError(Text(f"Lagret svarade med fel: {error}", f"The store failed: {error}"))


def damaged(folder: Path | None, error: RuntimeError) -> StoreError:
    """Tell a folder whose files are of a newer engine, or are no longer what they were."""
    newer = _NEWER.search(str(error))
    if newer:
        return StoreError(
            Text(
                f"Lagret är skrivet av en nyare version av plangraf (lagerformat {newer[1]}). "
                "Ingenting ändrades i det.",
                f"The store was written by a newer version of plangraf (format {newer[1]}). "
                "Nothing in it was changed.",
            ),
            place=str(folder),
            remedy=Text("Uppgradera plangraf här.", "Upgrade plangraf here."),
        )
    return StoreError(
        Text(
            f"Lagrets filer är skadade, eller så är mappen inget lager: {error}",
            f"The files of the store are damaged, or are not a store: {error}",
        ),
        place=str(folder),
        remedy=Text(
            "Hämta tillbaka mappen från en säkerhetskopia, eller välj en tom mapp.",
            "Restore the folder from a backup, or choose an empty one.",
        ),
    )


def unusable(folder: Path | None, error: OSError, locked: bool) -> StoreError:
    """Tell a folder that cannot be opened as a store, or that another process writes in."""
    if locked:
        return StoreError(
            Text(
                "En annan process skriver i lagret just nu.",
                "Another process is writing to the store right now.",
            ),
            kind="busy",
            place=str(folder),
            remedy=Text("Försök igen när den är klar.", "Try again when it is done."),
        )
    if FULL in str(error):
        return StoreError(
            Text(
                "Disken är full: lagret kan inte öppnas för skrivning.",
                "The disk is full: the store cannot be opened for writing.",
            ),
            kind="full",
            place=str(folder),
            remedy=Text("Frigör utrymme och försök igen.", "Free some space and try again."),
        )
    return StoreError(
        Text(f"Lagret kan inte öppnas: {error}", f"The store cannot be opened: {error}"),
        place=str(folder),
        remedy=Text(
            "Kontrollera mappens rättigheter och att ingen annan skriver i den.",
            "Check the folder's permissions and that no one else writes in it.",
        ),
    )
