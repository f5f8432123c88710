"""Reports and their sections: opening, looking up, arranging, counting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, bindparam, exists, func, insert, select, update

from server.report.snapshot import SectionRecord
from server.report.workflow import State
from server.storage import tables as t

_REPORT = select(t.report).where(t.report.c.id == bindparam("report"))  # asked at every request, so built once
_HELD_REPORT = _REPORT.with_for_update(key_share=True)
_EDITION = select(t.report.c.edition_id).where(t.report.c.id == bindparam("report"))
_SECTION_IDS = select(t.section.c.id).where(t.section.c.report_id == bindparam("report"))
_SECTION_KEYS = select(t.section.c.id, t.section.c.key).where(t.section.c.report_id == bindparam("report"))
_TOUCH = update(t.report).where(t.report.c.id == bindparam("report")).values(changed_at=bindparam("changed_at"))


@dataclass(frozen=True)
class Report:
    """One unit's report of one year, without its contents. `edition_id`: the edition it is bound to, None for what is shipped."""

    id: int
    unit_id: int
    year: int
    outline: str
    outline_version: int
    catalogue: str
    state: State
    sections_shown: int
    sections_done: int
    figures_filled: int
    changed_at: datetime
    edition_id: int | None = None


@dataclass(frozen=True)
class Section:
    """A section of this report. Level 0 is front matter. `due` is the inner date; `reopened`: it was done until somebody changed it."""

    id: int
    report_id: int
    key: str
    parent: str
    position: int
    level: int
    heading: str
    takes: tuple[str, ...]
    shown: bool
    custom: bool
    done_at: datetime | None
    done_by: str
    due: date | None = None
    reopened_at: datetime | None = None
    reopened_by: str = ""


def open_report(connection: Connection, report: Report, sections: Iterable[SectionRecord], fronts: Iterable[SectionRecord]) -> int:
    """A new report with its sections copied from the outline; `report.id` is ignored."""
    columns = {
        "unit_id": report.unit_id,
        "year": report.year,
        "outline": report.outline,
        "outline_version": report.outline_version,
        "catalogue": report.catalogue,
        "state": report.state.value,
        "created_at": report.changed_at,
        "changed_at": report.changed_at,
        "edition_id": report.edition_id,
    }
    report_id = int(connection.execute(insert(t.report).values(columns).returning(t.report.c.id)).scalar_one())
    rows = [_section_columns(report_id, at, each, 0) for at, each in enumerate(fronts)]
    rows += [_section_columns(report_id, at, each, each.level) for at, each in enumerate(sections, len(rows))]
    connection.execute(insert(t.section), rows)
    recount(connection, report_id, report.changed_at)
    return report_id


def report(connection: Connection, report_id: int, *, held: bool = False) -> Report | None:
    """One report; `held` until the transaction ends, so that on PostgreSQL, too, writers of one report come one after the other."""
    row = connection.execute(_HELD_REPORT if held else _REPORT, {"report": report_id}).first()
    return read_report(row) if row else None


def edition_of(connection: Connection, report_id: int) -> int | None:
    """The edition a report is bound to; None for what is shipped, and where there is no such report."""
    return connection.execute(_EDITION, {"report": report_id}).scalar()


def reports_of(connection: Connection, unit_ids: Iterable[int]) -> tuple[Report, ...]:
    """The reports of units, newest year first."""
    rows = connection.execute(
        select(t.report).where(t.report.c.unit_id.in_(tuple(unit_ids))).order_by(t.report.c.year.desc(), t.report.c.id)
    )
    return tuple(read_report(row) for row in rows)


def of_units(connection: Connection, unit_ids: Iterable[int], year: int) -> tuple[Report, ...]:
    """The reports of units of one year; a unit without one has none in it."""
    rows = connection.execute(select(t.report).where(t.report.c.unit_id.in_(tuple(unit_ids)), t.report.c.year == year))
    return tuple(read_report(row) for row in rows)


def of_year(connection: Connection, unit_id: int, year: int) -> Report | None:
    """A unit's report of a year."""
    row = connection.execute(select(t.report).where(t.report.c.unit_id == unit_id, t.report.c.year == year)).first()
    return read_report(row) if row else None


def sections(connection: Connection, report_id: int) -> tuple[Section, ...]:
    """Every section of a report in reading order, front matter first."""
    query = _sections().where(t.section.c.report_id == report_id).order_by(t.section.c.position)
    return tuple(_section(row) for row in connection.execute(query))


def section(connection: Connection, report_id: int, section_id: int) -> Section | None:
    """One section of a report."""
    row = connection.execute(_sections().where(t.section.c.report_id == report_id, t.section.c.id == section_id)).first()
    return _section(row) if row else None


def section_ids(connection: Connection, report_id: int) -> tuple[int, ...]:
    """The ids of a report's sections, front matter among them."""
    return tuple(connection.execute(_SECTION_IDS, {"report": report_id}).scalars())


