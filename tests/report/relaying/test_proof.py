"""The proof: paragraph by paragraph to the last character, and what may differ around the text."""

import pytest

from server.report.reading.anatomy import understand
from server.report.reading.source import Line, Place, Source
from server.report.relaying.proof import Difference, difference

PAPER = (
    "清溪镇人民政府文件",
    "清政〔2026〕3号　　签发人：赵刚",
    "清溪镇人民政府关于2025年度法治政府建设情况的报告",
    "云岭县人民政府：",
    "2025年，清溪镇坚持依法行政。现将有关情况报告如下：",
    "一、主要举措",
    "全年检查42次，  整改3处。",
    "清溪镇人民政府",
    "2026年1月5日",
)


def found(copy: tuple[str, ...], paper: tuple[str, ...] = PAPER) -> Difference | None:
    source = Source(tuple(map(Line, paper)))
    return difference(source, understand(source), Source(tuple(map(Line, copy))))


def changed(at: int, *texts: str) -> tuple[str, ...]:
    return (*PAPER[:at], *texts, *PAPER[at + 1 :])


def test_the_same_lines_are_the_same() -> None:
    assert found(PAPER) is None


@pytest.mark.parametrize(
    ("at", "texts"),
    [
        (1, ("签发人：赵刚", "清政〔2026〕3号")),
        (1, ("清政〔2026〕3号\t签发人：赵刚",)),
        (2, ("清溪镇人民政府关于2025年度", "法治政府建设情况的报告")),
        (7, ("清溪镇 人民政府",)),
    ],
)
def test_around_the_text_breaks_and_spaces_may_differ(at: int, texts: tuple[str, ...]) -> None:
    assert found(changed(at, *texts)) is None


@pytest.mark.parametrize(
    ("at", "texts", "number"),
    [
        (0, ("清溪镇人民政府",), 1),
        (1, ("清政〔2026〕4号　　签发人：赵刚",), 1),
        (2, ("清溪镇人民政府2025年度关于法治政府建设情况的报告",), 3),
        (3, ("云岭县人民政府:",), 4),
        (4, ("2025年，清溪镇坚持依法行政。", "现将有关情况报告如下："), 5),
        (6, ("全年检查42次， 整改3处。",), 7),
        (6, ("全年检查43次，  整改3处。",), 7),
        (6, (), 7),
        (8, ("2026年1月6日",), 8),
    ],
)
def test_any_other_difference_is_found_at_its_place(at: int, texts: tuple[str, ...], number: int) -> None:
    differs = found(changed(at, *texts))
    assert differs
    assert differs.number == number


def test_what_is_added_at_the_end_is_found() -> None:
    assert found((*PAPER, "多出的话。")) == Difference(10, "", "多出的话。")


def test_paragraphs_joined_are_found() -> None:
    assert found((*PAPER[:5], PAPER[5] + PAPER[6], *PAPER[7:])) == Difference(6, "一、主要举措", "一、主要举措全年检查42次，  整改3处。")


def test_cells_that_changed_places_are_found() -> None:
    rows = Source((Line("标题"), Line("检查\t\t42", Place.table, table=1), Line("完。")))
    copy = Source((Line("标题"), Line("检查\t42\t", Place.table, table=1), Line("完。")))
    assert difference(rows, understand(rows), copy) == Difference(2, "检查\t\t42", "检查\t42")
