"""Follows what last year left to renew: sentences until they are touched or said to hold, plans and problems until answered."""

from collections.abc import Mapping

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.report.intake_problems import answer_too_long
from server.report.past.carrying import Stale as Sentence
from server.report.past.carrying import still_stale
from server.report.problems import NotFound, Refused, Stale
from server.report.who import Act
from server.storage import history, pasts, reports
from server.storage.contents import Text
from server.storage.history import Event
from server.storage.pasts import Pledge, Waiting

STATES = ("", "done", "partly", "open")
LONGEST_NOTE = 500


def hold(connection: Connection, actor: Actor, report_id: int, waiting_id: int) -> None:
    """A sentence of last year is said to hold this year, too. Raises NotFound for one that is not in the report."""
    standing = allow(connection, actor, Act.fill, report_id)
    if not pasts.hold(connection, report_id, waiting_id, actor.id, actor.at):
        raise NotFound
    event = Event(actor.at, actor.id, f"stale:{waiting_id}", "hold", standing.report.unit_id, report_id)
    history.add(connection, event)


def answer(connection: Connection, actor: Actor, report_id: int, pledge: Pledge) -> None:
    """Say what became of one of last year's plans or problems; `pledge.version` is the one that was shown.

    Raises Stale when somebody else said so meanwhile, Refused for a note that is too long, NotFound for a state or section that is none.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    known = {section.key for section in reports.sections(connection, report_id)}
    if pledge.state not in STATES or pledge.section not in {"", *known}:
        raise NotFound
    if len(pledge.note) > LONGEST_NOTE:
        raise Refused(answer_too_long(pledge.title, LONGEST_NOTE))
    if not pasts.answer(connection, report_id, pledge):
        raise Stale
    value = {"state": pledge.state, "section": pledge.section, "note": pledge.note}
    target = f"pledge:{pledge.id}"
    history.add(connection, Event(actor.at, actor.id, target, "save", standing.report.unit_id, report_id, pledge.version + 1, value))


def untouched(waiting: tuple[Waiting, ...], texts: Mapping[int, Text]) -> tuple[Waiting, ...]:
    """The sentences of last year that still stand in their sections as they were carried, and that nobody has said to hold."""
    by_section: dict[int, list[Waiting]] = {}
    for each in waiting:
        by_section.setdefault(each.section_id, []).append(each)
    return tuple(each for section_id, mine in by_section.items() for each in _left(mine, texts.get(section_id)))


def _left(waiting: list[Waiting], text: Text | None) -> list[Waiting]:
    """Those of one section."""
    open_ = [each for each in waiting if not each.held]
    standing = list(still_stale(text.body if text else "", tuple(Sentence(each.sentence, each.reasons) for each in open_)))
    return [each for each in open_ if _taken(standing, Sentence(each.sentence, each.reasons))]


def _taken(standing: list[Sentence], stale: Sentence) -> bool:
    """Whether one more of these stands in the text."""
    if stale not in standing:
        return False
    standing.remove(stale)
    return True
