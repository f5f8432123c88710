"""Steps that are done because something else is known: nothing is ticked twice, and each says what it is known from."""

from datetime import date

import pytest

from server.report.rules import Nature
from server.report.season.facts import Known, facts
from server.report.season.ledger import Done, Evidence, Fact
from server.report.units import Body
from server.report.workflow import State
from tests.report.season.test_ledger import COPY, GOVERNMENT, HEAR, PARTY, PUBLIC, ROWS, delivery, done

FILLING = Known(State.filling)
DAY = date(2027, 1, 12)


def _sources(known: Known, kept: Done | None = None) -> dict[str, str]:
    return {key: fact.source for key, fact in facts(known, ROWS, kept or Done()).items()}


def test_nothing_is_known_of_a_report_that_was_just_opened() -> None:
    assert _sources(FILLING) == {}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Known(State.filling, notice=Fact("notice")), {"notice": "notice"}),
        (Known(State.filling, sections_left=0), {"draft": "sections"}),
        (Known(State.county_review), {}),
        (Known(State.submitted), {"draft": "state"}),
        (Known(State.approved), {"draft": "state"}),
        (Known(State.signed), {"draft": "state", "signature": "state"}),
        (Known(State.filling, opinions=Fact("opinions")), {"consultation": "opinions"}),
        (Known(State.filling, meeting=Fact("meeting")), {"decision": "meeting"}),
        (Known(State.filling, signatures=Fact("signatures")), {"signature": "signatures"}),
        (Known(State.filling, number="清政〔2027〕3号"), {"numbering": "number"}),
        (Known(State.filling, ticks={"sealing": Fact("tick")}), {"sealing": "tick"}),
    ],
)
def test_a_step_is_settled_by_what_is_known_elsewhere(known: Known, expected: dict[str, str]) -> None:
    assert _sources(known) == expected


def test_what_is_known_elsewhere_outranks_a_tick() -> None:
    known = Known(State.filling, number="清政〔2027〕3号", document_date=DAY, ticks={"numbering": Fact("tick")})
    assert facts(known, ROWS, Done())["numbering"] == Fact("number", DAY, said="清政〔2027〕3号")


def test_delivery_and_receipt_are_settled_by_the_rows() -> None:
    assert _sources(FILLING, Done(done(PARTY, GOVERNMENT))) == {}
    assert _sources(FILLING, Done(done(PARTY, GOVERNMENT, COPY))) == {"delivery": "rows", "receipt": "evidence"}
    unproven = done(PARTY, GOVERNMENT) | done(COPY, proof=Evidence(day=DAY))
    assert _sources(FILLING, Done(unproven)) == {"delivery": "rows"}


def test_publication_is_settled_by_its_row_and_says_when() -> None:
    assert facts(FILLING, ROWS, Done(done(PUBLIC)))["publication"] == Fact("rows", date(2027, 1, 15), "", "1")


def test_an_optional_row_settles_a_step_only_where_no_row_is_required() -> None:
    assert _sources(FILLING, Done(done(HEAR))) == {}
    optional = delivery(Nature.deliberate, Body.own_party, required=False)
    assert facts(FILLING, [optional], Done(done(optional)))["decision"].source == "rows"
    assert facts(FILLING, [optional], Done()) == {}
