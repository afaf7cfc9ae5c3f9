"""The same answer from elsewhere: lines for curl, Python, R, Power Query and JavaScript.

Turns addresses into code. An address must be percent-encoded ASCII; quotes in it are encoded too,
so that it cannot end the string it stands in, whatever the language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_QUOTES = str.maketrans({"'": "%27", '"': "%22", "\\": "%5C", "`": "%60", "$": "%24", "#": "%23"})


@dataclass(frozen=True)
class Snippet:
    """One way of asking. `key` is stable, `title` a proper name."""

    key: str
    title: str
    code: str


def snippets(csv_address: str, json_address: str) -> Iterator[Snippet]:
    """Yield the ways of asking, for the addresses of the csv and the JSON of one answer."""
    as_csv, as_json = _safe(csv_address), _safe(json_address)
    yield Snippet("curl", "curl", f"curl -fsS '{as_csv}' -o svar.csv")
    yield Snippet(
        "python",
        "Python (pandas)",
        f'import pandas as pd\n\nanswer = pd.read_csv("{as_csv}")\nprint(answer)',
    )
    yield Snippet(
        "r", "R", f'answer <- read.csv("{as_csv}", fileEncoding = "UTF-8")\nprint(answer)'
    )
    yield Snippet(
        "powerquery",
        "Power Query",
        "let\n"
        f'    Source = Csv.Document(Web.Contents("{as_csv}"),\n'
        '        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n'
        "    Answer = Table.PromoteHeaders(Source, [PromoteAllScalars = true])\n"
        "in\n"
        "    Answer",
    )
    yield Snippet(
        "javascript",
        "JavaScript",
        f'const response = await fetch("{as_json}");\n'
        "const { results } = await response.json();\n"
        "console.table(results.bindings.map((row) =>\n"
        "  Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))));",
    )


def _safe(address: str) -> str:
    if not address.isascii() or any(sign.isspace() for sign in address):
        raise ValueError("an address must be percent-encoded")
    return address.translate(_QUOTES)
