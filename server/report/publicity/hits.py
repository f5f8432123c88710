"""What the finder tells: a place in a text, what kind of thing stands there, and the key of the reason."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may not be published unseen."""

    name = "name"
    phone = "phone"
    contact = "contact"
    id_number = "id_number"
    bank_card = "bank_card"
    plate = "plate"
    minor = "minor"
    address = "address"
    stability = "stability"


class Reason(StrEnum):
    """Why a place was found; the key of a sentence for the reader."""

    name_with_post = "name_with_post"
    name_listed = "name_listed"
    name_known = "name_known"
    name_masked = "name_masked"
    surname_with_post = "surname_with_post"
    mobile = "mobile"
    land_line = "land_line"
    service_line = "service_line"
    phone_masked = "phone_masked"
    contact = "contact"
    id_number = "id_number"
    id_masked = "id_masked"
    long_number = "long_number"
    bank_card = "bank_card"
    plate = "plate"
    minor_named = "minor_named"
    minor_age = "minor_age"
    minor_case = "minor_case"
    address = "address"
    stability = "stability"


LESSER = frozenset({Reason.name_masked, Reason.phone_masked, Reason.id_masked, Reason.long_number})


@dataclass(frozen=True)
class Hit:
    """`text` stands at [start, end) of the text that was searched."""

    kind: Kind
    start: int
    end: int
    text: str
    reason: Reason

    @property
    def lesser(self) -> bool:
        """Whether it is masked already or only looks like a number of a person."""
        return self.reason in LESSER
