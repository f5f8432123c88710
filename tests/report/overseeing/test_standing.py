"""Where units stand and what blocks them: by the definitions, whatever the ledger holds; rates of nothing are none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from server.library import Library
from server.report.deadlines import Extension, deliveries, granted
from server.report.overseeing.blocking import Block, Blocking, Case, Since, blocking
from server.report.overseeing.board import Contact, Line, Member, Sort, caller, chosen, counted
from server.report.overseeing.standing import Offline, Progress, Standing, Totals, rate, standing, totals
from server.report.season.chasing import Choice, Watched
from server.report.season.countdown import Outlook
from server.report.season.ledger import FIRST, HANDED_IN, Done, Evidence, Record, open_rows, rows_of
from server.report.who import Role
from server.report.workflow import State
from tests.cast import unit_of

SENT = ("report-higher_party", "report-higher_government", "copy-higher_oversight")
PUBLIC, DECIDED = "publish-public", "deliberate-own_party"
PROVEN = Evidence("签收单", address="http://127.0.0.1/1")
SENT_BY, PUBLIC_BY = date(2027, 1, 31), date(2027, 3, 31)
DAY = date(2027, 1, 12)


def outlook_of(library: Library, done: dict[str, Record], extensions: dict[str, Extension] | None = None) -> Outlook:
    """What is open of a town's report of 2026 when these rows are recorded."""
    due = deliveries(library.rules, unit_of(library, "清溪镇"), 2026, library.calendar, extensions)
    kept = Done({(FIRST, key): record for key, record in done.items()})
    first = tuple(row for row in rows_of(due, kept) if row.required)
    return Outlook(open_rows(due, kept), None, (Role.editor,), library.calendar, date(2027, 9, 30), first=first)


def sent(day: date = DAY, keys: tuple[str, ...] = SENT, evidence: Evidence = PROVEN) -> dict[str, Record]:
    return {key: Record(FIRST, key, done_on=day, evidence=evidence) for key in keys}


def case(
    library: Library, progress: Progress | None, done: dict[str, Record], offline: Offline | None = None, *, expected: bool = True
) -> Case:
    outlook = outlook_of(library, done)
    since = Since(date(2027, 1, 4), date(2027, 1, 3), date(2027, 1, 5))
    return Case(expected, outlook, standing(outlook, progress, offline), progress, offline, since)


SIGNED = Progress(State.signed, 3, 3)


@pytest.mark.parametrize(
    ("progress", "done", "handed"),
    [
        (SIGNED, sent(), True),
        (Progress(State.approved, 3, 3), sent(), False),
        (Progress(State.signed, 3, 2), sent(), False),
        (Progress(State.signed, 0, 0), sent(), False),
        (SIGNED, sent(keys=SENT[:2]), False),
        (SIGNED, {}, False),
        (None, {}, False),
    ],
    ids=["whole", "not signed", "not whole", "empty", "not with all", "not sent", "no report"],
)
def test_a_report_is_handed_in_only_when_whole_signed_and_with_everybody(
    library: Library, progress: Progress | None, done: dict[str, Record], handed: bool
) -> None:
    assert (case(library, progress, done).standing.submitted_on is not None) is handed


def test_what_came_on_paper_counts_with_the_day_it_came(library: Library) -> None:
    found = case(library, None, {}, Offline("paper", date(2027, 2, 1), date(2027, 3, 1))).standing
    assert found == Standing(True, True, True, SENT_BY, date(2027, 2, 1), False, PUBLIC_BY, date(2027, 3, 1))


@pytest.mark.parametrize(("day", "in_time"), [(SENT_BY, True), (date(2027, 1, 29), True), (date(2027, 2, 1), False)])
def test_the_last_day_by_the_rules_own_words_is_in_time_though_it_is_a_sunday(library: Library, day: date, in_time: bool) -> None:
    assert case(library, SIGNED, sent(day)).standing.on_time is in_time


def test_more_time_counts(library: Library) -> None:
    granted = dict.fromkeys(SENT, Extension(date(2027, 2, 10), "县委依法治县办", "雪灾"))
    found = standing(outlook_of(library, sent(date(2027, 2, 9)), granted), SIGNED, None)
    assert found.on_time
    assert found.due == date(2027, 2, 10)


def test_a_late_unit_is_late_from_the_day_after(library: Library) -> None:
    found = case(library, None, {}).standing
    assert not found.late(SENT_BY)
    assert found.late(SENT_BY + timedelta(days=1))


