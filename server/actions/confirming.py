"""“本节已完成”: said by somebody, and undone by whatever is changed in the section afterwards, whoever changes it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.library import Library
from server.report.outline import asked_keys
from server.report.problems import NotFound
from server.report.who import Act
from server.storage import contents, history, reports
from server.storage.history import Event
from server.storage.reports import Report


@dataclass(frozen=True)
class Touched:
    """What was changed: texts by section, items and figures by their own names, sections as a whole."""

    texts: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    figures: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.texts or self.items or self.figures)


def mark_done(connection: Connection, actor: Actor, report_id: int, section_id: int, *, done: bool) -> None:
    """Answer “本节已完成？”. Raises NotFound for a section of another report, NotAllowed and Locked as `allow`."""
    report = allow(connection, actor, Act.fill, report_id).report
    if reports.section(connection, report_id, section_id) is None:
        raise NotFound
    reports.set_done(connection, section_id, actor.id if done else None, actor.at if done else None)
    reports.recount(connection, report_id, actor.at)
    _note(connection, actor, report, "done" if done else "not_done", section_id)


def confirm(connection: Connection, actor: Actor, report: Report, section_id: int) -> None:
    """A section that comes into the store as done; the caller has asked, and brings the counters up to date."""
    reports.set_done(connection, section_id, actor.id, actor.at)
    _note(connection, actor, report, "done", section_id)


def undo(connection: Connection, library: Library, actor: Actor, report: Report, touched: Touched) -> tuple[int, ...]:
    """The sections that were done until this change, which are so no longer. The caller brings the counters up to date."""
    if not touched:
        return ()
    sections = [each for each in reports.sections(connection, report.id) if each.level]
    done = [each for each in sections if each.done_at]
    if not done:
        return ()
    shown = {each.key for each in sections if each.shown}
    asked = {library.indicators[key].section for key in touched.figures if key in library.indicators}
    direct = touched.texts | set(contents.sections_of_items(connection, touched.items).values())
    changed = tuple(each.id for each in done if each.id in direct or asked & set(asked_keys(each.key, each.takes, shown)))
    return reopened(connection, actor, report, changed)


def reopened(connection: Connection, actor: Actor, report: Report, section_ids: tuple[int, ...]) -> tuple[int, ...]:
    """These sections were done and are not any more; the caller brings the counters up to date."""
    if section_ids:
        reports.reopen(connection, section_ids, actor.id, actor.at)
    for each in section_ids:
        _note(connection, actor, report, "reopened", each)
    return section_ids


def undone(connection: Connection, actor: Actor, report: Report, section_ids: tuple[int, ...]) -> None:
    """These sections are to be worked on again, whether they were done or not."""
    for each in section_ids:
        reports.set_done(connection, each, None, None)
        _note(connection, actor, report, "not_done", each)
    reports.recount(connection, report.id, actor.at)


def _note(connection: Connection, actor: Actor, report: Report, action: str, section_id: int) -> None:
    value = {"section": str(section_id)}
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", action, report.unit_id, report.id, 0, value))
