"""The form's tables of what belongs to plans, goals and activities: values, reports, costs.

Data in the same form as `plangraf.plans.forms.form_columns`, where it is told.
"""

TARGET = """
id | ID | id
text | Lydelse / Wording | label | skos:prefLabel | sv
text_en | Lydelse på engelska / Wording in English | label | skos:prefLabel | en
value | Värde / Value | number | schema:value
least | Minst / At least | number | schema:minValue
most | Högst / At most | number | schema:maxValue
direction | Riktning / Direction | iri | dcterms:type
unit | Enhet / Unit | text | schema:unitText | sv
unit_en | Enhet på engelska / Unit in English | text | schema:unitText | en
period | Tidpunkt / Time | period | dcterms:temporal
note | Anmärkning / Note | text+ | skos:note | sv
plan | Plan | plan | pg:inPlan
SHARED
"""

STATUS = """
id | ID | id
of | Gäller / About | ref:activity | | full
level | Läge / Status | concept:status-level | dcterms:type
date | Datum / Date | date | dcterms:date
reason | Orsak eller kommentar / Reason or comment | text+ | dcterms:description | sv
mitigation | Åtgärd vid avvikelse / Mitigation | text+ | skos:note | sv
plan | Plan | plan | pg:inPlan
SHARED
"""

COST = """
id | ID | id
value | Belopp / Amount | number | schema:value
least | Minst / At least | number | schema:minValue
most | Högst / At most | number | schema:maxValue
currency | Valuta / Currency | string | schema:currency
period | År / Year | period | dcterms:temporal
note | Finansiering / Funding | text+ | dcterms:description | sv
plan | Plan | plan | pg:inPlan
SHARED
"""

ACTOR = """
id | ID | id
text | Aktör / Actor | label | skos:prefLabel | sv | Elevhälsan / Elevhälsan
text_en | Aktör på engelska / Actor in English | label | skos:prefLabel | en
other_names | Andra namn / Other names | label+ | skos:altLabel | sv
part_of | Del av / Part of | actor+ | org:subOrganizationOf | | Exempelby kommun / Exempelby kommun
unit_of | Enhet i / Unit of | actor+ | org:unitOf | full
area | Kommun, län eller region / Municipality, county or region | area+ | dcterms:spatial
SHARED
"""

PERIOD = """
id | ID | id
text | Tid som skriven / Time as written | label | skos:prefLabel | sv
text_en | Tid på engelska / Time in English | label | skos:prefLabel | en
edtf | EDTF | string | pg:edtf
first | Första dag / First day | date | dcat:startDate
last | Sista dag / Last day | date | dcat:endDate
kind | Slag av tidpunkt / Kind of date | concept:date-kind | dcterms:type
frequency | Återkommer / Recurs | concept:frequency | dcterms:accrualPeriodicity
plan | Plan | plan | pg:inPlan
SHARED
"""

REFERENCE = """
id | ID | id
text | Dokument / Document | label | skos:prefLabel | sv | SOSFS 2011:9 / SOSFS 2011:9
text_en | Dokument på engelska / Document in English | label | skos:prefLabel | en
identifier | Beteckning / Identifier | string+ | dcterms:identifier
type | Dokumenttyp / Document type | concept:document-type | dcterms:type
SHARED
"""

METHOD = """
id | ID | id
text | Metod / Method | label | skos:prefLabel | sv | MHFA / MHFA
text_en | Metod på engelska / Method in English | label | skos:prefLabel | en
other_names | Andra namn / Other names | label+ | skos:altLabel | sv
SHARED
"""

GOVERNANCE = """
id | ID | id
actor | Aktör / Actor | actor | prov:agent | | Kommunstyrelsen / Kommunstyrelsen
role | Roll / Role | concept:actor-role+ | dcat:hadRole | | styrgrupp / steering group
description | Så står det i planen / As the plan says | text+ | dcterms:description | sv
SHARED
"""

PASSAGE = """
id | ID | id
title | Rubrik / Heading | text | dcterms:title | sv
text | Text | text | oa:bodyValue | sv
text_en | Text på engelska / Text in English | text | oa:bodyValue | en
type | Slag / Kind | concept:passage-kind | dcterms:type
motive | Avsikt / Motivation | iri | oa:motivatedBy | full
target | Gäller / About | iri+ | oa:hasTarget | full
order | Ordning / Order | integer | schema:position | full
SHARED
"""

TERM = """
id | ID | id
text | Term | label | skos:prefLabel | sv
definition | Definition | text | skos:definition | sv
source | Källa / Source | iri+ | dcterms:source | full
SHARED
"""

SOURCE = """
id | ID | id
title | Titel / Title | text | dcterms:title | sv
description | Beskrivning / Description | text+ | dcterms:description | sv
description_en | Beskrivning på engelska / Description in English | text+ | dcterms:description | en
length | Längd / Length | integer | dcterms:extent
language | Språk / Language | language | dcterms:language
sha256 | sha256 | string | schema:sha256
SHARED
"""

EVIDENCE = """
id | ID | id
source | Källdokument / Source document | ref:source | oa:hasSource
start | Från tecken / From character | selector
end | Till tecken / To character | selector
fragment | Cell | selector
quote | Citat / Quotation | selector
"""

STATEMENT = """
subject | Sak / Subject | literal
predicate | Egenskap / Property | literal
object | Värde / Value | literal
remove | Tas bort / Remove | literal
"""
