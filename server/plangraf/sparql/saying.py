"""The sentences of "why no rows?", in both languages, by the key of the cause."""

from typing import Final

from plangraf.language import Text

_SENTENCES: Final = {
    "property-unknown": Text(
        "Egenskapen {name} finns inte i data.", "There is no property {name} in the data."
    ),
    "class-unknown": Text("Inget är av klassen {name}.", "Nothing is of the class {name}."),
    "value-unknown": Text(
        "Inget har värdet {name} för {path}.", "Nothing has the value {name} for {path}."
    ),
    "value-not-here": Text(
        "Värdet {name} för {path} finns, men inte på det som stegen före hittar.",
        "The value {name} for {path} exists, but not on what the steps before find.",
    ),
    "wrong-language": Text(
        "Texten {name} finns, men med ett annat språkmärke.",
        "The text {name} exists, but with another language tag.",
    ),
    "wrong-datatype": Text(
        "Värdet {name} finns, men med en annan datatyp: tal, text och datum är olika saker.",
        "The value {name} exists, but with another datatype: numbers, texts and dates differ.",
    ),
    "number-as-text": Text(
        "Värdena av {name} är texter som ser ut som tal, och jämförs inte med tal.",
        "The values of {name} are texts that look like numbers, and do not compare with numbers.",
    ),
    "thing-unknown": Text("{name} finns inte i data.", "{name} is not in the data."),
    "thing-lacks": Text("{name} saknar {path}.", "{name} has no {path}."),
    "property-not-here": Text(
        "{path} finns, men inte på det som {name} står för här.",
        "{path} exists, but not on what {name} stands for here.",
    ),
    "never-together": Text(
        "Steget har träffar för sig, men inga som passar ihop med stegen före.",
        "The step has matches by itself, but none that fit together with the steps before.",
    ),
    "graph-unknown": Text("Grafen {name} finns inte.", "There is no graph {name}."),
    "graph-elsewhere": Text(
        "Mönstret finns inte i grafen {name}, men i andra.",
        "The pattern is not in the graph {name}, but in others.",
    ),
    "dataset": Text(
        "De grafer som frågan ställs till är tomma ({name}).",
        "The graphs that the query is asked of are empty ({name}).",
    ),
    "empty-store": Text("Lagret är tomt.", "The store is empty."),
    "filter-language": Text(
        "Inget värde av {name} har det språk som villkoret kräver.",
        "No value of {name} has the language that the condition asks for.",
    ),
    "filter-range": Text(
        "Inget värde av {name} uppfyller villkoret; minsta och största som finns visas.",
        "No value of {name} meets the condition; the smallest and largest that exist are shown.",
    ),
    "filter-never": Text(
        "Inget värde av {path} uppfyller villkoret.", "No value of {path} meets the condition."
    ),
    "values-never": Text(
        "Inget av värdena i VALUES finns för {path}.",
        "None of the values in VALUES exists for {path}.",
    ),
    "variable-unknown": Text(
        "Variabeln {name} får inget värde av mönstret, så villkoret kan aldrig gälla.",
        "The variable {name} gets no value from the pattern, so the condition can never hold.",
    ),
    "removed": Text(
        "Steget tar bort allt som stegen före hittar.",
        "The step removes all that the steps before find.",
    ),
    "exists-none": Text(
        "Inget av det som stegen före hittar har det som EXISTS kräver.",
        "Nothing that the steps before find has what EXISTS asks for.",
    ),
    "limit": Text("LIMIT 0 tar bort alla rader.", "LIMIT 0 removes all rows."),
    "offset": Text(
        "Det finns rader, men färre än OFFSET {name} hoppar över.",
        "There are rows, but fewer than OFFSET {name} skips.",
    ),
    "having": Text(
        "Mönstret har träffar, men ingen grupp uppfyller HAVING.",
        "The pattern has matches, but no group meets HAVING.",
    ),
    "values": Text(
        "Mönstret har träffar, men inget värde i VALUES efter det passar.",
        "The pattern has matches, but no value in the VALUES behind it fits.",
    ),
}


def said(key: str, name: str = "", path: str = "") -> Text:
    """Return the sentence of a cause."""
    return _SENTENCES[key].format(name=name or "–", path=path or "–")
