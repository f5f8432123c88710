"""A county of towns that behave differently from November to April: the story, told to the program and to the watch alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import Connection, update

from server.actions import overseeing, reporting
from server.actions.allowing import Actor
from server.actions.calling import Office
from server.library import Library
from server.report.deadlines import Extension
from server.report.season.ledger import Correction, Evidence, Record
from server.report.season.reminding import Habits
from server.report.who import Role
from server.storage import deliveries, habits, history, mailboxes, papers, people, reports, tables, units
from server.storage.engine import Database
from server.storage.graces import Way
from server.storage.history import Event as Happened
from server.storage.mailboxes import Mailbox
from server.web.views.letters import letter_of
from tests.cast import unit_of
from tests.season.watching import DECIDED, PUBLIC, SENT, Town, Watch, workdays_from

BEGAN, OPENED = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)
NAMES = (
    "清溪",
    "白石",
    "柳河",
    "高桥",
    "石门",
    "长岭",
    "双河",
    "马鞍",
    "龙泉",
    "枫林",
    "大渡",
    "云台",
    "新塘",
    "沙洲",
    "茶亭",
    "太平",
    "东关",
    "西关",
    "金竹",
    "玉山",
)
OVERSEER = "县联络员"
REFUSED = "bad@county.example"


@dataclass(frozen=True)
class Event:
    """Something that happens in a town on a day, at eleven in the morning."""

    day: date
    town: str
    what: str
    key: str = ""
    until: date | None = None


@dataclass
class County:
    """The county in its store, with who is who."""

    database: Database
    library: Library
    watch: Watch
    units: dict[str, int]
    reports: dict[str, int]
    ids: dict[str, int]
    top: int = 0

    def happen(self, event: Event) -> None:
        """Let something happen, to the program and to the watch."""
        at = datetime(event.day.year, event.day.month, event.day.day, 3, tzinfo=UTC)
        with self.database.write() as connection:
            _ACTS[event.what](self, connection, event, at)
            if event.town in self.reports:
                report = self.reports[event.town]
                target, action = f"report:{report}", _MOVES.get(event.key, event.what)
                history.add(connection, Happened(at, _anybody(self), target, action, self.units[event.town], report))


def settle(database: Database, library: Library, names: Iterable[str]) -> County:
    """The towns with their people, nothing opened yet."""
    towns = {f"{name}镇": Town(f"{name}镇") for name in names}
    county = County(database, library, Watch(towns), {}, {}, {})
    with database.write() as connection:
        county.top = top = units.add_unit(connection, unit_of(library, "云澜县", "county", "江州市"), None)
        _person(county, connection, OVERSEER, top, {"overseer"})
        opener = people.add_person(connection, "opener", "开户", "x", BEGAN)
        for name, town in towns.items():
            county.units[name] = units.add_unit(connection, unit_of(library, name), top)
            people.grant(connection, opener, county.units[name], (Role.editor,), BEGAN)
            town.people[OVERSEER] = {"overseer"}
    return county


def open_reports(county: County, names: Iterable[str]) -> None:
    """Reports of 2025, opened by somebody who is gone the next moment."""
    outline = county.library.outlines["standard"]
    m = tables.membership.c
    with county.database.write() as connection:
        opener = people.by_login(connection, "opener")
        assert opener
        actor = Actor(opener[0].id, "开户", OPENED - timedelta(days=1))
        for name in names:
            unit = unit_of(county.library, name)
            county.reports[name] = reporting.open_report(connection, county.library, actor, county.units[name], unit, 2025, outline)
            gone = update(tables.membership).where(m.person_id == actor.id, m.unit_id == county.units[name])
            connection.execute(gone.values(until=actor.at))
            county.watch.towns[name].open = True


def staff(county: County, town: str, **roles: set[str]) -> None:
    """People of a town by the first letters of their names: `a={"editor"}` is called 清溪镇a and takes mail."""
    with county.database.write() as connection:
        for letter, held in roles.items():
            _person(county, connection, f"{town}{letter}", county.units[town], held)
    county.watch.towns[town].people |= {f"{town}{letter}": held for letter, held in roles.items()}


def wants(county: County, town: str, wanted: Habits) -> None:
    """How a town wants to be reminded."""
    with county.database.write() as connection:
        assert habits.keep(connection, county.units[town], wanted, 0)
    county.watch.towns[town].ahead = wanted.ahead
    county.watch.towns[town].quiet = set(wanted.quiet)
    county.watch.robot = town if wanted.robots else county.watch.robot


def mailbox(county: County, name: str, address: str, *, wanted: bool = True) -> None:
    """Where somebody wants letters; the address is not one that takes any when it is REFUSED."""
    with county.database.write() as connection:
        mailboxes.keep(connection, county.ids[name], Mailbox(address, wanted))
    (county.watch.mailed.add if wanted and address != REFUSED else county.watch.mailed.discard)(name)


def course(town: str, dice: Random, late: int = 0) -> Iterator[Event]:
    """A report from the notice to the archive, so many working days after (before, when negative) the plan, never on the dot."""

    def on(month: int, day: int) -> date:
        year = 2025 if month > 6 else 2026
        return workdays_from(date(year, month, day), late + dice.choice((-2, -1, 0, 1)))

    yield Event(on(12, 1), town, "tick", "notice")
    yield Event(on(12, 19), town, "tick", "figures")
    yield Event(on(12, 26), town, "state", "submitted")
    yield Event(workdays_from(date(2025, 12, 29), late), town, "sections")
    yield Event(on(12, 31), town, "tick", "cross_check")
    yield Event(on(1, 6), town, "tick", "consultation")
    yield Event(on(1, 7), town, "state", "approved")
    yield Event(on(1, 8), town, "row", DECIDED)
    yield Event(on(1, 9), town, "state", "signed")
    yield Event(on(1, 12), town, "tick", "numbering")
    yield Event(on(1, 13), town, "tick", "sealing")
    yield from (Event(on(1, 15), town, "row", key) for key in SENT)
    yield Event(on(1, 20), town, "tick", "secrecy_review")
    yield Event(on(1, 23), town, "row", PUBLIC)
    yield Event(on(4, 10), town, "tick", "archive")


def _person(county: County, connection: Connection, name: str, unit: int, roles: set[str]) -> None:
    number = len(county.ids)
    county.ids[name] = people.add_person(connection, f"p{number}", name, "x", BEGAN)
    people.grant(connection, county.ids[name], unit, [Role(each) for each in sorted(roles)], BEGAN)
    mailboxes.keep(connection, county.ids[name], Mailbox(f"p{number}@county.example", wanted=True))
    county.watch.mailed.add(name)


def _tick(county: County, connection: Connection, event: Event, at: datetime) -> None:
    papers.set_tick(connection, county.reports[event.town], event.key, "", _anybody(county), at)
    county.watch.towns[event.town].done.add(event.key)


def _row(county: County, connection: Connection, event: Event, at: datetime) -> None:
    round_, _, key = event.key.rpartition(":")
    proof = Evidence("回执", address="http://county.example/1" if key == PUBLIC else "")
    kept = _kept(connection, county.reports[event.town], int(round_ or 0), key)
    assert deliveries.keep(connection, county.reports[event.town], replace(kept, done_on=event.day, evidence=proof), _anybody(county), at)
    town = county.watch.towns[event.town]
    if round_:
        del town.again[key]
    else:
        town.rows.add(key)
        town.sent_on[key] = event.day


def _state(county: County, connection: Connection, event: Event, _at: datetime) -> None:
    r = tables.report
    connection.execute(update(r).where(r.c.id == county.reports[event.town]).values(state=event.key))
    county.watch.towns[event.town].state, county.watch.towns[event.town].moved = event.key, event.day


def _sections(county: County, connection: Connection, event: Event, at: datetime) -> None:
    """Everything is written."""
    s, report = tables.section, county.reports[event.town]
    connection.execute(update(s).where(s.c.report_id == report).values(done_at=at, done_by=_anybody(county)))
    reports.recount(connection, report, at)
    county.watch.towns[event.town].whole = True


def _grace(county: County, connection: Connection, event: Event, at: datetime) -> None:
    """The county gives a town more time, by its board."""
    assert event.until
    actor, granted = Actor(_anybody(county), OVERSEER, at), Extension(event.until, "县委依法治县办", "冰雪灾害")
    overseeing.give_time(connection, county.library, actor, county.units[event.town], 2025, granted, 0)
    county.watch.towns[event.town].put_off |= dict.fromkeys((*SENT, DECIDED), event.until)


def _nudge(county: County, connection: Connection, event: Event, at: datetime) -> None:
    """The county has a town reminded, by its board."""
    library = county.library
    office = Office(county.database, library, {}, lambda each: letter_of(library, "", each), lambda: at, "board")
    actor = Actor(_anybody(county), OVERSEER, at)
    overseeing.nudge(connection, office, actor, county.top, [county.units[event.town]], 2025, Way.digest)
    county.watch.towns[event.town].nudged = event.day


def _extend(county: County, connection: Connection, event: Event, at: datetime) -> None:
    assert event.until
    kept = _kept(connection, county.reports[event.town], 0, event.key)
    granted = replace(kept, extension=Extension(event.until, "县委依法治县办", "冰雪灾害"))
    assert deliveries.keep(connection, county.reports[event.town], granted, _anybody(county), at)
    county.watch.towns[event.town].put_off[event.key] = event.until


def _correct(county: County, connection: Connection, event: Event, at: datetime) -> None:
    """A new round to the two who are reported to, with a day of its own."""
    assert event.until
    report, keys = county.reports[event.town], SENT[:2]
    round_ = deliveries.open_round(connection, report, Correction.resend, "数字有误", keys, _anybody(county), at)
    for key in keys:
        kept = replace(_kept(connection, report, round_, key), extension=Extension(event.until, "县委依法治县办", "更正"))
        assert deliveries.keep(connection, report, kept, _anybody(county), at)
    county.watch.towns[event.town].again |= dict.fromkeys(keys, event.until)


def _leave(county: County, connection: Connection, event: Event, at: datetime) -> None:
    m = tables.membership
    connection.execute(update(m).where(m.c.person_id == county.ids[event.key]).values(until=at))
    del county.watch.towns[event.town].people[event.key]


def _join(county: County, connection: Connection, event: Event, at: datetime) -> None:
    people.grant(connection, county.ids[event.key], county.units[event.town], (Role.editor,), at)
    county.watch.towns[event.town].people.setdefault(event.key, set()).add("editor")


def _kept(connection: Connection, report: int, round_: int, key: str) -> Record:
    return deliveries.ledger(connection, report).get((round_, key), Record(round_, key))


def _anybody(county: County) -> int:
    return county.ids[OVERSEER]


_ACTS = {"tick": _tick, "row": _row, "state": _state, "extend": _extend, "correct": _correct, "leave": _leave, "join": _join}
_ACTS |= {"sections": _sections, "grace": _grace, "nudge": _nudge}
_MOVES = {"submitted": "submit", "approved": "approve", "signed": "sign", "returned": "send_back", "county_review": "ask_county"}
