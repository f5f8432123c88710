"""What the county types of a report that came 线下 → a registration, or what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.report.proposing import sentences as say
from server.report.season.notice import read_day
from server.report.words import half_width

WAYS = ("paper", "oa")
FIELDS = ("way", "received_on", "copies", "published_on", "address", "note")
LONGEST = {"address": 300, "note": 500}
MOST_COPIES = 999
_OPENINGS = ("http://", "https://")


@dataclass(frozen=True)
class Registered:
    """A report that came 线下, as it is typed and kept."""

    way: str
    received_on: date
    copies: int | None = None
    published_on: date | None = None
    address: str = ""
    note: str = ""


def read(typed: Mapping[str, str], year: int, today: date, labels: Mapping[str, str]) -> Registered | dict[str, str]:
    """The registration for a report of a year, or a sentence for each field that cannot be taken; `labels` names the fields."""
    words = {key: " ".join(typed.get(key, "").split()) if key != "note" else typed.get(key, "").strip() for key in FIELDS}
    received, published = (read_day(words[key], year) for key in ("received_on", "published_on"))
    found = {
        "way": "" if words["way"] in WAYS else say.way_needed(),
        "received_on": _received(words["received_on"], received, year, today),
        "published_on": _published(words["published_on"], published, today),
        "copies": "" if _copies(words["copies"]) or not words["copies"] else say.copies_unclear(words["copies"]),
        "address": "" if words["address"].lower().startswith(_OPENINGS) or not words["address"] else say.address_unclear(),
    }
    found |= {key: say.too_much(labels[key], most) for key, most in LONGEST.items() if len(words[key]) > most}
    wrong = {key: text for key, text in found.items() if text}
    if wrong or received is None:
        return wrong
    return Registered(words["way"], received, _copies(words["copies"]), published, words["address"], words["note"])


def _received(raw: str, day: date | None, year: int, today: date) -> str:
    if not raw:
        return say.received_needed()
    if day is None:
        return say.received_unclear(raw, year + 1)
    if day > today:
        return say.received_ahead(day.isoformat())
    return say.received_early(day.isoformat(), year) if day < date(year, 7, 1) else ""


def _published(raw: str, day: date | None, today: date) -> str:
    if not raw:
        return ""
    if day is None:
        return say.published_unclear(raw)
    return say.published_ahead(day.isoformat()) if day > today else ""


def _copies(raw: str) -> int | None:
    plain = half_width(raw).removesuffix("份").strip()
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= len(str(MOST_COPIES)) else 0
    return number or None
