"""A row of the ledger as typed: what is kept, what is asked to be put right, and that nothing typed elsewhere is touched."""

from dataclasses import replace
from datetime import date

import pytest

from server.library import Library
from server.report.deadlines import Extension
from server.report.rules import Nature
from server.report.season.filling import Filled, Granted, fill, grant, typed_of
from server.report.season.ledger import Done, Evidence, Record, Row, rows_of
from server.report.units import Body
from tests.report.season.test_ledger import PARTY, PUBLIC, delivery

TODAY = date(2027, 1, 20)
YEAR = 2026


def _row(record: Record | None = None, *, public: bool = False) -> Row:
    row = rows_of([PUBLIC if public else PARTY], Done())[0]
    return replace(row, record=record) if record else row


def _fill(library: Library, typed: dict[str, str], row: Row | None = None) -> Filled:
    return fill(row or _row(), typed, YEAR, TODAY, library.labels["delivery_fields"])


def test_everything_a_row_can_hold_is_read_and_written_back_the_same(library: Library) -> None:
    typed = {
        "done_on": "2027-1-15",
        "form": "paper",
        "copies": "３份",
        "document": "7",
        "evidence": " 县委办收文3号 ",
        "evidence_day": "1月16日",
        "address": "",
        "meeting_on": "2027年2月25日",
        "note": "送了两次",
    }
    filled = _fill(library, typed)
    assert filled.mistakes == {}
    assert filled.record == Record(
        *(0, "report-higher_party", "paper", 3, 7, date(2027, 1, 15)),
        Evidence("县委办收文3号", date(2027, 1, 16)),
        date(2027, 2, 25),
        "送了两次",
    )
    again = _fill(library, typed_of(filled.record))
    assert again == filled


def test_a_field_that_is_not_asked_for_stays_as_it_was(library: Library) -> None:
    kept = Record(0, PARTY.key, "oa", 2, 5, None, Evidence("回执", None, "", "0" * 64, "回执.pdf"), None, "备注", None, 3)
    filled = _fill(library, {"done_on": "1月15日"}, _row(kept))
    assert filled.record == replace(kept, done_on=date(2027, 1, 15))


def test_a_day_taken_out_makes_a_row_open_again(library: Library) -> None:
    kept = Record(0, PARTY.key, done_on=date(2027, 1, 15), version=2)
    assert _fill(library, {"done_on": ""}, _row(kept)).record.done_on is None


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"done_on": "1月21日"}, "done_on", "完成日期还没有到。请在办完以后再登记，或核对日期。"),
        (
            {"done_on": "上周"},
            "done_on",
            "完成日期填的是“上周”，没有看懂。请写一个日期，如 2027年1月15日、2027-1-15 或 1月15日。",
        ),
        ({"done_on": "2025-1-15"}, "done_on", "完成日期早于2026年，请核对年份。"),
        ({"evidence_day": "2027-1-21"}, "evidence_day", "签收日期还没有到。请在办完以后再登记，或核对日期。"),
        ({"copies": "几份"}, "copies", "份数请填数字，如 3。"),
        ({"evidence": "长" * 501}, "evidence", "凭据最多500个字。请缩短后再保存，您填写的内容还在框里。"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence(library: Library, typed: dict[str, str], field: str, words: str) -> None:
    assert _fill(library, typed).mistakes == {field: words}


def test_a_meeting_may_lie_ahead(library: Library) -> None:
    assert _fill(library, {"meeting_on": "2027-3-1"}).mistakes == {}


def test_publishing_needs_its_address_with_its_day(library: Library) -> None:
    day = {"done_on": "1月15日"}
    assert _fill(library, day, _row(public=True)).mistakes == {"address": "公开要写明网址；登在报刊上的，写报刊名称、日期和版面。"}
    assert _fill(library, {"address": ""}, _row(public=True)).mistakes == {}
    assert _fill(library, day | {"address": "http://www.qingxi.example/1.html"}, _row(public=True)).mistakes == {}


@pytest.mark.parametrize("form", ["", "fax", "PAPER"])
def test_a_form_nobody_offers_is_none(library: Library, form: str) -> None:
    assert _fill(library, {"form": form}).record.form == ""


def _grant(library: Library, until: str, granted_by: str = "县委依法治县办", reason: str = "换届", row: Row | None = None) -> Granted:
    typed = {"until": until, "granted_by": granted_by, "reason": reason}
    return grant(row or _row(), typed, YEAR, library.labels["delivery_fields"])


def test_an_extension_says_until_when_who_granted_it_and_why(library: Library) -> None:
    assert _grant(library, "2月5日").extension == Extension(date(2027, 2, 5), "县委依法治县办", "换届")
    lacking = _grant(library, "", "", "")
    assert lacking.extension is None
    assert lacking.mistakes == {
        "until": "延期要写明延到哪一天，以备查考。",
        "granted_by": "延期要写明同意延期的单位和人，以备查考。",
        "reason": "延期要写明理由，以备查考。",
    }


@pytest.mark.parametrize("until", ["2027-1-29", "2027-1-28"])
def test_an_extension_ends_after_the_day_it_extends(library: Library, until: str) -> None:
    assert _grant(library, until).mistakes == {"until": "延期后的日期不晚于原来的期限。请核对日期。"}
    assert _grant(library, "2027-1-30").mistakes == {}


def test_a_row_without_a_day_or_of_a_correction_takes_any_day(library: Library) -> None:
    undated = rows_of([delivery(Nature.hear, Body.own_congress, 0)], Done())[0]
    assert _grant(library, "2026-12-1", row=undated).mistakes == {}
    assert _grant(library, "2027-1-20", row=replace(_row(), round=1)).mistakes == {}


def test_an_extension_in_words_nobody_reads_as_a_day_is_said(library: Library) -> None:
    told = "延到哪一天填的是“春节后”，没有看懂。请写一个日期，如 2027年1月15日、2027-1-15 或 1月15日。"
    assert _grant(library, "春节后").mistakes == {"until": told}
