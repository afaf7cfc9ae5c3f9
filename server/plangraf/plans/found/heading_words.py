"""The words of headings in Swedish and English plans: a field → a pattern of what it is called.

Data, read by `plangraf.plans.found.synonyms`. A pattern is lower case and stands for a whole
heading or a part of one. Here are the words for what is done, by whom and for whom; those for when,
how much and how far are in `plangraf.plans.found.heading_facts`.
"""

from typing import Final

from plangraf.plans.found.heading_facts import FACTS
from plangraf.plans.found.heading_facts import INFLECTED as _S

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
        rf"delstrategi(?:er)?|strategi(?:er)?|strateg(?:y|ies)|huvudrubrik|(?:utvecklings)?spår|"
        rf"hörnsten(?:ar)?|"
        rf"(?:grund)?pelare|sakfråg(?:a|or)|insatskategori"
    ),
    "parent_goal": (
        rf"\\w+övergripande mål(?:sättning)?|"
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
        rf"(?:medborgar)?löfte{_S}|utfästelse{_S}|(?:önskvär|eftersträva)[td]a? läge|"
        rf"målbeskrivning|"
        rf"önska(?:t|de) utfall|målet är|bör-läge|strävan|vi siktar på|"
        rf"mål för (?:perioden|insatsen|"
        rf"åtgärden)|målbild(?:er)?|smarta? mål|målen|ambition"
    ),
    "sub_goal": (
        rf"del-?mål{_S}|kortsiktig(?:t|a)? mål|konkret(?:a)? mål|specific (?:goal|objective)s?|"
        rf"sub-?goals?|sub-?objectives?|etappmål{_S}|"
        rf"(?:intermediate|short-term) (?:goal|objective|outcome)s?"
    ),
    "need": (
        rf"(?:(?:resultat(?:et)?|slutsats(?:er)?|fynd) (?:av|från|i|ur) )?(?:kartläggning(?:en)?|"
        rf"(?:behovs|risk|problem)analys(?:en)?)|"
        rf"risk(?:källa|källor|område)n?|"
        rf"(?:identifierade? )?(?:behov{_S}|problem{_S}|utmaning{_S}|brist{_S}|hinder)|"
        rf"behovs(?:beskrivning|analys)|problem(?:beskrivning|formulering|område)|"
        rf"utvecklingsbehov|förbättringsbehov|needs?|challenges?|problems?|skav|gap|bekymmer|"
        rf"analys av behov|risk(?:er|"
        rf"faktorer)?"
    ),
    "activity": (
        rf"initiativ(?:et|en)?|(?:change|improvement) ideas?|idéer|idé|"
        rf"(?:huvud|nyckel|planerade? )?aktivitet{_S}|(?:planerade? |föreslagna? |konkreta? |"
        rf"förebyggande )?åtgärd{_S}|(?:planerade? |konkreta? )?insats{_S}|uppdrag{_S}|"
        rf"projekt{_S}|satsning{_S}|bidrag{_S}|handling(?:ar)?|åtagande{_S}|åtgärdsförslag|"
        rf"åtgärdspunkt(?:er)?|vad|"
        rf"vad ska (?:vi )?göras?|vad gör vi|vad ska vi göra|det här ska vi göra|detta (?:gör|"
        rf"ska) vi(?: göra)?|så gör vi|genomföra|actions?|activit(?:y|ies)|measures?|"
        rf"initiatives?|interventions?|tasks?|projects?|assignments?|what|what (?:will|"
        rf"to) (?:be done|do)|action points?|arbetsuppgift(?:er)?|utvecklingsinsats(?:er)?|"
        rf"aktivitet/insats|commitments?|outputs?|deliverables?|leverabler|prestation(?:er)?|"
        rf"vi ska|att utföra|göromål|"
        rf"(?:pågående|planerat|nytt|utvecklings) ?-?arbete|"
        rf"(?:program)?punkt(?:er)? att göra|programpunkt(?:er)?|evenemang|kurs(?:er)?|"
        rf"utbildning(?:ar)?|"
        rf"arrangemang|förebyggande arbete|to ?do"
    ),
    "name": (
        r"namn|titel|benämning|rubrik|name|title|projektnamn|aktivitetsnamn|åtgärdens namn|"
        r"insatsens namn"
    ),
    "sub_activity": (
        rf"(?:del|under)-?(?:aktivitet|åtgärd|insats|moment|uppdrag|uppgift){_S}|moment|steg|"
        rf"genomförandesteg|arbetssteg|"
        rf"arbetsmoment|sub-?(?:activit(?:y|ies)|actions?|tasks?)|steps?|milstolp(?:e|ar)|"
        rf"milestones?"
    ),
    "description": (
        rf"beskrivning{_S}|kort beskrivning|hur|hur ska (?:vi|det|detta) (?:göra|göras|"
        rf"genomföras|gå till|ske)s?|hur gör vi|genomförande(?:t|beskrivning)?|innehåll|"
        rf"tillvägagångssätt|aktivitetsbeskrivning|descriptions?|details?|how|approach|upplägg|"
        rf"detaljer|specificering|(?:det|vad det) handlar om|ansats|"
        rf"implementation|bakgrund|background|förklaring|omfattning|förtydligande|precisering|"
        rf"vad innebär (?:det|åtgärden|insatsen)|åtgärdsbeskrivning|insatsbeskrivning|"
        rf"projektbeskrivning|sammanfattning|summary"
    ),
    "purpose": (
        rf"syfte{_S}|varför|purposes?|why|rationale|motivering(?:ar)?|motiv|förvänta(?:t|de|"
        rf"d) (?:resultat|effekt{_S}|utfall|nytta)|avsedd effekt{_S}|effekt{_S}|"
        rf"nytta|avsikt(?:en)?|ändamål|skälet|vinst(?:en|er)?|vad vinner vi|tanken bakom|därför|"
        rf"expected (?:result|outcome|effect|impact)s?|intended (?:result|outcome|effect|"
        rf"impact)s?|impact"
    ),
    "method": rf"metod{_S}|arbetssätt|methods?|verktyg|metod/arbetssätt",
    "responsible": (
        rf"har bollen|drivande|"
        rf"förening(?:ar)?|"
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
        rf"projektledare|uppdragstagare|verksamhet(?:er)?|avd(?:elning(?:ar)?)?|sektor|utskott|"
        rf"ansvarsfördelning|roll|"
        rf"leder|driver|utför|samordnar|verkställer|genomförare|bolag(?:et)?|styrelse(?:r)?|skola|"
        rf"(?:har |primärt )?(?:huvud)?ansvar|ansvar hos|(?:bollen|frågan|ansvaret) ligger (?:hos|"
        rf"på)|"
        rf"åligger|ankommer på|myndighet(?:er)?|uppdrag(?:et)? (?:ges )?till|departments?|"
        rf"agenc(?:y|ies)|"
        rf"deliver(?:ed|y) (?:by|lead)|håller ihop"
    ),
    "supporting": (
        rf"till (?:hjälp|stöd)|som stöd|"
        rf"co-?operation(?: with)?|collaboration(?: with)?|"
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
        rf"resurspersoner|other actors|bidrar|bistår|medverkar|deltar|stöttar|stödjer|stöttas av|"
        rf"hjälper till|"
        rf"sekundärt ansvar|consulted|medarr(?:angör(?:er)?)?|medspelare|allierade|stödpersoner|"
        rf"konsulterar|(?:får|tar) hjälp av|supported by|working with|in partnership with"
    ),
    "involved": (
        rf"berörda?(?: (?:aktör{_S}|verksamhet{_S}|part{_S}|nämnd(?:er)?|förvaltning(?:ar)?|"
        rf"enhet(?:er)?|organisation(?:er)?))?|involverade?(?: (?:aktör{_S}|part{_S}|"
        rf"verksamheter))?|intressent{_S}|stakeholders?|involved(?: (?:actors?|parties))?|arena|"
        rf"(?:(?:ska|bör) )?(?:kontaktas|tillfrågas|hörs|informeras|konsulteras|inbjuds|bjuds in|"
        rf"involveras|engageras|kopplas in|underrättas)(?: även| också| vid behov)?|"
        rf"(?:även|också) (?:kontaktas|tillfrågas|inbjuds|berörda|inblandade|delaktiga)|arenor"
    ),
    "target_group": (
        rf"målgrupp{_S}|(?:prioriterad|utvald|berörd)e? (?:mål)?grupp{_S}|"
        rf"ålder(?:sgrupp(?:er)?)?|ages?|target groups?|"
        rf"beneficiar(?:y|ies)|"
        rf"för vem|för vilka|till vem|population|audience|för|livsskede{_S}|(?:är )?till för|"
        rf"årskurs(?:er)?|åldersspann|(?:vänder|riktar) sig till"
    ),
} | FACTS
# Usual headings in full, by which one that is cut short or misspelt is known.
IN_FULL: Final = (
    ("activity", "aktivitet aktiviteter åtgärd åtgärder insats insatser"),
    ("responsible", "ansvarig ansvariga förvaltning verksamhet huvudman utförare avdelning"),
    ("supporting", "samverkan medverkande samverkanspartner"),
    ("indicator", "indikator indikatorer nyckeltal"),
    ("cost", "kostnad budget resurser"),
    ("comment", "kommentar kommentarer anmärkning anteckning"),
    ("description", "beskrivning genomförande"),
    ("follow_up", "uppföljning utvärdering"),
    ("target_group", "målgrupp målgrupper"),
    ("priority", "prioritet"),
    ("number", "nummer löpnummer"),
    ("deadline", "tidplan tidsplan deadline datum slutdatum"),
    ("start", "startdatum"),
    ("target", "målvärde"),
    ("baseline", "startvärde"),
    ("unit", "enhet"),
    ("focus_area", "område fokusområde utvecklingsområde"),
    ("reference", "referens"),
    ("funding", "finansiering"),
)
