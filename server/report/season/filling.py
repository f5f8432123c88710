"""What a person types of a row of the ledger → what is kept of it, with a sentence for each field that cannot be taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from server.report import season_problems as say
from server.report.deadlines import Extension
from server.report.problems import too_long
from server.report.rules import Nature
from server.report.season.ledger import FIRST, Evidence, Form, Record, Row, demanded
from server.report.season.notice import read_day
from server.report.words import half_width

TEXTS = ("evidence", "address", "note")
DAYS = ("done_on", "evidence_day", "meeting_on")
FIELDS = ("done_on", "form", "copies", "document", "evidence", "evidence_day", "address", "meeting_on", "note")
"""The fields of a row, as forms name them. Their labels are under [delivery_fields] in data/labels.toml."""
EXTENSION = ("until", "granted_by", "reason")
LONGEST = 500
_FORMS = frozenset(Form)
_COPIES = re.compile(r"[^0-9]{0,4}([0-9]{1,4})[^0-9]{0,4}")


@dataclass(frozen=True)
class Filled:
    """A row as it would be kept; `mistakes` by field, {} when it can be."""

    record: Record
    mistakes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Granted:
    """An extension as it would be kept; None where a mistake is told."""

    extension: Extension | None
    mistakes: Mapping[str, str] = field(default_factory=dict)


def fill(row: Row, typed: Mapping[str, str], year: int, today: date, labels: Mapping[str, str]) -> Filled:
    """The row of a report year with what was typed, fields not typed as they were. A document is chosen by its number, "" is none."""
    said = {key: text.strip() for key, text in typed.items()}
    days = {key: read_day(said[key], year) if said.get(key) else None for key in DAYS}
    long = {key: too_long(labels[key], LONGEST) for key in TEXTS if len(said.get(key, "")) > LONGEST}
    wrong = {key: _wrong_day(key, said, days[key], year, today, labels[key]) for key in DAYS}
    copies = _copies(said.get("copies", ""))
    record = _record(row.record, said, days, copies)
    unfit = {"copies": say.copies_wanted() if said.get("copies") and copies is None else ""} | _unproven(row.delivery.nature, record)
    told = {**wrong, **unfit, **long}
    return Filled(record, {key: message for key, message in told.items() if message})


def grant(row: Row, typed: Mapping[str, str], year: int, labels: Mapping[str, str]) -> Granted:
    """An extension of a row: a day after the one it extends, who granted it and why."""
    said = {key: typed.get(key, "").strip() for key in EXTENSION}
    until = read_day(said["until"], year) if said["until"] else None
    told = {key: say.extension_needs(labels[key]) for key in EXTENSION if not said[key]}
    told |= {key: too_long(labels[key], LONGEST) for key in EXTENSION if len(said[key]) > LONGEST}
    told |= {"until": say.done_day_unclear(labels["until"], said["until"], year + 1)} if said["until"] and until is None else {}
    before = row.delivery.binds if row.round == FIRST else None
    told |= {"until": say.extension_earlier()} if until and before and until <= before.effective else {}
    return Granted(None if told or until is None else Extension(until, said["granted_by"], said["reason"]), told)


def typed_of(record: Record) -> dict[str, str]:
    """A row as its form has it, days as ISO has them: `fill` of it gives the same again."""
    proof = record.evidence
    days = {"done_on": record.done_on, "evidence_day": proof.day, "meeting_on": record.meeting_on}
    numbers = {"copies": record.copies, "document": record.document_id}
    texts = {"form": record.form, "evidence": proof.text, "address": proof.address, "note": record.note}
    return (
        texts
        | {key: day.isoformat() if day else "" for key, day in days.items()}
        | {key: "" if number is None else str(number) for key, number in numbers.items()}
    )


def _record(kept: Record, said: Mapping[str, str], days: Mapping[str, date | None], copies: int | None) -> Record:
    proof = replace(
        kept.evidence,
        text=said.get("evidence", kept.evidence.text),
        day=days["evidence_day"] if "evidence_day" in said else kept.evidence.day,
        address=said.get("address", kept.evidence.address),
    )
    return replace(
        kept,
        form=said["form"] if said.get("form") in _FORMS else "" if "form" in said else kept.form,
        copies=copies if "copies" in said else kept.copies,
        document_id=_number(said["document"]) if "document" in said else kept.document_id,
        done_on=days["done_on"] if "done_on" in said else kept.done_on,
        meeting_on=days["meeting_on"] if "meeting_on" in said else kept.meeting_on,
        note=said.get("note", kept.note),
        evidence=proof,
    )


def _copies(text: str) -> int | None:
    """3, ３份, 共3份."""
    found = _COPIES.fullmatch(half_width(text).replace(" ", ""))
    return int(found[1]) if found else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000000") else None


def _wrong_day(key: str, said: Mapping[str, str], day: date | None, year: int, today: date, label: str) -> str:
    """Why a day cannot be taken. A meeting may lie ahead, what was done may not."""
    if not said.get(key):
        return ""
    if day is None:
        return say.done_day_unclear(label, said[key], year + 1)
    if day.year < year:
        return say.done_before(label, year)
    return say.not_done_yet(label) if day > today and key != "meeting_on" else ""


def _unproven(nature: Nature, record: Record) -> dict[str, str]:
    """What a row that is done cannot do without."""
    needed: Evidence = record.evidence
    return dict.fromkeys(demanded(nature, needed), say.address_needed()) if record.done_on else {}
