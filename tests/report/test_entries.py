"""What people type as figures and days: understood, or kept as typed with one sentence that says what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.entries import (
    Answer,
    Entry,
    Reading,
    computed,
    exact_values,
    growth_of,
    read_date,
    read_entry,
    read_number,
)
from server.report.indicators import Indicator, Rate
from server.report.snapshot import EntryRecord, Origin


def _indicator(unit: str = "件", decimals: int = 0, rate: Rate | None = None, key: str = "dis.petition_received") -> Indicator:
    return Indicator(id=key, name="信访受理", unit=unit, section="disputes", definition="口径", decimals=decimals, rate=rate)


def _entry(key: str, now: str, last: str = "") -> Entry:
    return read_entry(EntryRecord(indicator=key, raw=now, last=last), _indicator(key=key), 2025)


CASES = _indicator()
SCORE = _indicator("分", 2)
PERCENT = _indicator("%", 2)
MONEY = _indicator("元", 2)
DONE_RATE = _indicator("%", 1, Rate(part="done", whole="received"), "rate")
UNREADABLE_CASES = "，没有看懂，已原样保留。请填数字，如 12、近8万、3000余；没有发生填0；没有这项工作填“不适用”。"


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("0", Answer.number),
        ("０", Answer.number),
        ("零", Answer.number),
        ("不适用", Answer.not_applicable),
        ("不涉及", Answer.not_applicable),
        ("N/A", Answer.not_applicable),
        ("/", Answer.not_applicable),
        ("—", Answer.not_applicable),
        ("－", Answer.not_applicable),
        ("", Answer.blank),
        ("  \u3000\n", Answer.blank),
    ],
)
def test_zero_not_applicable_and_blank_are_three_things(raw: str, answer: Answer) -> None:
    reading, message = read_number(raw, CASES)
    assert (reading.answer, message) == (answer, "")


@pytest.mark.parametrize(
    ("raw", "value", "said"),
    [
        ("0", "0", "0件"),
        ("513", "513", "513件"),
        ("007", "7", "7件"),
        ("５１３", "513", "513件"),
        ("12 件", "12", "12件"),
        ("12件", "12", "12件"),
        ("12宗", "12", "12件"),
        ("\u300012\u3000件\n", "12", "12件"),
        ("1,234", "1234", "1234件"),
        ("１，２３４", "1234", "1234件"),
        ("1,234,567", "1234567", "1234567件"),
        ("近8万", "80000", "近8万件"),
        ("近8万份", "80000", "近8万件"),
        ("将近 8 万", "80000", "将近8万件"),
        ("3000余", "3000", "3000余件"),
        ("3000余件", "3000", "3000余件"),
        ("约50件", "50", "约50件"),
        ("大约50", "50", "大约50件"),
        ("超过400", "400", "超过400件"),
        ("400多", "400", "400多件"),
        ("8万余", "80000", "8万余件"),
        ("1.5万", "15000", "1.5万件"),
        ("2亿", "200000000", "2亿件"),
        ("八万余", "80000", "8万余件"),
        ("十", "10", "10件"),
        ("三十五件", "35", "35件"),
        ("两千余", "2000", "2000余件"),
        ("百余件", "100", "100余件"),
        ("三百零五", "305", "305件"),
        ("12.0", "12", "12.0件"),
        ("9999999999999", "9999999999999", "9999999999999件"),
    ],
)
def test_a_figure_is_read_and_said_as_official_prose_says_it(raw: str, value: str, said: str) -> None:
    reading, message = read_number(raw, CASES)
    assert (reading.value, reading.say("件"), message) == (Decimal(value), said, "")


@pytest.mark.parametrize(
    "raw",
    [
        *("-5", "－5", "−5", "1.5", "0.5件", "12.", ".5", "1e3", "1_000", "0x10", "½", "²"),
        *("١٢", "1٢", "१२", "😀", "12😀", "nan", "inf", "Infinity"),
        *("无", "若干", "几十", "二三十", "一百二", "二〇二五", "12人", "50%", "12-15", "12、13", "3/5", "左右50"),
        *("1,5", "3，5", "12,34", "1234,567", "1,2345", "12 34", "12\n34", "5件件", "近", "余", "万", "件", "{unit}"),
        *("10000000000000", "9999999亿", "1" * 30, "9" * 5000, "1.00000000000000000000000000000000001"),
    ],
)
def test_what_is_no_figure_is_kept_as_typed_and_told(raw: str) -> None:
    reading, message = read_number(raw, CASES)
    assert reading == Reading(Answer.unreadable)
    quoted = raw if len(raw) <= 20 else f"{raw[:20]}…"
    assert message == f"“信访受理”填的是“{quoted}”{UNREADABLE_CASES}"


@pytest.mark.parametrize(
    ("raw", "indicator", "said"),
    [
        ("85.75", SCORE, "85.75分"),
        ("85.7500", SCORE, "85.7500分"),
        ("92.2%", PERCENT, "92.2%"),
        ("９２．２％", PERCENT, "92.2%"),
        ("100", PERCENT, "100%"),
        ("0%", PERCENT, "0%"),
        ("7610元", MONEY, "7610元"),
        ("1.5万元", MONEY, "1.5万元"),
        ("136161.50", MONEY, "136161.50元"),
        ("160.65万元", _indicator("万元", 2), "160.65万元"),
        ("160.65", _indicator("万元", 2), "160.65万元"),
        ("160余万元", _indicator("万元", 2), "160余万元"),
        ("12件次", _indicator("件次"), "12件次"),
        ("270余人", _indicator("人次"), "270余人次"),
        ("3场", _indicator("次"), "3次"),
        ("5位", _indicator("名"), "5名"),
    ],
)
def test_decimals_percent_and_money_are_read_where_the_unit_has_them(raw: str, indicator: Indicator, said: str) -> None:
    reading, message = read_number(raw, indicator)
    assert (reading.say(indicator.unit), message) == (said, "")


def test_money_counted_in_its_own_unit_is_not_multiplied() -> None:
    in_yuan, _ = read_number("1.5万元", MONEY)
    in_ten_thousands, _ = read_number("1.5万元", _indicator("万元", 2))
    assert (in_yuan.value, in_ten_thousands.value) == (Decimal(15_000), Decimal("1.5"))


@pytest.mark.parametrize(
    ("raw", "indicator"),
    [("100.01", PERCENT), ("120%", PERCENT), ("85.12345", SCORE), ("85.123456789", SCORE), ("12件", PERCENT), ("12%", SCORE)],
)
def test_a_figure_out_of_bounds_is_told(raw: str, indicator: Indicator) -> None:
    reading, message = read_number(raw, indicator)
    assert reading.answer is Answer.unreadable
    assert message.startswith(f"“信访受理”填的是“{raw}”，没有看懂，已原样保留。")


def test_a_percentage_is_asked_for_within_its_bounds() -> None:
    assert "请填0到100之间的数" in read_number("百分之九十", PERCENT)[1]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "raw",
    [
        "1" * 1_000_000,
        "1," * 500_000,
        "1" * 500_000 + "\n" + "1" * 500_000,
        "1" + " " * 1_000_000 + "2",
        "1\n" * 500_000,
        "一" * 1_000_000,
        "近" * 1_000_000,
        "1." * 500_000,
        "12" + "件" * 1_000_000,
        "😀" * 1_000_000,
    ],
    ids=["digits", "commas", "lines", "spaces", "pairs", "numerals", "qualifiers", "points", "units", "emoji"],
)
def test_a_million_characters_are_kept_as_typed_and_no_value(raw: str) -> None:
    assert read_number(raw, CASES)[0].answer is Answer.unreadable
    assert read_date(raw, 2025)[0] is None


@given(st.text() | st.text("0123456789.,，万亿余多近约件% -/\n一二十百千零两"), st.sampled_from([CASES, SCORE, PERCENT, MONEY]))
def test_any_text_is_a_figure_or_told_and_never_both(raw: str, indicator: Indicator) -> None:
    reading, message = read_number(raw, indicator)
    assert bool(message) == (reading.answer is Answer.unreadable)
    assert (reading.value is not None) == (reading.answer is Answer.number)
    assert reading.value is None or 0 <= reading.value < 10_000_000_000_000


@given(st.integers(0, 9_999_999_999_999))
def test_every_plain_number_is_read_exactly(number: int) -> None:
    for raw in (str(number), f"{number:,}", f" {number} 件"):
        reading, message = read_number(raw, CASES)
        assert (reading.value, reading.exact, reading.numeral, message) == (Decimal(number), True, str(number), "")


@pytest.mark.parametrize(
    ("raw", "exact", "scaled"),
    [("513", True, 5_130_000), ("近8万", False, 800_000_000), ("3000余", False, 30_000_000), ("不适用", False, None)],
)
def test_only_numbers_without_a_qualifier_are_exact(raw: str, exact: bool, scaled: int | None) -> None:
    reading, _ = read_number(raw, CASES)
    assert (reading.exact, reading.scaled) == (exact, scaled)


def test_a_figure_is_stored_to_four_places() -> None:
    assert read_number("85.7501", SCORE)[0].scaled == 857_501


@pytest.mark.parametrize(
    ("raw", "year", "day"),
    [
        ("2026-11-30", 2025, date(2026, 11, 30)),
        ("2026年11月30日", 2025, date(2026, 11, 30)),
        ("2026.11.30", 2025, date(2026, 11, 30)),
        ("2026/1/5", 2025, date(2026, 1, 5)),
        ("２０２６年１１月３０日", 2025, date(2026, 11, 30)),
        ("2026 年 11 月 30 日", 2025, date(2026, 11, 30)),
        ("11月30日", 2025, date(2025, 11, 30)),
        ("11月30", 2025, date(2025, 11, 30)),
        ("12-31", 2025, date(2025, 12, 31)),
        ("11月底", 2025, date(2025, 11, 30)),
        ("11月末", 2025, date(2025, 11, 30)),
        ("11月", 2025, date(2025, 11, 30)),
        ("12月底", 2025, date(2025, 12, 31)),
        ("2月底", 2025, date(2025, 2, 28)),
        ("2月底", 2024, date(2024, 2, 29)),
        ("2000年2月底", 2025, date(2000, 2, 29)),
        ("2100年2月底", 2025, date(2100, 2, 28)),
        ("2024-2-29", 2025, date(2024, 2, 29)),
        ("9999年12月底", 2025, date(9999, 12, 31)),
        ("9999-12-31", 2025, date(9999, 12, 31)),
        ("0001-01-01", 2025, date(1, 1, 1)),
    ],
)
def test_a_day_is_read_and_without_a_year_it_is_the_reports(raw: str, year: int, day: date) -> None:
    assert read_date(raw, year) == (day, "")


@pytest.mark.parametrize("raw", ["", "  ", "\u3000"])
def test_no_day_is_no_mistake(raw: str) -> None:
    assert read_date(raw, 2025) == (None, "")


@pytest.mark.parametrize(
    "raw",
    [
        *("2025-2-29", "2月30日", "13月1日", "13月底", "24月底", "0月底", "00-00", "1月0日", "0000-01-01", "0000年2月底"),
        *("11月底前", "年底", "20261130", "2026", "26年11月30日", "11月31日", "١١月٣٠日", "😀", "2026-11-30\n2026-12-31", "1 1月"),
    ],
)
def test_what_is_no_day_is_kept_as_typed_and_told(raw: str) -> None:
    quoted = raw[:20]
    assert read_date(raw, 2025) == (None, f"“{quoted}”不像日期，已原样保留。请写成 2026-12-31、12月31日 或 11月底。")


@given(st.text() | st.text("0123456789年月日底末-./ ０１２٣"), st.integers(0, 9999))
def test_reading_a_day_never_fails(raw: str, year: int) -> None:
    day, message = read_date(raw, year)
    assert not (day and message)


@given(st.dates())
def test_every_day_is_read_in_every_form(day: date) -> None:
    year = f"{day.year:04d}"
    for raw in (day.isoformat(), f"{year}年{day.month}月{day.day}日", f"{year}.{day.month}.{day.day}", f"{day.month}月{day.day}日"):
        assert read_date(raw, day.year) == (day, "")


def test_an_entry_gathers_what_is_wrong_with_this_year_last_year_and_the_day() -> None:
    record = EntryRecord(indicator="dis.petition_received", raw="若干", last="很多", as_of="年底")
    entry = read_entry(record, CASES, 2025)
    assert [message[:14] for message in entry.messages] == [
        "“信访受理”填的是“若干”，",
        "“信访受理”填的是“很多”，",
        "“年底”不像日期，已原样保留",
    ]
    assert not entry.filled


@pytest.mark.parametrize(
    ("raw", "origin", "asked"),
    [
        ("98.5", Origin(), True),
        ("98.5", Origin(person="林晓", date="2026-01-05"), True),
        ("98.5", Origin(office="信访办"), False),
        ("98.5", Origin(system="信访系统"), False),
        ("不适用", Origin(), False),
        ("", Origin(), False),
    ],
)
def test_a_percentage_that_cannot_be_computed_again_asks_for_its_source(raw: str, origin: Origin, asked: bool) -> None:
    given_rate = PERCENT.model_copy(update={"given": True})
    messages = read_entry(EntryRecord(indicator="dis.petition_received", raw=raw, origin=origin), given_rate, 2025).messages
    assert messages == (("“信访受理”不能由本系统复算，请在“口径和来源”里写明提供单位或来源文件。",) if asked else ())


@pytest.mark.parametrize(("raw", "filled"), [("0", True), ("近8万", True), ("不适用", True), ("", False), ("若干", False)])
def test_an_entry_is_filled_by_a_number_or_not_applicable(raw: str, filled: bool) -> None:
    assert _entry("dis.petition_received", raw).filled is filled


def test_a_sound_entry_keeps_its_record_and_has_no_message() -> None:
    record = EntryRecord(indicator="dis.petition_received", raw="513", last="456", as_of="11月底")
    entry = read_entry(record, CASES, 2025)
    assert (entry.record, entry.now.value, entry.last.value, entry.messages) == (record, Decimal(513), Decimal(456), ())


def test_only_exact_figures_take_part_in_arithmetic() -> None:
    entries = {key: _entry(key, raw) for key, raw in {"a": "0", "b": "12", "c": "近8万", "d": "不适用", "e": "", "f": "若干"}.items()}
    assert exact_values(entries) == {"a": Decimal(0), "b": Decimal(12)}


@pytest.mark.parametrize(
    ("entries", "rates"),
    [
        ({"done": ("473", "400"), "received": ("513", "456")}, ("92.2", "87.7")),
        ({"done": ("473", ""), "received": ("513", "456")}, ("92.2", None)),
        ({"done": ("473余", "400"), "received": ("513", "456")}, (None, "87.7")),
        ({"done": ("不适用", "0"), "received": ("513", "0")}, (None, None)),
        ({"done": ("0", "0"), "received": ("7", "8")}, ("0", "0")),
        ({"received": ("513", "456")}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_a_rate_is_computed_from_exact_parts_only(entries: dict[str, tuple[str, str]], rates: tuple[str | None, str | None]) -> None:
    found = computed(DONE_RATE, {key: _entry(key, now, last) for key, (now, last) in entries.items()})
    assert tuple(None if each is None else str(each) for each in found) == rates


def test_a_figure_without_parts_has_no_computed_rate() -> None:
    assert computed(CASES, {"dis.petition_received": _entry("dis.petition_received", "513")}) == (None, None)


@pytest.mark.parametrize(
    ("now", "last", "percent"),
    [
        ("513", "456", "12.5"),
        ("456", "513", "-11.1"),
        ("5", "5", "0"),
        ("5", "0", None),
        ("近8万", "7万", None),
        ("5", "", None),
        ("", "5", None),
    ],
)
def test_growth_is_measured_between_exact_figures_only(now: str, last: str, percent: str | None) -> None:
    found = growth_of(_entry("dis.petition_received", now, last))
    assert (None if found is None else str(found)) == percent
