"""Words by which a row of a table is seen to be a sum, a note, or the heading of a section.

Data, read by `plangraf.plans.found.layout`.
"""

import re
from typing import Final

SUM: Final = re.compile(
    (
        r"^(?:del|total)?(?:summ(?:a|ering)|totalt?|sum|total(?: (?:sum|kostnad|cost))?|sammanlagt|"
        r"s:a|grand total|(?:kvar )?att fördela|netto|"
        r"subtotal|(?:-\s?)?(?:varav|därav|of which))(?:[\s:].{0,40})?$"
    ),
    re.IGNORECASE,
)
NOTE: Final = re.compile(
    r"^(?:\*+|not(?:er|s)?[.:]|anm(?:ärkning)?[.:]|källa:|source:|förklaring|obs[!:]|kommentar:|"
    r"fotnot|förkortningar|(?:kontakt(?:person)?|frågor|upplysningar|version|utskriven)\b.*[:\d]|"
    r"fastställ[dt]|framtagen|sammanställ[dt]|sid(?:a|an)? \d|\(?(?:forts|fortsättning)|"
    r"(?:siffrorna|beloppen|tabellen|uppgifterna|ovanstående|planen) \w+|"
    r"note:|\d\)|¹|²|senast (?:uppdaterad|reviderad)|uppdaterad|beslutad|antagen|färgkod|"
    r"last updated|belopp(?:en)? (?:i|anges)|alla (?:belopp|tal|summor|kostnader)|"
    r"samtliga (?:belopp|kostnader)|amounts in|all amounts|[\wåäö]{1,3}\s*=\s*\w)",
    re.IGNORECASE,
)
SECTION: Final = re.compile(
    r"^(?:(?:\d+(?:\.\d+)*[.:)]?\s*)?(?:prioriterat |strategiskt |gemensamt )?"
    r"(?P<area>fokus-?område|utvecklingsområde|insatsområde|område|målområde|tema|focus area|"
    r"area|theme|priority|strategi|del|kapitel|perspektiv)"
    r"|(?P<goal>(?:övergripande |lång|kort|effekt|del|inriktnings|huvud)?\s?-?mål(?:sättning)?|"
    r"goal|objective|aim)"
    r"|(?P<group>målgrupp|target group))\s*(?:\d+[a-z]?(?:[.:]\d+)*)?\s*(?:[:.–-]|$|(?=\d)|\s)",
    re.IGNORECASE,
)


# A title that names a section and gives its words: "Mål 1: Ingen ska vara ensam".
NAMED: Final = re.compile(
    r"^[^\s\d]*(?:\s?område)?\s*(?:\d+[\d.]*[a-z]?\s*[:.–-]?\s+\S|[:–-]\s*\S)"
)
# Help for who fills the table in, as a template has it below its headings.
HELP: Final = re.compile(
    r"\(.*\)$|(?:skriv|ange|välj|fyll i|beskriv|namnge|select|enter|describe|choose)\s.*|"
    r".*(?:åååå|yyyy).*|t\.?\s?ex\.?\s.*|ex\.?:.*|(?:exempel|example).*",
    re.IGNORECASE | re.DOTALL,
)
