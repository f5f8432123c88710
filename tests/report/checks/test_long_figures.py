"""A long text of one shape, whatever it is, takes the checks of figures less than a second."""

from functools import cache
from time import process_time

import pytest

from server.report.checks import agreeing, ambiguous, claims, counting, flows, growth, rates, sums
from server.report.checks.ruling import Subject
from tests.report.checks.prose import hits, subject

MODULES = {each.__name__.rpartition(".")[2]: each.CHECKS for each in (sums, rates, growth, flows, counting, agreeing, claims, ambiguous)}
LONG = 100_000
SHAPES = ("其中1件、", "受理12件，办结1件，办结率99%", "上年2件增长3%，", "甲、乙等3个镇（", "全部办结，未发生行政复议、")


@cache
def _read(shape: str) -> Subject:
    text = (shape * (LONG // len(shape) + 1))[:LONG]
    seen = subject(text, {"dis.petition_received": "513", "dis.petition_done": "473"}, "disputes")
    assert seen.sayings is seen.sayings
    return seen


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", MODULES)
def test_a_hundred_thousand_characters_take_a_module_less_than_a_second(name: str, shape: str) -> None:
    seen = _read(shape)
    begun = process_time()
    hits(MODULES[name], seen)
    assert process_time() - begun < 1


@pytest.mark.long
def test_ten_times_the_text_does_not_take_thirty_times_as_long() -> None:
    def spent(length: int) -> float:
        seen = subject(
            ("受理12件，办结11件，办结率91.7%，其中来访5件。" * length)[: length * 20], {"dis.petition_received": "12"}, "disputes"
        )
        assert seen.sayings is seen.sayings
        begun = process_time()
        for checks in MODULES.values():
            hits(checks, seen)
        return process_time() - begun

    assert spent(500) < 30 * max(spent(50), 0.005)
