"""The words around a name that say whose part it is: "Ansvarig: X", "X (stöd)", "X deltar".

Patterns only; `plangraf.plans.cells.actors` splits cells by them.
"""

import re
from typing import Final

LEAD: Final = (
    r"(?:huvud)?ansvarig[at]?(?: (?:part|aktör|nämnd|förvaltning))?|huvudansvar|samordnande|"
    r"lead|responsible|ägare|processägare|samordnar|leder|samordnare|huvudman|ansvar|ansvarar|"
    r"projektledare|sammankallande|(?:huvud)?ansv\.?"
)
SUPPORT: Final = (
    r"stödj?(?:ande|er)?(?: aktör)?|stöttar|medverkande|medverkar|deltar|deltagande|deltagare|"
    r"samverkar|samverkan(?:spart(?:er|ners?)?)?|samarbetspart(?:ner|ners|er)|support(?:ing)?|"
    r"partners?|medaktör|bistår|delaktiga?|involverade?|berörda?|övriga|i samverkan|medansvarig|"
    r"medv\.?|samv\.?|delansvar(?:ig[at]?)?|informeras|konsulteras|rådfrågas"
)
MARK: Final = re.compile(
    rf"\s*\(\s*(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT}))\s*\)", re.IGNORECASE
)
LABEL: Final = re.compile(
    rf"^\s*(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT}))\s*(?::|-\s|–\s)\s*", re.IGNORECASE
)
# "Huvudansvarig IFO, medverkande elevhälsan": a role before a name, without a colon.
BARE_LABEL: Final = re.compile(
    r"(?i:(?P<lead>huvudansvarig\w*|huvudansvar)|(?P<support>medverkande|medverkar|deltar|"
    r"samverka(?:r|n) med|stöttar|stödjer))\s+(?=\S)"
)
BRACKETED_WITH: Final = re.compile(
    r"\(\s*((?:tillsammans|i samverkan|i samarbete|i samråd|med stöd) [^()]*)\)$", re.IGNORECASE
)
INLINE_ITEMS: Final = re.compile(r"(?:^|[\s,;]+)(?:\d{1,2}[.)]|[•●▪])\s+(?=\D)")
ASIDE: Final = re.compile(
    (
        rf"\s*\(\s*(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT})|med|with)\s*(?::|av|med|from|"
        rf"\s)\s*(?P<names>[^()]{{2,}})\)"
    ),
    re.IGNORECASE,
)
INLINE_LABEL: Final = re.compile(rf"(?<=[^\s])[\s.,;]+(?=(?:{LEAD}|{SUPPORT})\s*:)", re.IGNORECASE)
WITH: Final = re.compile(
    r"\s*[,–-]?\s*(?<![\wåäö])(?:(?:i (?:nära )?(?:samverkan|samarbete|samråd|dialog|samordning|"
    r"partnerskap)|tillsammans|"
    r"(?:med|m\.|i) (?:stöd|hjälp|bistånd)|ihop|in (?:collaboration|cooperation|partnership)|"
    r"together)"
    r" (?:med|av|från|with)|med stöd (?:av|från)|supported by|with support from|"
    r"(?:stöds?|stött[ae]s) av)\s+(?:bl\.?\s?a\.?\s+|t\.?ex\.?\s+)?|"
    r"(?<=[\w)]) med (?=(?-i:[A-ZÅÄÖ])|[\wåäö-]+(?:en|et|na|an|rn)(?:$|,| och| samt))",
    re.IGNORECASE,
)
FILLER: Final = re.compile(
    (
        r"^(?:bl\.?\s?a\.?|t\.?\s?ex\.?|samt|och|and|m\.?\s?fl\.?|med flera|etc\.?|ev\.?|"
        r"(?:delat|gemensamt) ansvar(?: mellan| för)?|eventuellt|även|också|dels|både|&|the|via|"
        r"genom|främst|inklusive|inkl\.?)\s+"
    ),
    re.IGNORECASE,
)
TRAILER: Final = re.compile(
    r"[\s,]+(?:gemensamt|tillsammans|i (?:samverkan|samarbete)|jointly|"
    r"(?:har )?(?:huvud)?ansvar(?:ar|et)?|(?<!skt )(?:är )?(?:huvud)?ansvariga?|samordnar|leder|"
    r"genomför|utför|"
    r"m\.?\s?fl\.?|m\.?\s?m\.?|med flera|etc\.?|et al\.?|m\.fl)\.?$",
    re.IGNORECASE,
)
TAKES_PART: Final = re.compile(
    r"\s+(?:deltar|medverkar|stöttar|stödjer|bistår|bjuds in|är behjälpliga?|assists?)\.?$",
    re.IGNORECASE,
)
