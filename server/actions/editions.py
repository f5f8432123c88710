"""A new year made ready by an administrator of the top unit: files taken over, changed, checked with a sample report, opened, closed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions import knowledge, securing, trying
from server.actions.allowing import Actor, allow_unit
from server.actions.trying import Tried
from server.library import Library
from server.report.editions import problems as say
from server.report.editions.guarding import governed, guard, path_of, text_of
from server.report.problems import BrokenData, NotFound, Refused, Stale
from server.report.security.traces import Trace
from server.report.snapshot import Snapshot
from server.report.who import Act
from server.storage import editions, history, standings, units
from server.storage.editions import Edition, EditionState
from server.storage.history import Event


@dataclass(frozen=True)
class Wanted:
    """A year to be made: which, its name, and the edition whose files it begins with, None for the shipped ones."""

    year: int
    name: str
    base: int | None = None


@dataclass(frozen=True)
class Checked:
    """What a check came to: mistakes, each with file, place and reason, or what the sample report came to under each outline."""

    mistakes: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()

    @property
    def green(self) -> bool:
        """Whether the edition may count."""
        return not self.mistakes


def make(connection: Connection, library: Library, actor: Actor, unit_id: int, wanted: Wanted) -> int:
    """A draft of a year; its number. Raises NotFound, NotAllowed, or Refused where there is a draft, or the unit is not the top one."""
    allow_top(connection, actor, unit_id)
    units.hold(connection, unit_id)
    known = editions.heads(connection, unit_id)
    if any(each.state is EditionState.draft and each.year == wanted.year for each in known):
        raise Refused(say.year_taken(wanted.year))
    if wanted.base and not any(each.id == wanted.base for each in known):
        raise NotFound
    base = editions.edition(connection, wanted.base) if wanted.base else None
    files = base.files if base else files_of(library)
    outline = base.outline if base else library.shipped.usual
    draft = Edition(0, unit_id, wanted.year, wanted.name, outline, EditionState.draft, 1, 0, actor.at, files=files)
    made = replace(draft, id=editions.add(connection, draft, actor.id))
    _note(connection, actor, made, "make", {"year": str(wanted.year), "name": wanted.name, "base": str(wanted.base or "")})
    return made.id


def files_of(library: Library) -> dict[str, str]:
    """The shipped files that an edition decides about."""
    return {path: content.decode() for path, content in library.shipped.files.items() if governed(path)}


def edition_of(connection: Connection, actor: Actor, edition_id: int) -> Edition:
    """An edition with its files, for whoever administers its tree. Raises NotFound or NotAllowed."""
    head = editions.head(connection, edition_id)
    if head is None:
        raise NotFound
    allow_unit(connection, actor, Act.open_year, head.unit_id)
    return editions.edition(connection, edition_id) or head


def allow_top(connection: Connection, actor: Actor, unit_id: int) -> None:
    """Raises NotFound or NotAllowed, and Refused for a unit that has another above it."""
    allow_unit(connection, actor, Act.open_year, unit_id)
    if editions.top(connection, unit_id) != unit_id:
        raise Refused(say.not_top())


def describe(connection: Connection, actor: Actor, edition: Edition, version: int) -> None:
    """Keep name, outline offered first and the administrator's own words. Raises Stale, Refused."""
    there = _draft(connection, actor, edition.id)
    if there.version != version:
        raise Stale
    changed = replace(there, name=edition.name, outline=edition.outline, changes=edition.changes)
    _keep(connection, actor, changed, "describe", {"name": edition.name, "outline": edition.outline, "changes": edition.changes})


def put(connection: Connection, library: Library, actor: Actor, edition_id: int, path: str, text: str, seen: str) -> None:
    """Keep a file as it was edited. `seen`: the mark of the text it was edited from. Raises Stale, Refused."""
    there = _draft(connection, actor, edition_id)
    if mark_of(there.files.get(path, "")) != seen:
        raise Stale
    guard(path, text, there.files, library.shipped.files)
    if there.files.get(path) != text:
        _keep(connection, actor, replace(there, files={**there.files, path: text}), "put", {"path": path, "text": text})


