"""What headings are called in Swedish and English plans: a heading → a field, with certainty.

Turns the text of a heading into Guesses. Knows words only; the table around a heading (what stands
beside it, what stands in its cells) is weighed by `plangraf.plans.headers`.
"""

# ruff: noqa: E501  (words that read worse when broken)

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plangraf.plans.cleaning import tidy

_S: Final = r"(?:er|en|erna|s|n|na|et|ar|arna|orna|or|e|t|ens|ets)?"
_TERMS: Final[dict[str, str]] = {
    "number": r"nr|nummer|id|id-?nr|id-?nummer|löp-?nr|löpnummer|#|no|number|ref(?:erens)?-?(?:nr|nummer)|rad(?:nr)?|ordningsnr|beteckning|punkt|item|ref|kod|code",
    "goal_number": r"mål-?(?:nr|nummer|id)|nr mål|goal (?:no|number|id|nr)|delmål(?:s)?nr|målkod",
    "area_number": r"område(?:s)?-?(?:nr|nummer|id)|area (?:no|number|id)",
    "focus_area": rf"(?:fokus|utvecklings|insats|mål|prioriterings|strategi|huvud|del|tema|sak|arbets|ansvars|verksamhets|program|påverkans|livs)?-?område{_S}|(?:prioriterat|prioriterade|strategiskt|strategiska|gemensamt|gemensamma|nationellt|nationella) (?:utvecklings|fokus|insats|mål)?område{_S}|tema(?:n|t)?|fokus|prioritering(?:ar)?|strategisk inriktning|perspektiv|inriktning|målområde{_S}|priority areas?|focus areas?|thematic areas?|themes?|areas?|pillars?|priority|domains?|avsnitt|delstrategi(?:er)?|strategi(?:er)?|strateg(?:y|ies)|huvudrubrik",
    "parent_goal": rf"(?:övergripande|långsiktig(?:t|a)?|strategisk(?:t|a)?|nationell(?:t|a)?|regional(?:t|a)?|kommungemensam(?:t|ma)?) mål{_S}(?:sättning(?:ar)?)?|(?:inriktnings|huvud|fullmäktige|vision|kommun|nämnd)s?mål{_S}|kommunfullmäktiges mål|vision|(?:overall|strategic|long-term|main) (?:goal|objective|aim)s?|huvudmål",
    "goal": rf"mål{_S}|målsättning{_S}|målformulering|(?:effekt|resultat|läns|process|prestations|utvecklings|verksamhets|folkhälso)-?mål{_S}|önsk(?:at|ad|ade) (?:läge|resultat|tillstånd|situation)|vad vill vi (?:uppnå|åstadkomma|nå)|vad ska uppnås|dit vill vi|goals?|objectives?|aims?|desired (?:state|outcome)s?|mål för (?:perioden|insatsen|åtgärden)|målbild(?:er)?|smarta? mål|målen|ambition",
    "sub_goal": rf"del-?mål{_S}|kortsiktig(?:t|a)? mål|konkret(?:a)? mål|specific (?:goal|objective)s?|sub-?goals?|sub-?objectives?|etappmål{_S}",
    "need": rf"(?:identifierade? )?(?:behov{_S}|problem{_S}|utmaning{_S}|brist{_S}|hinder)|behovs(?:beskrivning|analys)|problem(?:beskrivning|formulering|område)|utvecklingsbehov|förbättringsbehov|needs?|challenges?|problems?|skav|gap|risk(?:er|faktorer)?",
    "activity": rf"(?:huvud|nyckel|planerade? )?aktivitet{_S}|(?:planerade? |föreslagna? |konkreta? |förebyggande )?åtgärd{_S}|(?:planerade? |konkreta? )?insats{_S}|uppdrag{_S}|projekt{_S}|handling(?:ar)?|åtagande{_S}|åtgärdsförslag|åtgärdspunkt(?:er)?|vad|vad ska (?:vi )?göras?|vad gör vi|vad ska vi göra|det här ska vi göra|detta (?:gör|ska) vi(?: göra)?|så gör vi|genomföra|actions?|activit(?:y|ies)|measures?|initiatives?|interventions?|tasks?|projects?|assignments?|what|what (?:will|to) (?:be done|do)|action points?|arbetsuppgift(?:er)?|utvecklingsinsats(?:er)?|aktivitet/insats|commitments?",
    "name": r"namn|titel|benämning|rubrik|name|title|projektnamn|aktivitetsnamn|åtgärdens namn|insatsens namn",
    "sub_activity": rf"del-?(?:aktivitet|åtgärd|insats|moment|uppdrag){_S}|moment|steg|genomförandesteg|arbetsmoment|sub-?(?:activit(?:y|ies)|actions?|tasks?)|steps?|milstolp(?:e|ar)|milestones?",
    "description": rf"beskrivning{_S}|kort beskrivning|hur|hur ska (?:vi|det|detta) (?:göra|göras|genomföras|gå till|ske)s?|hur gör vi|genomförande(?:t|beskrivning)?|innehåll|tillvägagångssätt|aktivitetsbeskrivning|descriptions?|details?|how|approach|implementation|bakgrund|background|förklaring|omfattning|förtydligande|precisering|vad innebär (?:det|åtgärden|insatsen)|åtgärdsbeskrivning|insatsbeskrivning|projektbeskrivning",
    "purpose": rf"syfte{_S}|varför|purposes?|why|rationale|motivering(?:ar)?|motiv|förvänta(?:t|de|d) (?:resultat|effekt{_S}|utfall|nytta)|(?:önskad|avsedd) effekt{_S}|effekt{_S}|nytta|expected (?:result|outcome|effect|impact)s?|intended (?:result|outcome|effect|impact)s?|impact",
    "method": rf"metod{_S}|arbetssätt|methods?|verktyg|metod/arbetssätt",
    "responsible": rf"(?:huvud|genomförande|samordnings|verksamhets|process|aktivitets|åtgärds|projekt)?-?ansvar(?:ig(?:a|t|e)?|iga|et)?|ansvar för genomförande(?:t)?|(?:ansvarig|utförande|ledande) (?:nämnd|förvaltning|part|aktör|verksamhet|person|tjänsteperson|organisation|funktion|enhet|huvudman|chef|instans|sektor|avdelning|styrelse)(?:er|ar|en|et|e|s)?(?:\s?/.*)?|aktör{_S}|utförare|vem|vem (?:gör|ansvarar|är ansvarig|ska göra)(?: vad| det| för .*)?|huvudman|huvudmän|ägare|processägare|projektägare|åtgärdsägare|samordnare|samordnas av|drivs av|leds av|genomförs av|utförs av|leads?|lead (?:agency|actor|organi[sz]ation|partner|department)s?|responsib(?:le|ility)|responsible (?:part(?:y|ies)|actors?|organi[sz]ations?|agenc(?:y|ies)|person|body|unit|department)|owners?|who|actors?|implementer|implementing (?:body|agency|partner)s?|led by|accountable|kontaktperson{_S}|kontakt|nämnd(?:er)?|förvaltning(?:ar)?|nämnd/förvaltning|förvaltning/nämnd|organisation(?:er)?|projektledare|uppdragstagare|avdelning|sektor|ansvarsfördelning|roll",
    "supporting": rf"stöd|stöd(?:s)? av|stödjande(?: aktör{_S}| part{_S})?|medverkande(?: aktör{_S}| part{_S}| förvaltning(?:ar)?| verksamhet(?:er)?)?|medverkan|medaktör{_S}|samverkan(?:spart(?:er|ners?|en|erna)?|saktör(?:er)?)?|samverkan (?:med|mellan)|(?:i )?samarbete(?: med)?|samarbetspart(?:ner|ners|er)?|samarbetsaktör(?:er)?|i samverkan med|samverkande(?: aktör{_S}| part{_S})?|samråd(?: med)?|deltagare|deltagande(?: aktör{_S})?|delaktiga|delaktig|part(?:ner|ners|er)?|övriga (?:aktörer|deltagare|medverkande|parter)|andra aktörer|supporting(?: (?:actors?|part(?:y|ies)|organi[sz]ations?|agenc(?:y|ies)))?|support|collaborat(?:ors?|ion|ing (?:partners?|organi[sz]ations?))|co-?operation partners?|contributors?|contributing (?:actors?|partners?)|partners?|participants?|with|medansvarig(?:a)?|tillsammans med|resurspersoner|other actors",
    "involved": rf"berörda?(?: (?:aktör{_S}|verksamhet{_S}|part{_S}|nämnd(?:er)?|förvaltning(?:ar)?|enhet(?:er)?|organisation(?:er)?))?|involverade?(?: (?:aktör{_S}|part{_S}|verksamheter))?|intressent{_S}|stakeholders?|involved(?: (?:actors?|parties))?|arena|arenor",
    "target_group": rf"målgrupp{_S}|prioriterad målgrupp|åldersgrupp|target groups?|beneficiar(?:y|ies)|för vem|för vilka|till vem|population|audience",
    "start": r"start|start-?(?:datum|tid|år|tidpunkt)|startas|startar|börjar|påbörjas|påbörjad|påbörjat|från(?: och med)?|fr\.?o\.?m\.?|start date|start year|from|begins?|starts?|planerad start|uppstart|initieras|commence(?:s|ment)?",
    "deadline": rf"(?:tid|tids)-?(?:plan|period|ram|schema|åtgång|punkt|gräns|angivelse|fönster|intervall){_S}|tid|när|när ska det (?:vara )?(?:klart|göras|ske|genomföras)|när ska detta ske|klart?(?: senast| till| när| datum)?|färdigt?(?: senast| datum)?|slut-?(?:datum|tid|år|tidpunkt)?|(?:planerat |beräknat )?slutdatum|ska vara (?:klart?|färdigt?|genomfört)(?: senast)?|senast|deadline{_S}|datum|period|planperiod|planerad (?:tid|tidpunkt|period)|(?:planerat |beräknas )?(?:genomförs|genomfört|klart)(?: senast| när| år| under)?|genomförande(?:tid|period|år)|år|till(?: och med)?|t\.?o\.?m\.?|kvartal|månad|termin|halvår|timelines?|time ?frames?|time(?: ?plan| ?table| period)?|schedule|when|due(?: date| by)?|end(?: date| year)?|completion(?: date)?|dates?|year|by when|to|until|finish(?:ed)?(?: date)?|planned (?:date|completion|period)|slutförs|verkställs|inplanerat",
    "frequency": r"frekvens|hur ofta|periodicitet|intervall|återkommer|frequency|how often|recurrence",
    "indicator": rf"indikator{_S}|(?:resultat|process|effekt|uppföljnings|mål|kvalitets|folkhälso|lokala?|regionala?|nationella?|läns)[- ]?indikator{_S}|mått{_S}|(?:uppföljnings|resultat|effekt|kvalitets|kvantitativa?|process|mål|utfalls)[- ]?mått{_S}|nyckeltal{_S}|mätetal{_S}|mätpunkt{_S}|mätvariabel|mätmetod|mäts (?:genom|med|via)|mätning|hur mäter vi(?: det)?|hur (?:ska|kan) (?:det|målet|vi) mätas?|indicators?|(?:key )?performance indicators?|kpi(?:s|:er)?|metrics?|measured by|outcome measures?|uppföljning/indikator(?:er)?|indikator(?:er)? (?:för|på) (?:uppföljning|måluppfyllelse|mål)|så mäter vi|målindikator(?:er)?",
    "follow_up": rf"uppföljning{_S}|utvärdering{_S}|hur (?:följs|följer|ska) .{{0,30}}upp(?:följas)?|så följer vi upp|uppföljningsmetod|uppföljning(?: och utvärdering| sker| hur)?|redovisning{_S}|återrapportering|återkoppling|rapportering|follow-?up|monitoring|evaluation|reporting|hur vet vi att vi (?:lyckats|nått målet)|uppföljningsansvar",
    "baseline": rf"start-?värde{_S}|nuläge{_S}|nulägesvärde|utgångs-?(?:läge|värde){_S}|bas(?:värde|linje|mätning|år)|baseline(?: value)?|nuvarande (?:värde|läge|nivå)|aktuellt värde|dagsläge{_S}|ingångsvärde|noll-?(?:mätning|läge)|startläge|start(?:ing)? value|current(?: value| level| state)?|föregående värde|värde (?:idag|nu|i dag)|situation idag",
    "target": rf"mål-?(?:värde|tal|nivå|värden|nivåer){_S}|önskat värde|önskad nivå|ambitionsnivå|målsatt (?:värde|nivå)|slutvärde|målvärde{_S}|targets?|target (?:value|level)s?|eftersträvat värde|riktvärde|gränsvärde|goal value",
    "target_year": r"mål-?år|målvärdesår|target (?:year|date)|år för målvärde|uppnås (?:år|senast)|uppnått (?:år|senast)|måldatum|målet nås(?: år| senast)?",
    "outcome": rf"utfall{_S}|resultat{_S}|uppnått (?:resultat|värde)|mätvärde|actual(?: value)?|outcomes?|results?|värde|senaste (?:värde|mätning|utfall)|achieved|måluppfyllelse|uppmätt(?: värde)?|utfallsvärde|latest value",
    "unit": r"(?:mått|mät)?-?enhet|units?|unit of measure(?:ment)?|sort",
    "data_source": r"(?:data|statistik|uppgifts|informations)-?käll(?:a|or)|käll(?:a|or)|(?:data )?sources?|mätkälla|hämtas från|source of data|means of verification",
    "measurement_type": r"mät-?typ|typ av (?:mått|indikator)|measurement type|type of (?:measure|indicator)|indikatortyp",
    "scope": r"indikator-?nivå|nivå|scope|level|geografisk nivå",
    "work_category": r"arbets-?kategori|kategori(?:er)?|insatstyp|typ|typ av (?:insats|åtgärd|aktivitet)|categor(?:y|ies)|type|type of (?:action|activity)|aktivitetstyp|åtgärdstyp|preventionsnivå",
    "topic": r"ämne(?:n)?|ämnesområde|topics?|subjects?|nyckelord|keywords?",
    "status": rf"(?:genomförande|aktuell |projekt|aktivitets|åtgärds)?-?status|läge{_S}|lägesrapport|lägesbild|genomförandegrad|färdigställandegrad|progress|state|trafikljus|var är vi|hur går det|statusbedömning|genomfört\?|genomförd\?|genomförd|klart\?|klar\?|utfört\?|ja/nej|(?:genomförd|klar|utförd) ?\(?(?:ja/nej|j/n)\)?|current status|implementation status|bedömning|uppföljningsstatus|delårsstatus|rag(?: status)?|done\?|completed\?|(?:status|läge) (?:vid|per|i|för|efter) .*",
    "status_date": r"status-?datum|datum (?:för )?(?:status|uppföljning|lägesrapport|avstämning|uppdatering)|senast (?:uppdaterad|uppdaterat|ändrad|avstämd)|uppdaterad(?: datum)?|avstämning(?:sdatum)?|avstämd|rapport(?:erings)?datum|last updated|status date|date of status|updated(?: on)?|reporting date|uppföljningsdatum|uppföljt(?: datum)?|läget(?:s)? datum",
    "comment": rf"(?:övriga? |ev\.? |eventuella? )?kommentar{_S}|anteckning{_S}|notering{_S}|anmärkning{_S}|övrigt|övrig information|comments?|notes?|remarks?|läges(?:beskrivning|kommentar)|statuskommentar|analys|status(?: |-)(?:kommentar|beskrivning|text)|kommentar(?:er)? (?:till|om|kring) .*|observations?|information|upplysning(?:ar)?",
    "reason": r"orsak(?:er)?(?: till avvikelse)?|avvikelse(?:r|orsak)?|skäl|reasons?(?: for (?:delay|deviation))?|deviations?|förklaring till avvikelse",
    "mitigation": r"(?:korrigerande |riskreducerande )?åtgärd(?:er)? (?:vid|mot|för) (?:avvikelse|risk|försening)(?:er)?|korrigerande åtgärd(?:er)?|mitigation|corrective actions?|åtgärdsplan vid avvikelse|hantering",
    "cost": rf"(?:beräknad |uppskattad |total |budgeterad |årlig |faktisk )?(?:kostnad{_S}|budget{_S}|belopp|ekonomi|utgift(?:er)?|medel)|(?:kostnads|budget)(?:beräkning|uppskattning|ram|kalkyl|post)|projektbudget|medel(?:sbehov|stilldelning)?|tilldelade medel|avsatta medel|(?:beviljade|sökta) medel|resurs(?:er|behov|åtgång|krav)?|ekonomiska? (?:medel|resurser|konsekvenser?|ram)|tkr|kr|sek|mnkr|mkr|kronor|kkr|(?:estimated |total |planned )?costs?|budgets?|amounts?|resources?|summa|expenditure|anslag",
    "cost_year": r"kostnads-?år|budget-?år|år för kostnad|cost year|budget year|fiscal year",
    "funding": r"finansiering(?:s(?:källa|form))?|finansiär(?:er)?|finansieras(?: av| genom| via)?|funding(?: source)?|funder|funded by|financing|medelskälla|medel från|statsbidrag",
    "recipient": r"mottagare|recipients?|bidragsmottagare|tilldelas",
    "reference": r"styrdokument|referens(?:er)?|dokument|länk(?:ar)?|underlag|koppling(?:ar)? till .*|relaterade? dokument|lagrum|lagstöd|lagstiftning|references?|links?|documents?|se även|agenda 2030(?:-mål)?|globala mål(?:en)?|sdg",
    "priority": r"prioritet(?:sordning|sgrad)?|prio|viktighet|prioriterad|angelägenhetsgrad|priority (?:level|rank)",
    "plan": r"plan|handlingsplan|plannamn|plan name|planens namn",
    "municipality": r"kommun|municipality|huvudman/kommun",
}  # fmt: skip
_FULL: Final = tuple((field, re.compile(rf"(?:{terms})")) for field, terms in _TERMS.items())
_START: Final = tuple(
    (field, re.compile(rf"(?:{terms})(?=[\s,:;(/-]|$)")) for field, terms in _TERMS.items()
)
_END: Final = tuple(
    (field, re.compile(rf"(?:.*[\s/-])(?:{terms})")) for field, terms in _TERMS.items()
)
_WEAK: Final = frozenset(
    [
        "number",
        "name",
        "what",
        "year",
        "to",
        "from",
        "with",
        "priority",
        "plan",
        "municipality",
        "scope",
        "unit",
        "work_category",
        "outcome",
        "method",
    ]
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)")
_CONNECTED: Final = re.compile(r"\s*/\s*|\s+(?:och|samt|eller|and|or|&|\+)\s+|\s*,\s*|\s+-\s+")
_MODIFIERS: Final = frozenset(
    [
        "number",
        "status",
        "comment",
        "description",
        "cost",
        "unit",
        "start",
        "deadline",
        "status_date",
        "responsible",
        "supporting",
        "indicator",
        "target",
        "baseline",
        "target_group",
        "follow_up",
        "method",
        "purpose",
    ]
)


