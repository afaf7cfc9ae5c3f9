"""The usual mistakes in a query, found in its tokens and told with the way out.

    text → beginnings (empty, no form) → projection → brackets → triples, word by word → the end

Asked only when an engine has refused a text: it says which mistake is there, never that there is
one. The first in the order of the text is told. What may stand in a group is read in
`plangraf.sparql.group_reading`.
"""

from collections.abc import Callable
from typing import Final

from plangraf.language import Text
from plangraf.sparql.group_reading import Mistake, misread_group, unknown_word
from plangraf.sparql.scanning import QUERY_FORMS, Scan, Token
from plangraf.sparql.update_mistakes import misread_update

_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_CLOSING: Final = {left: right for right, left in _PAIRS.items()}
_EXAMPLE: Final = "SELECT * WHERE { ?s ?p ?o } LIMIT 10"
_FORMS: Final = "SELECT, ASK, CONSTRUCT, DESCRIBE"
_SCHEMES: Final = ("http:", "https:", "urn:", "mailto:")


def unclosed_text(scan: Scan) -> Mistake | None:
    """Return a quotation mark or an address that is never closed: what follows cannot be read."""
    for token, following in zip(scan.tokens, (*scan.tokens[1:], None), strict=False):
        if token.kind != "sign":
            continue
        if token.text in "\"'":
            return Mistake(
                token.start,
                Text(
                    f"Citattecknet {token.text} stängs aldrig på sin rad.",
                    f"The quotation mark {token.text} is not closed on its line.",
                ),
                Text(
                    f"Sätt {token.text} där texten slutar; text över flera rader står inom "
                    f"{token.text * 3}.",
                    f"Put {token.text} where the text ends; text over several lines goes within "
                    f"{token.text * 3}.",
                ),
            )
        near = following.text if following and following.start == token.end else ""
        if token.text == "<" and near.lower().startswith(_SCHEMES):
            return Mistake(
                token.start,
                Text("Adressen som börjar här saknar >.", "The address here lacks its >."),
                Text(
                    "En adress ska stå inom < och >, utan blanksteg.",
                    "An address must be within < and >, without spaces.",
                ),
            )
    return None


def mistake_of(scan: Scan, *, update: bool = False) -> Mistake | None:
    """Return the first usual mistake in a text; None when it has none that is known here."""
    if update:
        return _first(scan, _brackets, misread_update)
    if scan.form is None:
        return _beginning(scan)
    return _first(scan, _projection, _no_pattern, _brackets, misread_group)


def _first(scan: Scan, *looks: Callable[[Scan], Mistake | None]) -> Mistake | None:
    """Return the mistake that stands first in the text."""
    found = [mistake for look in looks if (mistake := look(scan))]
    return min(found, key=lambda mistake: mistake.start, default=None)


def _beginning(scan: Scan) -> Mistake | None:
    """Tell a text that is empty, has only a prologue, or begins with something else."""
    if not scan.tokens:
        return Mistake(
            0,
            Text("Frågan är tom.", "The query is empty."),
            Text(f"Skriv till exempel {_EXAMPLE}", f"Write, for example, {_EXAMPLE}"),
        )
    place = 0
    while place < len(scan.tokens) and scan.tokens[place].is_word("PREFIX", "BASE", "VERSION"):
        place += 3 if scan.tokens[place].is_word("PREFIX") else 2
    if place >= len(scan.tokens):
        return Mistake(
            len(scan.text.rstrip()),
            Text(
                "Här tar frågan slut: den har bara en inledning.",
                "The query ends here: it has only a prologue.",
            ),
            Text(
                f"Efter PREFIX och BASE kommer {_FORMS}.", f"After PREFIX and BASE comes {_FORMS}."
            ),
        )
    token = scan.tokens[place]
    near = unknown_word(token, (*QUERY_FORMS, "PREFIX", "BASE"))
    begins = Text(
        f"En fråga börjar med PREFIX, BASE, {_FORMS}, till exempel {_EXAMPLE}",
        f"A query begins with PREFIX, BASE, {_FORMS}, for example {_EXAMPLE}",
    )
    return Mistake(token.start, _unexpected(token), near or begins)


