"""What the commands that search series by words share: a text to look for, and no hits told.

A search without a text is wrong use; one without a hit is answered with a sentence on standard
error, so that what is printed stays a list.
"""

import sys
from collections.abc import Sequence

from plangraf.errors import WrongUse
from plangraf.language import Language, Text


def text_sought(words: Sequence[str]) -> str:
    """Return the words as one text; refuse an empty one."""
    text = " ".join(" ".join(words).split())
    if not text:
        raise WrongUse(
            Text("Det finns ingen text att söka på.", "There is no text to search for."),
            place="TEXT",
            remedy=Text(
                "Skriv ett eller flera ord, till exempel: ångest äldre.",
                "Write one or more words, for example: ångest.",
            ),
        )
    return text


def tell_no_hits(text: str, spoken: Language) -> None:
    """Say that nothing was found."""
    told = Text(
        f"Inga träffar för ”{text}”. Pröva andra eller färre ord; det går inte att söka på bara "
        "årtal.",
        f"No hits for “{text}”. Try other or fewer words; years alone cannot be searched for.",
    )
    print(told.in_(spoken), file=sys.stderr)
