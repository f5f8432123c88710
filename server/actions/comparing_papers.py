"""对数: another paper held against the figures of a report. Nothing of it is kept unless somebody asks; figures change only in the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.exporting import snapshot_of
from server.actions.proofreading import Known, subject_of
from server.library import Library
from server.report.checks.asked import entries_of
from server.report.checks.comparing import Clash, Compared, compared
from server.report.checks.periods import Frame
from server.report.checks.reports import profile_of, text_of
from server.report.checks.ruling import Subject
from server.report.checks.scoping import frame_of
from server.report.checks.text import Text
from server.report.papers.clashing import named
from server.report.problems import NotFound
from server.report.reading.source import Source
from server.report.who import Act
from server.storage import history, others
from server.storage.history import Event
from server.storage.reports import Report


@dataclass(frozen=True)
class Meant:
    """What somebody says of a paper: of which year its figures are, and whether they are the unit's own; None where he does not say."""

    year: int | None = None
    mine: bool | None = None


@dataclass(frozen=True)
class Held:
    """A paper held against a report: its text, how it was understood, what came of it, the report's own words, notes of reading."""

    text: Text
    frame: Frame
    compared: Compared
    own: Subject
    notes: tuple[str, ...] = ()


def held(connection: Connection, library: Library, report: Report, source: Source, meant: Meant) -> Held:
    """Every figure of a paper against the entries of a report as they stand."""
    other = subject_of(source, library, Known())
    own = own_subject(connection, library, report)
    frame = frame_of(other.text, other.profile, own.profile, year=meant.year, mine=meant.mine)
    found = compared(other.text, own.entries, library.recognition, library.indicators, own, frame)
    return Held(other.text, frame, found, own, source.notes)


def own_subject(connection: Connection, library: Library, report: Report) -> Subject:
    """A report's own words with its figures."""
    snapshot = snapshot_of(connection, library, report)
    text = text_of(snapshot, library.outlines.get(report.outline))
    entries = entries_of(snapshot, library.indicators)
    return Subject(text, profile_of(snapshot), library.wording, library.recognition, library.indicators, entries)


def keep(connection: Connection, actor: Actor, report_id: int, name: str, found: Compared, words: Mapping[str, str]) -> int:
    """Keep the clashes with a paper, in the place of any kept under its name; the number. Raises as `allow`. `words`: `clashing.WORDS`."""
    standing = allow(connection, actor, Act.fill, report_id)
    for each in others.others(connection, report_id):
        if each.name == name:
            _put_away(connection, actor, standing, each.id, name)
    content = others.Kept(clashes=tuple(_kept(each, words) for each in found.clashes)).model_dump_json()
    kept = others.keep(connection, report_id, name, content, actor.id, actor.at)
    _note(connection, actor, standing, kept, "keep_comparison", {"name": name, "content": content})
    return kept


def remove(connection: Connection, actor: Actor, report_id: int, other_id: int) -> None:
    """Put a kept paper away; twice is once. Raises NotFound for one that was never kept here, and as `allow`."""
    standing = allow(connection, actor, Act.fill, report_id)
    name = others.name_of(connection, report_id, other_id)
    if name is None:
        raise NotFound
    _put_away(connection, actor, standing, other_id, name)


def _put_away(connection: Connection, actor: Actor, standing: Standing, other_id: int, name: str) -> None:
    if others.remove(connection, other_id, actor.at):
        _note(connection, actor, standing, other_id, "remove_comparison", {"name": name})


def _kept(clash: Clash, words: Mapping[str, str]) -> others.Clash:
    return others.Clash(name=named(clash, words), said=clash.said, entered=clash.entered, sentence=clash.theirs)


def _note(connection: Connection, actor: Actor, standing: Standing, other_id: int, action: str, value: dict[str, str]) -> None:
    report = standing.report
    history.add(connection, Event(actor.at, actor.id, f"comparison:{other_id}", action, report.unit_id, report.id, 0, value))
