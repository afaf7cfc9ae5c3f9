"""The words of headings for when, how much and how far: times, money, measures, status, remarks.

Data, the second half of `plangraf.plans.found.heading_words`.
"""

from typing import Final

INFLECTED: Final = r"(?:er|en|erna|s|n|na|et|ar|arna|orna|or|e|t|ens|ets)?"
_S: Final = INFLECTED
FACTS: Final[dict[str, str]] = {
    "start": (
        r"införs|"
        r"(?:pågår|löper|gäller) från|"
        r"start|(?:upp)?starts?-?(?:datum|tid|år|tidpunkt|kvartal|månad|vecka|termin)|startas|"
        r"startar|"
        r"börjar|påbörjas|påbörjad|"
        r"påbörjat|från(?: och med)?|fr\.? ?o\.? ?m\.?|start date|start year|from|begins?|starts?|"
        r"planerad start|uppstart|initieras|commence(?:s|ment)?|datum (?:från|start)|"
        r"gäller (?:från|fr\.?o\.?m\.?)|igångsatt|sjösätts|lanseras|träder i kraft|börja|avstamp"
    ),
    "deadline": (
        rf"pågår|(?:från|start)[ /–-]+(?:till )?(?:slut|till)|från till|start till slut|"
        rf"final report|slutrapport(?:eras)?|slutredovis(?:as|ning)|"
        rf"(?:pågår|löper|gäller) till|"
        rf"(?:tid|tids)-?(?:plan|period|ram|schema|punkt|gräns|angivelse|fönster|"
        rf"intervall){_S}|tid|när|när ska det (?:vara )?(?:klart|göras|ske|genomföras)|"
        rf"när ska detta ske|klart?(?: senast| till| när| datum)?|färdigt?(?: senast| datum)?|"
        rf"slut-?(?:datum|tid|år|tidpunkt|kvartal|månad|vecka|termin)?|(?:planerat |"
        rf"beräknat )?slutdatum|"
        rf"ska vara (?:klart?|färdigt?|genomfört)(?: senast)?|senast|deadline{_S}|datum|period|"
        rf"planperiod|planerad (?:tid|tidpunkt|period)|(?:planerat |beräknas )?(?:genomförs|"
        rf"genomfört|klart)(?: senast| när| år| under)?|genomförande(?:tid|period|år)|år|"
        rf"till(?: och med)?|t\.? ?o\.? ?m\.?|schema|årshjul|i hamn|målgång|kalender|"
        rf"sista leverans|inplanera[dt]|kvartal|tertial|månad|termin|halvår|timelines?|"
        rf"time ?frames?|"
        rf"time(?: ?plan| ?table| period)?|schedule|when|due(?: date| by)?|end(?: date| year)?|"
        rf"completion(?: date)?|dates?|year|by when|to|until|finish(?:ed)?(?: date)?|"
        rf"planned (?:date|completion|period)|slutförs|avslutas?|avslut|"
        rf"verkställs|inplanerat|time ?scales?|vecka|datum/tid|datum (?:till|slut)|gäller (?:till|"
        rf"t\.?o\.?m\.?)"
    ),
    "frequency": (
        r"frekvens|regelbundenhet|hur ofta|periodicitet|intervall|återkommer|frequency|how often|"
        r"recurrence"
    ),
    "indicator": (
        rf"indikator{_S}|(?:resultat|process|effekt|uppföljnings|mål|kvalitets|folkhälso|"
        rf"lokala?|regionala?|nationella?|läns)[- ]?indikator{_S}|mått{_S}|(?:uppföljnings|"
        rf"resultat|effekt|kvalitets|kvantitativa?|process|mål|utfalls)[- ]?mått{_S}|"
        rf"nyckeltal{_S}|mätetal{_S}|mätpunkt{_S}|mätvariabel|mätmetod|mäts (?:genom|med|via)|"
        rf"mätning|mäts|mätsätt|räknas (?:genom|som)|(?:tecken|bevis) på .*|hur mäter vi(?: det)?|"
        rf"hur (?:ska|kan) (?:det|målet|vi) mätas?|indicators?|"
        rf"(?:key )?performance indicators?|kpi(?:s|:er)?|metrics?|success (?:measure|criteri)\w*|"
        rf"how .{{0,30}}measur.*|"
        rf"measured by|"
        rf"outcome measures?|uppföljning/indikator(?:er)?|indikator(?:er)? (?:för|"
        rf"på) (?:uppföljning|måluppfyllelse|mål)|så mäter vi|målindikator(?:er)?"
    ),
    "follow_up": (
        rf"uppföljning{_S}|utvärdering{_S}|utvärderas.*|hur (?:följs|följer|"
        rf"ska) .{{0,30}}upp(?:följas)?|"
        rf"hur (?:vet|ser (?!det|läget)|märker|märks|visar) .{{1,60}}|how .{{0,40}}(?:know|evaluat|"
        rf"follow).*|"
        rf"evidence of (?:success|impact|progress)|"
        rf"(?:återrapporteras?|rapporteras|redovisas|följs upp|uppföljs)(?: .*)?|how will we know|"
        rf"så följer vi upp|uppföljningsmetod|uppföljning(?: och utvärdering| sker| hur)?|"
        rf"redovisning{_S}|återrapportering|rapport till|kontroll(?:eras)?|stäms av|ses över|"
        rf"revideras|så stämmer vi av|"
        rf"(?:då har|när har|vi har|har) vi lyckats.*|vi har lyckats när|framgång är|vi ser att .*|"
        rf"följs (?:upp )?(?:genom|via)|återkoppling|rapportering|follow-?up|monitoring|"
        rf"evaluation|reporting|hur vet vi att vi (?:lyckats|nått målet)|uppföljningsansvar"
    ),
    "baseline": (
        rf"start-?värde{_S}|nuläge{_S}|nulägesvärde|utgångs-?(?:läge|värde){_S}|bas(?:värde|"
        rf"linje|mätning|år)?|baseline(?: value)?|nuvarande (?:värde|läge|nivå)|aktuellt värde|"
        rf"dagsläge{_S}|ingångsvärde|noll-?(?:mätning|läge)|är-läge|startläge|start(?:ing)? value|"
        rf"current(?: value| level| state)?|(?:föregående|referens)-?värde|värde (?:idag|nu|i dag)|"
        rf"situation idag|(?:siffra|tal|mått) (?:nu|i ?dag)|så ser det ut(?: nu| i ?dag)?|"
        rf"dagens (?:värde|nivå|läge)"
    ),
    "target": (
        rf"mål-?(?:värde|tal|nivå|värden|nivåer){_S}|önskat värde|önskad (?:nivå|utveckling|"
        rf"riktning|förändring|trend)|ambitionsnivå|"
        rf"målsatt (?:värde|nivå)|slutvärde|målvärde{_S}|targets?|target (?:value|level)s?|"
        rf"eftersträvat värde|riktvärde|gränsvärde|börvärde|ska nå|tal att nå|önska[dt] (?:siffra|"
        rf"tal)|"
        rf"ska (?:öka|minska|höjas|sänkas) till|goal value"
    ),
    "target_year": (
        r"mål-?år|målvärdesår|target (?:year|date)|år för målvärde|uppnås (?:år|senast)|"
        r"uppnått (?:år|senast)|måldatum|målet nås(?: år| senast)?"
    ),
    "outcome": (
        rf"utfall{_S}|resultat{_S}|uppnått (?:resultat|värde)|mätvärde|actual(?: value)?|"
        rf"outcomes?|results?|värde|senaste (?:värde|mätning|utfall)|achieved|måluppfyll(?:else|"
        rf"nad)|"
        rf"bokslut|(?:senaste?|latest) (?:kända |uppmätta |mätta |known )?(?:värde|nivå|value)|"
        rf"(?:senast )?uppmätt(?: värde)?|utfallsvärde|indikatorvärde|latest value"
    ),
    "unit": r"(?:mått|mät)?-?enhet|units?|unit of measure(?:ment)?|sort",
    "data_source": (
        r"(?:data|statistik|uppgifts|informations)-?käll(?:a|or)|käll(?:a|or)|"
        r"(?:data )?sources?|mätkälla|hämtas (?:från|ur)|statistik (?:från|ur)|uppgiftslämnare|"
        r"source of data|means of verification"
    ),
    "measurement_type": (
        r"mät-?typ|typ av (?:mått|indikator)|measurement type|type of (?:measure|indicator)|"
        r"indikatortyp"
    ),
    "scope": r"indikator-?nivå|nivå|scope|level|geografisk nivå",
    "work_category": (
        r"arbets-?kategori|kategori(?:er)?|insatstyp|typ|typ av (?:insats|åtgärd|aktivitet)|"
        r"categor(?:y|ies)|type|type of (?:action|activity)|aktivitetstyp|åtgärdstyp|"
        r"preventionsnivå"
    ),
    "topic": r"ämne(?:n)?|ämnesområde|topics?|subjects?|nyckelord|keywords?",
    "status": (
        rf"statusnivå|framsteg|uppnått|uppfyllt|position now|"
        rf"andel (?:klart?|färdigt?|genomfört)|(?:klart|färdigt|genomfört) i procent|"
        rf"where we are|where are we|"
        rf"(?:genomförande|aktuell |projekt|aktivitets|åtgärds)?-?status|läge{_S}|(?:läges|"
        rf"status)-?rapport{_S}|"
        rf"lägesbild|(?:läges|status)-?uppdatering(?:ar)?|hur långt (?:har|är) .*|"
        rf"genomförandegrad|färdigställandegrad|progress|state|trafikljus|var är vi|"
        rf"hur går det|statusbedömning|genomfört\?|genomförd\?|genomförd|klart\?|klar\?|"
        rf"utfört\?|ja/nej|(?:genomförd|klar|utförd) ?\(?(?:ja/nej|j/n)\)?|current status|"
        rf"implementation status|bedömning|uppföljningsstatus|delårsstatus|rag(?: status)?|"
        rf"done\?|completed\?|(?:status|läge) (?:vid|per|i|för|efter) .*|"
        rf"färg(?:kod|markering|sättning)?|grad av genomförande|markering|stadi(?:e|um)|"
        rf"var i processen|på gång|"
        rf"så långt har vi kommit|(?:rött|grönt)(?: ljus)?/.*|"
        rf"(?:klar[at]?|färdig[at]?)(?:/ej klar[at]?| eller (?:inte|ej))|"
        rf"(?:röt?[dt]|gult?|grönt?)(?:/(?:röt?[dt]|gult?|grönt?))+|\w+t/(?:ej|inte) \w+t"
    ),
    "status_date": (
        r"lägesdatum|"
        r"status-?datum|mätt senast|senast mätt|datum (?:för )?(?:status|uppföljning|lägesrapport|"
        r"avstämning|"
        r"uppdatering)|senaste? (?:uppdater\w+|ändrad|avstäm\w+)|uppdaterat?d?(?: datum)?|"
        r"avstämning(?:sdatum)?|avstämd|rapport(?:erings)?datum|last(?:est)? updated?|"
        r"latest update|status date|"
        r"date of status|updated(?: on)?|reporting date|uppföljningsdatum|uppföljt(?: datum)?|"
        r"läget(?:s)? datum"
    ),
    "comment": (
        rf"fri ?text|update|"
        rf"(?:övriga? |ev\.? |eventuella? )?kommentar{_S}|anteckning{_S}|notering{_S}|"
        rf"anmärkning{_S}|övrigt|övrig information|comments?|notes?|remarks?|"
        rf"läges(?:beskrivning|kommentar)|statuskommentar|analys|status[ -]?(?:kommentar|"
        rf"beskrivning|text)|kommentar(?:er)? (?:till|om|kring) .*|observations?|information|"
        rf"date (?:raised|added|created|logged)|beslut(?:at|ad|sdatum)?|datum (?:för )?(?:beslut|"
        rf"inlagt|upprättat)|"
        rf"upplysning(?:ar)?|anm|nästa steg|next steps?|fortsatt arbete|tids-?åtgång|"
        rf"arbetsinsats|vad (?:har vi|som|vi|har) (?:gjorts?|hänt)|kontaktuppgift(?:er)?|arbetstid|"
        rf"svar|svar från .*|(?:övrig |"
        rf"mer )?info|obs|reflektion(?:er)?|slutsats(?:er)?|"
        rf"kompletterande uppgifter|"
        rf"genomförda (?:aktiviteter|insatser|åtgärder)"
    ),
    "reason": (
        r"anledning(?:ar)?|orsak(?:er)?(?: till avvikelse)?|avvikelse(?:r|orsak)?|skäl|"
        r"reasons?(?: for (?:delay|"
        r"deviation))?|deviations?|förklaring till avvikelse"
    ),
    "mitigation": (
        r"(?:korrigerande |riskreducerande )?åtgärd(?:er)? (?:vid|mot|för) (?:avvikelse|risk|"
        r"försening)(?:er)?|korrigerande åtgärd(?:er)?|mitigation|corrective actions?|"
        r"åtgärdsplan vid avvikelse|hantering"
    ),
    "cost": (
        rf"kostnads(?:underlag|förslag)|tidsåtagande|"
        rf"(?:beräknad |uppskattad |total |budgeterad |årlig |faktisk )?(?:kostnad{_S}|"
        rf"budget{_S}|belopp|ekonomi|utgift(?:er)?|medel)|(?:kostnads|budget)(?:beräkning|"
        rf"uppskattning|ram|kalkyl|post)|projektbudget|medel(?:sbehov|stilldelning)?|"
        rf"tilldelade medel|avsatta medel|(?:beviljade|sökta) medel|(?:finansierings|kostnads|"
        rf"budget)behov|resurs(?:er|behov|åtgång|"
        rf"krav)?|ekonomiska? (?:medel|resurser|konsekvenser?|ram)|tkr|kr|sek|mnkr|mkr|kronor|"
        rf"kkr|(?:estimated |total |planned )?costs?|budgets?|amounts?|resources?|summa|kalkyl|"
        rf"begärt|reserverat|öronmärkt|slantar|prisuppgift|penningbehov|"
        rf"det (?:vi|här) betalar|arvode{_S}|"
        rf"ekonomisk omfattning|(?:beviljat|beslutat|sökt) (?:stöd|bidrag)|ersättning|lön(?:er|"
        rf"ekostnad)?|total(?:t|belopp)|behov av (?:medel|resurser|pengar)|ekonomisk[at] behov|"
        rf"allocated|"
        rf"expenditure|anslag|äskande(?:n)?"
    ),
    "cost_year": r"kostnads-?år|budget-?år|år för kostnad|cost year|budget year|fiscal year",
    "funding": (
        r"(?:beslutad|beviljad|säkrad) finansiering|statligt stöd|"
        r"finansiering(?:s(?:källa|form))?|finansiär(?:er)?|finansieras(?: av| genom| via)?|"
        r"funding(?: source)?|funder|funded by|financing|(?:medels?|anslags)-?källa|"
        r"ekonomiskt stöd|medel från|statsbidrag|be(?:kos)?talas av|bekostas av|(?:vem )?betalar|"
        r"tas från|hämtas från budget|täcks av|belastar|varifrån kommer pengarna|sponsor(?:er)?"
    ),
    "recipient": (
        r"mottagare|recipients?|bidragsmottagare|tilldelas|går till|adressat(?:er)?|sökande"
    ),
    "reference": (
        r"styrdokument|referens(?:er)?|dokument|länk(?:ar)?|underlag|koppling(?:ar)? till .*|"
        r"relaterade? dokument|lagrum|lagstöd|lagstiftning|references?|links?|documents?|"
        r"se även|regelverk|protokoll|global(?:t|a) mål(?:en)?|agenda 2030(?:-mål)?|"
        r"globala mål(?:en)?|sdg"
    ),
    "priority": (
        r"prioritet(?:sordning|sgrad)?|prio|viktighet|prioriterad|angelägenhetsgrad|"
        r"priority (?:level|rank)|vikt|(?:viktig|allvarlig)hetsgrad|angeläget"
    ),
    "plan": r"plan|handlingsplan|plannamn|plan name|planens namn",
    "sub_area": (
        r"geografisk(?:t|a)? (?:område|nivå|omfattning)n?|kommundel|stadsdel|ort|plats|var|"
        r"lokalisering|where|location|geografi"
    ),
    "municipality": r"kommun|municipality|huvudman/kommun",
}