@dataclass(frozen=True)
class Guess:
    """What a heading seems to be. `certainty` 1 is a known name; `date` is what it says of when."""

    field: str | None
    certainty: float
    date: str = ""
    unit: str = ""


@lru_cache(maxsize=4_000)
def guess(heading: str) -> Guess:
    """Return the best reading of one heading; field None where no word is known."""
    text = tidy(heading).lower().strip(" *:.?!_-")
    dated = _DATE.search(text) or _YEAR.search(text)
    date = dated[1] if dated else ""
    plain = _DATE.sub("", text)
    plain = _YEAR.sub("", plain) if len(plain.strip(" -–/")) > 4 else plain
    bracket = re.search(r"\(([^()]*)\)", plain)
    unit = bracket[1].strip() if bracket else ""
    plain = re.sub(r"\s*\([^()]*\)\s*", " ", plain) if bracket and bracket.start() > 0 else plain
    plain = re.sub(r"^\d+[.)]?\s+", "", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" *:.,;?!–-/\"'")
    unit = unit or _trailing_unit(plain)
    if re.fullmatch(
        r"(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?|(?:q|kv|kvartal) ?\d(?: .*)?|[vh]t ?-?\d*.*", text
    ):
        return Guess("mark", 0.9, text)
    if not plain:
        return Guess("mark" if date else None, 0.8 if date else 0.0, date)
    field, certainty = _best(plain)
    return Guess(field, certainty, date, unit)


