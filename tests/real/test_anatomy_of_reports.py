"""Real published papers as extracted text: every paragraph labelled, every heading at its level; not a sentence of theirs stands here."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from server.report.reading.anatomy import Anatomy, Paragraph, Part, understand
from server.report.reading.gathering import decoded, gathered
from server.report.words import count, width

REPORTS = Path(__file__).parents[2].parent / "shared/reports"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能读已知的报告")


def _content(name: str) -> bytes:
    return next(REPORTS.glob(f"{name}-*.txt")).read_bytes()


@cache
def _read(name: str) -> Anatomy:
    return understand(gathered(decoded(_content(name))))


def _below(name: str, level: int) -> list[int]:
    """How many headings of the next level stand below each heading of a level."""
    counts: list[int] = []
    for paragraph in _read(name).paragraphs:
        if paragraph.level == level:
            counts.append(0)
        elif paragraph.level == level + 1:
            counts[-1] += 1
    return counts


@pytest.mark.parametrize(
    ("name", "chapters", "deeper"), [("S1", [7, 0, 7, 6], 0), ("S4", [9, 3, 3], 30), ("S3", [4, 5, 7, 9, 4, 4, 6, 5, 12], 0)]
)
def test_headings_stand_at_their_levels(name: str, chapters: list[int], deeper: int) -> None:
    assert _below(name, 1) == chapters
    assert sum(_below(name, 2)) == deeper
    assert not [paragraph.doubt for paragraph in _read(name).paragraphs if paragraph.doubt]


def test_the_third_level_is_counted_below_each_section() -> None:
    assert _below("S4", 2) == [3, 2, 3, 2, 3, 3, 5, 4, 5, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("name", ["S1", "S3", "S4"])
def test_no_character_is_lost(name: str) -> None:
    read = "".join(paragraph.whole for paragraph in _read(name).paragraphs)
    text = decoded(_content(name))
    assert count(read) == count(text)
    assert "".join(read.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("S1", {"banner": 1, "number": 1, "signatory": 1, "title": 1, "opening": 1, "heading": 24, "text": 2}),
        ("S4", {"title": 1, "opening": 1, "heading": 48, "text": 8, "sign_off": 1, "date": 1}),
        (
            "S3",
            {"banner": 1, "number": 1, "title": 2, "recipients": 1, "opening": 2, "sign_off": 1, "date": 1}
            | {"heading": 65, "text": 11, "remark": 1, "imprint": 3},
        ),
    ],
)
def test_every_paragraph_has_its_part(name: str, parts: dict[str, int]) -> None:
    assert Counter(paragraph.part.value for paragraph in _read(name).paragraphs) == parts


def _broken(paragraph: str, first: str) -> Iterator[str]:
    """A paragraph as a page of 28 characters a line has it; no line begins with a closing sign."""
    line = first
    for character in paragraph:
        if width(line + character) > 28 and character not in "，。、；：？！）》”%":
            yield line
            line = ""
        line += character
    yield line


@pytest.mark.parametrize("name", ["S1", "S3", "S4"])
@pytest.mark.parametrize(
    ("first", "between", "page"), [("", "\n", 0), ("\u3000\u3000", "", 0), ("\u3000\u3000", "\n", 0), ("\u3000\u3000", "", 22)]
)
def test_a_paper_set_in_lines_of_28_is_read_as_one_in_whole_paragraphs(name: str, first: str, between: str, page: int) -> None:
    read = _read(name).paragraphs
    rows = [
        row
        for each in read
        for row in (*_broken(each.whole, first if len(each.whole) > 25 or each.level else ""), *[between] * len(between))
    ]
    marks = {at: ["", f"— {at // page} —", ""] for at in range(page, len(rows), page)} if page else {}
    text = "\n".join(line for at, row in enumerate(rows) for line in (*marks.get(at, []), row))
    again = [paragraph for paragraph in understand(gathered(text)).paragraphs if paragraph.part is not Part.margin]
    assert [(each.part, each.level, "".join(each.whole.split())) for each in again] == [
        (each.part, each.level, "".join(each.whole.split())) for each in read
    ]


@pytest.mark.parametrize("name", ["S1", "S4"])
def test_no_sentence_is_left_torn(name: str) -> None:
    prose = [each for each in _read(name).paragraphs if each.part in {Part.opening, Part.text} or each.text]
    torn = [each for each in prose if each.part in {Part.opening, Part.text, Part.heading} and not _ends(each)]
    assert not torn


def _ends(paragraph: Paragraph) -> bool:
    return paragraph.whole.endswith(("。", "：", "；"))
