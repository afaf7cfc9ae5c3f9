"""The same answer from elsewhere: curl, Python, R, Power Query, JavaScript, HTML, Markdown.

Turns addresses into code. An address must be percent-encoded ASCII; quotes in it are encoded too,
so that it cannot end the string it stands in, whatever the language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_QUOTES = str.maketrans(
    {
        "'": "%27",
        '"': "%22",
        "\\": "%5C",
        "`": "%60",
        "$": "%24",
        "#": "%23",
        "(": "%28",
        ")": "%29",
        "<": "%3C",
        ">": "%3E",
    }
)
_MARKED = re.compile(r"([\\`*_{}\[\]()<>#+!|~-])")


@dataclass(frozen=True)
class Addresses:
    """Where one answer is: csv, JSON, page with data version, page for a frame, picture or none."""

    csv: str
    json: str
    page: str
    frame: str
    picture: str = ""


@dataclass(frozen=True)
class Snippet:
    """One way of asking. `key` is stable, `title` a proper name."""

    key: str
    title: str
    code: str


def snippets(addresses: Addresses, sentence: str) -> Iterator[Snippet]:
    """Yield the ways of asking and of showing; `sentence` is the question in words."""
    as_csv, as_json = _safe(addresses.csv), _safe(addresses.json)
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
    frame = escape(_safe(addresses.frame))
    yield Snippet(
        "iframe",
        "HTML (iframe)",
        f'<iframe src="{frame}" title="{escape(sentence)}"\n'
        '  width="100%" height="600" loading="lazy"></iframe>',
    )
    words = _MARKED.sub(r"\\\1", " ".join(sentence.split()))
    link = f"[{words}]({_safe(addresses.page)})"
    picture = f"![{words}]({_safe(addresses.picture)})\n\n" if addresses.picture else ""
    yield Snippet("markdown", "Markdown", picture + link)


def _safe(address: str) -> str:
    if not address.isascii() or any(sign.isspace() for sign in address):
        raise ValueError("an address must be percent-encoded")
    return address.translate(_QUOTES)
