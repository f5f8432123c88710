"""Codes, devices, errands and typed days: what is made comes back, and what others make does not."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.security import codes
from server.report.security.devices import device
from server.report.security.errands import Errand, derived, named, opened, sealed
from server.report.security.traces import CLEARING, FAILED, GROUPS, Trace
from server.report.security.typed import day, is_phone

ERRAND = Errand("bind", "/me?a=林", 1_000, "salt")


def test_a_code_is_ten_digits_in_three_groups() -> None:
    assert codes.grouped(codes.drawn(lambda _: 42)) == "000 000 0042"
    assert codes.grouped(codes.drawn(lambda most: most - 1)) == "999 999 9999"


@pytest.mark.parametrize("text", ["482 917 3056", "４８２　９１７－３０５６", "482-917-3O56", " 482，917。3056 ", "4829173056"])
def test_a_code_is_read_as_people_type_it(text: str) -> None:
    assert codes.typed(text) == "4829173056"


@given(st.integers(0, 10**10 - 1))
def test_a_code_that_is_shown_is_read_again(number: int) -> None:
    assert int(codes.typed(codes.grouped(codes.drawn(lambda _: number)))) == number


@given(st.text())
def test_whatever_is_typed_is_read_to_something_short(text: str) -> None:
    assert len(codes.typed(text)) <= 20


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 Chrome/86.0.4240.198 Safari/537.36", "Chrome 86，Windows 7"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109.0 Safari/537.36 Edg/109.0", "Edge 109，Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/86.0 Safari/537.36 QIHU 360SE", "360浏览器，Windows"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/116 Mobile MicroMessenger/8.0", "微信，安卓手机"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Mobile/15E148 Safari/604.1", "Safari 17，iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; Kylin) Gecko/20100101 Firefox/109.0", "Firefox 109，麒麟"),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)", "IE，Windows 7"),
        ("curl/8.1", "没有说明的设备"),
        ("", "没有说明的设备"),
    ],
    ids=["chrome", "edge", "360", "wechat", "iphone", "kylin", "ie", "curl", "none"],
)
def test_a_browser_is_named_in_plain_words(agent: str, words: str) -> None:
    assert device(agent) == words


def test_an_errand_comes_back_to_who_sealed_it_until_it_is_late() -> None:
    text = sealed(ERRAND, "mine")
    assert opened(text, "mine", 999) == ERRAND
    assert opened(text, "mine", 1_000) is None
    assert opened(text, "other", 999) is None
    assert sealed(dataclasses.replace(ERRAND, salt="b"), "mine") != text


@given(st.text(max_size=200), st.integers(0, 200))
def test_nobody_makes_or_changes_an_errand_without_the_secret(text: str, place: int) -> None:
    assert opened(text, "mine", 0) is None
    whole = sealed(ERRAND, "mine")
    changed = whole[: place % len(whole)] + "!" + whole[place % len(whole) + 1 :]
    assert opened(changed, "mine", 0) is None


def test_what_is_derived_is_fit_for_pkce_and_differs_by_what_it_is_for() -> None:
    verifier, nonce = derived("state", "mine", "verifier"), derived("state", "mine", "nonce")
    assert len(verifier) == 43
    assert len({verifier, nonce, derived("state", "other", "verifier"), derived("state2", "mine", "verifier")}) == 4
    assert named("a") != named("b")


def test_every_kind_of_line_is_in_one_group_and_what_failed_clears_nothing() -> None:
    grouped = [act for acts in GROUPS.values() for act in acts]
    assert sorted(grouped) == sorted(Trace)
    assert not set(FAILED) & set(CLEARING)


@pytest.mark.parametrize("text", ["0759-1234567", "０７５９—1234567转8", "138 0000 0000；110", "(0759)1234567"])
def test_a_phone_that_can_be_called_is_one(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["", "12", "打我手机", "a123", "1" * 41, "=1+123"])
def test_a_phone_that_cannot_be_called_is_none(text: str) -> None:
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("２０２６年1月5日", date(2026, 1, 5)),
        ("2026.1.5", date(2026, 1, 5)),
        ("2026-2-30", None),
        ("昨天", None),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, read: date | None) -> None:
    assert day(text) == read
