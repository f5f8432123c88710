"""归档目录 and 佐证材料目录: what belongs into the file of a report and whether it is there; what proves the report, and where it lies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from server.report.rules import Nature
from server.report.season.ledger import Done, Round
from server.report.season.opinions import Opinion
from server.report.season.prints import Entry, Head, Labels, named, proven, said, worded
from server.report.season.sheets import Sheet
from server.report.season.signing import Meeting, Part, Signature
from server.report.snapshot import EntryRecord

WORDS = (
    *("archive", "archive_note", "archive_heads", "there", "lacking", "notice", "final", "draft_sheet", "opinions", "opinions_note"),
    *("minutes", "receipt", "review", "page", "correction", "scanned", "evidence", "evidence_note", "evidence_heads"),
    *("kind_entry", "kind_notice", "kind_meeting", "kind_delivery", "entry", "stored"),
)
"""Wordings that both look for under [ledger_print] in data/labels.toml."""
_ARCHIVE, _EVIDENCE = (2, 8, 6, 7, 2, 6), (2, 4, 8, 7, 7, 5)
_NAMED = 8


@dataclass(frozen=True)
class Announced:
    """The notice, as far as papers speak of it."""

    source: str
    number: str
    day: date | None
    file_name: str


@dataclass(frozen=True)
class File:
    """Everything of a report that is kept on paper or here. `full`: the document that went out, in words, "" while there is none."""

    head: Head
    entries: tuple[Entry, ...]
    done: Done
    notice: Announced | None
    opinions: tuple[Opinion, ...]
    meetings: tuple[Meeting, ...]
    signatures: tuple[Signature, ...]
    full: str


@dataclass(frozen=True)
class _Item:
    """One thing to put into the file. An item that is not `wanted` is listed only when it is there."""

    name: str
    number: str = ""
    day: date | None = None
    there: bool = True
    note: str = ""
    wanted: bool = True


def archive(file: File, labels: Labels) -> Sheet:
    """What belongs into the file, in the order it came about; what is wanting is said."""
    words = labels["ledger_print"]
    items = [each for each in _items(file, labels) if each.there or each.wanted]
    rows = tuple(
        (at, item.name, item.number, said(item.day, labels), words["there" if item.there else "lacking"], item.note)
        for at, item in enumerate(items, 1)
    )
    heads = tuple(words["archive_heads"].split("|"))
    notes = (worded(words["archive_note"], file.head.words(labels)),)
    return Sheet(labels["ledger_papers"]["archive"], worded(words["archive"], file.head.words(labels)), notes, heads, rows, _ARCHIVE)


def evidence(file: File, figures: Iterable[tuple[str, EntryRecord]], labels: Labels) -> Sheet:
    """What the report rests on: the source of each figure (with its name), meetings, notice and the proof of delivery."""
    words, filled = labels["ledger_print"], [(name, each) for name, each in figures if each.raw.strip()]
    unsourced = [name for name, each in filled if not _source(each)]
    listed = [*_figures(filled, labels), *_papers(file, labels)]
    counted = {"count": str(len(unsourced)), "names": "、".join(unsourced[:_NAMED])} if unsourced else {}
    return Sheet(
        name=labels["ledger_papers"]["evidence"],
        title=worded(words["evidence"], file.head.words(labels)),
        notes=(worded(words["evidence_note"], file.head.words(labels) | counted),),
        header=tuple(words["evidence_heads"].split("|")),
        rows=tuple((at, *row) for at, row in enumerate(listed, 1)),
        widths=_EVIDENCE,
    )


def _items(file: File, labels: Labels) -> Iterator[_Item]:
    words, head = labels["ledger_print"], file.head
    notice, final = file.notice, [each for each in file.signatures if each.part is Part.signed]
    yield _Item(words["notice"], notice.source if notice else "", notice.day if notice else None, notice is not None)
    yield _Item(words["final"], head.number, None, bool(head.number and file.full), file.full or head.day)
    yield _Item(words["draft_sheet"], "", max((each.day for each in final), default=None), bool(final))
    count = worded(words["opinions_note"], {"count": str(len(file.opinions))})
    yield _Item(words["opinions"], "", None, bool(file.opinions), count if file.opinions else "")
    for met in file.meetings:
        yield _Item(worded(words["minutes"], {"kind": met.kind}), met.minutes, met.day, note=_scanned(met.file_name, labels))
    yield from (_correction(each, labels) for each in file.done.rounds)
    yield from (_receipt(each, labels) for each in file.entries)
    reviewed = file.done.steps.get("secrecy_review")
    yield _Item(words["review"], "", reviewed.day if reviewed else None, reviewed is not None, reviewed.said if reviewed else "")


def _correction(again: Round, labels: Labels) -> _Item:
    kind = labels["corrections"][again.kind]
    name = worded(labels["ledger_print"]["correction"], {"round": str(again.number), "kind": kind})
    return _Item(name, note=again.reason)


def _receipt(entry: Entry, labels: Labels) -> _Item:
    row, words = entry.row, labels["ledger_print"]
    values = {"nature": labels["natures"][row.delivery.nature], "name": named(entry, labels)}
    name = words["page"] if row.delivery.nature is Nature.publish else worded(words["receipt"], values)
    there = row.done and not row.lacks
    return _Item(
        name, entry.proof if there else "", row.record.done_on, there, _scanned(row.record.evidence.file_name, labels), row.required
    )


def _figures(filled: list[tuple[str, EntryRecord]], labels: Labels) -> Iterator[tuple[str, ...]]:
    words = labels["ledger_print"]
    for name, each in filled:
        if _source(each):
            what = worded(words["entry"], {"name": name, "raw": each.raw})
            source = "，".join(part for part in (each.origin.system, each.origin.person) if part)
            yield words["kind_entry"], what, source, each.origin.date or each.as_of, each.origin.office


def _papers(file: File, labels: Labels) -> Iterator[tuple[str, ...]]:
    words, notice = labels["ledger_print"], file.notice
    if notice:
        yield words["kind_notice"], notice.source, notice.number, said(notice.day, labels), _stored(notice.file_name, labels)
    for met in file.meetings:
        yield words["kind_meeting"], met.kind, met.minutes, said(met.day, labels), _stored(met.file_name, labels)
    for entry in file.entries:
        record = entry.row.record
        if record.done_on:
            what = f"{labels['natures'][entry.row.delivery.nature]}：{named(entry, labels)}"
            yield (
                words["kind_delivery"],
                what,
                proven(entry, labels),
                said(record.done_on, labels),
                _stored(record.evidence.file_name, labels),
            )


def _source(each: EntryRecord) -> bool:
    return bool(each.origin.office or each.origin.system or each.origin.person)


def _stored(file_name: str, labels: Labels) -> str:
    return worded(labels["ledger_print"]["stored"], {"name": file_name}) if file_name else ""


def _scanned(file_name: str, labels: Labels) -> str:
    return worded(labels["ledger_print"]["scanned"], {"name": file_name}) if file_name else ""
