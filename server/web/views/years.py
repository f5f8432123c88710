"""What the pages of a year show: its editions, their files, what changed against the year before; decides nothing."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.actions import knowledge
from server.actions.editions import files_of, mark_of
from server.library import Library
from server.report.editions.differing import Area, Change, Known, differences
from server.report.phrases import PLACEHOLDER, fill
from server.storage import editions, people, units
from server.storage.editions import Edition, EditionState
from server.storage.units import UnitPlace

NEW_FOR = timedelta(days=90)
_BLANK = "…"
_DAY = re.compile(r"^(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})$")


@dataclass(frozen=True)
class Tree:
    """The editions of one tree, for somebody in it. `may`: whether to make one."""

    place: UnitPlace
    editions: tuple[Edition, ...]
    may: bool


@dataclass(frozen=True)
class FileRow:
    """A file of an edition. `standing`: same, changed, added or missing, held against what is shipped."""

    path: str
    folder: str
    standing: str
    lines: int
    mark: str


@dataclass(frozen=True)
class Novelty:
    """What is new in a year for one tree, in sentences by area."""

    place: UnitPlace
    edition: Edition
    before: int | None
    changes: Mapping[Area, tuple[str, ...]]


def tops_of(connection: Connection, person_id: int, at: datetime) -> dict[int, int]:
    """The tops of the trees somebody belongs to, each with a unit of it that is theirs."""
    held = dict.fromkeys(unit for unit, _ in people.memberships(connection, person_id, at))
    return {editions.top(connection, unit): unit for unit in reversed(held)}


def places(connection: Connection, library: Library, ids: Iterable[int]) -> dict[int, UnitPlace]:
    """Units by id."""
    return {each.id: each for each in units.units(connection, tuple(ids), library.kinds)}


def rows_of(library: Library, edition: Edition) -> dict[str, tuple[FileRow, ...]]:
    """The files of an edition by folder, those that were changed first."""
    shipped = files_of(library)
    rows = [_row(path, edition.files.get(path), shipped.get(path)) for path in {**edition.files, **shipped}]
    rows.sort(key=lambda each: (each.standing == "same", each.path))
    folders = sorted({each.folder for each in rows})
    return {folder: tuple(each for each in rows if each.folder == folder) for folder in folders}


def tables_in(files: Mapping[str, str], folder: str) -> dict[str, dict[str, object]]:
    """The tables of each file of a folder that can be read, by its path."""
    found = {}
    for path in sorted(files):
        if path.startswith(f"{folder}/"):
            with suppress(tomllib.TOMLDecodeError):
                found[path] = tomllib.loads(files[path])
    return found


def outline_names(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """The outlines among files, key and name."""
    return [(str(each.get("key", "")), str(each.get("name", path))) for path, each in tables_in(files, "outlines").items()]


def news(connection: Connection, library: Library, tops: Iterable[int], year: int) -> tuple[Novelty, ...]:
    """What a year brings in each tree that opened it, against the edition of the last year that had one, or what is shipped."""
    named = places(connection, library, tops)
    found = []
    for top, place in named.items():
        kept = [each for each in editions.heads(connection, top) if each.opened_at]
        now = next((each for each in kept if each.year == year), None)
        if now:
            then = next((each for each in kept if each.year < year), None)
            old = knowledge.of_edition(connection, library, then.id if then else None)
            new = knowledge.of_edition(connection, library, now.id)
            found.append(Novelty(place, now, then.year if then else None, changes_of(library, old, new, year)))
    return tuple(found)


def changes_of(library: Library, old: Library, new: Library, year: int) -> dict[Area, tuple[str, ...]]:
    """What differs between two libraries, in sentences by area, each once."""
    found = differences(_known(old), _known(new), year)
    return {area: tuple(dict.fromkeys(_said(library, each, year) for each in changes)) for area, changes in found.items()}


def fresh_in(connection: Connection, unit_ids: Iterable[int], at: datetime) -> dict[int, int]:
    """The year of which the people of each unit should be told what is new; nothing for most of the year, and then one query."""
    found = {each.unit_id: each.year for each in editions.opened(connection) if is_new(each, at)}
    tops = {unit: editions.top(connection, unit) for unit in unit_ids} if found else {}
    return {unit: found[top] for unit, top in tops.items() if top in found}


def is_new(edition: Edition, at: datetime) -> bool:
    """Whether people should still be told of it."""
    return edition.state is EditionState.open and edition.opened_at is not None and at - edition.opened_at < NEW_FOR


def _row(path: str, own: str | None, shipped: str | None) -> FileRow:
    standing = "missing" if own is None else "added" if shipped is None else "same" if own == shipped else "changed"
    folder = path.partition("/")[0] if "/" in path else path
    return FileRow(path, folder, standing, len((own or "").splitlines()), mark_of(own or ""))


def _known(library: Library) -> Known:
    outline = library.outlines.get(library.usual)
    arrangements = library.calendar.arrangements
    return Known(outline, library.sections, library.indicators, library.phrases, library.rules, library.wording, arrangements)


def _said(library: Library, change: Change, year: int) -> str:
    """A change in a sentence: placeholders of headings filled, those of figures left blank."""
    words = {"year": str(year), "next_year": str(year + 1), "last_year": str(year - 1)}
    texts = {"name": change.name, "before": change.before, "after": change.after, "where": change.where}
    day = library.labels["year"]["day"]
    plain = {key: _plain(_DAY.sub(lambda found: fill(day, found.groupdict()) or "", text), words) for key, text in texts.items() if text}
    return fill(library.labels["year_change"][f"{change.area}_{change.how}"], plain) or ""


def _plain(text: str, words: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: words.get(found[1], _BLANK), text).replace("[", "").replace("]", "")
