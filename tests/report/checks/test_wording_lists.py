"""The shipped lists hold what they promise: enough entries, each proved, none of them objecting to the right form of another."""

from datetime import date

import pytest

from server.report.checks import characters, confusing, formulas, repeating
from server.report.checks.listed import Confusable, Formula, Misspelt, Pattern, Superseded, Vocabulary
from server.report.checks.proving import unproved
from server.report.checks.wording import Wording
from server.report.findings import Class
from tests.report.checks.worded import found, lists


def test_the_lists_are_long() -> None:
    held = lists()
    assert len(held.confusables) + sum(len(each.words) for each in held.misspelt) >= 900
    assert sum(len(each.words) for each in held.vocabulary) >= 1100
    assert len(held.formulas) >= 150
    assert sum(len(each.wrong) for each in held.formulas) >= 700
    assert len(held.titles) + sum(len(each.names) for each in held.more_titles) >= 900
    assert len(held.characters) == 8105


def test_every_entry_is_proved() -> None:
    assert list(unproved(lists())) == []


def test_every_wrong_form_of_a_formula_is_found() -> None:
    missed = [
        wrong
        for each in lists().formulas
        for wrong in each.wrong
        if not found(formulas.CHECKS, f"，{wrong}，", (each.since or date(2024, 1, 1)).year + 1)
    ]
    assert missed == []


def test_no_check_of_words_objects_to_the_right_forms() -> None:
    checks = (*confusing.CHECKS, *formulas.CHECKS, *repeating.CHECKS, *characters.CHECKS)
    rights = [each.right for each in lists().formulas if each.weight is not Class.hint]
    rights += [word for each in lists().vocabulary for word in each.words]
    rights += [right for each in lists().misspelt for right in each.words.values()]
    assert [(right, said) for right in dict.fromkeys(rights) if (said := found(checks, f"，{right}，"))] == []


@pytest.mark.parametrize(
    ("lists_with_a_mistake", "says"),
    [
        (Wording(confusables=(Confusable(wrong="台帐", right="台账", source="辞典", example="台账"),)), "example 没有查出"),
        (Wording(confusables=(Confusable(wrong="台帐", right="台账", source="辞典", counter="台帐"),)), "counter 不该查出"),
        (Wording(patterns=(Pattern(id="G01.1", find="目的是为了", says="重复", source="语法", example="为了"),)), "example 没有查出"),
        (Wording(superseded=(Superseded(term="工商局", source="改革", counter="县工商局"),)), "counter 不该查出"),
        (Wording(formulas=(Formula(right="尊法学法", wrong=("尊法",), source="决定"),)), "互相包含"),
        (Wording(misspelt=(Misspelt(words={"台": "台账"}, source="辞典"),)), "右边"),
        (Wording(vocabulary=(Vocabulary(words=("司法所",), source="用语"),)), "至少四个字"),
    ],
)
def test_an_entry_that_is_not_proved_is_told(lists_with_a_mistake: Wording, says: str) -> None:
    assert [says in told for told in unproved(lists_with_a_mistake)] == [True]


def test_lists_of_an_office_are_looked_up_at_once() -> None:
    before = found(confusing.CHECKS, "抓好禾美创建。")
    own = Wording(confusables=(Confusable(wrong="禾美", right="和美", source="县提法"),))
    assert before == []
    assert found(confusing.CHECKS, "抓好禾美创建。", by=lists().joined(own)) == [("W01", "禾美", "和美")]
