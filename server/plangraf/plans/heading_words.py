"""The words of headings in Swedish and English plans: a field → a pattern of what it is called.

Data, read by `plangraf.plans.synonyms`. A pattern is lower case and stands for a whole heading or a
part of one.
"""

from typing import Final

_S: Final = r"(?:er|en|erna|s|n|na|et|ar|arna|orna|or|e|t|ens|ets)?"
TERMS: Final[dict[str, str]] = {
    "number": (
        r"nr|nummer|id|id-?nr|id-?nummer|löp-?nr|löpnummer|#|no|number|ref(?:erens)?-?(?:nr|"
        r"nummer)|(?:åtgärds|aktivitets|insats|uppdrags|indikator|projekt|ärende|post)-?"
        r"(?:nr|nummer|id)|rad(?:nr)?|ordningsnr|beteckning|punkt|item|ref|kod|code"
    ),
    "goal_number": r"mål-?(?:nr|nummer|id)|nr mål|goal (?:no|number|id|nr)|delmål(?:s)?nr|målkod",
    "area_number": r"område(?:s)?-?(?:nr|nummer|id)|area (?:no|number|id)",
    "focus_area": (
        rf"(?:fokus|utvecklings|insats|mål|prioriterings|strategi|huvud|del|tema|sak|arbets|"
        rf"ansvars|verksamhets|program|påverkans|livs)?-?område{_S}|(?:prioriterat|prioriterade|"
        rf"strategiskt|strategiska|gemensamt|gemensamma|nationellt|nationella) (?:utvecklings|"
        rf"fokus|insats|mål)?område{_S}|tema(?:n|t)?|fokus|prioritering(?:ar)?|"
        rf"strategisk inriktning|perspektiv|inriktning|målområde{_S}|priority areas?|"
        rf"focus areas?|thematic areas?|themes?|areas?|pillars?|priority|domains?|avsnitt|del|"
        rf"kapitel|block|"
        rf"(?:goal|target|policy|action|outcome) areas?|workstreams?|strands?|"
        rf"delstrategi(?:er)?|strategi(?:er)?|strateg(?:y|ies)|huvudrubrik"
    ),
    "parent_goal": (
        rf"(?:övergripande|långsiktig(?:t|a)?|strategisk(?:t|a)?|nationell(?:t|a)?|regional(?:t|"
        rf"a)?|kommungemensam(?:t|ma)?) mål{_S}(?:sättning(?:ar)?)?|(?:inriktnings|huvud|"
        rf"fullmäktige|vision|kommun|nämnd)s?mål{_S}|kommunfullmäktiges mål|vision|(?:overall|"
        rf"strategic|long-term|ultimate|main|parent) (?:goal|objective|aim|outcome)s?|huvudmål"
    ),
    "goal": (
        rf"mål{_S}|målsättning{_S}|målformulering|(?:effekt|resultat|läns|process|prestations|"
        rf"utvecklings|verksamhets|folkhälso)-?mål{_S}|önsk(?:at|ad|ade) (?:läge|effekt(?:er)?|"
        rf"resultat|"
        rf"tillstånd|situation)|vad vill vi (?:uppnå|åstadkomma|nå)|vad ska uppnås|dit vill vi|"
        rf"goals?|objectives?|aims?|(?:desired|intended|wanted) (?:state|outcome)s?|"
        rf"(?:outcomes?|what) we want.*|what success looks like|"
        rf"(?:medborgar)?löfte{_S}|utfästelse{_S}|"
        rf"mål för (?:perioden|insatsen|"
        rf"åtgärden)|målbild(?:er)?|smarta? mål|målen|ambition"
    ),
    "sub_goal": (
        rf"del-?mål{_S}|kortsiktig(?:t|a)? mål|konkret(?:a)? mål|specific (?:goal|objective)s?|"
        rf"sub-?goals?|sub-?objectives?|etappmål{_S}|"
        rf"(?:intermediate|short-term) (?:goal|objective|outcome)s?"
    ),
    "need": (
        rf"(?:identifierade? )?(?:behov{_S}|problem{_S}|utmaning{_S}|brist{_S}|hinder)|"
        rf"behovs(?:beskrivning|analys)|problem(?:beskrivning|formulering|område)|"
        rf"utvecklingsbehov|förbättringsbehov|needs?|challenges?|problems?|skav|gap|risk(?:er|"
        rf"faktorer)?"
    ),
    "activity": (
        rf"(?:huvud|nyckel|planerade? )?aktivitet{_S}|(?:planerade? |föreslagna? |konkreta? |"
        rf"förebyggande )?åtgärd{_S}|(?:planerade? |konkreta? )?insats{_S}|uppdrag{_S}|"
        rf"projekt{_S}|satsning{_S}|bidrag{_S}|handling(?:ar)?|åtagande{_S}|åtgärdsförslag|"
        rf"åtgärdspunkt(?:er)?|vad|"
        rf"vad ska (?:vi )?göras?|vad gör vi|vad ska vi göra|det här ska vi göra|detta (?:gör|"
        rf"ska) vi(?: göra)?|så gör vi|genomföra|actions?|activit(?:y|ies)|measures?|"
        rf"initiatives?|interventions?|tasks?|projects?|assignments?|what|what (?:will|"
        rf"to) (?:be done|do)|action points?|arbetsuppgift(?:er)?|utvecklingsinsats(?:er)?|"
        rf"aktivitet/insats|commitments?|outputs?|deliverables?|prestation(?:er)?"
    ),
    "name": (
        r"namn|titel|benämning|rubrik|name|title|projektnamn|aktivitetsnamn|åtgärdens namn|"
        r"insatsens namn"
    ),
    "sub_activity": (
        rf"(?:del|under)-?(?:aktivitet|åtgärd|insats|moment|uppdrag|uppgift){_S}|moment|steg|"
        rf"genomförandesteg|"
        rf"arbetsmoment|sub-?(?:activit(?:y|ies)|actions?|tasks?)|steps?|milstolp(?:e|ar)|"
        rf"milestones?"
    ),
    "description": (
        rf"beskrivning{_S}|kort beskrivning|hur|hur ska (?:vi|det|detta) (?:göra|göras|"
        rf"genomföras|gå till|ske)s?|hur gör vi|genomförande(?:t|beskrivning)?|innehåll|"
        rf"tillvägagångssätt|aktivitetsbeskrivning|descriptions?|details?|how|approach|"
        rf"implementation|bakgrund|background|förklaring|omfattning|förtydligande|precisering|"
        rf"vad innebär (?:det|åtgärden|insatsen)|åtgärdsbeskrivning|insatsbeskrivning|"
        rf"projektbeskrivning"
    ),
    "purpose": (
        rf"syfte{_S}|varför|purposes?|why|rationale|motivering(?:ar)?|motiv|förvänta(?:t|de|"
        rf"d) (?:resultat|effekt{_S}|utfall|nytta)|avsedd effekt{_S}|effekt{_S}|"
        rf"nytta|expected (?:result|outcome|effect|impact)s?|intended (?:result|outcome|effect|"
        rf"impact)s?|impact"
    ),
    "method": rf"metod{_S}|arbetssätt|methods?|verktyg|metod/arbetssätt",
    "responsible": (
        rf"(?:huvud|genomförande|samordnings|verksamhets|process|aktivitets|åtgärds|"
        rf"projekt)?-?ansvar(?:ig(?:a|t|e)?|iga|et)?|ansvar för genomförande(?:t)?|"
        rf"ansv|resp|utf|ledare|håller i|arrangör(?:er)?|lead person|"
        rf"organiseras av|by whom|(?:(?:huvud|samordnings)?-?ansvarig|utförande|ledande|"
        rf"sammankallande) (?:nämnd|förvaltning|part|aktör|verksamhet|person|tjänsteperson|"
        rf"organisation|funktion|enhet|huvudman|chef|instans|sektor|avdelning|styrelse)(?:er|ar|"
        rf"en|et|e|s)?(?:\s?/.*)?|aktör{_S}|utförare|vem|vem (?:gör|ansvarar|är ansvarig|"
        rf"ska göra)(?: vad| det| för .*)?|huvudman|huvudmän|ägare|processägare|projektägare|"
        rf"åtgärdsägare|samordnare|samordnas av|drivs av|leds av|genomförs av|utförs av|leads?|"
        rf"lead (?:agency|actor|organi[sz]ation|partner|department)s?|responsib(?:le|ility)|"
        rf"responsible (?:part(?:y|ies)|actors?|organi[sz]ations?|agenc(?:y|ies)|person|body|"
        rf"unit|department)|owners?|who|actors?|implementer|implementing (?:body|agency|"
        rf"partner)s?|led by|accountable|kontaktperson{_S}|kontakt|nämnd(?:er)?|"
        rf"förvaltning(?:ar)?|nämnd/förvaltning|förvaltning/nämnd|organisation(?:er)?|"
        rf"projektledare|uppdragstagare|verksamhet(?:er)?|avdelning|sektor|ansvarsfördelning|roll"
    ),
    "supporting": (
        rf"stöd|stöd(?:s)? av|stödjande(?: aktör{_S}| part{_S})?|medverkande(?: aktör{_S}|"
        rf" part{_S}| förvaltning(?:ar)?| verksamhet(?:er)?)?|medverkan|support from|"
        rf"(?:vem|vilka) (?:medverkar|deltar|stödjer)|medaktör{_S}|"
        rf"samverkan(?:spart(?:er|ners?|en|erna)?|saktör(?:er)?)?|samverkan (?:med|mellan)|"
        rf"(?:i )?samarbete(?: med)?|samarbetspart(?:ner|ners|er)?|samarbetsaktör(?:er)?|"
        rf"i samverkan med|samverkande(?: aktör{_S}| part{_S})?|samråd(?: med)?|deltagare|"
        rf"deltagande(?: aktör{_S})?|delaktiga|delaktig|part(?:ner|ners|er)?|övriga (?:aktörer|"
        rf"deltagare|medverkande|parter)|andra aktörer|supporting(?: (?:actors?|part(?:y|ies)|"
        rf"organi[sz]ations?|agenc(?:y|ies)))?|support|collaborat(?:ors?|ion|ing (?:partners?|"
        rf"organi[sz]ations?))|co-?operation partners?|contributors?|contributing (?:actors?|"
        rf"partners?)|partners?|participants?|with|med-?ansvar(?:ig(?:a)?)?|tillsammans med|"
        rf"resurspersoner|other actors"
    ),
    "involved": (
        rf"berörda?(?: (?:aktör{_S}|verksamhet{_S}|part{_S}|nämnd(?:er)?|förvaltning(?:ar)?|"
        rf"enhet(?:er)?|organisation(?:er)?))?|involverade?(?: (?:aktör{_S}|part{_S}|"
        rf"verksamheter))?|intressent{_S}|stakeholders?|involved(?: (?:actors?|parties))?|arena|"
        rf"arenor"
    ),
    "target_group": (
        rf"målgrupp{_S}|(?:prioriterad|utvald|berörd)e? (?:mål)?grupp{_S}|"
        rf"ålder(?:sgrupp(?:er)?)?|ages?|target groups?|"
        rf"beneficiar(?:y|ies)|"
        rf"för vem|för vilka|till vem|population|audience"
    ),
    "start": (
        r"start|start-?(?:datum|tid|år|tidpunkt|kvartal|månad|vecka|termin)|startas|startar|"
        r"börjar|påbörjas|påbörjad|"
        r"påbörjat|från(?: och med)?|fr\.?o\.?m\.?|start date|start year|from|begins?|starts?|"
        r"planerad start|uppstart|initieras|commence(?:s|ment)?"
    ),
    "deadline": (
        rf"(?:tid|tids)-?(?:plan|period|ram|schema|punkt|gräns|angivelse|fönster|"
        rf"intervall){_S}|tid|när|när ska det (?:vara )?(?:klart|göras|ske|genomföras)|"
        rf"när ska detta ske|klart?(?: senast| till| när| datum)?|färdigt?(?: senast| datum)?|"
        rf"slut-?(?:datum|tid|år|tidpunkt|kvartal|månad|vecka|termin)?|(?:planerat |"
        rf"beräknat )?slutdatum|"
        rf"ska vara (?:klart?|färdigt?|genomfört)(?: senast)?|senast|deadline{_S}|datum|period|"
        rf"planperiod|planerad (?:tid|tidpunkt|period)|(?:planerat |beräknas )?(?:genomförs|"
        rf"genomfört|klart)(?: senast| när| år| under)?|genomförande(?:tid|period|år)|år|"
        rf"till(?: och med)?|t\.?o\.?m\.?|kvartal|månad|termin|halvår|timelines?|time ?frames?|"
        rf"time(?: ?plan| ?table| period)?|schedule|when|due(?: date| by)?|end(?: date| year)?|"
        rf"completion(?: date)?|dates?|year|by when|to|until|finish(?:ed)?(?: date)?|"
        rf"planned (?:date|completion|period)|slutförs|avslutas?|avslut|"
        rf"verkställs|inplanerat|time ?scales?|vecka|datum/tid"
    ),
    "frequency": (
        r"frekvens|hur ofta|periodicitet|intervall|återkommer|frequency|how often|recurrence"
    ),
    "indicator": (
        rf"indikator{_S}|(?:resultat|process|effekt|uppföljnings|mål|kvalitets|folkhälso|"
        rf"lokala?|regionala?|nationella?|läns)[- ]?indikator{_S}|mått{_S}|(?:uppföljnings|"
        rf"resultat|effekt|kvalitets|kvantitativa?|process|mål|utfalls)[- ]?mått{_S}|"
        rf"nyckeltal{_S}|mätetal{_S}|mätpunkt{_S}|mätvariabel|mätmetod|mäts (?:genom|med|via)|"
        rf"mätning|hur mäter vi(?: det)?|hur (?:ska|kan) (?:det|målet|vi) mätas?|indicators?|"
        rf"(?:key )?performance indicators?|kpi(?:s|:er)?|metrics?|success (?:measure|criteri)\w*|"
        rf"how .{{0,30}}measur.*|"
        rf"measured by|"
        rf"outcome measures?|uppföljning/indikator(?:er)?|indikator(?:er)? (?:för|"
        rf"på) (?:uppföljning|måluppfyllelse|mål)|så mäter vi|målindikator(?:er)?"
    ),
    "follow_up": (
        rf"uppföljning{_S}|utvärdering{_S}|utvärderas.*|hur (?:följs|följer|"
        rf"ska) .{{0,30}}upp(?:följas)?|"
        rf"hur (?:vet|ser|märker|märks|visar) .{{1,60}}|how .{{0,40}}(?:know|evaluat|follow).*|"
        rf"evidence of (?:success|impact|progress)|"
        rf"(?:återrapporteras?|rapporteras|redovisas|följs upp|uppföljs)(?: .*)?|how will we know|"
        rf"så följer vi upp|uppföljningsmetod|uppföljning(?: och utvärdering| sker| hur)?|"
        rf"redovisning{_S}|återrapportering|återkoppling|rapportering|follow-?up|monitoring|"
        rf"evaluation|reporting|hur vet vi att vi (?:lyckats|nått målet)|uppföljningsansvar"
    ),
    "baseline": (
        rf"start-?värde{_S}|nuläge{_S}|nulägesvärde|utgångs-?(?:läge|värde){_S}|bas(?:värde|"
        rf"linje|mätning|år)|baseline(?: value)?|nuvarande (?:värde|läge|nivå)|aktuellt värde|"
        rf"dagsläge{_S}|ingångsvärde|noll-?(?:mätning|läge)|startläge|start(?:ing)? value|"
        rf"current(?: value| level| state)?|föregående värde|värde (?:idag|nu|i dag)|"
        rf"situation idag|dagens (?:värde|nivå|läge)"
    ),
    "target": (
        rf"mål-?(?:värde|tal|nivå|värden|nivåer){_S}|önskat värde|önskad (?:nivå|utveckling|"
        rf"riktning|förändring|trend)|ambitionsnivå|"
        rf"målsatt (?:värde|nivå)|slutvärde|målvärde{_S}|targets?|target (?:value|level)s?|"
        rf"eftersträvat värde|riktvärde|gränsvärde|goal value"
    ),
    "target_year": (
        r"mål-?år|målvärdesår|target (?:year|date)|år för målvärde|uppnås (?:år|senast)|"
        r"uppnått (?:år|senast)|måldatum|målet nås(?: år| senast)?"
    ),
    "outcome": (
        rf"utfall{_S}|resultat{_S}|uppnått (?:resultat|värde)|mätvärde|actual(?: value)?|"
        rf"outcomes?|results?|värde|senaste (?:värde|mätning|utfall)|achieved|måluppfyllelse|"
        rf"uppmätt(?: värde)?|utfallsvärde|latest value"
    ),
    "unit": r"(?:mått|mät)?-?enhet|units?|unit of measure(?:ment)?|sort",
    "data_source": (
        r"(?:data|statistik|uppgifts|informations)-?käll(?:a|or)|käll(?:a|or)|"
        r"(?:data )?sources?|mätkälla|hämtas från|source of data|means of verification"
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
        rf"(?:genomförande|aktuell |projekt|aktivitets|åtgärds)?-?status|läge{_S}|(?:läges|"
        rf"status)-?rapport{_S}|"
        rf"lägesbild|status-?uppdatering(?:ar)?|hur långt (?:har|är) .*|"
        rf"genomförandegrad|färdigställandegrad|progress|state|trafikljus|var är vi|"
        rf"hur går det|statusbedömning|genomfört\?|genomförd\?|genomförd|klart\?|klar\?|"
        rf"utfört\?|ja/nej|(?:genomförd|klar|utförd) ?\(?(?:ja/nej|j/n)\)?|current status|"
        rf"implementation status|bedömning|uppföljningsstatus|delårsstatus|rag(?: status)?|"
        rf"done\?|completed\?|(?:status|läge) (?:vid|per|i|för|efter) .*"
    ),
    "status_date": (
        r"status-?datum|datum (?:för )?(?:status|uppföljning|lägesrapport|avstämning|"
        r"uppdatering)|senaste? (?:uppdater\w+|ändrad|avstäm\w+)|uppdaterat?d?(?: datum)?|"
        r"avstämning(?:sdatum)?|avstämd|rapport(?:erings)?datum|last updated|status date|"
        r"date of status|updated(?: on)?|reporting date|uppföljningsdatum|uppföljt(?: datum)?|"
        r"läget(?:s)? datum"
    ),
    "comment": (
        rf"(?:övriga? |ev\.? |eventuella? )?kommentar{_S}|anteckning{_S}|notering{_S}|"
        rf"anmärkning{_S}|övrigt|övrig information|comments?|notes?|remarks?|"
        rf"läges(?:beskrivning|kommentar)|statuskommentar|analys|status(?: |-)(?:kommentar|"
        rf"beskrivning|text)|kommentar(?:er)? (?:till|om|kring) .*|observations?|information|"
        rf"date (?:raised|added|created|logged)|beslut(?:at|ad|sdatum)?|datum (?:för )?(?:beslut|"
        rf"inlagt|upprättat)|"
        rf"upplysning(?:ar)?|anm|nästa steg|next steps?|fortsatt arbete|tids-?åtgång|"
        rf"arbetsinsats|vad har vi gjort|"
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
        rf"(?:beräknad |uppskattad |total |budgeterad |årlig |faktisk )?(?:kostnad{_S}|"
        rf"budget{_S}|belopp|ekonomi|utgift(?:er)?|medel)|(?:kostnads|budget)(?:beräkning|"
        rf"uppskattning|ram|kalkyl|post)|projektbudget|medel(?:sbehov|stilldelning)?|"
        rf"tilldelade medel|avsatta medel|(?:beviljade|sökta) medel|(?:finansierings|kostnads|"
        rf"budget)behov|resurs(?:er|behov|åtgång|"
        rf"krav)?|ekonomiska? (?:medel|resurser|konsekvenser?|ram)|tkr|kr|sek|mnkr|mkr|kronor|"
        rf"kkr|(?:estimated |total |planned )?costs?|budgets?|amounts?|resources?|summa|"
        rf"expenditure|anslag|äskande(?:n)?"
    ),
    "cost_year": r"kostnads-?år|budget-?år|år för kostnad|cost year|budget year|fiscal year",
    "funding": (
        r"finansiering(?:s(?:källa|form))?|finansiär(?:er)?|finansieras(?: av| genom| via)?|"
        r"funding(?: source)?|funder|funded by|financing|(?:medels?|anslags)-?källa|"
        r"ekonomiskt stöd|medel från|statsbidrag"
    ),
    "recipient": r"mottagare|recipients?|bidragsmottagare|tilldelas",
    "reference": (
        r"styrdokument|referens(?:er)?|dokument|länk(?:ar)?|underlag|koppling(?:ar)? till .*|"
        r"relaterade? dokument|lagrum|lagstöd|lagstiftning|references?|links?|documents?|"
        r"se även|global(?:t|a) mål(?:en)?|agenda 2030(?:-mål)?|globala mål(?:en)?|sdg"
    ),
    "priority": (
        r"prioritet(?:sordning|sgrad)?|prio|viktighet|prioriterad|angelägenhetsgrad|"
        r"priority (?:level|rank)"
    ),
    "plan": r"plan|handlingsplan|plannamn|plan name|planens namn",
    "sub_area": (
        r"geografisk(?:t|a)? (?:område|nivå|omfattning)n?|kommundel|stadsdel|ort|plats|var|"
        r"lokalisering|where|location"
    ),
    "municipality": r"kommun|municipality|huvudman/kommun",
}
