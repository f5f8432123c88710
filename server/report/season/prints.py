"""报送情况表 and 送达单: who was sent what when and what proves it; one sheet a receiver to sign on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from server.report.phrases import fill
from server.report.rules import SENT, Nature
from server.report.season.ledger import FIRST, Round, Row, Stage
from server.report.season.sheets import Sheet

Labels = Mapping[str, Mapping[str, str]]
PAPERS = ("situation", "slips", "review", "archive", "evidence")
"""The papers there are, named under [ledger_papers] in data/labels.toml."""
WORDS = (
    *("date", "situation", "situation_note", "situation_heads", "reached", "not_reached", "optional", "by", "extended", "done", "open"),
    *("copies", "again", "slips", "slip_label", "slip_heads", "slip_receiver", "slip_sender", "slip_title", "slip_number", "slip_day"),
    *("slip_way", "slip_copies", "slip_with", "slip_basis", "slip_blank", "body_alone", "body_with"),
)
"""Wordings that they look for under [ledger_print]."""
SIGNED_FOR = (*SENT, Nature.hear, Nature.notify)
_SITUATION, _SLIP, _BLANK_MM = (2, 7, 3, 11, 6, 6, 6), (3, 9), 14


@dataclass(frozen=True)
class Head:
    """The report the papers speak of. `number` and `day` as registered, "" while unknown; `attachments` by name."""

    short_name: str
    unit: str
    year: int
    title: str
    number: str
    day: str
    attachments: tuple[str, ...]
    today: date

    def words(self, labels: Labels) -> dict[str, str]:
        """What titles are filled with; a number not known is not said."""
        known = {"name": self.short_name, "year": str(self.year), "day": said(self.today, labels)}
        return known | ({"number": self.number} if self.number else {})


@dataclass(frozen=True)
class Entry:
    """A row with what its papers say of it: the document in words, the proof, its correction if it is of one."""

    row: Row
    document: str
    proof: str
    again: Round | None = None


def situation(head: Head, entries: Iterable[Entry], stages: Iterable[Stage], labels: Labels) -> Sheet:
    """All rows of all rounds with their basis, day and proof."""
    words = labels["ledger_print"]
    reached = "、".join(labels["stages"][each] for each in stages)
    note = worded(words["reached"], {"stages": reached}) if reached else words["not_reached"]
    return Sheet(
        name=labels["ledger_papers"]["situation"],
        title=worded(words["situation"], head.words(labels)),
        notes=(worded(words["situation_note"], head.words(labels)) + note,),
        header=tuple(words["situation_heads"].split("|")),
        rows=tuple((at, *_line(entry, labels)) for at, entry in enumerate(entries, 1)),
        widths=_SITUATION,
    )


def slips(head: Head, entries: Iterable[Entry], labels: Labels) -> tuple[Sheet, ...]:
    """A sheet for each who signs for the paper, with what goes with it and lines to write on."""
    signed = [each for each in entries if each.row.delivery.nature in SIGNED_FOR]
    return tuple(_slip(head, each, at, len(signed), labels) for at, each in enumerate(signed, 1))


def worded(wording: str, values: Mapping[str, str]) -> str:
    """The wording with what is known; parts in brackets fall away where it is not."""
    return fill(wording, {key: text for key, text in values.items() if text}) or ""


def said(day: date | None, labels: Labels) -> str:
    """A day as papers write it, "" for none."""
    parts = {"year": str(day.year), "month": str(day.month), "day": str(day.day)} if day else {}
    return worded(labels["ledger_print"]["date"], parts) if parts else ""


def named(entry: Entry, labels: Labels) -> str:
    """The receiver, and of which correction."""
    if entry.again is None or entry.row.round == FIRST:
        return entry.row.delivery.name
    kind = labels["corrections"][entry.again.kind]
    values = {"round": str(entry.again.number), "kind": kind, "name": entry.row.delivery.name}
    return worded(labels["ledger_print"]["again"], values)


def proven(entry: Entry, labels: Labels) -> str:
    """The proof of a row, or what it lacks."""
    row = entry.row
    return labels["evidence_missing"][row.delivery.nature] if row.lacks else entry.proof or row.record.evidence.file_name


def _line(entry: Entry, labels: Labels) -> tuple[str, ...]:
    row, words = entry.row, labels["ledger_print"]
    done = {"day": said(row.record.done_on, labels), "by": row.record.by} if row.record.done_on else {}
    return (
        named(entry, labels) + ("" if row.required else words["optional"]),
        labels["natures"][row.delivery.nature],
        _basis(row, labels),
        worded(words["done"], done) if done else words["open"],
        _sent(entry, labels) if done else "",
        proven(entry, labels) if done else "",
    )


def _basis(row: Row, labels: Labels) -> str:
    """The rule that binds, by which day, and whether that was extended."""
    bound, words = row.delivery.binds, labels["ledger_print"]
    rule = bound.rule if bound else next(iter(row.delivery.rules), None)
    basis = rule.basis if rule else ""
    day = said(bound.effective, labels) if bound and row.round == FIRST else ""
    extension = row.record.extension
    later = worded(words["extended"], {"by": extension.granted_by, "day": said(extension.until, labels)}) if extension else ""
    first = worded(words["by"], {"basis": basis, "day": day}) if day else basis
    return "；".join(each for each in (first, later) if each)


def _sent(entry: Entry, labels: Labels) -> str:
    record, words = entry.row.record, labels["ledger_print"]
    copies = str(record.copies) if record.copies is not None else ""
    form = labels["delivery_forms"].get(record.form, "")
    said_all = [form, worded(words["copies"], {"copies": copies}) if copies else "", entry.document]
    return "，".join(each for each in said_all if each)


def _slip(head: Head, entry: Entry, at: int, count: int, labels: Labels) -> Sheet:
    words, row = labels["ledger_print"], entry.row
    way = [labels["natures"][row.delivery.nature], labels["delivery_forms"].get(row.record.form, "")]
    carried = worded(words["body_with"], {"names": "、".join(head.attachments)}) if head.attachments else words["body_alone"]
    told = {
        "slip_receiver": named(entry, labels),
        "slip_sender": head.unit,
        "slip_title": head.title,
        "slip_number": head.number,
        "slip_day": head.day,
        "slip_way": "，".join(each for each in way if each),
        "slip_copies": str(row.record.copies) if row.record.copies is not None else "",
        "slip_with": carried,
        "slip_basis": _basis(row, labels),
    }
    blank = tuple(words["slip_blank"].split("|"))
    return Sheet(
        name=row.delivery.name,
        title=worded(words["slips"], head.words(labels)),
        notes=(),
        header=tuple(words["slip_heads"].split("|")),
        rows=(*((words[key], text) for key, text in told.items()), *((each, "") for each in blank)),
        widths=_SLIP,
        label=worded(words["slip_label"], {"at": str(at), "count": str(count)}),
        heights_mm=(0,) * (1 + len(told)) + (_BLANK_MM,) * len(blank),
    )
