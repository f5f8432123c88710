"""What may be said to a finding of each class, and how much of it is enough."""

import pytest

from server.report.checks.answering import SETTLED_BY, Said, wanting
from server.report.findings import Class


def test_each_class_is_settled_in_its_own_way() -> None:
    assert dict(SETTLED_BY) == {
        Class.must: "overridden",
        Class.explain: "explained",
        Class.verify: "dismissed",
        Class.hint: "dismissed",
    }


@pytest.mark.parametrize("words", ["", "口径不同", "口 径 不\n同 的", "是" * 501])
def test_too_little_or_too_much_does_not_do(words: str) -> None:
    assert wanting(Said.explained, words).startswith(("请把说明写清楚，至少6个字", "说明最多500个字"))
    assert "理由" in wanting(Said.overridden, words)


@pytest.mark.parametrize("words", ["口径与上年不同", "口径与上年同", "是" * 500])
def test_six_characters_are_enough(words: str) -> None:
    assert wanting(Said.explained, words) == ""
    assert wanting(Said.overridden, words) == ""


def test_putting_aside_needs_no_words() -> None:
    assert wanting(Said.dismissed, "") == ""
