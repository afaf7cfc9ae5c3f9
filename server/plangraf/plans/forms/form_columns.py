"""The form's tables: kinds of things and their columns, one line each. Data, read by `form`.

A line is: key | heading sv / en | reading[:scheme or kind][+ for several] | property | language and
"full" where only a whole export has the column | example sv / en. A line that begins with a blank
goes on from the one above.
"""

from typing import Final

from plangraf.plans.forms.form_parts import (
    ACTOR,
    COST,
    EVIDENCE,
    GOVERNANCE,
    METHOD,
    PASSAGE,
    PERIOD,
    REFERENCE,
    SOURCE,
    STATEMENT,
    STATUS,
    TARGET,
    TERM,
)

SHARED: Final = """
assertion | Uppgiftens status / Assertion status | concept:assertion-status |
    pg:assertionStatus | full
rule | Härledningsregel / Derivation rule | concept:derivation-rule+ | pg:derivationRule | full
evidence | Belägg / Evidence | ref:evidence+ | pg:evidence | full
"""

_PLAN = """
id | ID | id
title | Planens namn / Name of the plan | label | skos:prefLabel | sv |
    Handlingsplan psykisk hälsa 2024–2027 / Handlingsplan psykisk hälsa 2024–2027
title_en | Planens namn på engelska / Name in English | label | skos:prefLabel | en |
    Action plan for mental health 2024–2027 / Action plan for mental health 2024–2027
printed_title | Titel som tryckt / Title as printed | text | dcterms:title | sv full
level | Nivå / Level | concept:planning-level | dcterms:type | | lokal / local
period | Giltighetstid / Validity | period | dcterms:temporal | | 2024–2027 / 2024–2027
publisher | Avsändare / Publisher | actor+ | dcterms:publisher | |
    Exempelby kommun / Exempelby kommun
area | Kommun, län eller region / Municipality, county or region | area+ | dcterms:spatial | |
    1401 / 1401
implements | Omsätter planen / Implements plan | plan+ | pg:implementsPlan
purpose | Syfte / Purpose | text+ | pg:purpose | sv | Att fler mår bra / Att fler mår bra
purpose_en | Syfte på engelska / Purpose in English | text+ | pg:purpose | en full
description | Beskrivning / Description | text+ | dcterms:description | sv
description_en | Beskrivning på engelska / Description in English | text+ |
    dcterms:description | en full
follow_up | Uppföljning sker / Followed up | concept:frequency | pg:followUpFrequency | |
    årligen / annual
target_group | Målgrupp / Target group | concept:target-group+ | pg:targetGroup | | Vuxna / Adults
reference | Hänvisar till / Refers to | ref:reference+ | dcterms:references
language | Språk / Language | language | dcterms:language | full
note | Redaktionell anmärkning / Editorial note | text+ | skos:editorialNote | sv full
note_en | Redaktionell anmärkning på engelska / Editorial note in English | text+ |
    skos:editorialNote | en full
source | Källdokument / Source document | ref:source+ | dcterms:source | full
governance | Styrningsroller / Governance roles | ref:governance+ | prov:qualifiedAttribution | full
cost | Kostnad / Cost | cost+ | | | 1,5 mnkr / SEK 1.5 million
SHARED
"""

_AREA = """
id | ID | id
text | Fokusområde / Focus area | label | skos:prefLabel | sv | Tidiga insatser / Tidiga insatser
text_en | Fokusområde på engelska / Focus area in English | label | skos:prefLabel | en |
    Early interventions / Early interventions
number | Nummer / Number | string | skos:notation | | 1 / 1
order | Ordning / Order | integer | schema:position | full
topic | Ämne / Topic | concept:topic+ | dcterms:subject | | Suicidprevention / Suicide prevention
target_group | Målgrupp / Target group | concept:target-group+ | pg:targetGroup
description | Beskrivning / Description | text+ | dcterms:description | sv
scheme | Begreppsschema / Concept scheme | iri | skos:inScheme | full
SHARED
"""

_GOAL = """
id | ID | id
number | Nummer / Number | string | skos:notation | | 1.1 / 1.1
text | Mål / Goal | label | skos:prefLabel | sv |
    Alla barn får hjälp i tid / Alla barn får hjälp i tid
text_en | Mål på engelska / Goal in English | label | skos:prefLabel | en |
    All children get help in time / All children get help in time
area | Fokusområde / Focus area | ref:focus_area+ | pg:focusArea | |
    Tidiga insatser / Tidiga insatser
parent | Övergripande mål / Overall goal | ref:goal+ | skos:broader
target_group | Målgrupp / Target group | concept:target-group+ | pg:targetGroup | |
    Barn och unga / Children and young people
indicator | Indikatorer / Indicators | ref:indicator+ | pg:hasIndicator | |
    Andel elever som trivs i skolan / Andel elever som trivs i skolan
need | Behov / Needs | ref:need+ | pg:addresses
topic | Ämne / Topic | concept:topic+ | dcterms:subject | |
    Tidiga insatser för barn och unga / Early intervention for children and young people
order | Ordning / Order | integer | schema:position | full
target | Målvärde / Target | target+ | | | minst 90 % / at least 90 %
target_year | Målår / Target year | target-year | | | 2027 / 2027
targets | Målvärden (ID) / Targets (ID) | ref:target+ | pg:hasTarget | full
baselines | Utgångsvärden (ID) / Baselines (ID) | ref:target+ | pg:hasBaseline | full
description | Beskrivning / Description | text+ | dcterms:description | sv
description_en | Beskrivning på engelska / Description in English | text+ |
    dcterms:description | en full
statuses | Lägesrapporter (ID) / Status reports (ID) | ref:status+ | pg:hasStatus | full
status | Läge / Status | status
status_date | Lägets datum / Status date | status-date
comment | Kommentar / Comment | status-text
note | Anmärkning / Note | text+ | skos:note | sv full
SHARED
"""