def _trailing_unit(plain: str) -> str:
    found = re.search(r"[\s,](tkr|mnkr|mkr|msek|ksek|kr|kronor|sek|%|procent|antal|st)$", plain)
    return found[1] if found else ""


def _best(plain: str) -> tuple[str | None, float]:
    full = [field for field, pattern in _FULL if pattern.fullmatch(plain)]
    if full:
        return full[0] if len(full) == 1 else _preferred(full), 1.0
    parts = [part for part in _CONNECTED.split(plain) if part]
    if len(parts) > 1:
        read = [_best(part) for part in parts]
        fields = [field for field, _ in read if field]
        if fields and len(set(fields)) == 1 and len(fields) == len(parts):
            return fields[0], min(0.95, *(c for _, c in read))
        if fields and len(fields) == len(parts):
            return fields[0], 0.7
    started = [(m.end(), f) for f, pattern in _START if (m := pattern.match(plain)) is not None]
    ended = [f for f, pattern in _END if pattern.fullmatch(plain)]
    strong_end = [f for f in ended if f in _MODIFIERS and (f not in _WEAK or f == "number")]
    if started:
        length, field = max(started, key=lambda s: (s[0], s[1] not in _WEAK))
        rest = plain[length:].strip(" ,:;-/(")
        linked = re.match(
            r"(?:för|av|till|om|i|på|per|med|som|of|for|to|in|by|and|och|att|kring|vid|från|mot|enligt)\b",
            rest,
        )
        if strong_end and not linked and field != strong_end[0]:
            return strong_end[0], 0.85
        return field, 0.6 if field in _WEAK else 0.9
    if ended:
        return (strong_end or ended)[0], 0.55 if ended[0] in _WEAK else 0.8
    return _compound(plain)


def _compound(plain: str) -> tuple[str | None, float]:
    """Read a Swedish compound by its last part: "aktivitetsansvarig" is somebody responsible."""
    for word in (plain.split()[-1], plain.split()[0]):
        for start in range(3, len(word) - 3):
            tail = word[start:]
            for field, pattern in _FULL:
                if field not in _WEAK and pattern.fullmatch(tail) and len(tail) >= 4:
                    return field, 0.75
    for field, pattern in _START:
        for found in re.finditer(r"(?<=\s)\S", plain):
            if field not in _WEAK and pattern.match(plain, found.start()):
                return field, 0.65
    return None, 0.0


def _preferred(fields: list[str]) -> str:
    order = ("status", "deadline", "goal", "activity", "indicator", "responsible")
    return next((field for field in order if field in fields), fields[0])
