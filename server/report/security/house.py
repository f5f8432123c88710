"""What passes between us and the sign-in service of the house: who somebody is, or why that is not known."""

from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """Why it is not known who somebody is: the house does not answer, or what it says is not to be believed."""

    away = "away"
    doubtful = "doubtful"


@dataclass(frozen=True)
class Known:
    """Whom the house knows. `subject`: its address and its own word for the person, which never changes; the names may."""

    subject: str
    name: str
    login: str


@dataclass(frozen=True)
class Way:
    """One way there and back: where the house sends the browser, and what only this browser's errand has."""

    back: str
    nonce: str
    verifier: str