def _projection(scan: Scan) -> Mistake | None:
    """Tell what is wrong with the variables after an outermost SELECT."""
    tokens = scan.tokens
    if scan.form != "SELECT":
        return None
    place = next(i for i, t in enumerate(tokens) if t.is_word("SELECT")) + 1
    if place < len(tokens) and tokens[place].is_word("DISTINCT", "REDUCED"):
        place += 1
    token = tokens[place] if place < len(tokens) else None
    remedy = Text(
        "Skriv de variabler som ska bli kolumner (?namn), * för alla, eller (uttryck AS ?namn).",
        "Write the variables that become columns (?name), * for all, or (expression AS ?name).",
    )
    if token is None:
        message = Text(
            "Här tar frågan slut: efter SELECT saknas variabler.",
            "The query ends here: there are no variables after SELECT.",
        )
        return Mistake(len(scan.text.rstrip()), message, remedy)
    if token.kind != "variable" and token.text not in ("*", "("):
        message = Text(
            f"Efter SELECT saknas variabler; här står ”{token.text}”.",
            f"There are no variables after SELECT; here is “{token.text}”.",
        )
        near = unknown_word(token, ("DISTINCT", "REDUCED"))
        return Mistake(token.start, message, near or remedy)
    depth, named = 0, True
    for token in tokens[place:]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{" or token.is_word("WHERE", "FROM"):
            break
        named = named or token.is_word("AS")
        if token.text == "(" and depth == 1:
            named = False
        if token.text == ")" and depth == 0 and not named:
            message = Text("Här saknas AS ?namn.", "AS ?name is missing here.")
            return Mistake(token.start, message, remedy)
        if token.text == "," and depth == 0:
            return Mistake(
                token.start,
                Text("Oväntat ”,” mellan variabler.", "Unexpected “,” between variables."),
                Text("Skilj dem med blanksteg.", "Separate them with spaces."),
            )
    return None


def _no_pattern(scan: Scan) -> Mistake | None:
    """Tell a query without braces; DESCRIBE may be one."""
    tokens = scan.tokens
    remedy = Text(
        "Mönstret ska stå inom klammer: WHERE { ?s ?p ?o }",
        "The pattern must be within braces: WHERE { ?s ?p ?o }",
    )
    for token, following in zip(tokens, tokens[1:], strict=False):
        if token.text == "{":
            return None
        if token.is_word("FROM") and following.kind == "word" and not following.is_word("NAMED"):
            message = Text(
                f"Efter FROM står en grafs adress <…>; här står ”{following.text}”.",
                f"FROM takes the address <…> of a graph; here is “{following.text}”.",
            )
            return Mistake(following.start, message, remedy)
    if any(token.text == "{" for token in tokens) or (scan.form == "DESCRIBE" and len(tokens) > 1):
        return None
    end = len(scan.text.rstrip())
    if scan.form == "DESCRIBE":
        remedy = Text("Efter DESCRIBE står en adress eller variabler.", "Name what to describe.")
    return Mistake(
        end,
        Text(
            "Här tar frågan slut: den har inget mönster.", "The query ends here: it has no pattern."
        ),
        remedy,
    )


def _brackets(scan: Scan) -> Mistake | None:
    """Tell a bracket that is not closed, or closed by another, or never opened."""
    opened: list[Token] = []
    for token in scan.tokens:
        if token.kind != "sign":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _PAIRS:
            if not opened:
                return Mistake(
                    token.start,
                    _unexpected(token),
                    Text(
                        f"Det finns ingen ”{_PAIRS[token.text]}” som det stänger: ta bort det.",
                        f"There is no “{_PAIRS[token.text]}” that it closes: remove it.",
                    ),
                )
            if opened[-1].text != _PAIRS[token.text]:
                line, column = scan.place(opened[-1].start)
                left, right = opened[-1].text, _CLOSING[opened[-1].text]
                return Mistake(
                    token.start,
                    _unexpected(token),
                    Text(
                        f"”{left}” på rad {line}, kolumn {column} är inte stängd: "
                        f"sätt ”{right}” före.",
                        f"“{left}” at line {line}, column {column} is not closed: "
                        f"put “{right}” before.",
                    ),
                )
            opened.pop()
    if not opened:
        return None
    left, right = opened[-1].text, _CLOSING[opened[-1].text]
    line, column = scan.place(opened[-1].start)
    return Mistake(
        len(scan.text.rstrip()),
        Text(
            f"Här tar frågan slut, men ”{left}” på rad {line}, kolumn {column} är inte stängd.",
            f"The query ends here, but “{left}” at line {line}, column {column} is not closed.",
        ),
        Text(f"Lägg till ”{right}”.", f"Add “{right}”."),
    )


def _unexpected(token: Token) -> Text:
    return Text(f"Oväntat ”{token.text}” här.", f"Unexpected “{token.text}” here.")
