"""A notice as typed: days of the season, a cap, one sentence for each mistake; written again it reads the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.season.notice import DAYS, FIELDS, Terms, read, read_cap, read_day, written

LABELS = {key: f"<{key}>" for key in FIELDS}
OUTLINES = ("standard", "flat")
SEASON = st.dates(date(2025, 7, 1), date(2026, 6, 30))


def _mistakes(**typed: str) -> dict[str, str]:
    return dict(read({"title": "年度报告通知"} | typed, 2025, OUTLINES, LABELS).mistakes)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("12月5日", date(2025, 12, 5)),
        ("1月20日", date(2026, 1, 20)),
        ("1月20日前", date(2026, 1, 20)),
        ("2026-1-20", date(2026, 1, 20)),
        ("２０２６．１．２０", date(2026, 1, 20)),
        ("二〇二六年一月二十日", date(2026, 1, 20)),
        ("1月底前", date(2026, 1, 31)),
        ("2月底", date(2026, 2, 28)),
        ("2024年12月5日", date(2024, 12, 5)),
    ],
)
def test_a_day_without_a_year_is_the_one_in_the_season(raw: str, day: date) -> None:
    assert read_day(raw, 2025) == day


@pytest.mark.parametrize("raw", ["", "明天", "1月", "1月上旬", "12月5日至8日", "2月30日", "尽快"])
def test_what_is_no_single_day_is_none(raw: str) -> None:
    assert read_day(raw, 2025) is None


@pytest.mark.parametrize(("raw", "cap"), [("3000", 3000), ("３０００字以内", 3000), ("3,000字", 3000), ("3000—5000字", 5000)])
def test_a_cap_is_read_as_offices_write_it(raw: str, cap: int) -> None:
    assert read_cap(raw) == cap


@pytest.mark.parametrize("raw", ["", "许多", "5千", "1.2万", "0", "99", "100001", "3000000000000"])
def test_what_is_no_cap_is_none(raw: str) -> None:
    assert read_cap(raw) is None


def test_every_mistake_has_one_sentence_and_the_rest_is_read() -> None:
    found = read(
        {"title": " ", "received": "昨天", "first_day": "2024-12-1", "length_cap": "很长", "contact": "周宁", "note": "长" * 2001},
        2025,
        OUTLINES,
        LABELS,
    )
    assert found.mistakes == {
        "title": "请填写<title>。",
        "received": "<received>填的是“昨天”，没有看懂。请写一个日期，如 2026年1月10日、2026-1-10 或 1月10日。",
        "first_day": "<first_day>应当在2025年7月到2026年6月之间，请核对年份和月份。",
        "length_cap": "字数上限填的是“很长”，没有看懂。请填100到100000之间的数字，如 3000；通知没有限制就空着。",
        "note": "<note>最多2000个字。请缩短后再保存，您填写的内容还在框里。",
    }
    assert found.terms.contact == "周宁"


def test_a_final_day_before_the_first_draft_is_a_mistake_and_the_same_day_is_none() -> None:
    assert _mistakes(first_day="1月10日", final_day="1月9日") == {"final_day": "正式稿报送日期早于初稿报送日期。请对照通知核对这两个日期。"}
    assert _mistakes(first_day="1月10日", final_day="1月10日") == {}
    assert _mistakes(first_day="12月10日", final_day="1月9日") == {}


def test_the_season_ends_with_june() -> None:
    assert _mistakes(first_day="2025-7-1", final_day="2026-6-30") == {}
    assert set(_mistakes(received="2025-6-30", final_day="2026-7-1")) == {"received", "final_day"}


def test_a_number_gets_its_brackets_and_keeps_everything_else() -> None:
    terms = read({"title": "《关于报告的通知》", "number": "云法治办[2025]021号"}, 2025, OUTLINES, LABELS).terms
    assert terms.number == "云法治办〔2025〕021号"
    assert terms.source == "《关于报告的通知》（云法治办〔2025〕021号）"
    assert Terms("通知").source == "《通知》"


def test_an_outline_that_is_none_of_ours_is_not_taken() -> None:
    assert read({"title": "通知", "outline_key": "x"}, 2025, OUTLINES, LABELS).terms.outline_key == ""
    assert read({"title": "通知", "outline_key": "flat"}, 2025, OUTLINES, LABELS).terms.outline_key == "flat"


@given(
    days=st.tuples(SEASON, SEASON, SEASON).map(sorted),
    cap=st.one_of(st.none(), st.integers(100, 100_000)),
    words=st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20),
)
def test_what_is_written_reads_the_same_again(days: list[date], cap: int | None, words: str) -> None:
    received, first, final = days
    terms = Terms(words, words, received, first, final, "flat", words, cap, words, words, words)
    again = read(written(terms), 2025, OUTLINES, LABELS)
    assert (again.terms, again.mistakes) == (terms, {})


@given(st.text(max_size=30))
def test_nothing_typed_breaks_the_reading(raw: str) -> None:
    found = read(dict.fromkeys(FIELDS, raw), 2025, OUTLINES, LABELS)
    assert all(getattr(found.terms, key) or key in found.mistakes or not raw.strip() for key in (*DAYS, "length_cap"))
