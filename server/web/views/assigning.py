"""The page on which sections are given to people: its rows as stored or as typed, and the form read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from server.actions.allowing import Standing
from server.actions.assigning import NOBODY, Wanted, candidates, last_year
from server.report import review_problems as say
from server.storage import assignments, reports
from server.storage.assignments import Assigned
from server.storage.reports import Section
from server.web.depends import Asking, number
from server.web.forms import Form
from server.web.render import day, day_full
from server.web.unit_form import Wrong
from server.web.views.report import on
from server.web.views.signing import season_day

EVERY = "0"


@dataclass(frozen=True)
class Row:
    """A section with who leads, who helps and until when, as typed; `seen` is how the page showed it, `clash` what another chose since."""

    section: Section
    lead: str
    helpers: tuple[str, ...]
    due: str
    seen: str
    names: tuple[str, ...] = ()
    clash: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter with its own row and those below it."""

    own: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class AssignPage:
    """Everything the page shows. `people` are (id, name); `earlier` counts sections that nobody has now and somebody had last year."""

    chapters: tuple[Chapter, ...]
    people: tuple[tuple[str, str], ...]
    earlier: int


def assign_page(
    connection: Connection, ask: Asking, standing: Standing, *, typed: bool = False, clashes: Mapping[int, Assigned] | None = None
) -> AssignPage:
    """The page as stored; `typed`: with what the form says instead. `clashes` are arranged by others meanwhile."""
    report = standing.report
    there, met = assignments.assigned(connection, report.id), clashes or {}
    sections = on(reports.sections(connection, report.id))
    people = {str(each.id): each.name for each in candidates(connection, report.unit_id, ask.at)}
    people |= {str(number): name for each in there.values() for number, name in each.names.items() if str(number) not in people}
    rows = [_row(each, there.get(each.id, NOBODY), people) for each in sections]
    if typed:
        rows = [_typed(ask.form, row, people, met) for row in rows]
    before = last_year(connection, report)
    earlier = sum(row.section.key in before and not (row.lead or row.helpers) for row in rows)
    return AssignPage(tuple(_chapters(rows)), tuple(people.items()), earlier)


def wanted_of(form: Form, year: int) -> tuple[dict[int, Wanted], list[Wrong]]:
    """What the form asks for, section by section, and the dates in it that cannot be read."""
    keys = [name.partition(".")[2] for name, _ in form.pairs if name.startswith("seen.")]
    wanted = {number(key): _wanted(form, key, year) for key in dict.fromkeys(keys)}
    unread = [(name, form.line(name)) for name in (f"due.{key}" for key in (*keys, EVERY)) if form.line(name)]
    wrong = [Wrong(name.replace(".", "-"), say.day_unread(raw)) for name, raw in unread if season_day(raw, year) is None]
    return wanted, wrong


def spread(wanted: Mapping[int, Wanted], sections: Iterable[Section], chapter: int) -> dict[int, Wanted]:
    """The same with everything below a chapter arranged like the chapter itself."""
    every = tuple(sections)
    keys = {each.key for each in every if each.id == chapter}
    for each in every:
        if each.parent in keys:
            keys.add(each.key)
    inside = {each.id for each in every if each.key in keys} & wanted.keys()
    like = wanted[chapter].assigned if chapter in wanted else NOBODY
    return dict(wanted) | {each: replace(wanted[each], assigned=like) for each in inside}


def filled(wanted: Mapping[int, Wanted], form: Form, year: int) -> dict[int, Wanted]:
    """The same with the person and the date of the first line wherever there is none."""
    usual = _wanted(form, EVERY, year).assigned
    return {key: replace(each, assigned=_or(each.assigned, usual)) for key, each in wanted.items()}


def _or(mine: Assigned, usual: Assigned) -> Assigned:
    return replace(mine, lead=mine.lead or (None if mine.people else usual.lead), due=mine.due or usual.due)


def _wanted(form: Form, key: str, year: int) -> Wanted:
    lead = _id(form.get(f"lead.{key}"))
    helpers = tuple(each for each in dict.fromkeys(map(_id, form.all(f"help.{key}"))) if each and each != lead)
    raw = form.line(f"due.{key}")
    due: date | None = season_day(raw, year) if raw else None
    return Wanted(Assigned(lead, tuple(sorted(helpers)), due), form.get(f"seen.{key}"))


def _id(raw: str) -> int | None:
    return number(raw) or None if raw else None


def _row(section: Section, there: Assigned, people: Mapping[str, str]) -> Row:
    helpers = tuple(map(str, there.helpers))
    due = day_full(there.due) if there.due else ""
    return Row(section, str(there.lead or ""), helpers, due, there.said, tuple(people[each] for each in helpers))


def _typed(form: Form, row: Row, people: Mapping[str, str], clashes: Mapping[int, Assigned]) -> Row:
    """A row as typed; one that another arranged meanwhile carries what they chose, and saving again replaces that."""
    key = str(row.section.id)
    if not form.has(f"seen.{key}"):
        return row
    helpers = form.all(f"help.{key}")
    clash = clashes.get(row.section.id)
    names = tuple(people[each] for each in helpers if each in people)
    seen = row.seen if clash else form.get(f"seen.{key}")
    told = say.assigned_meanwhile(_told(clash, people)) if clash else ""
    return Row(row.section, form.get(f"lead.{key}"), helpers, form.line(f"due.{key}"), seen, names, told)


def _told(found: Assigned, people: Mapping[str, str]) -> str:
    """An arrangement in words: names with the one who leads first, and the day."""
    names = [people.get(str(each), "") for each in found.people]
    return "，".join(filter(None, ("、".join(names), day(found.due) if found.due else ""))) or "—"


def _chapters(rows: list[Row]) -> Iterator[Chapter]:
    firsts = [at for at, row in enumerate(rows) if row.section.level == 1]
    for at, following in zip(firsts, [*firsts[1:], len(rows)], strict=True):
        yield Chapter(rows[at], tuple(rows[at + 1 : following]))
