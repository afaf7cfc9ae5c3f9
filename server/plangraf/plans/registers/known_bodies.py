"""Names of bodies that a plan may mention, and how names are built: what keeps a name whole.

National agencies and associations whose names contain "och" or a comma, with their abbreviations,
and the patterns by which municipal and regional names are made ("vård- och omsorgsnämnden",
"Sektor för utbildning, kultur och fritid"). Facts only; `plangraf.plans.cells.actors` uses them.
"""

import re
from typing import Final

# Swedish name; then other names of it, separated by `|`.
BODIES: Final = (
    "Äldre samt vård- och omsorgsnämnden",
    "Äldre samt vård- och omsorgsförvaltningen",
    "Socialstyrelsen|SoS|National Board of Health and Welfare",
    "Folkhälsomyndigheten|FoHM|Fohm|Public Health Agency of Sweden|Public Health Agency",
    "Inspektionen för vård och omsorg|IVO|Health and Social Care Inspectorate",
    (
        "Sveriges Kommuner och Regioner|SKR|Sveriges Kommuner och Landsting|SKL|"
        "Swedish Association of Local Authorities and Regions|SALAR"
    ),
    "Myndigheten för vård- och omsorgsanalys|Vårdanalys",
    "Statens beredning för medicinsk och social utvärdering|SBU",
    "Myndigheten för ungdoms- och civilsamhällesfrågor|MUCF",
    "Myndigheten för familjerätt och föräldraskapsstöd|MFoF",
    "Myndigheten för samhällsskydd och beredskap|MSB",
    "Tandvårds- och läkemedelsförmånsverket|TLV",
    "Forskningsrådet för hälsa, arbetsliv och välfärd|Forte",
    "Myndigheten för delaktighet|MFD",
    "Myndigheten för arbetsmiljökunskap|Mynak",
    "Specialpedagogiska skolmyndigheten|SPSM",
    "Skolverket|Statens skolverk|Swedish National Agency for Education",
    "Skolinspektionen|Statens skolinspektion",
    "Försäkringskassan|Swedish Social Insurance Agency",
    "Arbetsförmedlingen|Public Employment Service|Swedish Public Employment Service",
    "Kriminalvården|Swedish Prison and Probation Service",
    "Polisen|Polismyndigheten|Polis|the Police|Police",
    "Åklagarmyndigheten",
    "Migrationsverket|Swedish Migration Agency",
    "Brottsförebyggande rådet|Brå",
    "Statens institutionsstyrelse|SiS",
    "Barnombudsmannen|BO",
    "Diskrimineringsombudsmannen|DO",
    "Jämställdhetsmyndigheten",
    "Läkemedelsverket",
    "E-hälsomyndigheten",
    "Arbetsmiljöverket",
    "Trafikverket",
    "Boverket",
    "Länsstyrelsen|Länsstyrelse|County Administrative Board",
    "Regeringskansliet",
    "Socialdepartementet|Ministry of Health and Social Affairs",
    "Karolinska Institutet|KI",
    "Nationellt centrum för suicidforskning och prevention|NASP",
    "Suicide Zero",
    "Mind",
    "Bris|BRIS",
    "Rädda Barnen",
    "Röda Korset|Svenska Röda Korset",
    "Riksförbundet för Social och Mental Hälsa|RSMH",
    "Riksförbundet Attention|Attention",
    "Nationell Samverkan för Psykisk Hälsa|NSPH",
    "Svenska OCD-förbundet",
    "Schizofreniförbundet",
    "SPES|Riksförbundet för suicidprevention och efterlevandes stöd",
    "Frisk & Fri",
    "Friskis & Svettis|Friskis och Svettis",
    "Maskrosbarn",
    "Hjärnkoll",
    "Nationellt kompetenscentrum anhöriga|Nka",
    "Svenska kyrkan|Church of Sweden",
    "Unizon",
    "Riksförbundet frivilliga samhällsarbetare|RFS",
    "Sveriges Stadsmissioner",
    "Barn- och ungdomspsykiatrin|BUP|Barn- och ungdomspsykiatri",
    "Barn- och elevhälsan",
    "Individ- och familjeomsorgen|Individ- och familjeomsorg|IFO|Individ och familjeomsorg",
    "Hälso- och sjukvården|Hälso- och sjukvård|HSL",
    "Funktionshinderomsorgen|Funktionsstöd",
    "Mödra- och barnhälsovården|MBHV",
    "Ungdomsmottagningen|UM",
    "Vuxenpsykiatrin|VUP",
)

