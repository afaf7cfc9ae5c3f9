"""What the fields of a table are called to a person, in both languages: `deadline` → "tid".

Data: the keys are what a mapping file holds, the names what a report says.
"""

from typing import Final

from plangraf.language import Language, Text

_NAMES: Final = """
number nummer / number
focus_area fokusområde / focus area
sub_area delområde / sub-area
parent_goal övergripande mål / overall goal
goal mål / goal
need behov / need
activity aktivitet / activity
sub_activity delaktivitet / sub-activity
description beskrivning / description
purpose syfte / purpose
method metod / method
responsible ansvarig / responsible
supporting medverkande / supporting
involved berörd aktör / involved actor
target_group målgrupp / target group
start start / start
deadline tid / time
mark kryss för tid / mark for a time
frequency hur ofta / how often
indicator indikator / indicator
follow_up uppföljning / follow-up
baseline utgångsvärde / baseline
target målvärde / target
target_year målår / target year
outcome utfall / outcome
unit enhet / unit
data_source datakälla / data source
measurement_type mättyp / measurement type
scope indikatorns nivå / scope of the indicator
work_category arbetskategori / work category
topic ämne / topic
status läge / status
status_date lägets datum / status date
comment kommentar / comment
reason orsak / reason
mitigation åtgärd vid avvikelse / mitigation
cost kostnad / cost
cost_year kostnadsår / cost year
funding finansiering / funding
recipient mottagare / recipient
reference hänvisning / reference
priority prioritet / priority
plan plan / plan
ignore används inte / not used
"""
FIELD_NAMES: Final = {
    key: Text(*names.split(" / "))
    for key, names in (line.split(" ", 1) for line in _NAMES.strip().split("\n"))
}


def field_name(field: str | None, of: str, language: Language) -> str:
    """Name a field, a number or a column of activities with what it is of."""
    name = FIELD_NAMES[field or "ignore"].in_(language)
    if not of:
        return name
    return f"{name} ({FIELD_NAMES[of].in_(language) if of in FIELD_NAMES else of})"
