"""What must be there: figures, sections, the national items, both leaders; 缺资料 is told apart from what nobody began."""

from dataclasses import replace

import pytest

from server.report.checks.completeness import CHECKS
from server.report.checks.records import Call
from server.report.findings import Class
from server.report.snapshot import Item, SectionRecord
from tests.report.checks.ledger import TEXTS, TOWN, figures_of, ids, records, sections, told, typed, with_sections

FULL = {"come": "10", "done": "9"}


def test_a_complete_report_is_silent() -> None:
    assert told(CHECKS, records(FULL)) == []


def test_an_answer_that_cannot_be_read_must_be_put_right_and_a_day_is_asked_about() -> None:
    made = records({**FULL, "open": "十来件", "pending": typed("1", as_of="年底前后")})
    found = [each[:2] for each in told(CHECKS, made)]
    assert found == [("E01", Class.must), ("E02", Class.verify)]


def test_a_rate_that_came_alone_names_its_source() -> None:
    assert ids(CHECKS, records({**FULL, "content_rate": typed("97.5", office="")})) == ["E03"]
    assert ids(CHECKS, records({**FULL, "content_rate": "97.5"})) == []


def test_core_figures_nobody_answered_are_one_finding_a_section() -> None:
    assert told(CHECKS, records()) == [("E04", Class.explain, "disputes", "")]
    assert figures_of(CHECKS, records()) == [("E04", ("come", "done"))]
    assert figures_of(CHECKS, records({"come": "不适用"})) == [("E04", ("done",))]
    assert ids(CHECKS, records({"come": "0", "done": "0"})) == []


def test_what_an_office_owes_is_not_what_nobody_began() -> None:
    made = replace(records({"come": "10"}), awaited={"done": "信访办", "cases": "执法队"})
    assert told(CHECKS, made) == [
        ("E05", Class.explain, "disputes", ""),
        ("E05", Class.explain, "enforcement", ""),
    ]
    assert figures_of(CHECKS, made) == [("E05", ("done",)), ("E05", ("cases",))]
    assert ids(CHECKS, replace(records(FULL), awaited={"done": "信访办"})) == []


@pytest.mark.parametrize("key", ["problems", "first_responsible", "plans"])
def test_an_item_of_the_national_rule_without_a_word_must_be_written(key: str) -> None:
    made = records(FULL, texts={**TEXTS, key: ""})
    assert told(CHECKS, made) == [("E06", Class.must, key, "")]


def test_a_chapter_is_answered_by_its_sections_and_a_hidden_one_is_missing() -> None:
    kept = tuple(each for each in sections() if each.key != "plans")
    assert told(CHECKS, with_sections(records(FULL), kept)) == [("E06", Class.must, "", "")]
    empty = {key: text for key, text in TEXTS.items() if key in ("problems", "first_responsible", "plans")}
    assert ids(CHECKS, records(FULL, texts=empty))[0] == "E06"


def test_where_no_rule_binds_a_missing_item_only_wants_a_word() -> None:
    made = replace(records(FULL, texts={**TEXTS, "plans": ""}), rules=())
    assert told(CHECKS, made)[0][:2] == ("E06", Class.explain)


def test_an_empty_section_is_a_hint_and_one_an_office_owes_is_not() -> None:
    made = records(FULL, texts={**TEXTS, "capacity": ""})
    assert told(CHECKS, made) == [("E07", Class.hint, "capacity", "")]
    assert told(CHECKS, replace(made, awaited={"capacity": "党政办"})) == [("E07", Class.explain, "capacity", "")]


def test_problems_name_their_causes() -> None:
    made = records(FULL, texts={**TEXTS, "problems": "个别干部学法不深。"})
    assert told(CHECKS, made) == [("E08", Class.verify, "problems", "")]
    points = (Item(title="学法不深"), Item(title="评查不细", body="人手不足"))
    blank = tuple(each.model_copy(update={"text": "", "items": points}) if each.key == "problems" else each for each in sections())
    assert ("E08", Class.explain, "problems", "") in told(CHECKS, with_sections(records(FULL), blank))


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("党委书记主持会议三次。", "行政主要负责人"),
        ("镇长督办执法事项。", "党委书记"),
        ("党政主要负责人带头述法。", ""),
        ("镇党委和政府主要负责人带头述法。", ""),
        ("党委书记、镇长分别带头。", ""),
        ("全镇干部带头学法。", ""),
    ],
)
def test_both_first_responsible_persons_are_spoken_of(text: str, lacking: str) -> None:
    made = records(FULL, texts={**TEXTS, "first_responsible": text})
    said = [hit.message for check in CHECKS if check.id == "E09" for hit in check.find(made)]
    assert [f"没有写{lacking}" in each for each in said] == ([True] if lacking else [])


def test_a_department_may_have_one_person_for_both() -> None:
    unit = TOWN.model_copy(update={"tier": "department"})
    made = records(FULL, texts={**TEXTS, "first_responsible": "局长主持会议。"}, unit=unit)
    assert [each[1] for each in told(CHECKS, made) if each[0] == "E09"] == [Class.hint]


def test_headings_the_notice_asks_for_are_named() -> None:
    assert told(CHECKS, replace(records(FULL), call=Call("《通知》", 0, "五部分", ("政务公开",)))) == [("E10", Class.verify, "", "")]


def test_a_hundred_sections_are_checked_quickly() -> None:
    many = (*sections(), *(SectionRecord(key=f"own{at}", level=1, heading="自设", text="情况。" * 300, custom=True) for at in range(100)))
    assert ids(CHECKS, with_sections(records(FULL), many)) == []
