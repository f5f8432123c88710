"""The ledger: what proves a row of each nature, what is open, where the report stands by its rows, and the rounds of corrections."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.deadlines import Deadline, Delivery, Extension, Planned
from server.report.rules import Due, Lead, Nature, Rule, Step
from server.report.season.ledger import (
    Correction,
    Done,
    Evidence,
    Fact,
    Record,
    Round,
    Row,
    Stage,
    demanded,
    missing,
    next_step,
    open_rows,
    open_steps,
    renewed,
    rows_of,
    stages,
)
from server.report.season.rows import code, leads, place_of
from server.report.units import Body
from server.report.workdays import Calendar

DAY = date(2027, 1, 15)
PROOFS = {
    "nothing": Evidence(),
    "text": Evidence(text="县委办收文3号"),
    "day": Evidence(day=DAY),
    "address": Evidence(address="http://www.qingxi.example/1.html"),
    "file": Evidence(file="0" * 64, file_name="回执.pdf"),
}
BY_TEXT_OR_FILE = {"nothing": False, "text": True, "day": False, "address": False, "file": True}
BY_ADDRESS = {"nothing": False, "text": False, "day": False, "address": True, "file": False}
PROVEN = {
    Nature.report: BY_TEXT_OR_FILE,
    Nature.copy: BY_TEXT_OR_FILE,
    Nature.deliberate: BY_TEXT_OR_FILE,
    Nature.hear: BY_TEXT_OR_FILE,
    Nature.notify: BY_TEXT_OR_FILE,
    Nature.publish: BY_ADDRESS,
}


def _rule(nature: Nature, body: Body, day: int, *, required: bool = True, lead: tuple[Lead, ...] = ()) -> Rule:
    due = Due(month=1, day=day, inclusive=True, phrase="1月底前") if day else None
    basis = {"id": f"r.{nature}.{body}", "source": "规则", "certainty": "practice", "tiers": ("township",), "nature": nature}
    return Rule.model_validate({**basis, "recipients": (body,), "due": due, "required": required, "lead": lead})


def delivery(nature: Nature, body: Body, day: int = 29, *, required: bool = True, lead: tuple[Lead, ...] = ()) -> Delivery:
    """A row due on a day of January 2027; 0 is none."""
    rule = _rule(nature, body, day, required=required, lead=lead)
    deadlines = (Deadline(rule, date(2027, 1, day), date(2027, 1, day), (), settled=True),) if day else ()
    return Delivery(body, f"某{body}", nature, required, (rule,), deadlines)


PARTY = delivery(Nature.report, Body.higher_party)
GOVERNMENT = delivery(Nature.report, Body.higher_government, 27)
COPY = delivery(Nature.copy, Body.higher_oversight)
HEAR = delivery(Nature.hear, Body.own_congress, 0, required=False)
PUBLIC = delivery(Nature.publish, Body.public, 31)
ROWS = (PARTY, GOVERNMENT, COPY, HEAR, PUBLIC)
AT = datetime(2027, 1, 20, 2, tzinfo=UTC)
FIRST_ROUND = Round(1, Correction.correct, "数字有误", AT, "赵敏")


def done(*deliveries: Delivery, number: int = 0, proof: Evidence | None = None) -> dict[tuple[int, str], Record]:
    """These rows as done and proven."""
    proofs = {each.key: proof or (PROOFS["address"] if each.nature is Nature.publish else PROOFS["text"]) for each in deliveries}
    return {(number, key): Record(number, key, done_on=DAY, evidence=each, version=1) for key, each in proofs.items()}


def _keys(rows: Iterable[Row]) -> list[str]:
    return [row.delivery.key for row in rows]


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("proof", PROOFS)
def test_each_nature_is_proven_by_what_fits_it(nature: Nature, proof: str) -> None:
    assert (missing(nature, PROOFS[proof]) == ()) == PROVEN[nature][proof]


@pytest.mark.parametrize("nature", Nature)
def test_only_publishing_cannot_be_marked_without_its_proof(nature: Nature) -> None:
    assert demanded(nature, Evidence()) == (("address",) if nature is Nature.publish else ())
    assert demanded(nature, PROOFS["address"]) == ()


def test_a_row_that_is_not_done_lacks_nothing_yet() -> None:
    row = rows_of([PARTY], Done())[0]
    assert row.lacks == ()
    assert replace(row, record=replace(row.record, done_on=DAY)).lacks == ("text", "file")


def test_open_rows_come_by_their_days_and_those_without_a_day_last() -> None:
    assert _keys(open_rows(ROWS, Done())) == [
        "report-higher_government",
        "report-higher_party",
        "copy-higher_oversight",
        "publish-public",
        "hear-own_congress",
    ]
    assert _keys(open_rows(ROWS, Done(done(GOVERNMENT, COPY)))) == ["report-higher_party", "publish-public", "hear-own_congress"]


def test_a_row_is_late_after_its_day_and_not_when_it_is_done_or_has_no_day() -> None:
    party, hear = rows_of([PARTY, HEAR], Done())
    assert [party.late(date(2027, 1, day)) for day in (29, 30)] == [False, True]
    assert not hear.late(date(2027, 12, 31))
    assert not rows_of([PARTY], Done(done(PARTY)))[0].late(date(2027, 12, 31))


NOTHING: tuple[Stage, ...] = ()
SENT = (PARTY, GOVERNMENT, COPY)


@pytest.mark.parametrize(
    ("closed", "archived", "expected"),
    [
        ((), False, NOTHING),
        ((PARTY, GOVERNMENT), False, NOTHING),
        ((PUBLIC,), False, (Stage.published,)),
        (SENT, False, (Stage.delivered,)),
        ((*SENT, HEAR), False, (Stage.delivered,)),
        ((*SENT, PUBLIC), False, (Stage.delivered, Stage.published)),
        (SENT, True, (Stage.delivered,)),
        ((PUBLIC,), True, (Stage.published,)),
        ((*SENT, PUBLIC), True, (Stage.delivered, Stage.published, Stage.archived)),
    ],
)
def test_a_report_stands_where_its_required_rows_say(closed: tuple[Delivery, ...], archived: bool, expected: tuple[Stage, ...]) -> None:
    steps = {"archive": Fact("tick")} if archived else {}
    assert stages(ROWS, Done(done(*closed), steps=steps)) == expected


def test_a_report_is_not_archived_while_a_row_is_done_but_not_proven() -> None:
    kept = done(*SENT, PUBLIC) | done(COPY, proof=Evidence(day=DAY))
    assert stages(ROWS, Done(kept, steps={"archive": Fact("tick")})) == (Stage.delivered, Stage.published)


def test_a_report_without_rows_stands_nowhere() -> None:
    assert stages((), Done(steps={"archive": Fact("tick")})) == ()


@given(st.sets(st.sampled_from(ROWS), max_size=5), st.booleans())
def test_optional_rows_never_change_where_a_report_stands(closed: set[Delivery], archived: bool) -> None:
    steps = {"archive": Fact("tick")} if archived else {}
    without = stages(ROWS, Done(done(*closed - {HEAR}), steps=steps))
    assert stages(ROWS, Done(done(*closed | {HEAR}), steps=steps)) == without


def test_a_correction_goes_to_those_who_had_it_and_leaves_the_first_rows_as_they_were() -> None:
    kept = done(PARTY, HEAR, PUBLIC)
    assert renewed(ROWS, Done(kept)) == ("report-higher_party", "publish-public")
    again = {(1, key): Record(1, key, version=1) for key in ("report-higher_party", "publish-public")}
    now = Done(kept | again, (FIRST_ROUND,))
    rows = rows_of(ROWS, now)
    assert [row.place for row in rows if row.round] == [(1, "report-higher_party"), (1, "publish-public")]
    assert [row.done for row in rows] == [True, False, False, True, True, False, False]
    assert Stage.correcting in stages(ROWS, now)
    closed = Done(kept | done(PARTY, PUBLIC, number=1), (FIRST_ROUND,))
    assert Stage.correcting not in stages(ROWS, closed)


def test_a_correction_that_is_under_way_keeps_a_report_out_of_the_archive_and_delivered() -> None:
    kept = done(*SENT, PUBLIC) | {(1, PARTY.key): Record(1, PARTY.key, version=1)}
    assert stages(ROWS, Done(kept, (FIRST_ROUND,), {"archive": Fact("tick")})) == (Stage.delivered, Stage.published, Stage.correcting)


def test_a_row_of_a_correction_has_only_the_day_that_was_set_for_it() -> None:
    plain = Done({(1, PARTY.key): Record(1, PARTY.key, version=1)}, (FIRST_ROUND,))
    assert rows_of([PARTY], plain)[1].due is None
    granted = Extension(date(2027, 2, 5), "县委办", "更正")
    dated = Done({(1, PARTY.key): Record(1, PARTY.key, extension=granted, version=1)}, (FIRST_ROUND,))
    assert [row.due for row in rows_of([PARTY], dated)] == [date(2027, 1, 29), date(2027, 2, 5)]


def _planned(*keys: str) -> tuple[Planned, ...]:
    optional = ("legality",)
    made = (Step(key=key, name=key, who="", workdays=0, tiers=("township",), required=key not in optional, source="") for key in keys)
    return tuple(Planned(step, DAY) for step in made)


STEPS = _planned("notice", "figures", "legality", "signature", "delivery", "receipt", "publication", "archive")


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ((), "notice"),
        (("notice",), "figures"),
        (("notice", "figures"), "signature"),
        (("signature",), "delivery"),
        (("notice", "publication"), "delivery"),
        (("signature", "delivery", "publication"), "receipt"),
        (("delivery", "receipt", "publication", "archive"), None),
    ],
)
def test_the_next_step_is_the_first_open_one_that_nothing_overtook(settled: tuple[str, ...], expected: str | None) -> None:
    found = next_step(STEPS, Done(steps={key: Fact("tick") for key in settled}))
    assert (found.step.key if found else None) == expected


def test_open_steps_are_those_without_a_fact() -> None:
    found = open_steps(STEPS, Done(steps={"notice": Fact("notice"), "archive": Fact("tick")}))
    assert [each.step.key for each in found] == ["figures", "legality", "signature", "delivery", "receipt", "publication"]


@pytest.mark.parametrize(("place", "name"), [((0, "report-higher_party"), "report-higher_party"), ((2, "copy-x"), "r2-copy-x")])
def test_a_row_has_one_name_on_its_pages(place: tuple[int, str], name: str) -> None:
    assert code(place) == name
    assert place_of(name) == place


@pytest.mark.parametrize("text", ["", "r0-report-x", "r-1-x", "r99999-x", "notice"])
def test_a_name_that_is_no_correction_is_a_key(text: str) -> None:
    assert place_of(text) == (0, text)


def test_what_goes_before_a_meeting_has_its_days_once_the_meeting_is_known() -> None:
    calendar = Calendar({}, {})
    lead = (Lead(days=20, what="送专门委员会征求意见"), Lead(days=10, what="送常委会"))
    congress = delivery(Nature.report, Body.own_congress, lead=lead)
    assert leads(rows_of([congress], Done())[0], calendar) == ()
    met = {(0, congress.key): Record(0, congress.key, meeting_on=date(2027, 2, 25), version=1)}
    found = leads(rows_of([congress], Done(met))[0], calendar)
    # 2027-02-05 is a Friday; 2027-02-15 a Monday.
    assert [(each.day, each.what) for each in found] == [
        (date(2027, 2, 5), "送专门委员会征求意见"),
        (date(2027, 2, 15), "送常委会"),
    ]
