"""What a ruler finds at the head of a paper: 红头, 信函, titles and sign-offs in LibreOffice, with literals from GB/T 9704-2012."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pdfplumber
import pytest

from server.report.formats import Format
from server.report.manuscript import Block, Letterhead, Manuscript, Masthead, Paragraph, Properties, Recipients, SignOff, Title
from server.report.words import title_lines
from server.word.writer import write
from tests.real.ink import Ink, ink
from tests.real.layout import Line, lines_of, missing, to_pdfs

ROOT = Path(__file__).parents[2]
KEYS = ("gb9704_a", "gb9704_b")
PARTY, TOWN = "中共云岭县清溪镇委员会", "云岭县清溪镇人民政府"
BUREAUS = ("云岭县司法局", "云岭县财政局", "云岭县农业农村局")
LONGEST = "中共云岭县清溪镇委员会全面依法治镇委员会办公室秘书科"
DAY = "2027年12月15日"
TITLE = "云岭县清溪镇人民政府关于2026年度法治政府建设情况的报告"
PIECES = (
    *(
        "云岭县清溪镇人民政府",
        "关于",
        "2026年度",
        "法治政府建设",
        "情况",
        "的报告",
        "和",
        "依法行政",
        "工作",
        "整改",
        "落实",
        "2027年",
        "重点",
    ),
    *("任务", "计划", "安排", "暨", "规范性文件", "备案审查", "行政执法", "监督", "检查"),
)
MARGIN_MM, CHARACTER_MM = 184.0, 5.556

required = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
pytestmark = [pytest.mark.real, pytest.mark.skipif(bool(missing()) and not required, reason=f"缺少 {missing()}，不能测量版面")]


def _written(*blocks: Block, key: str) -> bytes:
    measures = Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8")))
    template = (ROOT / f"docx_templates/{key}.docx").read_bytes()
    return write(Manuscript(Properties("报告", TOWN), blocks), measures, template)


def _paper(head: Masthead | Letterhead, *names: str, title: str = TITLE) -> tuple[Block, ...]:
    text = (Paragraph("现将有关情况报告如下。"), *[Paragraph("坚持依法行政，" * 30)] * 4, Paragraph("特此报告。"))
    return (head, Title(title_lines(title)), Recipients("县委、县政府："), *text, SignOff(names, DAY))


def _upwards(*names: str, key: str, signers: tuple[str, ...] = ("林远山",), title: str = TITLE) -> bytes:
    return _written(*_paper(Masthead(names, "清政发〔2027〕1号", signers, "特急"), *names, title=title), key=key)


def _letter(name: str, key: str) -> bytes:
    return _written(*_paper(Letterhead(name, "清政函〔2027〕3号", "加急"), name), key=key)


def _title(length: int) -> str:
    """A title of just so many characters, of words as titles have them; only its last word may be cut short."""
    words = "".join(PIECES).replace("2026", "今").replace("2027", "明")
    return words[: length - 3] + "的报告"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A few papers of every kind, set by one start of LibreOffice."""
    papers: dict[str, bytes] = {}
    for key in KEYS:
        papers |= {f"{key}-up-{len(name)}": _upwards(name, key=key) for name in (TOWN, LONGEST[:4], LONGEST[:16], LONGEST[:24])}
        papers[f"{key}-joint-2"] = _upwards(PARTY, TOWN, key=key, signers=("林远山", "赵明"))
        papers[f"{key}-joint-3"] = _upwards(*BUREAUS, key=key, signers=("林远山", "赵明", "周小川"))
        papers[f"{key}-letter-10"] = _letter(TOWN, key)
    papers["gb9704_a-letter-24"] = _letter(LONGEST[:24], "gb9704_a")
    papers |= {f"gb9704_a-title-{length}": _upwards(TOWN, key="gb9704_a", title=_title(length)) for length in (12, 37, 60)}
    return to_pdfs(papers, tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Names of every length from 4 to 24, alone and jointly, and titles of every length from 12 to 60."""
    papers: dict[str, bytes] = {}
    for key in KEYS:
        for length in range(4, 25):
            name = LONGEST[:length]
            papers[f"{key}-up-{length}"] = _upwards(name, key=key)
            papers[f"{key}-letter-{length}"] = _letter(name, key)
            papers[f"{key}-joint-2-{length}"] = _upwards(name, TOWN, key=key, signers=("林远山", "赵明"))
            papers[f"{key}-joint-3-{length}"] = _upwards(name, *BUREAUS[:2], key=key, signers=("林远山", "赵明", "周小川"))
    papers |= {f"gb9704_a-title-{length}": _upwards(TOWN, key="gb9704_a", title=_title(length)) for length in range(12, 61)}
    folder, names = tmp_path_factory.mktemp("every"), list(papers)
    batches = (names[start : start + 50] for start in range(0, len(names), 50))
    return {name: path for batch in batches for name, path in to_pdfs({name: papers[name] for name in batch}, folder).items()}


def _of(papers: Mapping[str, Path], *kinds: str) -> Iterator[Path]:
    found = [path for name, path in papers.items() if name.split("-")[1] in kinds]
    assert found
    return iter(found)


def _check_head(pdf: Path) -> None:
    page = ink(pdf)
    (rule,) = page.rules
    assert abs(page.mark[0].top_mm - 72.0) <= 1.5, pdf.stem  # 37 mm and 35 mm below it
    assert all(28 <= line.left_mm <= line.right_mm <= 184 for line in page.mark), pdf.stem
    assert abs(rule.top_mm - page.above(rule).bottom_mm - 4.0) <= 0.5, pdf.stem
    assert abs(rule.width_mm - 156) <= 1, pdf.stem
    assert abs(rule.left_mm - 28) <= 0.5, pdf.stem
    _check_title(page, pdf)


def _check_title(page: Ink, pdf: Path) -> None:
    """Two lines of 28.95 or 29.6 pt, and what a line of 35 pt leaves above 22 pt characters."""
    (rule,) = page.rules
    two_lines = 2 * (28.95 if "gb9704_a" in pdf.stem else 29.6) * 0.3528
    assert abs(page.below(rule).top_mm - rule.bottom_mm - two_lines - 3.3) <= 0.7, pdf.stem


def _check_letter(pdf: Path) -> None:
    page = ink(pdf)
    thick, thin, low_thin, low_thick = page.rules
    assert abs(page.mark[0].top_mm - 30.0) <= 1.0, pdf.stem
    assert abs(thick.top_mm - page.mark[-1].bottom_mm - 4.0) <= 0.5, pdf.stem
    assert all(abs(rule.width_mm - 170) <= 1 and abs(rule.centre_mm - 106) <= 0.5 for rule in page.rules), pdf.stem
    assert thick.height_mm > thin.height_mm, pdf.stem
    assert low_thick.height_mm > low_thin.height_mm, pdf.stem
    assert abs(297 - low_thick.bottom_mm - 20.0) <= 0.5, pdf.stem
    number = page.below(thin)
    assert abs(number.top_mm - thin.bottom_mm - 4.94) <= 0.5, pdf.stem  # seven eighths of 16 pt
    assert abs(number.left_mm - 28) <= 0.5, pdf.stem
    assert abs(number.right_mm - 184) <= 0.5, pdf.stem


def _lines(pdf: Path) -> list[Line]:
    with pdfplumber.open(pdf) as document:
        return [line for page in document.pages for line in lines_of(page)]


def _check_sign_off(pdf: Path) -> None:
    """The last name ends within the page and is centred on its date, four characters in unless the name is wider than 14."""
    lines = _lines(pdf)
    at = next(at for at, line in enumerate(lines) if line.text == DAY)
    name, day = lines[at - 1], lines[at]
    assert name.right_mm <= MARGIN_MM + 0.3, pdf.stem
    if "joint" in pdf.stem:
        return
    assert abs(name.centre_mm - day.centre_mm) <= CHARACTER_MM / 2, pdf.stem
    if len(name.text) <= 14:
        assert abs(MARGIN_MM - day.right_mm - 4 * CHARACTER_MM) <= 0.6, pdf.stem


def _check_title_lines(pdf: Path) -> None:
    """Every line as it was broken, none wrapped by the page, each centred."""
    lines = [line for line in _lines(pdf) if abs(line.points - 22) < 0.5]
    assert tuple(line.text for line in lines) == title_lines(_title(int(pdf.stem.split("-")[-1]))), pdf.stem
    assert all(abs(line.centre_mm - 106) <= 1 for line in lines), pdf.stem


def test_the_mark_begins_72_mm_down_the_number_stands_4_mm_over_a_rule_156_mm_wide_and_the_title_two_lines_below(
    few: dict[str, Path],
) -> None:
    for pdf in _of(few, "up", "joint", "title"):
        _check_head(pdf)


def test_a_letter_has_its_name_30_mm_down_and_double_rules_170_mm_wide_4_mm_below_it_and_20_mm_from_the_edge(few: dict[str, Path]) -> None:
    for pdf in _of(few, "letter"):
        _check_letter(pdf)


def test_only_the_first_page_of_a_letter_has_rules_and_only_the_others_have_numbers(few: dict[str, Path]) -> None:
    first, second = (_page_text(few["gb9704_a-letter-10"], number) for number in (1, 2))
    assert "—" not in first
    assert "— 2 —" in second
    following = ink(few["gb9704_a-letter-10"], 2)
    assert following.red == ()
    dash = next(band for band in reversed(following.black) if band.top_mm > 262)
    assert abs((dash.top_mm + dash.bottom_mm) / 2 - 269) <= 1


def _page_text(pdf: Path, number: int) -> str:
    with pdfplumber.open(pdf) as document:
        return str(document.pages[number - 1].extract_text())


def test_a_name_is_centred_on_its_date_four_characters_from_the_right(few: dict[str, Path]) -> None:
    for pdf in _of(few, "up", "letter", "title", "joint"):
        _check_sign_off(pdf)


def test_a_name_wider_than_14_characters_ends_at_the_margin_with_the_date_below_its_middle(few: dict[str, Path]) -> None:
    lines = _lines(few["gb9704_a-up-24"])
    at = next(at for at, line in enumerate(lines) if line.text == DAY)
    assert abs(lines[at - 1].right_mm - 184) < 0.5
    assert abs(lines[at - 1].centre_mm - lines[at].centre_mm) <= CHARACTER_MM / 2


def test_two_joint_names_stand_side_by_side_a_seal_apart_and_the_second_over_the_date(few: dict[str, Path]) -> None:
    with pdfplumber.open(few["gb9704_a-joint-2"]) as document:
        characters = [char for page in document.pages for char in page.chars if abs(char["size"] - 16) < 0.5 and char["text"].strip()]
    text = "".join(char["text"] for char in characters)
    start = text.index(PARTY + TOWN)
    party, town = characters[start : start + 11], characters[start + 11 : start + 21]
    day = characters[text.index(DAY) : text.index(DAY) + len(DAY)]
    middles = [(part[0]["x0"] + part[-1]["x1"]) / 2 * 0.3528 for part in (party, town, day)]
    assert middles[1] - middles[0] >= 42
    assert town[0]["x0"] - party[-1]["x1"] >= 15
    assert abs(middles[1] - middles[2]) <= CHARACTER_MM / 2


def test_joint_names_are_spread_to_one_width_with_the_suffix_in_the_middle_of_their_height(few: dict[str, Path]) -> None:
    marks = [line for line in _lines(few["gb9704_a-joint-3"]) if line.points > 24]
    names = [line for line in marks if "局" in line.text]
    assert [line.text.replace("文件", "") for line in names] == list(BUREAUS)
    assert max(line.left_mm for line in names) - min(line.left_mm for line in names) < 0.7
    assert "文件" in marks[1].text  # of three lines the one in the middle


def test_signers_stand_two_a_row_below_each_other_and_the_number_on_the_last_row(few: dict[str, Path]) -> None:
    with pdfplumber.open(few["gb9704_a-joint-3"]) as document:
        characters = document.pages[0].chars
    at = {text: next(char for char in characters if char["text"] == text) for text in "签林赵周清"}
    signed = {text: (round(char["x0"] * 0.3528), round(char["top"] * 0.3528)) for text, char in at.items()}
    right = max(char["x1"] for char in characters if char["text"] == "明") * 0.3528
    assert signed["林"][0] == signed["周"][0]
    assert signed["签"][1] == signed["林"][1] == signed["赵"][1]
    number = next(char for char in characters if char["text"] == "〔")
    assert abs(number["top"] * 0.3528 - signed["周"][1]) < 1
    assert abs(184 - right - CHARACTER_MM) < 0.6
    assert abs(min(char["x0"] for char in characters if abs(char["top"] - number["top"]) < 1) * 0.3528 - 28 - CHARACTER_MM) < 0.6


def test_a_title_of_any_length_is_set_in_the_lines_it_was_broken_into(few: dict[str, Path]) -> None:
    for pdf in _of(few, "title"):
        _check_title_lines(pdf)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_names_of_4_to_24_characters_and_titles_of_12_to_60_keep_every_measure(every: dict[str, Path]) -> None:
    for pdf in _of(every, "up", "joint", "title"):
        _check_head(pdf)
    for pdf in _of(every, "letter"):
        _check_letter(pdf)
    for pdf in _of(every, "up", "joint", "title", "letter"):
        _check_sign_off(pdf)
    for pdf in _of(every, "title"):
        _check_title_lines(pdf)
