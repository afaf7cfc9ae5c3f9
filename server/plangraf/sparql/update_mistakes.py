"""The usual mistakes in an update, found in its tokens and told with the way out.

    operation → its word → what must follow it → its groups → `;` or the end → next operation

Asked only when an engine has refused a text. Groups are read as in a query (`group_reading`).
"""

from typing import Final, NoReturn

from plangraf.language import Text
from plangraf.sparql.group_reading import Mistake, misread_tokens, unknown_word
from plangraf.sparql.scanning import QUERY_FORMS, UPDATE_FORMS, Scan, Token

_EXAMPLE: Final = "INSERT DATA { GRAPH <…> { <…> <…> <…> } }"
_BEGINS: Final = Text(
    f"En uppdatering börjar med PREFIX, BASE, INSERT, DELETE, WITH, CLEAR, DROP, CREATE, ADD, MOVE "
    f"eller COPY, till exempel {_EXAMPLE}",
    f"An update begins with PREFIX, BASE, INSERT, DELETE, WITH, CLEAR, DROP, CREATE, ADD, MOVE or "
    f"COPY, for example {_EXAMPLE}",
)
_ENDS: Final = Text("Här tar uppdateringen slut.", "The update ends here.")
_GRAPH_INSIDE: Final = Text(
    f"GRAPH ska stå inom klamrarna: {_EXAMPLE}", f"GRAPH must be within the braces: {_EXAMPLE}"
)
_WITH_WHERE: Final = Text(
    "Med variabler skrivs det INSERT { … } WHERE { … } eller DELETE { … } WHERE { … }.",
    "With variables it is INSERT { … } WHERE { … } or DELETE { … } WHERE { … }.",
)
_ALL_GRAPHS: Final = ("DEFAULT", "NAMED", "ALL")


class _Found(Exception):
    """A mistake was found."""

    def __init__(self, mistake: Mistake):
        super().__init__()
        self.mistake = mistake


def misread_update(scan: Scan) -> Mistake | None:
    """Return the first token of an update that does not fit; None when none is known here."""
    try:
        _Walk(scan).whole()
    except _Found as found:
        return found.mistake
    return None