_NEED = """
id | ID | id
text | Behov / Need | label | skos:prefLabel | sv | Väntetiderna är långa / Väntetiderna är långa
text_en | Behov på engelska / Need in English | label | skos:prefLabel | en
target_group | Målgrupp / Target group | concept:target-group+ | pg:targetGroup
topic | Ämne / Topic | concept:topic+ | dcterms:subject
order | Ordning / Order | integer | schema:position | full
scope_note | Förklaring / Scope note | text+ | skos:scopeNote | sv full
scope_note_en | Förklaring på engelska / Scope note in English | text+ | skos:scopeNote | en full
SHARED
"""

_ACTION = """
id | ID | id
number | Nummer / Number | string | skos:notation | | 1.1.1 / 1.1.1
text | {name} | label | skos:prefLabel | sv | Utbilda personal i MHFA / Utbilda personal i MHFA
text_en | {english} | label | skos:prefLabel | en | Train staff in MHFA / Train staff in MHFA
other_names | Andra namn / Other names | label+ | skos:altLabel | sv full
misprint | Som tryckt / As printed | label+ | skos:hiddenLabel | sv full
{parent}
description | Beskrivning / Description | text+ | dcterms:description | sv
purpose | Syfte / Purpose | text+ | pg:purpose | sv
responsible | Ansvarig / Responsible | actor+ | pg:responsibleActor | |
    Socialnämnden / Socialnämnden
supporting | Medverkande / Supporting | actor+ | pg:supportingActor | |
    Elevhälsan; BUP / Elevhälsan; BUP
involved | Berörda aktörer / Involved actors | actor+ | pg:involvesActor
target_group | Målgrupp / Target group | concept:target-group+ | pg:targetGroup
start | Start / Start | start | | | 2024-01-01 / 2024-01-01
deadline | Klart senast / Due | period+ | pg:deadline | | hösten 2025 / autumn 2025
horizon | Tidshorisont / Time horizon | period | pg:timeHorizon
work_category | Arbetskategori / Work category | concept:work-category | pg:workCategory
method | Metod / Method | ref:method+ | pg:usesMethod | | MHFA / MHFA
topic | Ämne / Topic | concept:topic+ | dcterms:subject | |
    Kunskap och kompetens hos personal / Workforce knowledge and competence
reference | Hänvisar till / Refers to | ref:reference+ | dcterms:references
status | Läge / Status | status | | | pågår / in progress
status_date | Lägets datum / Status date | status-date | | | 2024-12-31 / 2024-12-31
comment | Kommentar till läget / Status comment | status-text | | |
    Två av tre kurser hållna / Two of three courses held
mitigation | Åtgärd vid avvikelse / Mitigation | status-note
cost | Kostnad / Cost | cost+ | | | 250 tkr / SEK 250,000
cost_year | Kostnadsår / Cost year | cost-year | | | 2024 / 2024
funding | Finansiering / Funding | funding
target | Målvärde / Target | target+ | | | 4 utbildningar / 4 courses
target_year | Målår / Target year | target-year | | | 2026 / 2026
repeats | Upprepar (ID) / Repeats (ID) | ref:activity+ | pg:repeats | full
age_min | Lägsta ålder / Lowest age | integer | pg:ageMin | full
age_max | Högsta ålder / Highest age | integer | pg:ageMax | full
type | Slag / Kind | concept:activity-type | dcterms:type | full
order | Ordning / Order | integer | schema:position | full
targets | Målvärden (ID) / Targets (ID) | ref:target+ | pg:hasTarget | full
statuses | Lägesrapporter (ID) / Status reports (ID) | ref:status+ | pg:hasStatus | full
costs | Kostnader (ID) / Costs (ID) | ref:cost+ | pg:cost | full
depends | Beror av / Depends on | ref:activity+ | dcterms:requires
replaces | Ersätter / Replaces | ref:activity+ | dcterms:replaces
note | Anmärkning / Note | text+ | skos:note | sv
SHARED
"""

