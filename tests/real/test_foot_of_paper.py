"""What a ruler finds at the foot of the paper and behind it: 附件说明, attachments, 版记, page numbers, watermark; in LibreOffice.

All documents are set by one start of LibreOffice; expected lengths are literals from GB/T 9704-2012.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from server.report.manuscript import Attachment, AttachmentNote, Block, Imprint, Note, Paragraph, Recipients, SignOff, Table, Title
from tests.real import layout
from tests.real.layout import Layout, Line, measured, missing, to_pdfs
from tests.word.papers import KEYS, written

required = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
pytestmark = [pytest.mark.real, pytest.mark.skipif(bool(missing()) and not required, reason=f"缺少 {missing()}，不能测量版面")]

MM = 25.4 / 72
LAST_RULE, WIDTH, THICK, THIN = 262, 156, 0.35, 0.25
ONE = Imprint(printer="云岭县清溪镇党政办公室", day="2027年1月20日")
TWO = Imprint("县委全面依法治县委员会办公室，县司法局", "云岭县清溪镇党政办公室", "2027年1月20日")
THREE = Imprint("县委全面依法治县委员会办公室，县人大常委会办公室，县政协办公室，县司法局", "清溪镇党政办公室", "2027年1月20日")
TALL = Imprint("县直有关单位，" * 24, "云岭县清溪镇党政综合（便民服务）办公室和法治政府建设领导小组办公室", "2027年12月20日")
IMPRINTS = {"one": ONE, "two": TWO, "three": THREE, "tall": TALL, "copies": Imprint("县司法局")}
SENTENCE = "全镇坚持依法行政，全面落实法治政府建设责任制，推进基层治理规范化。"
LINES = (1, 19, 20, 22, 44)
NAMES = (
    *("二〇二六年度法治政府建设主要指标表", "重大行政决策事项目录", "行政规范性文件制定备案和清理情况以及合法性审查意见采纳情况一览表"),
    *("行政执法案件目录", "行政复议和行政应诉情况", "人民调解情况", "普法活动情况", "人员持证情况", "问题整改台账"),
)


@dataclass(frozen=True)
class Rule:
    """A line across the page, measured at its middle; lengths in millimetres."""

    middle: float
    thickness: float
    left: float
    right: float


@dataclass(frozen=True)
class Sheet:
    """A page of a document: its rules from above, the tops and bottoms of its characters with their text."""

    rules: tuple[Rule, ...]
    characters: tuple[tuple[str, float, float, float, float], ...]

    @property
    def text(self) -> str:
        return "".join(each[0] for each in self.characters)

    def lowest_above(self, height: float) -> float:
        """Where the last character that begins above a height ends."""
        return max((bottom for _, _, _, top, bottom in self.characters if top < height), default=0)


def _sheets(pdf: Path) -> tuple[Sheet, ...]:
    with pdfplumber.open(pdf) as document:
        return tuple(Sheet(_rules(page), _characters(page)) for page in document.pages)


def _rules(page: pdfplumber.page.Page) -> tuple[Rule, ...]:
    found = sorted(page.lines, key=lambda line: line["top"])
    return tuple(Rule(line["top"] * MM, line["linewidth"] * MM, line["x0"] * MM, line["x1"] * MM) for line in found)


def _characters(page: pdfplumber.page.Page) -> tuple[tuple[str, float, float, float, float], ...]:
    return tuple((char["text"], *(round(char[side] * MM, 3) for side in ("x0", "x1", "top", "bottom"))) for char in page.chars)


def _short(lines: int) -> list[Block]:
    return [Paragraph("短段。")] * lines


def _paper(attachments: int, paragraphs: int, imprint: Imprint = TWO) -> list[Block]:
    names = NAMES[:attachments]
    numbers = [str(number) for number in range(1, attachments + 1)] if attachments > 1 else [""]
    behind: list[Block] = []
    for number, name in zip(numbers, names, strict=False):
        behind += [Attachment(f"附件{number}", (name,)), Paragraph(SENTENCE)]
    return [
        Title(("云岭县清溪镇人民政府关于", "2026年度法治政府建设情况的报告")),
        Recipients("县委、县政府："),
        *[Paragraph(SENTENCE * 3)] * paragraphs,
        Paragraph("特此报告。"),
        AttachmentNote(names),
        SignOff(("云岭县清溪镇人民政府",), "2027年1月15日"),
        Note("联系人：陆青，电话：0000—0000000"),
        *behind,
        imprint,
    ]


def _documents() -> Iterator[tuple[str, bytes]]:
    for key in KEYS:
        for name, imprint in IMPRINTS.items():
            yield from ((f"{key}-{name}-{lines}", written(*_short(lines), imprint, key=key)) for lines in LINES)
        for attachments in (0, 1, 2, 9):
            yield f"{key}-{attachments}a", written(*_paper(attachments, 3), key=key)
        yield f"{key}-draft", written(*_paper(2, 3), key=key, watermark="草稿")
        yield f"{key}-plain", written(*_paper(2, 3), key=key)
        yield f"{key}-unnumbered", written(*_paper(2, 3), key=key, numbered=False)
        table = Table((("事项", "件数"), *((f"事项{row}", str(row)) for row in range(12))))
        yield f"{key}-table", written(*_short(3), Attachment("附件", ("指标表",)), table, TWO, key=key)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return to_pdfs(dict(_documents()), tmp_path_factory.mktemp("foot"))


def _check_imprint(sheets: Sequence[Sheet], rules: int, name: str) -> None:
    """The rules of 7.4.1 on the last page alone, and no text between them that is not theirs."""
    assert [len(sheet.rules) for sheet in sheets[:-1]] == [0] * (len(sheets) - 1), name
    found = sheets[-1].rules
    assert len(found) == rules, name
    assert abs(found[-1].middle - LAST_RULE) <= 1, name
    wanted = [THICK, *[THIN] * (rules - 2), THICK]
    assert all(abs(rule.thickness - thick) <= 0.06 for rule, thick in zip(found, wanted, strict=True)), name
    assert all(abs(rule.right - rule.left - WIDTH) <= 1 and abs(rule.left - 28) <= 0.5 for rule in found), name
    assert sheets[-1].lowest_above(found[0].middle - 1) <= found[0].middle, name


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("imprint", "rules"), [("one", 2), ("two", 3), ("three", 3), ("tall", 3), ("copies", 2)])
def test_the_last_rule_is_the_lower_edge_of_the_text_area_of_the_last_page(
    papers: dict[str, Path], key: str, imprint: str, rules: int
) -> None:
    for lines in LINES:
        _check_imprint(_sheets(papers[f"{key}-{imprint}-{lines}"]), rules, f"{key} {imprint} {lines}")


@pytest.mark.parametrize("key", KEYS)
def test_an_imprint_that_finds_no_room_stands_alone_on_the_next_page(papers: dict[str, Path], key: str) -> None:
    pages = {lines: len(_sheets(papers[f"{key}-two-{lines}"])) for lines in LINES}
    assert pages == {1: 1, 19: 1, 20: 2, 22: 2, 44: 3}  # 19 lines leave room for two lines of 版记, 20 do not


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("attachments", [0, 1, 2, 9])
def test_with_text_and_attachments_before_it_the_imprint_still_ends_the_document(
    papers: dict[str, Path], key: str, attachments: int
) -> None:
    sheets = _sheets(papers[f"{key}-{attachments}a"])
    _check_imprint(sheets, 3, f"{key} {attachments}")
    assert len(sheets) == 2 + attachments


def test_the_printer_stands_one_character_in_on_the_left_and_the_day_on_the_right(papers: dict[str, Path]) -> None:
    lines = measured(papers["gb9704_a-two-19"]).pages[-1].lines
    copies, printed = lines[-2:]
    assert (copies.text, printed.text) == ("抄送：县委全面依法治县委员会办公室，县司法局。", "云岭县清溪镇党政办公室2027年1月20日印发")
    assert abs(copies.left_mm - 28 - 4.94) < 0.6
    assert abs(printed.left_mm - 28 - 4.94) < 0.6
    assert abs(184 - printed.right_mm - 4.94) < 0.6
    assert all(abs(line.points - 14) < 0.1 for line in (copies, printed))


def test_a_second_line_of_copies_begins_below_the_first_character_after_the_colon(papers: dict[str, Path]) -> None:
    lines = measured(papers["gb9704_a-three-1"]).pages[-1].lines
    assert lines[-3].text.startswith("抄送：")
    assert abs(lines[-2].left_mm - lines[-3].left_mm - 3 * 4.94) < 0.3


@pytest.mark.parametrize("key", KEYS)
def test_every_page_has_its_number_7_mm_below_the_text_area_attachments_and_imprint_too(papers: dict[str, Path], key: str) -> None:
    pages = measured(papers[f"{key}-9a"]).pages
    assert [page.number.text for page in pages] == [f"—{number}—" for number in range(1, 12)]
    assert all(abs(page.dash_mm - 269) <= 1 for page in pages)
    assert all(abs(184 - page.number.right_mm - 4.94) < 0.6 for page in pages[::2])
    assert all(abs(page.number.left_mm - 28 - 4.94) < 0.6 for page in pages[1::2])


def test_without_numbers_there_is_nothing_below_the_text_area(papers: dict[str, Path]) -> None:
    assert all(top < 262 for sheet in _sheets(papers["gb9704_a-unnumbered"]) for _, _, _, top, _ in sheet.characters)


@pytest.mark.parametrize("key", KEYS)
def test_an_attachment_begins_a_page_its_label_on_the_first_line_and_its_title_on_the_third(papers: dict[str, Path], key: str) -> None:
    layout = measured(papers[f"{key}-9a"])
    pitch = {"gb9704_a": 10.21, "gb9704_b": 10.44}[key]
    for number, page in enumerate(layout.pages[2:], 1):
        label, title = page.lines[:2]
        assert label.text == f"附件{number}"
        assert abs(label.left_mm - 28) < 0.5
        assert title.text == NAMES[number - 1][: len(title.text)]
        assert abs(title.bottom_mm - label.bottom_mm - 2 * pitch) < 4  # the title is of 22 pt in a line of 35 pt
        assert abs(title.centre_mm - 106) < 0.6


def _named(layout: Layout) -> list[Line]:
    lines = [line for page in layout.pages for line in page.lines]
    start = next(at for at, line in enumerate(lines) if line.text.startswith("附件："))
    end = next(at for at, line in enumerate(lines) if at > start and line.text == "云岭县清溪镇人民政府")
    return lines[start:end]


@pytest.mark.parametrize("key", KEYS)
def test_names_of_attachments_begin_below_each_other_and_go_on_below_their_first_character(papers: dict[str, Path], key: str) -> None:
    first, second, third, rest, *_ = _named(measured(papers[f"{key}-9a"]))
    assert abs(first.left_mm - 28 - 11.11) < 0.5
    assert abs(second.left_mm - 28 - 27.78) < 0.5  # two characters and 附件： are five
    assert (second.text[:2], third.text[:2]) == ("2.", "3.")
    # A digit and a point of Times New Roman are 4.06 mm; the fonts at hand may set a point twice as wide.
    assert abs(rest.left_mm - third.left_mm - 4.06) < 0.3


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("attachments", [0, 1, 2, 9])
def test_the_sign_off_has_text_above_it(papers: dict[str, Path], key: str, attachments: int) -> None:
    signed = next(sheet for sheet in _sheets(papers[f"{key}-{attachments}a"]) if "2027年1月15日" in sheet.text)
    assert "特此报告。" in signed.text


@pytest.mark.parametrize("key", KEYS)
def test_a_watermark_moves_nothing(papers: dict[str, Path], key: str) -> None:
    draft, plain = _sheets(papers[f"{key}-draft"]), _sheets(papers[f"{key}-plain"])
    assert [sheet.characters for sheet in draft] == [sheet.characters for sheet in plain]
    assert [sheet.rules for sheet in draft] == [sheet.rules for sheet in plain]


def test_a_watermark_is_grey_ink_on_every_page(papers: dict[str, Path], tmp_path: Path) -> None:
    for name, least, most in (("draft", 0.01, 0.2), ("plain", 0, 0)):
        layout._output("pdftoppm", "-gray", "-r", "50", str(papers[f"gb9704_a-{name}"]), str(tmp_path / name))
        pictures = sorted(tmp_path.glob(f"{name}-*.pgm"))
        assert len(pictures) == 4
        assert all(least <= _grey(each) <= most for each in pictures)


def _grey(picture: Path) -> float:
    """The share of even light grey on a page, edges of characters aside."""
    with Image.open(picture) as opened:
        counted = opened.histogram()
    return sum(count for level, count in enumerate(counted) if 200 <= level < 250 and count > 500) / sum(counted)


def _batches(documents: dict[str, bytes], folder: Path) -> Iterator[tuple[str, Path]]:
    """Few enough at a time for one start of LibreOffice, none kept longer than it is looked at."""
    names = list(documents)
    for start in range(0, len(names), 8):
        yield from to_pdfs({name: documents[name] for name in names[start : start + 8]}, folder).items()


@pytest.mark.long
@pytest.mark.parametrize("key", KEYS)
def test_the_foot_is_right_after_1_to_40_pages(key: str, tmp_path: Path) -> None:
    documents = {f"p{pages}": written(*_short(22 * pages - 4), THREE, key=key) for pages in range(1, 41)}
    for name, pdf in _batches(documents, tmp_path):
        sheets, pages = _sheets(pdf), measured(pdf).pages
        _check_imprint(sheets, 3, f"{key} {name}")
        assert f"p{len(pages)}" == name
        assert [page.number.text for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]
        assert all(abs(page.dash_mm - 269) <= 1 for page in pages), name


@pytest.mark.long
@pytest.mark.parametrize("key", KEYS)
def test_the_imprint_finds_its_place_behind_every_number_of_lines_and_attachments(key: str, tmp_path: Path) -> None:
    lines = {f"{name}-{count}": written(*_short(count), imprint, key=key) for name, imprint in IMPRINTS.items() for count in range(1, 46)}
    papers = {f"{count}a-{each}": written(*_paper(count, each), key=key) for count in range(10) for each in range(1, 9)}
    for name, pdf in _batches(lines | papers, tmp_path):
        sheets = _sheets(pdf)
        _check_imprint(sheets, 2 if name.startswith(("one", "copies")) else 3, f"{key} {name}")
        if name in papers:
            assert "特此报告。" in next(sheet for sheet in sheets if "2027年1月15日" in sheet.text).text, name