def section_keys(connection: Connection, report_id: int) -> dict[int, str]:
    """The keys of a report's sections by id."""
    return {row.id: row.key for row in connection.execute(_SECTION_KEYS, {"report": report_id})}


def arrange(connection: Connection, section_id: int, *, position: int, heading: str, shown: bool) -> None:
    """Place, name and switch a section."""
    connection.execute(update(t.section).where(t.section.c.id == section_id).values(position=position, heading=heading, shown=shown))


def add_section(connection: Connection, report_id: int, record: SectionRecord, position: int) -> int:
    """A section of the unit's own."""
    values = _section_columns(report_id, position, record, record.level)
    return int(connection.execute(insert(t.section).values(values).returning(t.section.c.id)).scalar_one())


def set_done(connection: Connection, section_id: int, person_id: int | None, at: datetime | None) -> None:
    """“本节已完成” by someone, or taken back with None."""
    done = {"done_by": person_id, "done_at": at, "reopened_by": None, "reopened_at": None}
    connection.execute(update(t.section).where(t.section.c.id == section_id).values(done))


def reopen(connection: Connection, section_ids: Iterable[int], person_id: int, at: datetime) -> None:
    """These sections were done and were changed by someone since."""
    changed = {"done_by": None, "done_at": None, "reopened_by": person_id, "reopened_at": at}
    connection.execute(update(t.section).where(t.section.c.id.in_(tuple(section_ids))).values(changed))


def set_state(connection: Connection, report_id: int, old: State, new: State, at: datetime) -> bool:
    """Move a report; False when it is no longer in `old`."""
    r = t.report.c
    return (
        connection.execute(update(t.report).where(r.id == report_id, r.state == old.value).values(state=new.value, changed_at=at)).rowcount
        == 1
    )


def touch(connection: Connection, report: Report, at: datetime) -> None:
    """Something in the report changed that no counter counts. When is kept to the minute, as it is shown; the history has it exactly."""
    if at.replace(second=0, microsecond=0) > report.changed_at:
        connection.execute(_TOUCH, {"report": report.id, "changed_at": at})


def recount(connection: Connection, report_id: int, at: datetime) -> None:
    """Bring the counters of a report up to date, in the caller's transaction.

    Headings with sections below them are not counted: nobody has to fill them in. Nor is what stands under one that is off.
    """
    s, e, below, above = t.section.c, t.entry.c, t.section.alias("below").c, t.section.alias("above").c
    has_sections = exists().where(below.report_id == s.report_id, below.parent == s.key, below.shown)
    off_above = exists().where(above.report_id == s.report_id, above.key == s.parent, above.shown.is_(False))
    shown = select(func.count()).where(s.report_id == report_id, s.level > 0, s.shown, ~(has_sections & (s.level == 1)), ~off_above)
    done = shown.where(s.done_at.is_not(None))
    filled = select(func.count()).where(e.report_id == report_id, e.answer.in_(("number", "not_applicable")))
    counters = {
        "sections_shown": shown.scalar_subquery(),
        "sections_done": done.scalar_subquery(),
        "figures_filled": filled.scalar_subquery(),
        "changed_at": at,
    }
    connection.execute(update(t.report).where(t.report.c.id == report_id).values(counters))


def _sections() -> Select[*tuple[object, ...]]:
    s, changer = t.section.c, t.person.alias("changer")
    return (
        select(t.section, t.person.c.name.label("done_name"), changer.c.name.label("reopened_name"))
        .join_from(t.section, t.person, s.done_by == t.person.c.id, isouter=True)
        .join(changer, s.reopened_by == changer.c.id, isouter=True)
    )


def _section_columns(report_id: int, position: int, record: SectionRecord, level: int) -> dict[str, object]:
    return {
        "report_id": report_id,
        "key": record.key,
        "parent": record.parent,
        "position": position,
        "level": level,
        "heading": record.heading,
        "takes": " ".join(record.takes),
        "shown": record.shown,
        "custom": record.custom,
    }


def read_report(row: Row[*tuple[object, ...]]) -> Report:
    """A report from its row."""
    return Report(
        row.id,
        row.unit_id,
        row.year,
        row.outline,
        row.outline_version,
        row.catalogue,
        State(row.state),
        row.sections_shown,
        row.sections_done,
        row.figures_filled,
        row.changed_at,
        row.edition_id,
    )


def _section(row: Row[*tuple[object, ...]]) -> Section:
    return Section(
        row.id,
        row.report_id,
        row.key,
        row.parent,
        row.position,
        row.level,
        row.heading,
        tuple(row.takes.split()),
        row.shown,
        row.custom,
        row.done_at,
        row.done_name or "",
        row.due,
        row.reopened_at,
        row.reopened_name or "",
    )
