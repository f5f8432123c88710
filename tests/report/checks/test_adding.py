"""What somebody types for the lists of words becomes an entry, or a sentence for each field that cannot be taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.checks.adding import KINDS, Typed, entry_of, left_alone, mistakes, typed_of
from server.report.checks.wording import Confusable, Formula, Plain, Superseded, Tifa
from server.report.findings import Class, Finding, Strength

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
DAYS = {"since": "2026年1月1日", "until": "2026-12-31"}


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        (
            Typed("confusable", "台帐", "台账", "县府办", **DAYS),
            Confusable(wrong="台帐", right="台账", source="县府办", since=SINCE, until=UNTIL),
        ),
        (
            Typed("formula", "学法用法守法\n\n守法学法", "学法守法", "通知"),
            Formula(wrong=("学法用法守法", "守法学法"), right="学法守法", source="通知"),
        ),
        (Typed("superseded", "综治办", "", "机构改革方案"), Superseded(term="综治办", source="机构改革方案")),
        (Typed("tifa", " 一镇 一策 ", "一镇一策行动", "县委全会"), Tifa(wrong=("一镇 一策",), right="一镇一策行动", source="县委全会")),
        (Typed("plain", "群团团员", "", "本单位"), Plain(word="群团团员", source="本单位")),
    ],
)
def test_each_kind_makes_its_entry_and_is_shown_again(typed: Typed, entry: object) -> None:
    assert mistakes(typed, 2026) == {}
    made = entry_of(typed, 2026)
    assert made == entry
    assert entry_of(typed_of(typed.kind, made), 2026) == entry


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed("", "台帐", "台账", "县府办"), "kind"),
        (Typed("pattern", "台帐", "台账", "县府办"), "kind"),
        (Typed("confusable", " \n ", "台账", "县府办"), "wrong"),
        (Typed("confusable", "台帐\n帐本", "台账", "县府办"), "wrong"),
        (Typed("confusable", "帐", "账", "县府办"), "wrong"),
        (Typed("confusable", "台" * 61, "台账", "县府办"), "wrong"),
        (Typed("tifa", "\n".join(f"写法{n}号" for n in range(21)), "正式写法", "县府办"), "wrong"),
        (Typed("tifa", "学法", "尊法学法守法用法", "县府办"), "wrong"),
        (Typed("confusable", "台帐", "", "县府办"), "right"),
        (Typed("confusable", "台帐", "账" * 61, "县府办"), "right"),
        (Typed("confusable", "台帐", "台账", ""), "source"),
        (Typed("confusable", "台帐", "台账", "源" * 201), "source"),
        (Typed("confusable", "台帐", "台账", "县府办", since="去年底"), "since"),
        (Typed("confusable", "台帐", "台账", "县府办", since="2026年2月1日", until="2026年1月1日"), "until"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(typed: Typed, field: str) -> None:
    assert list(mistakes(typed, 2026)) == [field]


@given(st.sampled_from(KINDS), st.text(alphabet="台帐.*+?[](){}\\|^$", min_size=2, max_size=20))
def test_signs_of_patterns_are_words_like_any_other(kind: str, wrong: str) -> None:
    typed = Typed(kind, wrong, "" if kind in ("superseded", "plain") else "写法正确", "县府办")
    assert set(mistakes(typed, 2026)) <= {"wrong"}
    if not mistakes(typed, 2026):
        assert typed_of(kind, entry_of(typed, 2026)).forms == typed.forms


def test_quoted_words_are_left_alone_by_the_rule_that_quoted_them() -> None:
    found = Finding("D01", "", Strength.practice, Class.verify, "叠字。", quote="群团团员")
    assert left_alone(found, "多次忽略") == Plain(word="群团团员", rule="D01", source="多次忽略")
