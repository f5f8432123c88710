"""Sentences with random figures: those that are right are left alone, and any one figure that is changed is found."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from server.report.checks import agreeing, ambiguous, claims, counting, flows, growth, rates, sums
from server.report.findings import Class
from server.report.words import chinese_number
from tests.report.checks.prose import Answers, hits, subject

EVERY = (*sums.CHECKS, *rates.CHECKS, *growth.CHECKS, *flows.CHECKS, *counting.CHECKS, *agreeing.CHECKS, *claims.CHECKS, *ambiguous.CHECKS)
DIGITS = "零一二三四五六七八九"
Numbers = Mapping[str, Decimal]
PARTS = st.lists(st.integers(11, 900), min_size=3, max_size=3, unique=True)

# Wordings with named figures; whatever figure of one is changed breaks the sum, the rate, the growth or the balance.
SUMS = (
    "全年受理信访{total}件，包括来访{a}件、来信{b}件、网上信访{c}件。",
    "共办理行政处罚案件{total}件（城管{a}件、市场监管{b}件、农业{c}件）。",
    "共排查纠纷{total}起：邻里纠纷{a}起、婚姻纠纷{b}起、土地纠纷{c}起。",
    "综合执法队、司法所、派出所分别办理{a}件、{b}件、{c}件，共{total}件。",
    "现有执法人员{total}名，分为综合执法队{a}名、司法所{b}名、派出所{c}名。",
)
AMONG = (
    "全年受理信访{total}件，其中来访{a}件、来信{b}件、网上信访{c}件。",
    "年内共调解纠纷{total}起，其中：邻里纠纷{a}起，婚姻纠纷{b}起，土地纠纷{c}起。",
    "审查合同{total}份（其中，工程类{a}份，采购类{b}份，租赁类{c}份）。",
)
RATES = (
    "受理信访{whole}件，办结{part}件，办结率{rate}。",
    "全年接收热线工单{whole}件，已办结{part}件，办结率为{rate}。",
    "排查矛盾纠纷{whole}起，成功化解{part}起，化解率达{rate}。",
    "受理调解申请{whole}件，调解成功{part}件（成功率{rate}）。",
    "组织{whole}名干部参加考试，{part}名合格，合格率为{rate}。",
)
GROWTHS = (
    "出具法律意见{now}份，比上年的{last}份增长{rate}。",
    "审查合同由上年的{last}份增加到{now}份，增长{rate}。",
    "办理工单{now}件，较2024年{last}件上升{rate}。",
)
FLOWS = (
    "受理信访{came}件，办结{done}件，未办结{left}件。",
    "接收工单{came}件，已办结{done}件，正在办理{left}件。",
    "收到行政复议申请{came}件，受理{done}件，不予受理{left}件。",
)


def _percent(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _arabic(name: str, value: Decimal) -> str:
    return f"{value}%" if name == "rate" else f"{value:f}"


def _chinese(name: str, value: Decimal) -> str:
    whole, _, part = f"{value:f}".partition(".")
    said = chinese_number(int(whole))
    return f"百分之{said}" + (f"点{''.join(DIGITS[int(digit)] for digit in part)}" if part else "") if name == "rate" else said


PRINTED = {"arabic": _arabic, "chinese": _chinese}


def _text(wording: str, numbers: Numbers, printed: Callable[[str, Decimal], str]) -> str:
    return wording.format(**{name: printed(name, value) for name, value in numbers.items()})


def _rules(text: str) -> set[str]:
    found = hits(EVERY, subject(text, section="disputes"))
    return {check.id for check, hit in found if (hit.weight or check.weight) is not Class.hint}


def _changed(data: st.DataObject, numbers: Numbers) -> Numbers:
    name = data.draw(st.sampled_from(sorted(numbers)))
    step = Decimal(data.draw(st.sampled_from((1, 2, 7, 10)))) * (Decimal("0.3") if name == "rate" else 1)
    return {**numbers, name: numbers[name] + step}


def _summed(data: st.DataObject) -> Numbers:
    a, b, c = data.draw(PARTS)
    return {"a": Decimal(a), "b": Decimal(b), "c": Decimal(c), "total": Decimal(a + b + c)}


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
@pytest.mark.parametrize("wording", SUMS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_sum_is_left_alone_until_one_of_its_figures_changes(
    wording: str, printed: Callable[[str, Decimal], str], data: st.DataObject
) -> None:
    numbers = _summed(data)
    assert _rules(_text(wording, numbers, printed)) == set()
    assert any(each.startswith("N01") for each in _rules(_text(wording, _changed(data, numbers), printed)))


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
@pytest.mark.parametrize("wording", AMONG)
@settings(max_examples=30)
@given(data=st.data())
def test_parts_among_others_may_be_fewer_but_never_more(wording: str, printed: Callable[[str, Decimal], str], data: st.DataObject) -> None:
    numbers, fewer = _summed(data), data.draw(st.integers(1, 9))
    name = data.draw(st.sampled_from("abc"))
    assert _rules(_text(wording, {**numbers, "total": numbers["total"] + fewer}, printed)) == set()
    assert any(each.startswith("N01") for each in _rules(_text(wording, {**numbers, name: numbers[name] + fewer}, printed)))


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
@pytest.mark.parametrize("wording", RATES)
@settings(max_examples=30)
@given(data=st.data())
def test_a_rate_is_left_alone_until_one_of_its_figures_changes(
    wording: str, printed: Callable[[str, Decimal], str], data: st.DataObject
) -> None:
    whole = data.draw(st.integers(100, 3000))
    part = data.draw(st.integers(whole // 3, whole - 12))
    numbers = {"whole": Decimal(whole), "part": Decimal(part), "rate": _percent(Decimal(part * 100) / whole)}
    assert _rules(_text(wording, numbers, printed)) == set()
    changed = _changed(data, numbers)
    assume(_percent(changed["part"] * 100 / changed["whole"]) != changed["rate"])
    assert any(each.startswith("N02") for each in _rules(_text(wording, changed, printed)))


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
@pytest.mark.parametrize("wording", GROWTHS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_growth_is_left_alone_until_one_of_its_figures_changes(
    wording: str, printed: Callable[[str, Decimal], str], data: st.DataObject
) -> None:
    last = data.draw(st.integers(20, 900))
    now = data.draw(st.integers(last + 1, last * 3))
    numbers = {"last": Decimal(last), "now": Decimal(now), "rate": _percent(Decimal((now - last) * 100) / last)}
    assert _rules(_text(wording, numbers, printed)) == set()
    changed = _changed(data, numbers)
    right = _percent((changed["now"] - changed["last"]) * 100 / changed["last"])
    assume(right not in (changed["rate"], 0))
    assert "N03" in _rules(_text(wording, changed, printed))


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
@pytest.mark.parametrize("wording", FLOWS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_balance_is_left_alone_until_one_of_its_figures_changes(
    wording: str, printed: Callable[[str, Decimal], str], data: st.DataObject
) -> None:
    done, left = data.draw(st.integers(20, 900)), data.draw(st.integers(11, 90))
    numbers = {"came": Decimal(done + left), "done": Decimal(done), "left": Decimal(left)}
    assert _rules(_text(wording, numbers, printed)) == set()
    assert any(each.startswith("N01") for each in _rules(_text(wording, _changed(data, numbers), printed)))


@given(
    st.text(
        st.sampled_from("受理办结其中包括分别为共增长率比上年件宗次名%0123456789一二十百、，。；（）：由到占全部未等个方面"), max_size=60
    )
)
def test_nothing_makes_the_checks_fail_and_every_place_is_in_the_text(text: str) -> None:
    answers: Answers = {"dis.petition_received": ("513", "500"), "dis.petition_done": "473"}
    for _, hit in hits(EVERY, subject(text, answers, "disputes")):
        assert 0 <= hit.start < hit.end <= len(text)
