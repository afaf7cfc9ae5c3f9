"""Mistakes in updates, each told where it is and with the way out, in both languages."""

import pytest

from plangraf.errors import BadQuery
from plangraf.sparql.changing import Change, apply
from plangraf.sparql.scanning import Scan
from plangraf.sparql.update_mistakes import misread_update
from plangraf.store.embedded import EmbeddedStore

MISTAKES = {
    "DELET DATA { <a:a> <a:b> 1 }": (1, 1, "DELETE"),
    "INSERT DATA { <a:a> <a:b> }": (1, 27, "objekt"),
    "INSERT DATA { <a:a> <a:b> ?x }": (1, 27, "WHERE"),
    "DELETE DATA { _:x <a:b> 1 }": (1, 15, "utan namn"),
    "INSERT DATA GRAPH <a:g> { <a:a> <a:b> 1 }": (1, 13, "inom klamrarna"),
    "INSERT INTO <a:g> { <a:a> <a:b> 1 }": (1, 8, "inom klamrarna"),
    "INSERT { <a:a> <a:b> 1 }": (1, 25, "INSERT DATA"),
    "DELETE { ?s ?p ?o } ; CLEAR ALL": (1, 21, "WHERE"),
    "CLEAR <a:g>": (1, 7, "GRAPH"),
    "CREATE <a:g>": (1, 8, "GRAPH"),
    "COPY <a:g> <a:h>": (1, 12, "TO"),
    "MOVE TO <a:h>": (1, 6, "adress"),
    "WITH <a:g> { ?s ?p ?o }": (1, 12, "DELETE eller INSERT"),
    "CLEAR ALL\nDROP ALL": (2, 1, ";"),
    "SELECT * { ?s ?p ?o }": (1, 1, "fråga"),
    "INSERT DATA { <a:a> <a:b> 1": (1, 28, "}"),
    "INSERT DATA { <a:a> <a:b> 1 } }": (1, 31, ""),
    "DELETE { ?s ?p ?o } INSERT ?x WHERE { ?s ?p ?o }": (1, 28, "{"),
    "hello": (1, 1, "INSERT"),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_where_it_is(text: str) -> None:
    line, column, way_out = MISTAKES[text]
    with pytest.raises(BadQuery) as caught:
        apply(Change("update", text), EmbeddedStore())
    told = caught.value
    assert (told.line, told.column) == (line, column)
    assert "Uppdateringen går inte att läsa" in told.message.sv
    assert "The update cannot be read" in told.message.en
    assert "query" not in told.message.en.lower()
    assert told.remedy is not None
    assert way_out in f"{told.message.sv} {told.remedy.sv}"
    assert told.excerpt.endswith("^")


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX a:<a:> INSERT DATA { a:a a:b 1 ; a:c [ a:d (1 2) ] . GRAPH a:g { a:a a:b 'x' } }",
        "WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <a:g> WHERE { ?s ?p ?o } ;",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; COPY SILENT DEFAULT TO GRAPH <a:g> ; DROP NAMED",
        "CREATE SILENT GRAPH <a:g> ; ADD <a:g> TO DEFAULT ; CLEAR GRAPH <a:g>",
    ],
)
def test_what_is_right_has_no_mistake(text: str) -> None:
    apply(Change("update", text), EmbeddedStore())
    assert misread_update(Scan(text)) is None