class _Walk:
    """One walk through the operations of an update."""

    def __init__(self, scan: Scan):
        self.text = scan.text
        self.tokens = scan.tokens
        self.at = 0

    def whole(self) -> None:
        while True:
            while self._says("PREFIX", "BASE", "VERSION"):
                self.at += 3 if self._says("PREFIX") else 2
            if self.at >= len(self.tokens):
                if self.at and self.tokens[-1].text != ";":
                    self._fail(_BEGINS)
                return
            self._operation()
            if self.at < len(self.tokens) and not self._skip(";"):
                self._fail(
                    Text(
                        "Mellan två uppdateringar ska ; stå, och inget efter den sista.",
                        "Two updates are separated by ; and nothing follows the last.",
                    )
                )
            elif self.at >= len(self.tokens):
                return

    def _operation(self) -> None:
        first = self.tokens[self.at]
        if first.is_word(*QUERY_FORMS):
            self._fail(
                Text(
                    "Det här är en fråga: skicka den som query, inte som update.",
                    "This is a query: send it as query, not as update.",
                )
            )
        if not first.is_word(*UPDATE_FORMS):
            self._fail(unknown_word(first, sorted(UPDATE_FORMS)) or _BEGINS)
        self.at += 1
        word = first.text.upper()
        if word in ("CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"):
            self._management(word)
        elif word in ("INSERT", "DELETE") and self._skip("DATA"):
            self._data(word)
        elif word == "DELETE" and self._skip("WHERE"):
            self._group("DELETE WHERE")
        elif word == "WITH":
            self._name("WITH")
            if not self._skip("DELETE", "INSERT"):
                self._fail(
                    Text(
                        "Efter WITH <…> ska DELETE eller INSERT stå.",
                        "WITH <…> is followed by DELETE or INSERT.",
                    )
                )
            self._modify(self.tokens[self.at - 1].text.upper())
        else:
            self._modify(word)

    def _data(self, word: str) -> None:
        begin = self.at
        self._group(f"{word} DATA")
        for token in self.tokens[begin : self.at]:
            if token.kind == "variable":
                self.at = self.tokens.index(token, begin)
                self._fail(_WITH_WHERE)
            if word == "DELETE" and (token.kind == "blank" or token.text in ("[", "(")):
                self.at = self.tokens.index(token, begin)
                self._fail(
                    Text(
                        "En nod utan namn kan inte pekas ut: ta bort med DELETE … WHERE.",
                        "A node without a name cannot be identified: use DELETE … WHERE.",
                    )
                )

    def _modify(self, word: str) -> None:
        self._group(word)
        if word == "DELETE" and self._skip("INSERT"):
            self._group("INSERT")
        while self._skip("USING"):
            self._skip("NAMED")
            self._name("USING")
        if not self._skip("WHERE"):
            self._fail(
                Text(
                    "Efter mallen saknas WHERE { … }; utan variabler skrivs det INSERT DATA { … }.",
                    "WHERE { … } is missing; without variables it is INSERT DATA { … }.",
                )
            )
        self._group("WHERE")

    def _management(self, word: str) -> None:
        self._skip("SILENT")
        if word in ("CLEAR", "DROP") and self._skip(*_ALL_GRAPHS):
            return
        if word in ("CLEAR", "DROP", "CREATE"):
            if not self._skip("GRAPH"):
                more = "" if word == "CREATE" else ", DEFAULT, NAMED / ALL"
                self._fail(
                    Text(
                        f"Efter {word} ska GRAPH <…>{more} stå.",
                        f"{word} is followed by GRAPH <…>{more}.",
                    )
                )
            self._name("GRAPH")
            return
        self._place(word)
        if not self._skip("TO"):
            self._fail(Text(f"{word} <…> TO <…>: TO saknas.", f"{word} <…> TO <…>: TO is missing."))
        self._place("TO")

    def _place(self, after: str) -> None:
        if not self._skip("DEFAULT"):
            self._skip("GRAPH")
            self._name(after)

    def _name(self, after: str) -> None:
        token = self._now()
        if token is None or token.kind not in ("iri", "name"):
            self._fail(
                Text(
                    f"Efter {after} ska en grafs adress <…> stå.",
                    f"{after} is followed by the address <…> of a graph.",
                )
            )
        self.at += 1

    def _group(self, after: str) -> None:
        """Go past a group, which must begin here and be read as groups are."""
        token = self._now()
        if token is not None and token.is_word("GRAPH", "INTO"):
            self._fail(_GRAPH_INSIDE)
        if token is None or token.text != "{":
            self._fail(Text(f"Efter {after} ska {{ … }} stå.", f"{after} is followed by {{ … }}."))
        begin, depth = self.at, 0
        while self.at < len(self.tokens):
            sign = self.tokens[self.at]
            if sign.kind == "sign":
                depth += (sign.text == "{") - (sign.text == "}")
            self.at += 1
            if depth == 0:
                break
        if mistake := misread_tokens(self.tokens[begin : self.at]):
            raise _Found(mistake)

    def _fail(self, remedy: Text) -> NoReturn:
        """Tell what is here, and what to do."""
        token = self._now()
        if token is None:
            raise _Found(Mistake(len(self.text.rstrip()), _ENDS, remedy))
        found = Text(f"Oväntat ”{token.text}” här.", f"Unexpected “{token.text}” here.")
        raise _Found(Mistake(token.start, found, remedy))

    def _now(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _says(self, *words: str) -> bool:
        token = self._now()
        return token is not None and (token.is_word(*words) or token.text in words)

    def _skip(self, *words: str) -> bool:
        found = self._says(*words)
        self.at += found
        return found