_ACTIVITY = _ACTION.format(
    name="Aktivitet / Activity",
    english="Aktivitet på engelska / Activity in English",
    parent=(
        "area | Fokusområde / Focus area | ref:focus_area+ | pg:focusArea | | "
        "Tidiga insatser / Tidiga insatser\n"
        "goal | Mål / Goal | ref:goal+ | pg:contributesTo | | 1.1 / 1.1"
    ),
)
_SUB_ACTIVITY = _ACTION.format(
    name="Delaktivitet / Sub-activity",
    english="Delaktivitet på engelska / Sub-activity in English",
    parent="activity | Del av aktiviteten / Part of activity | ref:activity | pg:subActivityOf",
)

_INDICATOR = """
id | ID | id
text | Indikator / Indicator | label | skos:prefLabel | sv |
    Andel elever som trivs i skolan / Andel elever som trivs i skolan
text_en | Indikator på engelska / Indicator in English | label | skos:prefLabel | en |
    Share of pupils who enjoy school / Share of pupils who enjoy school
number | Kod / Code | string | skos:notation
other_names | Som tryckt (längre) / As printed (longer) | label+ | skos:altLabel | sv full
misprint | Som tryckt / As printed | label+ | skos:hiddenLabel | sv full
goal | Mål / Goal | indicator-ref | | | 1.1 / 1.1
scope | Nivå / Scope | concept:indicator-scope | pg:indicatorScope | | lokal / local
measurement_type | Mättyp / Measurement type | concept:measurement-type | pg:measurementType | |
    andel / share
unit | Enhet / Unit | unit | | | procent / per cent
baseline | Utgångsvärde / Baseline | baseline | | | 72 % (2023) / 72 % (2023)
target | Målvärde / Target | target+ | | | ≥ 90 % / ≥ 90 %
target_year | Målår / Target year | target-year | | | 2027 / 2027
marker | Markering i källan / Source marker | string+ | pg:sourceMarker | full
age_min | Lägsta ålder / Lowest age | integer | pg:ageMin
age_max | Högsta ålder / Highest age | integer | pg:ageMax
topic | Ämne / Topic | concept:topic+ | dcterms:subject | |
    Skola och fullföljda studier / School and completed studies
data_source | Datakälla / Data source | ref:reference+ | dcterms:source
order | Ordning / Order | integer | schema:position | full
targets | Målvärden (ID) / Targets (ID) | ref:target+ | pg:hasTarget | full
baselines | Utgångsvärden (ID) / Baselines (ID) | ref:target+ | pg:hasBaseline | full
note | Anmärkning / Note | text+ | skos:note | sv full
SHARED
"""

KINDS: Final = (
    ("plan", "Plan / Plan", "pg:ActionPlan prov:Plan", "plan", _PLAN, True),
    (
        "focus_area",
        "Fokusområden / Focus areas",
        "pg:FocusArea skos:Concept",
        "focus-area",
        _AREA,
        True,
    ),
    ("goal", "Mål / Goals", "pg:Goal skos:Concept", "goal", _GOAL, True),
    (
        "activity",
        "Aktiviteter / Activities",
        "pg:Activity pg:PlannedAction",
        "activity",
        _ACTIVITY,
        True,
    ),
    (
        "sub_activity",
        "Delaktiviteter / Sub-activities",
        "pg:SubActivity pg:PlannedAction",
        "sub-activity",
        _SUB_ACTIVITY,
        True,
    ),
    (
        "indicator",
        "Indikatorer / Indicators",
        "pg:Indicator skos:Concept",
        "indicator",
        _INDICATOR,
        True,
    ),
    ("need", "Behov / Needs", "pg:Need skos:Concept", "need", _NEED, True),
    ("actor", "Aktörer / Actors", "org:Organization", "actor", ACTOR, True),
    (
        "reference",
        "Dokument / Documents",
        "pg:ReferenceDocument dcterms:BibliographicResource",
        "reference",
        REFERENCE,
        True,
    ),
    ("governance", "Styrning / Governance", "prov:Attribution", "attribution", GOVERNANCE, True),
    ("target", "Målvärden / Targets", "pg:Target", "target", TARGET, False),
    ("status", "Lägesrapporter / Status reports", "pg:StatusReport", "status", STATUS, False),
    ("cost", "Kostnader / Costs", "schema:MonetaryAmount", "cost", COST, False),
    ("period", "Tider / Times", "dcterms:PeriodOfTime", "period", PERIOD, False),
    ("method", "Metoder / Methods", "skos:Concept", "method", METHOD, False),
    ("passage", "Stycken / Passages", "oa:Annotation", "passage", PASSAGE, False),
    ("term", "Termer / Terms", "skos:Concept", "term", TERM, False),
    ("source", "Källor / Sources", "pg:SourceDocument foaf:Document", "source", SOURCE, False),
    ("evidence", "Belägg / Evidence", "oa:SpecificResource", "evidence", EVIDENCE, False),
    ("statement", "Övriga uppgifter / Other statements", "", "", STATEMENT, False),
)
