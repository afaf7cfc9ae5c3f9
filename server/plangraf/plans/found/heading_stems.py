"""What a heading of unknown wording is about: its question word, or the stem of its head word.

Used where `plangraf.plans.found.synonyms` knows no such heading. The head of a Swedish or English
phrase is its last word before a preposition ("Uppskattad kostnadsbild för kommunen"), and of a
compound its last part ("genomförandetakt"), so the stem that ends last decides.
"""

import re
from typing import Final

# "Part med huvudansvar", "Nämnd som medverkar": what follows says whose part it is.
_BODY: Final = (
    r"(?:part|aktör|nämnd|förvaltning|verksamhet|organisation|enhet|avdelning|person|instans|"
    r"funktion|huvudm[aä]n|kommun|region|skol|förening|bolag|part(?:y|ies)|bod(?:y|ies)|agenc(?:y|"
    r"ies)|organi[sz]ations?|those)\w*|"
    r"den|de"
)
_WHO: Final = rf"(?:{_BODY}) (?:med|som|with|that|who|which)\b.*"
_QUESTIONS: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("activity", r"(?:(?:att|vi) )?göra?$"),
        ("supporting", rf"(?:samverkande|stöttande|stödjande|bidragande|deltagande|medverkande|"
                       rf"fler|"
                       rf"ytterligare|externa?) (?:{_BODY})$"),
        ("involved", r"(?:vem|vilka) (?:som )?bjuds in"),
        ("baseline", r"hur (?:ser det ut|är det) (?:nu|i ?dag)|hur ser läget ut"),
        ("goal", r"(?:vad siktar vi|vart är vi på väg|outcomes? sought)"),
        ("data_source", r"mäts av\b"),
        ("comment", r"vad (?:är|blev) (?:gjort|klart)|vad (?:återstår|kvarstår)|vad är nästa steg"),
        ("description", r"hur går (?:vi|det) till\b"),
        ("status", r"hur (?:är läget|har det gått|långt)"),
        ("deadline", r"hur länge\b"),
        ("outcome", r"hur många\b"),
        ("target_group", r"(?:åt|mot) (?:vem|vilka)\b"),
        ("funding", r"(?:hur|på vilket sätt) (?:finansier|betal|bekost)"),
        ("involved", r"\w+ som (?:berörs|omfattas|påverkas|involveras)"),
        ("goal", r"det ska (?:vi (?:åstadkomma|nå|uppnå)|ha hänt|vara|bli)\b"),
        ("goal", r"(?:hit|dit) (?:ska|skall|vill) vi\b|så (?:ska|skall|vill vi att) det (?:ska )?"
                 r"(?:bli|vara|se ut)\b"),
        ("goal", r"(?:bidrar|kopplad|kopplat|hör|leder|svarar) till \w*mål"),
        ("purpose", r"(?:bidrar|leder|ska leda) till\b"),
        ("indicator", r"(?:vi )?mäts? (?:hur|genom|via|med)\b|vi mäter\b"),
        ("activity", r"\w+ (?:som|vi) (?:erbjud|ges|finns)"),
        ("supporting", rf"{_WHO}(?:medverk|delta|stöd|stött|samverk|bidra|hjälp|är med\b|support|"
                       rf"contribut|take part)"),
        ("responsible", rf"{_WHO}(?:ansvar|leder|driver|håller i|utför|genomför|samordn|äger|"
                        rf"responsib|lead|owns?\b)"),
        ("supporting", r"(?:andra|övriga|flera?|ytterligare|others?)(?: \w+)? (?:som|who|that)\b"),
        ("goal", r"(?:det |dit )?(?:vi )?(?:vill|ska|skall|want to|to)\b.*\b(?:upp)?(?:nås?|reach|"
                 r"achieve)$"),
        ("responsible", rf"(?:samordnande|ledande|drivande|huvudsaklig) (?:{_BODY})$"),
        ("supporting", rf"(?:externa?|andra|övriga?|medverkande|deltagande) (?:{_BODY})$"),
        ("target_group", r"(?:vem|vilka) (?:är|gäller|görs|finns) (?:det|den|detta|insatsen|"
                         r"åtgärden|aktiviteten)\b.* (?:till|för)$"),
        ("funding", r"(?:pengar|medel|anslag)\w* (?:\w+ )?från\b"),
        ("goal", r"(?:det är |vi är )?(?:bra|nöjda?|framme|lyckat|i mål) när\b"),
        ("responsible", r"(?!finans|betal|bekost|använd|mät)\w+s (?:\w+ )?av$|svarar för$"),
        ("supporting", r"(?!mät|finans|betal|bekost|följ)(?:\w+ ){1,3}med$|med hjälp av$|"
                       r"hjälper till$"),
        ("start", r"\w+ i ?gång$"),
        ("deadline", r"(?:ska|skall|bör|måste) vara (?:gjort|klar|färdig|genomför|slutför)\w*$|"
                     r"sista (?:dag|datum)\w*$|(?:äger rum|sker|pågår under)\b"),
        ("status", r"gjort$|hur (?:det|vi) (?:går|gick|ligger|gått)\b"),
        ("indicator", r"(?:det|detta|så|vad) (?:här )?mät\w+(?: vi)?$"),
        ("follow_up", r"så (?:vet|ser|märker) vi\b"),
        ("baseline", r"(?:(?:just )?nu|i ?dag|now|today|at present)$|"
                     r"(?:nivån?|värdet?) (?:nu|i ?dag)$"),
        ("funding", r"(?:vem|vilka|who)\b.*(?:betal|bekost|finansi|står för kostn|\bpay|fund)"),
        ("cost", r"(?:med )?(?:hur|vad|vilk\w+|how|what)\b.*(?:kosta|kostn|pengar|\bcost|money)"),
        ("outcome", r"(?:antal|andel|number of|share of)\b"),
        ("target_group", (
            r"riktar sig|(?:för|till|with|for) (?:vem|vilka|whom?)\b|vem riktar|"
            r"vilka (?:når|riktar)"
        )),
        ("supporting", (
            r"(?:vem|vilka|vilken|who)\b.*(?:fler|övriga|medverk|delta|stöd|stött|samverk|samarbet|"
            r"vara med|ska med|"
            r"hjälp|mer|else|"
            r"support|help)|(?:med|with) (?:vem|vilka|whom?)\b"
        )),
        ("involved", r"(?:vem|vilka|who)\b.*(?:berör|involver|påverka|inbland)"),
        ("follow_up", r".*\bfölj\w*(?: \w+)? upp"),
        ("status", r"(?:har|är) (?:det|vi|den|åtgärden|insatsen|aktiviteten)\b"),
        ("responsible", r"(?:av )?(?:vem|vilka|vilken|who)\b.*(?:ansvar|gör|göra|utför|leder|"
                        r"håller|"
                        r"driver|äger|tar\b|samordn|kontakt|genomför|responsib|lead|do\b|does\b)"),
        ("start", r"(?:när|when)\b.*(?:börja|start|begin)"),
        ("follow_up", r"(?:när|hur|when|how)\b.*(?:följ\w* upp|uppfölj|utvärder|rapporter|"
                      r"evaluat)"),
        ("deadline", r"(?:när|when|by when)\b"),
        ("frequency", r"(?:hur ofta|how often)\b"),
        ("cost", r"(?:hur mycket|vad kostar|how much|what (?:does|will) it cost|"
                 r"till vilken kostnad)\b"),
        ("indicator", r"(?:hur|vad|så|how|what)\b.*(?:mät[se]|mätas|measur)"),
        ("follow_up", r"(?:hur|how)\b.*(?:\bvet\b|\bser\b|märk|know)"),
        ("status", r"(?:hur (?:långt|går|gick|ligger)|var (?:är|står) vi|var vi \w+|how far|"
                   r"where are we)"),
        ("comment", r"(?:vad har|what has|vad (?:hände|gjordes))\b"),
        ("need", r"vad (?:visar?|visade|säger|sade|framkom|framgår|pekar)\b.*(?:kartlägg|analys|"
                 r"enkät|statistik|undersök|mätning|data|siffror|barn|elev|brukar)|"
                 r"what (?:do|does|did) .*(?:show|say|tell)"),
        ("need", r"(?:vad|vilk\w+|what)\b.*(?:behov|behövs|problem|brist|utmaning|need)"),
        ("goal", r"(?:vad|vart|what|where)\b.*(?:uppnå|nå\b|åstadkom|vill vi|bli bättre|achieve)|"
                 r"vart ska vi"),
        ("purpose", r"(?:varför|why)\b"),
        ("description", r"(?:hur|how|på vilket sätt)\b.*(?:gör|går|genomför|arbet|sätt|nå\b|do\b)|"
                        r"på vilket sätt|så (?:här )?går det till\b"),
        ("sub_area", r"(?:var|where)\b"),
        ("activity", r"(?:vad|what)\b.*(?:gör|göra|ske\b|händer|planer|åtgärd|insats|aktivitet|"
                     r"\bdo\b|\bdone\b)|(?:det|detta|så|allt) (?:här |som )?(?:vi )?(?:ska|gör|"
                     r"vill|"
                     r"löser|planerar)"),
    )
)  # fmt: skip
# What a question word alone is about, where nothing else of the heading is known.
_ASKED: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("responsible", r"(?:av )?(?:vem|vilka|vilken|who|by whom)\b"),
        ("description", r"(?:hur|how)\b"),
        ("activity", r"(?:vad|vilka? (?:åtgärd|insats|aktivitet)|what|which)\b"),
    )
)
_STEMS: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("number", r"(?:nr|nummer|\bid|number)$"),
        ("responsible", (
            r"ansvar|\bansv\b|handlägg|ägare?|utför(?:are|s)|ledare|(?<!an)ledning|huvudm[aä]n|"
            r"nämnd|"
            r"förvaltning|"
            r"chef|aktör|koordinator|initiativ|givare$|verkställ|sammankall|befattning|beställare|"
            r"mottagare av uppdrag|kontakt|owner|responsib|holder|officer|manager|"
            r"lead|(?<!mått)(?<![dgrt])enhet|(?<=vård)enhet|skola\b|bolag|(?:^|\s)kommun(?:er|"
            r"en)?$|^region(?:en)?$|"
            r"department|agency"
        )),
        ("supporting", (
            r"^med(?!el|ic|ar|ia)\w+(?:are|ör|er|ande)$|samverk|samarbet|medverk|delta(?:r|g)|"
            r"partner|stöd|medaktör|collab|support|contribut"
        )),
        ("involved", r"berörd|involver|inbland|intressent|berör$|(?:referens|styr|arbets|projekt|"
                     r"lednings)grupp|personer$|stakeholder"),
        ("start", r"start|påbörj|igångsätt|inled|begin|kick-?off"),
        ("deadline", (
            r"tid|datum|klar|färdig|(?<!be)slut|period|deadline|horisont|leverer|frist|(?:^|"
            r"(?<=s))år(?:tal|et)?$|date|"
            r"schedul|due|complet|tim(?:e|ing)"
        )),
        ("cost", (
            r"kosta|kostnad|pengar|utlägg|money|budget|medel|belopp|pris|invester|ekonomi|resurs|"
            r"anslag|äskand|tilldel|"
            r"bevilj|ansök|avsatt|"
            r"utgift|cost|amount|spend|expens"
        )),
        ("outcome", r"förbruk|utbetal|upparbet|återst|kvarst|utfall"),
        ("funding", r"finansi|bidrag|fund"),
        ("target", r"(?:mål|target)(?:värde|tal|nivå|value|level)|målsatt"),
        ("baseline", r"nuläg|(?:ut|in)gångs\w*|startvärde|basvärde|baseline|nulägesvärde"),
        ("goal", r"mål|resultat|ambition|goal|objective|aim"),
        ("focus_area", r"område|inriktning|tema|perspektiv|area|theme|pillar"),
        ("activity", r"aktivitet|åtgärd|insats|uppdrag|projekt|satsning|förändring|förbättring|"
                     r"förslag$|lösning|"
                     r"leverans|deliver|action|"
                     r"activit|task|measure|uppgift"),
        ("sub_activity", r"(?:del|under)(?:aktivitet|åtgärd|insats|uppgift|moment|steg)"),
        ("target_group", r"målgrupp|grupp|målgrupper|ålder|audience"),
        ("indicator", r"indikator|nyckeltal|mått|mätetal|mätbar|metric|kpi"),
        ("follow_up", r"uppfölj|utvärder|rapport|redovis|monitor|evaluat|follow"),
        ("status_date", r"uppdater|avstäm"),
        ("status", r"(?:färdig|klar|genomför|uppfyll|slutför)\w*grad|status|läge|markering|"
                   r"framdrift|progress"),
        ("comment", r"kommentar|anteckn|noter|anmärk|fritext|comment|note|remark"),
        ("description", r"konkretis|beskriv|innehåll|genomför|descri|detail"),
        ("purpose", r"syfte|motiv|effekt|nytta|purpose|impact|benefit"),
        ("need", r"behov|problem|utmaning|brist|need|challenge"),
        ("reference", r"dokument|paragraf|länk|diarie|\bdnr\b|lagrum|agenda 2030|underlag|referens|"
                      r"document|link"),
        ("priority", r"priorit|angelägen"),
        ("data_source", r"källa|källh|hänvis|source"),
        ("frequency", r"frekvens|intervall|frequen"),
        ("work_category", r"(?<!ansvars)nivå$"),
    )
)  # fmt: skip
_TAIL: Final = re.compile(
    r"(?<=\S)\s(?:av|för|till|i|på|om|per|med|vid|enligt|från|inom|genom|under|mot|som|of|for|to|"
    r"in|"
    r"by|with|per|that)\s.*$"
)


def asked(plain: str) -> tuple[str, float] | None:
    """Return the field that a heading asks for ("När startar vi") and how surely; None where it is
    no question.
    """
    for certainty, questions in ((0.8, _QUESTIONS), (0.7, _ASKED)):
        for field, pattern in questions:
            if pattern.match(plain):
                return field, certainty
    return None


def field_of_head(plain: str) -> str | None:
    """Return the field that the head of a phrase is about; None where no stem is known."""
    for word in reversed(_TAIL.sub("", plain).split()):
        doing = re.search(r"(?:ande|ende)$", word)
        ends = [
            (found.end(), -number, field)
            for number, (field, stem) in enumerate(_STEMS)
            for found in stem.finditer(word)
            if not doing or field in ("responsible", "supporting", "involved")
        ]
        if ends:
            return max(ends)[2]
    return None
