"""The cast: 林 fills, 赵 edits, 吴 approves, 周 belongs to another unit, 郑 oversees the county, 钱 administers; and their town."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection

from server.actions import reporting
from server.actions.allowing import Actor, Standing, allow
from server.actions.passwords import hashed
from server.library import Library
from server.report.units import Body, Officer, Unit, default_bodies
from server.report.who import Act, Role
from server.storage import contents, people, reports, units
from server.storage.engine import Database
from server.storage.reports import Section

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 9, 2, 32, tzinfo=UTC)
PASSWORD = "清溪2026春水"
YEAR = 2025
LIN, ZHAO, WU, ZHOU, ZHENG, QIAN = "lin", "zhao", "wu", "zhou", "zheng", "qian"
NAMES = {LIN: "林晓", ZHAO: "赵敏", WU: "吴江", ZHOU: "周远", ZHENG: "郑平", QIAN: "钱立"}
ROLES = {
    LIN: (Role.contributor,),
    ZHAO: (Role.editor,),
    WU: (Role.reviewer, Role.signer),
    ZHOU: tuple(set(Role) - {Role.overseer}),
    ZHENG: (Role.overseer,),
    QIAN: (Role.admin,),
}


@dataclass(frozen=True)
class Town:
    """清溪镇 under 云澜县, beside 白石镇, with its report of 2025 open."""

    database: Database
    library: Library
    county: int
    unit: int
    other: int
    report: int
    ids: dict[str, int]

    def actor(self, login: str, at: datetime = NOW) -> Actor:
        """One of the cast."""
        return Actor(self.ids[login], NAMES[login], at)

    def standing(self, connection: Connection, login: str = LIN) -> Standing:
        """What one of the cast is to the report."""
        return allow(connection, self.actor(login), Act.see_report, self.report)

    def sections(self) -> dict[str, Section]:
        """The sections of the report by key."""
        with self.database.read() as connection:
            return {section.key: section for section in reports.sections(connection, self.report)}

    def section(self, key: str) -> Section:
        """One section of the report."""
        return self.sections()[key]

    def text(self, key: str) -> str:
        """What a section says now."""
        section = self.section(key)
        with self.database.read() as connection:
            found = contents.texts(connection, [section.id])
        return found[section.id].body if section.id in found else ""

    def raw(self, indicator: str) -> str:
        """A figure as typed."""
        with self.database.read() as connection:
            stored = contents.entries(connection, self.report, [indicator])
        return stored[indicator].record.raw if indicator in stored else ""

    def path(self, key: str = "") -> str:
        """The address of the report, or of one of its sections."""
        return f"/reports/{self.report}" + (f"/sections/{self.section(key).id}" if key else "")


def unit_of(library: Library, short_name: str, kind: str = "town", parent: str = "云澜县") -> Unit:
    """A unit as its form makes it when only kind, name and place are given."""
    shape = library.kinds[kind]
    higher = {Body(key): pattern for key, pattern in library.labels["higher"].items()}
    bodies = default_bodies(shape, short_name, parent, higher)
    name = bodies.get(Body.own_government, short_name)
    officers = (Officer(post="镇长", name="何川", since=BEGAN.date()),) if kind == "town" else ()
    return Unit(
        name=name,
        short_name=short_name,
        kind=kind,
        tier=shape.tier,
        address=shape.address,
        joint=shape.joint,
        parent_name=parent,
        bodies=bodies,
        officers=officers,
    )


def settle(database: Database, library: Library) -> Town:
    """The cast in an empty store."""
    with database.write() as connection:
        county = units.add_unit(connection, unit_of(library, "云澜县", "county", "江州市"), None)
        unit = units.add_unit(connection, unit_of(library, "清溪镇"), county)
        other = units.add_unit(connection, unit_of(library, "白石镇"), county)
        ids = {login: people.add_person(connection, login, NAMES[login], password_hash(), BEGAN) for login in NAMES}
        place = dict.fromkeys(NAMES, unit) | {ZHOU: other, ZHENG: county}
        for login, roles in ROLES.items():
            people.grant(connection, ids[login], place[login], roles, BEGAN)
        editor = Actor(ids[ZHAO], NAMES[ZHAO], NOW)
        outline = library.outlines["standard"]
        report = reporting.open_report(connection, library, editor, unit, unit_of(library, "清溪镇"), YEAR, outline)
    return Town(database, library, county, unit, other, report, ids)


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once because it is slow on purpose."""
    return hashed(PASSWORD)
