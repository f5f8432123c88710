"""Fills a store with counties and their towns, each with a report as the program itself opens one: rows are multiplied inside the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    SQLColumnExpression,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    true,
)

from benchmarks._tree import Size, grow, unit_of
from server.actions import reporting
from server.actions.allowing import Actor
from server.actions.passwords import hashed
from server.library import Library
from server.loading import load
from server.report.indicators import Indicator
from server.report.snapshot import SectionRecord
from server.report.who import Role
from server.report.workflow import State
from server.storage import people, reports, shared_tables, tables, units
from server.storage.engine import Database
from server.storage.migrating import migrate

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261122
YEAR = 2025
LOGIN, PASSWORD = "overseer", "overseer-2026-county"
SAVERS = 16
STATES = (State.filling,) * 12 + (State.county_review, State.submitted, State.returned, State.approved, *(State.signed,) * 4)
BODY = "坚持依法行政，全面落实法治政府建设各项任务，推动矛盾纠纷化解在基层。" * 6
Given = Mapping[str, SQLColumnExpression[object]]
Values = dict[str, SQLColumnExpression[object]]
_EVENTS, _DONE, _PRESENT = 5, 55, 9  # events a report; of a hundred sections so many done; of ten figures so many present


@dataclass(frozen=True)
class Filled:
    """What is there to be measured. `sections`: report and section whose text one client each may write."""

    top: int
    counties: tuple[int, ...]
    sections: tuple[tuple[int, int], ...]
    counts: Mapping[str, int]


def fill(database: Database, size: Size, at: datetime) -> Filled:
    """An empty store, filled; the person LOGIN oversees all of it and edits the first reports."""
    migrate(database)
    library, random = load(ROOT / "data"), Random(SEED)
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        person = people.add_person(connection, LOGIN, "郑平", hashed(PASSWORD), at)
        top, first, report = _first(connection, library, Actor(person, "郑平", at), at)
        grow(connection, library, random, size, (top, first))
        _reports(connection, random, report, at)
        _contents(connection, library, report, person, size.figures, at)
        _standings(connection, at)
        _people(connection, at)
        counties = tuple(connection.execute(select(tables.unit.c.id).where(tables.unit.c.kind == "county")).scalars())
        sections = _writable(connection, person, at)
        counts = {
            each.name: _count(connection, each) for each in (tables.unit, tables.report, tables.section, tables.entry, tables.history)
        }
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return Filled(top, counties, sections, counts)


def _first(connection: Connection, library: Library, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """The top, the first town and its report, made by the program."""
    people_roles = (Role.overseer, Role.admin)
    top = units.add_unit(connection, unit_of(library, "全国", "province", ""), None)
    people.grant(connection, actor.id, top, people_roles, at - timedelta(days=1))
    town = units.add_unit(connection, unit_of(library, "第一镇", "town", "第一县"), top)
    people.grant(connection, actor.id, town, (Role.editor,), at - timedelta(days=1))
    outline = library.outlines["standard"]
    report = reporting.open_report(connection, library, actor, town, unit_of(library, "第一镇", "town", "第一县"), YEAR, outline)
    for at_section, heading in enumerate(("本地特色工作", "其他重点工作"), 100):
        own = SectionRecord(key=f"own.{at_section}", parent="achievements", level=2, heading=heading, custom=True)
        reports.add_section(connection, report, own, at_section)
    return top, town, report


def _reports(connection: Connection, random: Random, report: int, at: datetime) -> None:
    """A report for every town, in many states, changed at different times."""
    model = connection.execute(select(tables.report).where(tables.report.c.id == report)).mappings().one()
    towns = connection.execute(select(tables.unit.c.id).where(tables.unit.c.kind == "town", tables.unit.c.id != model["unit_id"])).scalars()
    rows = [
        {name: model[name] for name in model if name not in ("id", "unit_id")}
        | {"unit_id": town, "changed_at": at - timedelta(minutes=random.randrange(50_000)), "state": random.choice(STATES).value}
        for town in towns
    ]
    connection.execute(insert(tables.report), rows)


def _contents(connection: Connection, library: Library, report: int, person: int, figures: int, at: datetime) -> None:
    """Sections as the first report has them, some done; a text, some figures and a little history in each report."""
    s, r, t = tables.section, tables.report, tables.unit
    scattered = (r.c.id * 31 + s.c.position * 17) % 100
    done: Values = {
        "done_at": case((scattered < _DONE, literal(at, s.c.done_at.type)), else_=null()),
        "done_by": case((scattered < _DONE, person), else_=null()),
    }
    copied: Values = {each.name: each for each in s.columns if each.name != "id"}
    _insert(connection, s, copied | done | {"report_id": r.c.id}, s.c.report_id == report, s.join(r, r.c.id != report))
    text_values: Values = {
        "section_id": s.c.id,
        "body": literal(BODY),
        "version": literal(1),
        "saved_at": literal(at, s.c.done_at.type),
        "saved_by": literal(person),
    }
    _insert(connection, tables.section_text, text_values, s.c.key.in_(("disputes", "enforcement")), s)
    asked = [each for each in library.indicators.values() if each.core and not each.rate and each.sums][:figures]
    value = (r.c.id * 7919 + func.length(r.c.catalogue)) % 500
    for at_figure, each in enumerate(asked):
        _insert(connection, tables.entry, _figure(each, value + at_figure, person, at), (r.c.id + at_figure) % 10 < _PRESENT, r)
    event: Values = {"at": literal(at, r.c.changed_at.type), "person_id": literal(person), "unit_id": r.c.unit_id, "report_id": r.c.id}
    event |= {"target": literal("report:") + cast(r.c.id, String), "action": literal("move"), "version": literal(0), "value": literal(b"")}
    for _ in range(_EVENTS):
        _insert(connection, tables.history, event, r.c.unit_id == t.c.id, r, t)


def _figure(indicator: Indicator, value: ColumnElement[int], person: int, at: datetime) -> Values:
    plain = {"indicator": indicator.id, "answer": "number", "qualifier": "", "as_of": "2025-12-31", "last_origin": "", "office": ""}
    plain |= {"person": "", "source_date": "", "system": ""}
    said: Values = {name: literal(words) for name, words in plain.items()}
    numbers: Values = {
        "raw": cast(value, String),
        "value": value * 10_000,
        "last": cast(value + 3, String),
        "last_value": (value + 3) * 10_000,
    }
    saved: Values = {"version": literal(1), "saved_at": literal(at, tables.entry.c.saved_at.type), "saved_by": literal(person)}
    return said | numbers | saved | {"report_id": tables.report.c.id}


def _standings(connection: Connection, at: datetime) -> None:
    """Where every unit stands in the year measured and in the next, as last reckoned: else the daily work would begin with that."""
    s, u, r = shared_tables.standing, tables.unit, tables.report
    signed = r.c.state == State.signed.value
    day = literal(at.date(), s.c.due.type)
    values: Values = {
        "unit_id": u.c.id,
        "asked": u.c.expected,
        "started": r.c.id.is_not(None),
        "offline": literal(value=False),
        "due": day,
        "submitted_on": case((signed, day), else_=null()),
        "on_time": func.coalesce(signed, literal(value=False)),
        "publish_due": null(),
        "published_on": null(),
        "stale": literal(value=False),
        "reckoned_at": literal(at, s.c.reckoned_at.type),
    }
    for year in (YEAR, YEAR + 1):
        joined = u.outerjoin(r, (r.c.unit_id == u.c.id) & (r.c.year == year))
        _insert(connection, s, values | {"year": literal(year)}, true(), joined)


def _people(connection: Connection, at: datetime) -> None:
    """An editor for every town, who never signs in."""
    p, u, m = tables.person, tables.unit, tables.membership
    who: Values = {
        "login": literal("editor-") + cast(u.c.id, String),
        "name": literal("编辑") + cast(u.c.id, String),
        "password": literal(""),
    }
    who |= {"created_at": literal(at, p.c.created_at.type), "phone": literal("13800000000")}
    _insert(connection, p, who, u.c.kind == "town", u)
    role: Values = {
        "person_id": p.c.id,
        "unit_id": u.c.id,
        "role": literal(Role.editor.value),
        "since": literal(at - timedelta(days=1), m.c.since.type),
    }
    _insert(connection, m, role, p.c.login == literal("editor-") + cast(u.c.id, String), p, u)


def _writable(connection: Connection, person: int, at: datetime) -> tuple[tuple[int, int], ...]:
    """Reports that are open, whose texts one client each may write; their editor is the person who signs in."""
    r, s = tables.report, tables.section
    query = select(r.c.id, r.c.unit_id, s.c.id.label("section")).join(s, s.c.report_id == r.c.id)
    rows = connection.execute(query.where(r.c.state == State.filling.value, s.c.key == "disputes").order_by(r.c.id).limit(SAVERS)).all()
    for row in rows:
        people.grant(connection, person, row.unit_id, (Role.editor,), at - timedelta(days=1))
    return tuple((row.id, row.section) for row in rows)


def _insert(
    connection: Connection, table: Table, values: Mapping[str, SQLColumnExpression[object]], where: ColumnElement[bool], *others: FromClause
) -> None:
    """A row for every one that is found in others."""
    chosen: Select[*tuple[object, ...]] = select(*(each.label(name) for name, each in values.items())).select_from(*others).where(where)
    connection.execute(insert(table).from_select(list(values), chosen))


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
