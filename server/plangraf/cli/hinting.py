"""Why no rows, on the command line: a hint on standard error, so that a file stays what it was.

In this process nothing can end a question that takes too long: the hint is given up instead.
"""

import sys
import threading

from plangraf.language import Language, Text
from plangraf.sparql.emptiness import SECONDS, Emptiness, Runner, explain


def hint(text: str, store: Runner, spoken: Language) -> None:
    """Tell on standard error why a query has no rows; silent when it cannot be told in time."""
    told: list[Emptiness | None] = []
    task = threading.Thread(target=lambda: told.append(explain(text, store)), daemon=True)
    task.start()
    task.join(SECONDS + 1)
    why = told[0] if told else None
    if why is not None:
        print("\n".join(_lines(why, spoken)), file=sys.stderr)


def _lines(why: Emptiness, spoken: Language) -> list[str]:
    head = Text("Varför noll rader?", "Why no rows?").in_(spoken)
    lines = [f"{head} {why.cause.message.in_(spoken)}"]
    if why.step:
        line = Text("rad", "line").in_(spoken)
        lines.append(f"  {line} {why.line}: {why.step}")
    if why.cause.nearest:
        near = Text("Närmaste värde som finns", "Nearest value that exists").in_(spoken)
        lines.append(f"  {near}: {', '.join(why.cause.nearest)}")
    return lines