@pytest.mark.parametrize(
    ("progress", "done", "blocked"),
    [
        (None, {}, Blocking(Block.unstarted)),
        (Progress(State.filling, 3, 1), {}, Blocking(Block.sections, date(2027, 1, 5), 2)),
        (Progress(State.filling, 3, 3), {}, Blocking(Block.unsubmitted, date(2027, 1, 3))),
        (Progress(State.returned, 3, 1), {}, Blocking(Block.returned, date(2027, 1, 4), 2)),
        (Progress(State.county_review, 3, 3), {}, Blocking(Block.county, date(2027, 1, 4))),
        (Progress(State.submitted, 3, 3), {}, Blocking(Block.review, date(2027, 1, 4))),
        (Progress(State.approved, 3, 3), {}, Blocking(Block.signing, date(2027, 1, 4))),
        (SIGNED, sent(keys=SENT[:1]), Blocking(Block.sending, date(2027, 1, 4), 2)),
        (Progress(State.approved, 3, 3), sent(), Blocking(Block.unsigned, DAY)),
        (Progress(State.signed, 3, 1), sent(), Blocking(Block.incomplete, DAY, 2)),
        (SIGNED, sent(evidence=Evidence()), Blocking(Block.receipt, DAY, 3)),
        (SIGNED, sent(), Blocking(Block.publishing, DAY)),
        (SIGNED, sent(keys=(*SENT, PUBLIC)), Blocking(Block.none)),
    ],
    ids=lambda value: value.block.value if isinstance(value, Blocking) else "",
)
def test_the_next_thing_that_blocks_and_since_when(
    library: Library, progress: Progress | None, done: dict[str, Record], blocked: Blocking
) -> None:
    assert blocking(case(library, progress, done)) == blocked


def test_a_unit_nobody_asks_is_not_counted_and_nothing_blocks_it(library: Library) -> None:
    idle = case(library, None, {}, expected=False)
    assert blocking(idle) == Blocking(Block.exempt)
    assert counted([_line(library, idle)]) == Totals()


def test_a_paper_that_came_only_has_the_publication_before_it(library: Library) -> None:
    came = case(library, Progress(State.filling, 3, 0), {}, Offline("oa", DAY))
    assert blocking(came) == Blocking(Block.publishing, DAY)
    assert [due.day for due in _line(library, came).dues(DAY)] == [date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "—"), (0, 3, "0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (3, 3, "100%"), (1, 8, "12.5%"), (1, 16, "6.3%")],
)
def test_rates_have_one_place_and_of_nothing_there_is_none(part: int, whole: int, said: str) -> None:
    assert rate(part, whole) == said


@pytest.mark.parametrize(
    ("team", "waits_for", "called"),
    [
        ([("林", "1", Role.contributor), ("赵", "2", Role.editor)], Role.contributor, Contact("林", "1")),
        ([("林", "", Role.contributor), ("赵", "2", Role.editor)], Role.contributor, Contact("赵", "2")),
        ([("林", "", Role.contributor)], Role.contributor, Contact("办公室", "9")),
        ([], Role.reviewer, Contact("办公室", "9")),
        ([("郑", "3", Role.overseer)], Role.overseer, Contact("办公室", "9")),
    ],
)
def test_whom_to_call(team: list[tuple[str, str, Role]], waits_for: Role, called: Contact) -> None:
    members = [Member(name, phone, frozenset({role})) for name, phone, role in team]
    assert caller(members, [waits_for], Contact("办公室", "9")) == called


def test_nobody_with_a_number_is_named_all_the_same() -> None:
    assert caller([Member("赵", "", frozenset({Role.editor}))], [Role.reviewer], Contact()) == Contact("赵", "")
    assert caller([], [Role.editor], Contact()) == Contact()


def test_units_are_sorted_as_asked_and_else_stand_in_their_own_order(library: Library) -> None:
    cases = {
        1: case(library, SIGNED, sent(keys=(*SENT, PUBLIC, DECIDED))),
        2: case(library, None, {}),
        3: case(library, Progress(State.submitted, 3, 3), sent(keys=SENT[:1])),
    }
    lines = [_line(library, each, number) for number, each in cases.items()]

    def order(sort: Sort) -> list[int]:
        return [line.watched.unit_id for line, _ in chosen(lines, Choice.all, DAY, sort)]

    assert {sort: order(sort) for sort in Sort} == {
        Sort.order: [1, 2, 3],
        Sort.due: [2, 3, 1],
        Sort.state: [2, 3, 1],
        Sort.since: [3, 1, 2],
    }


