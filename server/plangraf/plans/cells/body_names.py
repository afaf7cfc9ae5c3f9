"""Says whether a name is that of a body or a function: known, short for one, or built so."""

import re
from typing import Final

from plangraf.plans.cells.actor_roles import FILLER, MARK
from plangraf.plans.registers.known_bodies import BODY_WORD
from plangraf.plans.registers.register import Register

# One word for people by what they do: "fastighetsägarna", "Mentorerna".
_PERSONS: Final = re.compile(
    r"(?i)[a-zåäö]{3,}(?:are|aren|arna|ör|ören|örer|örerna|isten|ister|isterna|log|logen|loger|"
    r"logerna|tor|torn|torer|torerna|anten|anter|anterna)|ungdomar(?:na)?|expeditionen|apoteken"
)


def is_body(name: str, register: Register) -> bool:
    """Say whether a name is known, or ends as names of bodies and functions do."""
    plain = MARK.sub("", FILLER.sub("", name)).strip(" .,")
    plain = re.sub(r"\s*\([^)]*\)$", "", plain)
    if not plain:
        return False
    if register.find(plain) is not None or re.fullmatch(
        r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö-]{0,3}[A-ZÅÄÖ]+", plain
    ):
        return True
    words = plain.split()
    if len(words) == 1 and _PERSONS.fullmatch(words[0]):
        return True
    if re.fullmatch(r"(?i)(?:kommun|region|landsting|län)\w*s", words[0]) and len(words) > 1:
        return True
    return bool(
        BODY_WORD.search(words[0]) or BODY_WORD.search(words[-1])
        or words[0].lower() in ("region", "stiftelsen", "föreningen", "länsstyrelsen", "fritid", (
            "elever"
        ), "vårdnadshavare", "brukare", "anhöriga")
    )  # fmt: skip