# "X och Y" that names one field or department of a municipality, whatever stands around it.
PAIRS: Final = re.compile(
    r"(?<![\wåäö])(?:"
    r"råd och stöd|stöd och (?:behandling|vägledning|råd)|"
    r"vård och (?:omsorg|äldreomsorg|bildning|stöd|hälsa|behandling)|"
    r"(?:barn|ungdom|skola|kultur|arbete|bildning|lärande|förskola|utbildning|vuxenutbildning) och "
    r"(?:utbildning|ungdom|unga|familj|kultur|fritid|arbete|lärande|skola|grundskola|bildning|"
    r"arbetsmarknad|näringsliv|integration|välfärd|omsorg|kompetens|trygghet|samhälle)|"
    r"kultur och (?:fritid|utbildning|bildning|turism|samhälle)|fritid och kultur|"
    r"individ och (?:familj|familjeomsorg|samhälle)|familj och (?:individ|hälsa|unga)|"
    r"unga och (?:vuxna|familj)|barn och (?:unga|ungdom|familj)|stöd och (?:omsorg|service|"
    r"lärande)|"
    r"omsorg och (?:hjälpmedel|hälsa|stöd|vård|boende)|"
    r"hälsa och (?:sjukvård|vård|omsorg|habilitering|stöd|välfärd|samhälle)|habilitering och hälsa|"
    r"miljö och (?:hälsa|bygg|byggnad|samhälle)|plan och (?:bygg|miljö)|bygg och miljö|"
    r"samhälle och (?:utveckling|näringsliv)|tillväxt och (?:samhälle|utveckling)|"
    r"teknik och (?:fritid|service)|mark och (?:exploatering|plan)|"
    r"psykiatri och (?:habilitering|funktionsstöd)|"
    r"kommunikation och (?:kansli|marknad)|personal och (?:ekonomi|organisation|utveckling)|"
    r"ekonomi och (?:styrning|personal)|utveckling och (?:stöd|innovation)|"
    r"äldre och (?:funktionsstöd|omsorg)|"
    r"health and (?:welfare|social care|social services|medical care)|children and (?:families|"
    r"young people)|"
    r"culture and leisure|education and (?:culture|training|labour)|social and (?:health|care)"
    r")(?:s?(?:nämnd|förvaltning|avdelning|sektor)(?:en)?)?(?![\wåäö])".replace(
        " och ", " (?:och|&) "
    ),
    re.IGNORECASE,
)
# A unit "för X, Y och Z": commas and "och" between lower-case words belong to the name.
_UNIT: Final = (
    r"(?i:[\wåäö]*(?:grupp(?:en)?|chef(?:en)?|strateg(?:en)?|samordnare(?:n)?|ansvarig|"
    r"sektor(?:n)?|förvaltning(?:en)?|avdelning(?:en)?|enhet(?:en)?|nämnd(?:en)?|kontor(?:et)?|"
    r"verksamhet(?:en)?|centrum|institution(?:en)?|myndighet(?:en)?|inspektion(?:en)?|råd(?:et)?|"
    r"beredning(?:en)?|förbund(?:et)?|förening(?:en)?|utskott(?:et)?|stab(?:en)?|område(?:t)?|"
    r"samverkan|nätverk(?:et)?|forum))"
)
_NAMED_UNIT: Final = (
    r"(?i:sektor(?:n)?|avd\.?|avdelning(?:en)?|enhet(?:en)?|förvaltning(?:en)?|kontor(?:et)?|"
    r"(?:verksamhets)?område(?:t)?)(?! för )"
)
_FIELD: Final = r"[a-zåäö][\wåäö-]*(?: (?!och |and |i |samt |med )[a-zåäö][\wåäö-]*)?"
_ENGLISH_UNIT: Final = (
    r"(?i:department|ministry|board|agency|committee|office|centre|center|division|council|service)"
)
_ENGLISH_FIELD: Final = r"(?!and )[A-Za-z][\w-]*(?: (?!and |of )[A-Za-z][\w-]*){0,2}"
OF_FIELDS: Final = re.compile(
    rf"(?<![\wåäö])(?:{_UNIT} för {_FIELD}(?:, {_FIELD})*,? (?:och|samt|&) "
    rf"(?!{_UNIT} för )(?P<last>{_FIELD})"
    rf"|{_NAMED_UNIT} {_FIELD}(?:, {_FIELD})*,? (?:och|samt|&) (?P<next>{_FIELD})"
    rf"|{_NAMED_UNIT} [A-ZÅÄÖ][\wåäö]+ & [A-ZÅÄÖ][\wåäö]+"
    rf"|{_ENGLISH_UNIT} (?:for|of) {_ENGLISH_FIELD}(?:, {_ENGLISH_FIELD})*,? (?:and|&) "
    rf"{_ENGLISH_FIELD})"
)
DEFINITE_BODY: Final = re.compile(
    r"(?:nämnden|förvaltningen|tjänsten|polisen|regionen|kommunen|styrelsen|psykiatrin|skolan|"
    r"vården)$"
)
HYPHENED: Final = re.compile(
    r"[\wåäö]+-(?:,? [\wåäö]+-)*,? (?:och|samt|&|and|eller) [\wåäö-]+", re.IGNORECASE
)
# Endings by which a word is seen to name a body.
BODY_WORD: Final = re.compile(
    r"(?:nämnd(?:en|er|erna)?|förvaltning(?:en|ar|arna)?|kommun(?:en|er|erna)?|region(?:en|er|"
    r"erna)?|styrelse(?:n)?|"
    r"psykiatri(?:n)?|skol(?:a|an|or|orna)|vård(?:en)?|omsorg(?:en)?|tjänst(?:en)?|hälsa(?:n)?|"
    r"central(?:en|er|erna)?|"
    r"mottagning(?:en|ar|arna)?|förening(?:en|ar|arna)?|förbund(?:et)?|organisation(?:en|er|"
    r"erna)?|enhet(?:en|er)?|"
    r"avdelning(?:en|ar)?|polis(?:en)?|myndighet(?:en|er|erna)?|kontor(?:et)?|råd(?:et)?|"
    r"team(?:et|en)?|grupp(?:en|er|erna)?|"
    r"chef(?:en|er|erna)?|strateg(?:en|er)?|samordnare(?:n)?|utvecklare(?:n)?|ledare(?:n)?|"
    r"rektor(?:er|n)?|"
    r"sjukhus(?:et|en)?|kyrka(?:n)?|samfund(?:en)?|sektor(?:n|er)?|bolag(?:et|en)?|verket|"
    r"kassan|förmedlingen|näringsliv(?:et)?|"
    r"civilsamhälle(?:t)?|universitet(?:et)?|högskola(?:n)?|klinik(?:en|er)?|verksamhet(?:en|er|"
    r"erna)?|hälsovård(?:en)?|"
    r"handläggare|sekreterare|kurator(?:er|erna)?|sköterskan?|sköterskor(?:na)?|mottagningar|"
    r"pedagog(?:er|en|erna)?|lärare|läkare|psykolog(?:er|en|erna)?|konsulent(?:er|en|erna)?|"
    r"direktör(?:er|en)?|personal(?:en)?|ombud(?:et|en)?|diakon(?:er|en)?|församling(?:en|ar)?|"
    r"föreningsliv(?:et)?|vårdnadshavare|vaktmästare|föräldrar(?:na)?|elever(?:na)?|"
    r"bibliotek(?:et|en)?|fritidsgård(?:en|ar|arna)?|ledning(?:en)?|"
    r"agency|"
    r"services?|board|council|cent(?:re|er)s?|hospitals?|schools|agenc(?:y|ies)|"
    r"municipalit(?:y|ies)|politiker(?:na)?|person(?:en|er|erna)?|"
    r"department|school|municipality|authority|police|association|committee|unit|team|partners?|"
    r"assistent(?:en|er|erna)?|förv|avd|huvudmän(?:nen)?|företag(?:et|en)?|företrädare|facket|"
    r"instruktör(?:er|en)?|koordinator(?:er|n)?|sekretariat(?:et)?|kansli(?:et)?|central|"
    r"jour(?:en|er)?|akademi(?:n)?|institut(?:et)?|mentor(?:er|n)?|coach(?:er|en)?|lots(?:ar|en)?|"
    r"midwi(?:fe|ves)|counsellors?|nurses?|psychologists?|workers?|managers?|officers?|teachers?|"
    r"coordinators?|directors?|clinics?|offices?|county|advisers?|doctors?|trainers?|"
    r"stödjare(?:n)?|rådgivare(?:n)?|rådgivning(?:en)?|vägledare(?:n)?|biträde(?:n)?|vård|"
    r"analytiker(?:n)?|ekonom(?:er|en)?|jurist(?:er|en)?|kommunikatör(?:er|en)?|"
    r"ordförande(?:n)?|presidi(?:um|et)|ledamöter(?:na)?|utskott(?:et)?|kår(?:en)?|väktare)$",
    re.IGNORECASE,
)