# What a town may look like, with what it is to count as reckoned here from the start, not by the program.
DAYS = st.dates(date(2027, 1, 4), date(2027, 4, 20))
TOWNS = st.fixed_dictionaries(
    {
        "expected": st.booleans(),
        "state": st.sampled_from([None, *State]),
        "shown": st.integers(0, 3),
        "left": st.integers(0, 3),
        "sent": st.tuples(*(st.one_of(st.none(), DAYS) for _ in SENT)),
        "public": st.one_of(st.none(), DAYS),
        "came": st.one_of(st.none(), st.tuples(DAYS, st.one_of(st.none(), DAYS))),
    }
)
Wanted = dict[str, object]


def _told(town: Wanted) -> Iterator[tuple[str, bool]]:
    """What the story says of a town, in plain words."""
    days, came = town["sent"], town["came"]
    assert isinstance(days, tuple)
    arrived = all(days)
    whole = town["shown"] != 0 and town["left"] == 0 and town["state"] is State.signed
    paper = came[0] if isinstance(came, tuple) else None
    known = [[each for each in (day, paper) if each] for day in days]
    handed = (whole and arrived) or paper is not None
    yield "started", town["state"] is not None or paper is not None
    yield "submitted", handed
    yield "on_time", handed and all(min(each) <= SENT_BY for each in known)
    yield "published", town["public"] is not None or (isinstance(came, tuple) and came[1] is not None)


@settings(max_examples=40)
@whatever(st.lists(TOWNS, max_size=4), DAYS)
def test_the_board_counts_what_the_ledgers_say(library: Library, towns: list[Wanted], today: date) -> None:
    lines = [_line(library, _case(library, town), number) for number, town in enumerate(towns, 1)]
    told = [dict(_told(town)) for town in towns if town["expected"]]
    want = {name: sum(each[name] for each in told) for name in ("started", "submitted", "on_time", "published")}
    found = counted(lines)
    assert vars(found) == {"expected": len(told)} | want
    assert sum(bool(chased.watched) for _, chased in chosen(lines, Choice.unsent, today)) == len(told) - want["submitted"]
    assert [line.watched.unit_id for line, _ in chosen(lines, Choice.all, today)] == list(range(1, len(towns) + 1))


@settings(max_examples=40)
@whatever(st.lists(TOWNS, max_size=4), TOWNS)
def test_a_further_unit_changes_the_totals_by_itself_alone(library: Library, towns: list[Wanted], other: Wanted) -> None:
    before = [_case(library, town).standing for town in towns]
    more = _case(library, other).standing
    assert totals([*before, more]) == totals(before) + totals([more])


@whatever(TOWNS)
def test_what_is_handed_in_on_paper_or_here_is_never_said_to_be_unsent(library: Library, town: Wanted) -> None:
    found = _case(library, town | {"expected": True})
    inside = {Block.unstarted, Block.sections, Block.unsubmitted, Block.county, Block.review, Block.signing, Block.returned}
    blocked = blocking(found).block
    outside = {Block.receipt, Block.publishing, Block.none}
    assert (blocked in outside) is (found.standing.submitted_on is not None)
    assert blocked in outside | inside | {Block.sending, Block.unsigned, Block.incomplete}


def _case(library: Library, town: Wanted) -> Case:
    days, came, state, shown, left = (town[key] for key in ("sent", "came", "state", "shown", "left"))
    assert isinstance(days, tuple)
    assert isinstance(shown, int)
    assert isinstance(left, int)
    rows = {key: Record(FIRST, key, done_on=day) for key, day in zip((*SENT, PUBLIC), (*days, town["public"]), strict=True) if day}
    progress = Progress(state, shown, max(shown - left, 0)) if isinstance(state, State) else None
    offline = Offline("paper", *came) if isinstance(came, tuple) else None
    # What is left of more sections than there are is all of them.
    town["left"] = min(left, shown)
    return replace(case(library, progress, rows, offline), expected=bool(town["expected"]))


def _line(library: Library, found: Case, number: int = 1) -> Line:
    state = found.progress.state if found.progress else None
    return Line(Watched(number, unit_of(library, "清溪镇"), number if state else None, state, found.outlook), found)


@pytest.mark.parametrize(
    ("until", "moved"),
    [(date(2027, 2, 19), date(2027, 2, 19)), (date(2027, 2, 21), date(2027, 2, 19)), (date(2027, 1, 20), date(2027, 1, 29))],
)
def test_more_time_puts_off_only_what_is_due_before_it(library: Library, until: date, moved: date) -> None:
    rows = deliveries(library.rules, unit_of(library, "清溪镇"), 2026, library.calendar)
    later = granted(rows, Extension(until, "县委依法治县办", "雪灾"), HANDED_IN, library.calendar)
    days = {row.key: row.due for row in later if row.required}
    assert days == {**dict.fromkeys((*SENT, DECIDED), moved), PUBLIC: date(2027, 3, 31)}
