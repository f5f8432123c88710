"""Puts what a finding suggests into the text, one place or all places of a class, and back again; each time a new version."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.saving import TEXT, Field, save_fields, target
from server.library import Library
from server.report.checks.answering import nothing_to_mend, words_gone
from server.report.checks.applying import repaired
from server.report.findings import Finding
from server.report.problems import NotFound, Refused, Stale
from server.report.who import Act
from server.storage import contents, history, reports
from server.storage.history import Event


@dataclass(frozen=True)
class Change:
    """In the text of a section at a version: these words at a place, and what is to stand there."""

    section_id: int
    version: int
    start: int
    quote: str
    suggestion: str


@dataclass(frozen=True)
class Made:
    """A text that was changed, and the version it has now."""

    section_id: int
    version: int


def accept(connection: Connection, library: Library, actor: Actor, report_id: int, change: Change) -> Made:
    """Put the suggestion in its place.

    Raises Stale when the text is not the one that was seen, Refused when the words do not stand there, NotFound for another's section.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    body = _seen(connection, standing, change.section_id, change.version)
    if not body.startswith(change.quote, change.start) or not change.quote or change.start < 0:
        raise Refused(words_gone(change.quote))
    mended = body[: change.start] + change.suggestion + body[change.start + len(change.quote) :]
    return _written(connection, library, actor, standing, Made(change.section_id, change.version), mended, "accept")


def accept_saved(
    connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, taken: tuple[int, str, str]
) -> Made | None:
    """The same over the text that was just saved in this transaction; None when the words do not stand there, and the save stays."""
    version = contents.bodies(connection, [section_id]).get(section_id, ("", 0))[1]
    try:
        return accept(connection, library, actor, report_id, Change(section_id, version, *taken))
    except Refused:
        return None


def repair(connection: Connection, library: Library, actor: Actor, report_id: int, found: Iterable[Finding]) -> tuple[Made, ...]:
    """Put every suggestion of these findings in its place, section by section; `found` are those of the report as it stands.

    Raises Refused when there is nothing that could be put in its place.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    ids = {key: number for number, key in reports.section_keys(connection, report_id).items()}
    by_section: dict[int, list[Finding]] = {}
    for each in found:
        if each.suggestion and each.typed >= 0 and each.section in ids:
            placed = replace(each, start=each.typed, end=each.typed + len(each.quote))
            by_section.setdefault(ids[each.section], []).append(placed)
    stored = contents.bodies(connection, by_section)
    mended = {key: repaired(stored[key][0], mine) for key, mine in by_section.items() if key in stored}
    made = [
        _written(connection, library, actor, standing, Made(key, stored[key][1]), body, "repair")
        for key, body in mended.items()
        if body != stored[key][0]
    ]
    if not made:
        raise Refused(nothing_to_mend())
    return tuple(made)


def restore(connection: Connection, library: Library, actor: Actor, report_id: int, made: Iterable[Made]) -> None:
    """Give texts the words back that they had before a change, each as a new version. Raises Stale when one was changed since."""
    standing = allow(connection, actor, Act.fill, report_id)
    for each in made:
        _seen(connection, standing, each.section_id, each.version)
        before = history.at_version(connection, target(report_id, TEXT, str(each.section_id)), each.version - 1)
        _written(connection, library, actor, standing, each, before.value["body"] if before else "", "restore")


def _seen(connection: Connection, standing: Standing, section_id: int, version: int) -> str:
    """The text of a section of the report at the version that was seen."""
    if section_id not in reports.section_keys(connection, standing.report.id):
        raise NotFound
    body, now = contents.bodies(connection, [section_id]).get(section_id, ("", 0))
    if now != version:
        raise Stale
    return body


def _written(connection: Connection, library: Library, actor: Actor, standing: Standing, over: Made, body: str, action: str) -> Made:
    """The text as the next version, by the one way in which texts are written."""
    name = str(over.section_id)
    saved = save_fields(connection, library, actor, standing, [Field(TEXT, name, {"body": body}, over.version)], action)
    now = saved.versions[f"{TEXT}.{name}"]
    report = standing.report
    value = {"section": name, "version": str(now)}
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", action, report.unit_id, report.id, 0, value))
    return Made(over.section_id, now)