def upload(connection: Connection, library: Library, actor: Actor, edition_id: int, sent: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Put files, by their names, in the place of those there, all or none; their paths. Raises Refused."""
    there, files = _draft(connection, actor, edition_id), {}
    for name, content in sent:
        path = path_of(name, there.files)
        files[path] = text_of(path, content)
        guard(path, files[path], {**there.files, **files}, library.shipped.files)
    if not files:
        raise Refused(say.nothing_uploaded())
    _keep(connection, actor, replace(there, files={**there.files, **files}), "upload", files)
    return tuple(files)


def drop(connection: Connection, library: Library, actor: Actor, edition_id: int, path: str, seen: str) -> bool:
    """Put the shipped file back, or take away one that was not shipped; whether there is one now. Raises Stale, Refused."""
    there, shipped = _draft(connection, actor, edition_id), files_of(library)
    if path not in there.files:
        raise Refused(say.file_gone(path))
    if mark_of(there.files[path]) != seen:
        raise Stale
    files = {each: text for each, text in there.files.items() if each != path}
    files |= {path: shipped[path]} if path in shipped else {}
    _keep(connection, actor, replace(there, files=files), "drop", {"path": path})
    return path in files


def check(library: Library, edition: Edition, sample: Snapshot, template: bytes) -> Checked:
    """Read all files of an edition, hold them against each other, and try them out; writes nothing. Takes about a second."""
    try:
        made = trying.with_usual(knowledge.joined(library, edition.files), edition.outline)
        return Checked(tried=trying.tried(made, sample, edition.year, template))
    except BrokenData as broken:
        return Checked(mistakes=broken.mistakes)
    except Refused as refused:
        return Checked(mistakes=(refused.message,))


def passed(connection: Connection, actor: Actor, edition: Edition) -> None:
    """Keep that an edition passed as it stands. Raises Stale when it was changed while it was checked."""
    allow_unit(connection, actor, Act.open_year, edition.unit_id)
    if edition.state is EditionState.draft and not edition.passed:
        if not editions.passed(connection, edition):
            raise Stale
        _note(connection, actor, edition, "check", {})


def open_year(connection: Connection, actor: Actor, edition_id: int, version: int, *, also: bool) -> int:
    """New reports of the year are opened with it from now on, and with `also` those that are not signed yet go over to it.

    How many went over. One is open a year and tree: another that was is closed. Raises Refused before its check, Stale.
    """
    there = _draft(connection, actor, edition_id)
    units.hold(connection, there.unit_id)
    if there.version != version:
        raise Stale
    if not there.passed:
        raise Refused(say.check_first())
    for each in editions.heads(connection, there.unit_id):
        if each.state is EditionState.open and each.year == there.year:
            editions.close(connection, each)
            _note(connection, actor, each, "close", {})
    if not editions.open_it(connection, there, actor.id, actor.at):
        raise Stale
    moved = editions.rebind(connection, there) if also else ()
    standings.expire(connection, there.unit_id)
    events = (Event(actor.at, actor.id, f"report:{each}", "edition", unit, each, 0, {"edition": str(there.id)}) for each, unit in moved)
    history.add(connection, *events)
    _note(connection, actor, there, "open", {"year": str(there.year), "reports": str(len(moved))})
    detail = {"name": there.name, "version": str(there.version), "count": str(len(moved))}
    securing.note(connection, actor, Trace.year_opened, unit_id=there.unit_id, target=f"edition:{there.id}", detail=detail)
    return len(moved)


def close(connection: Connection, actor: Actor, edition_id: int, version: int) -> None:
    """Give up a draft, or let new reports do without an open one; those it binds stay with it. Raises Stale."""
    there = editions.head(connection, edition_id)
    if there is None:
        raise NotFound
    allow_unit(connection, actor, Act.open_year, there.unit_id)
    if there.version != version or not editions.close(connection, there):
        raise Stale
    standings.expire(connection, there.unit_id)
    _note(connection, actor, there, "close", {})
    _trace(connection, actor, there)


def mark_of(text: str) -> str:
    """A short mark of a text, by which a page says which one it showed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _draft(connection: Connection, actor: Actor, edition_id: int) -> Edition:
    """One that may still be changed. Raises NotFound, NotAllowed, Stale."""
    found = edition_of(connection, actor, edition_id)
    if found.state is not EditionState.draft:
        raise Stale
    return found


def _keep(connection: Connection, actor: Actor, edition: Edition, action: str, value: Mapping[str, str]) -> None:
    if not editions.change(connection, edition):
        raise Stale
    _note(connection, actor, replace(edition, version=edition.version + 1), action, value)
    _trace(connection, actor, edition)


def _trace(connection: Connection, actor: Actor, edition: Edition) -> None:
    detail = {"name": edition.name, "version": str(edition.version)}
    securing.note(connection, actor, Trace.year_changed, unit_id=edition.unit_id, target=f"edition:{edition.id}", detail=detail)


def _note(connection: Connection, actor: Actor, edition: Edition, action: str, value: Mapping[str, str]) -> None:
    event = Event(actor.at, actor.id, f"edition:{edition.id}", action, edition.unit_id, None, edition.version, dict(value))
    history.add(connection, event)
