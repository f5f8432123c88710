"""Registration: what is typed after signing, the sentence for each mistake, one number for one text."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.papers.registering import (
    Bearing,
    blank_number,
    day_of,
    judge,
    printed,
    read_copies,
    read_day,
    read_number,
    read_signers,
    withheld,
)
from server.report.snapshot import Registration


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("清政〔2027〕3号", "清政〔2027〕3号"),
        (" 清政 〔２０２７〕 １２号 ", "清政〔2027〕12号"),
        ("云清×办发〔2027〕103号", "云清×办发〔2027〕103号"),
        ("𫚥溪发〔2027〕1号", "𫚥溪发〔2027〕1号"),
        ("", ""),
        (" \u3000", ""),
    ],
)
def test_a_right_number_is_taken_without_stray_blanks(typed: str, kept: str) -> None:
    read = read_number(typed)
    assert (read.text, read.message, read.proposal) == (kept, "", "")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("清政[2027]3号", "六角括号"),
        ("清政【2027】3号", "六角括号"),
        ("清政（2027）3号", "六角括号"),
        ("清政(2027)3号", "六角括号"),
        ("清政［2027］3号", "六角括号"),
        ("清政〔2027]3号", "六角括号"),
        ("清政〔27〕3号", "四位"),
        ("清政〔2027〕第3号", "不加“第”"),
        ("清政〔2027〕03号", "不编虚位"),
        ("清政〔2027〕3", "末尾要写“号”"),
        ("清政(27)第003", "六角括号"),
    ],
)
def test_a_common_mistake_is_told_with_the_right_form_and_nothing_typed_is_lost(typed: str, word: str) -> None:
    read = read_number(typed)
    assert read.text == typed
    assert word in read.message
    assert "清政〔2027〕3号" in read.message
    assert read.proposal == "清政〔2027〕3号"


@pytest.mark.parametrize(
    "typed", ["3号", "清政20273号", "清政〔2027〕号", "清政〔2027〕0号", "QZ〔2027〕3号", "清政〔二〇二七〕三号", "清〔2027〕3号"]
)
def test_what_is_no_number_is_told_how_one_is_written(typed: str) -> None:
    read = read_number(typed)
    assert (read.text, read.proposal) == (typed, "")
    assert "机关代字〔年份〕序号号" in read.message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2027-1-15", "2027年1月15日"),
        ("2027-01-05", "2027年1月5日"),
        ("2027/1/15", "2027年1月15日"),
        ("2027.1.15", "2027年1月15日"),
        ("2027年01月15日", "2027年1月15日"),
        ("２０２７年１月１５日", "2027年1月15日"),
        ("2027 年 1 月 15 日", "2027年1月15日"),
        ("二〇二七年一月十五日", "2027年1月15日"),
        ("二○二七年十二月三十一日", "2027年12月31日"),
        ("2027年1月16日印发", "2027年1月16日"),
        ("2028-2-29", "2028年2月29日"),
        ("", ""),
    ],
)
def test_a_day_is_written_in_arabic_figures_without_padding(typed: str, kept: str) -> None:
    read = read_day(typed, "成文日期")
    assert (read.text, read.message) == (kept, "")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("2027年2月29日", "日历上有的"),
        ("2027年13月1日", "日历上有的"),
        ("一月十五", "没有看懂"),
        ("27年1月15日", "四位年份"),
        ("1月15日", "四位年份"),
        ("二〇二七年一月四十日", "没有看懂"),
        ("二〇二七年十十月一日", "没有看懂"),
    ],
)
def test_a_day_that_is_none_is_kept_as_typed(typed: str, word: str) -> None:
    read = read_day(typed, "成文日期")
    assert read.text == typed
    assert word in read.message
    assert read.message.startswith("成文日期")


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_as_it_is_printed(day: date) -> None:
    assert day_of(printed(day)) == day
    assert re.fullmatch(r"20\d\d年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", printed(day))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("季明溪", "季明溪"),
        ("岑知远 季明溪", "岑知远、季明溪"),
        ("岑知远，季明溪", "岑知远、季明溪"),
        ("张 三、季明溪", "张三、季明溪"),
        ("古丽·阿依夏木", "古丽·阿依夏木"),
        ("", ""),
    ],
)
def test_names_of_signers_are_separated_alike(typed: str, kept: str) -> None:
    assert read_signers(typed, 0).text == kept


def test_each_issuer_has_a_signer() -> None:
    assert read_signers("季明溪", 1).message == ""
    assert read_signers("", 1).message == "请填写签发人的姓名。"
    assert "2位" in read_signers("季明溪", 2).message
    assert read_signers("岑知远、季明溪", 2).message == ""


@pytest.mark.parametrize(("typed", "kept"), [("30", "30"), ("30份", "30"), ("共印30份", "30"), ("030", "30"), ("", "")])
def test_copies_are_a_number(typed: str, kept: str) -> None:
    assert (read_copies(typed).text, read_copies(typed).message) == (kept, "")


@pytest.mark.parametrize("typed", ["三十", "0", "-3", "若干份"])
def test_copies_that_are_no_number_are_told(typed: str) -> None:
    assert (read_copies(typed).text, read_copies(typed).message) == (typed, "份数请填数字，如 30。")


def test_a_whole_registration_is_judged_at_once() -> None:
    typed = {"number": "清政〔2027〕3号", "date": "2027-1-15", "signers": "季明溪", "copies": "30份", "print_date": "2027-1-16"}
    judged = judge(typed, 1)
    assert judged.registration == Registration(number="清政〔2027〕3号", signers="季明溪", copies="30", print_date="2027年1月16日")
    assert judged.document_date == "2027年1月15日"
    assert (judged.mistakes, judged.proposals, judged.remarks) == ({}, {}, {})


def test_nothing_typed_is_no_mistake() -> None:
    assert judge({}, 2).mistakes == {}
    assert judge({}, 2).registration == Registration()


def test_mistakes_stand_by_their_field() -> None:
    judged = judge({"number": "清政[2027]3号", "date": "2027-2-30", "copies": "许多"}, 1)
    assert set(judged.mistakes) == {"number", "date", "signers", "copies"}
    assert judged.proposals == {"number": "清政〔2027〕3号"}


def test_a_paper_is_not_printed_before_it_is_signed() -> None:
    judged = judge({"date": "2027-1-15", "print_date": "2027-1-14", "signers": "季明溪"}, 1)
    assert judged.mistakes == {"print_date": "印发日期不能早于成文日期（2027年1月15日），请核对这两个日期。"}
    assert judge({"date": "2027-1-15", "print_date": "2027-1-15", "signers": "季明溪"}, 1).mistakes == {}


def test_the_year_of_a_number_is_that_of_signing_and_not_of_the_report() -> None:
    judged = judge({"number": "清政〔2026〕3号", "date": "2027-1-15", "signers": "季明溪"}, 1)
    assert judged.mistakes == {}
    assert set(judged.remarks) == {"number"}


@pytest.mark.parametrize("kind", ["plain", "letter"])
def test_only_a_paper_that_goes_up_names_its_signers(kind: str) -> None:
    assert judge({"number": "清政〔2027〕3号"}, 1, kind).mistakes == {}
    assert set(judge({"number": "清政〔2027〕3号"}, 1).mistakes) == {"signers"}


@pytest.mark.parametrize(
    ("signed", "blank"),
    [("", "清政〔2027〕\u3000号"), ("2027年1月15日", "清政〔2027〕\u3000号"), ("2026年12月30日", "清政〔2026〕\u3000号")],
)
def test_the_place_of_a_number_shows_the_year_of_signing(signed: str, blank: str) -> None:
    assert blank_number("清政", 2026, signed) == blank


def test_without_a_code_there_is_no_place_for_a_number() -> None:
    assert blank_number("", 2026, "") == ""


def test_one_number_belongs_to_one_text() -> None:
    earlier = (Bearing("清政〔2027〕3号", "aaa", "正式文稿", "2027年1月15日"),)
    assert withheld("清政〔2027〕3号", "aaa", earlier) == ""
    assert withheld("清政〔2027〕4号", "bbb", earlier) == ""
    assert withheld("", "bbb", earlier) == ""
    said = withheld("清政〔2027〕3号", "bbb", earlier)
    assert "2027年1月15日导出的正式文稿" in said
    assert "这一份不带文号" in said
