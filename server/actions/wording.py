"""What an office adds to the lists of words: for itself and every unit below it, with its source, kept in versions."""

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_below, roles_below
from server.library import Library
from server.report.checks.adding import Entry, left_alone
from server.report.findings import Finding
from server.report.problems import NotFound, Stale
from server.report.who import Act, may
from server.storage import history, units, wordings
from server.storage.history import Event
from server.storage.wordings import LocalWord


def may_set(connection: Connection, actor: Actor, unit_id: int) -> bool:
    """Whether somebody may add words for a unit."""
    return may(Act.set_words, roles_below(connection, actor.id, unit_id, actor.at))


def seen(connection: Connection, actor: Actor, unit_id: int) -> tuple[LocalWord, ...]:
    """The words that hold for a unit, its own and those of the units above. Raises NotFound for whoever is nothing to the unit."""
    if not may(Act.see_unit, roles_below(connection, actor.id, unit_id, actor.at)):
        raise NotFound
    return wordings.words(connection, units.above(connection, unit_id))


def add(connection: Connection, actor: Actor, unit_id: int, kind: str, entry: Entry) -> int:
    """A further entry of a unit; its number. Raises NotFound or NotAllowed for whoever may not."""
    allow_below(connection, actor, Act.set_words, unit_id)
    added = wordings.add(connection, unit_id, kind, entry, actor.id, actor.at)
    _note(connection, actor, unit_id, added, "add", entry, 1)
    return added


def change(connection: Connection, actor: Actor, unit_id: int, word_id: int, version: int, entry: Entry) -> None:
    """Another wording of an entry. Raises Stale when it is not the version that was seen, NotFound when it is gone."""
    known = _known(connection, actor, unit_id, word_id, version)
    if type(entry) is not type(known.entry):
        raise NotFound
    if not wordings.change(connection, known, entry, actor.id, actor.at):
        raise Stale
    _note(connection, actor, unit_id, word_id, "save", entry, version + 1)


def remove(connection: Connection, actor: Actor, unit_id: int, word_id: int, version: int) -> None:
    """Take an entry off the lists. Raises as `change`."""
    known = _known(connection, actor, unit_id, word_id, version)
    if not wordings.remove(connection, known, actor.id, actor.at):
        raise Stale
    _note(connection, actor, unit_id, word_id, "remove", known.entry, version + 1)


def leave_alone(connection: Connection, library: Library, actor: Actor, unit_id: int, found: Finding) -> None:
    """The words a finding quotes are not objected to by its rule any more. Adding them twice is once."""
    if not found.quote:
        raise NotFound
    source = library.labels["local_words"]["put_aside"]
    there = wordings.words(connection, (unit_id,))
    entry = left_alone(found, source)
    if not any(each.entry == entry for each in there):
        add(connection, actor, unit_id, "plain", entry)


def _known(connection: Connection, actor: Actor, unit_id: int, word_id: int, version: int) -> LocalWord:
    allow_below(connection, actor, Act.set_words, unit_id)
    found = wordings.word(connection, unit_id, word_id)
    if found is None:
        raise NotFound
    if found.version != version:
        raise Stale
    return found


def _note(connection: Connection, actor: Actor, unit_id: int, word_id: int, action: str, entry: Entry, version: int) -> None:
    event = Event(actor.at, actor.id, f"wording:{word_id}", action, unit_id, None, version, {"entry": entry.model_dump_json()})
    history.add(connection, event)
