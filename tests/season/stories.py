"""Twenty towns, twenty ways of handing in a report: early, late, put off, corrected, never; people who leave, mail that is refused."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from server.report.season.reminding import Habits
from tests.season.county import REFUSED, County, Event, course, mailbox, open_reports, staff, wants
from tests.season.watching import DECIDED, PUBLIC, SENT

USUAL: dict[str, set[str]] = {"填": {"contributor"}, "统": {"editor"}, "审": {"reviewer", "signer"}, "管": {"admin"}}
QUIET = frozenset(date(2026, 1, 19) + timedelta(days=each) for each in range(5))
Story = Callable[[County, str, Random], Iterator[Event]]


def people_of(county: County, towns: list[str]) -> None:
    """Every town its people, but for the few that have other ones."""
    other: dict[str, dict[str, set[str]]] = {
        "龙泉镇": {},
        "金竹镇": {"管": {"admin"}},
        "玉山镇": {"填": {"contributor"}, "统": {"editor"}},
        "清溪镇": {"全": {"contributor", "editor", "reviewer", "signer", "admin"}},
    }
    for town in towns:
        staff(county, town, **{letter: set(held) for letter, held in other.get(town, USUAL).items()})


def begin(county: County, names: tuple[str, ...]) -> None:
    """Everything as it stands on 1 November; one report is opened only later."""
    towns = [f"{name}镇" for name in names]
    people_of(county, towns)
    open_reports(county, [town for town in towns if town != "沙洲镇"])
    settings = {"石门镇": Habits((10, 5), QUIET), "长岭镇": Habits(robots=True)}
    for town, wanted in settings.items():
        if town in towns:
            wants(county, town, wanted)
    if "新塘镇" in towns:
        mailbox(county, "新塘镇统", REFUSED)
        mailbox(county, "新塘镇填", "p@county.example", wanted=False)


def story(county: County, town: str, dice: Random) -> list[Event]:
    """What happens in a town, by day."""
    return sorted(_STORIES.get(town, _late(3))(county, town, dice), key=lambda each: each.day)


def _late(workdays: int) -> Story:
    return lambda _, town, dice: course(town, dice, workdays)


def _never(_: County, _town: str, _dice: Random) -> Iterator[Event]:
    return iter(())


def _put_off(until: date) -> Story:
    """The rows put off two days before they are due, then handed in late."""

    def told(_: County, town: str, dice: Random) -> Iterator[Event]:
        yield Event(date(2026, 1, 26), town, "nudge")
        yield from (Event(date(2026, 1, 28), town, "extend", key, until) for key in (*SENT, DECIDED))
        yield from course(town, dice, 25)

    return told


def _given_time(until: date, given: date, late: int) -> Story:
    """More time given by the county, perhaps before there is a report, and a nudge on a Saturday; then handed in."""

    def told(_: County, town: str, dice: Random) -> Iterator[Event]:
        yield Event(given, town, "grace", "", until)
        yield Event(date(2026, 1, 17), town, "nudge")
        yield from course(town, dice, late)

    return told


def _replaced(_: County, town: str, dice: Random) -> Iterator[Event]:
    """The editor leaves on 9 January; on 14 January the one who filled in takes over."""
    yield Event(date(2026, 1, 9), town, "leave", f"{town}统")
    yield Event(date(2026, 1, 14), town, "join", f"{town}填")
    yield from course(town, dice, 8)


def _corrected(_: County, town: str, dice: Random) -> Iterator[Event]:
    """Handed in, found wrong, handed in again."""
    yield from course(town, dice, -3)
    yield Event(date(2026, 2, 3), town, "correct", "", date(2026, 2, 13))
    yield Event(date(2026, 2, 11), town, "row", f"1:{SENT[0]}")
    yield Event(date(2026, 2, 24), town, "row", f"1:{SENT[1]}")


def _returned(_: County, town: str, dice: Random) -> Iterator[Event]:
    """Sent back once by the reviewer, who took a week."""
    yield from course(town, dice, 5)
    yield Event(date(2025, 12, 22), town, "state", "submitted")
    yield Event(date(2025, 12, 29), town, "state", "returned")


def _looked_at(_: County, town: str, dice: Random) -> Iterator[Event]:
    """The county looks at it before signing."""
    yield Event(date(2025, 12, 15), town, "tick", "notice")
    yield Event(date(2025, 12, 23), town, "state", "county_review")
    yield from course(town, dice, 6)


def _half(_: County, town: str, _dice: Random) -> Iterator[Event]:
    """Reported to one of two, and nothing more."""
    yield Event(date(2026, 1, 20), town, "tick", "sealing")
    yield Event(date(2026, 1, 22), town, "row", SENT[0])
    yield Event(date(2026, 3, 31), town, "row", PUBLIC)


_STORIES: dict[str, Story] = {
    "清溪镇": _late(-6),
    "白石镇": _late(0),
    "柳河镇": _late(12),
    "高桥镇": _put_off(date(2026, 3, 13)),
    "石门镇": _late(2),
    "长岭镇": _late(9),
    "双河镇": _replaced,
    "马鞍镇": _never,
    "龙泉镇": _never,
    "枫林镇": _corrected,
    "大渡镇": _returned,
    "云台镇": _looked_at,
    "新塘镇": _late(4),
    "沙洲镇": _given_time(date(2026, 2, 6), date(2025, 11, 20), 7),
    "茶亭镇": _given_time(date(2026, 3, 15), date(2026, 1, 28), 25),
    "东关镇": _half,
    "金竹镇": _late(5),
    "玉山镇": _late(1),
}
