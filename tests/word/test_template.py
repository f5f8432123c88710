"""The Word templates: what GB/T 9704-2012 asks of page, styles and page number, as literals."""

import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Pt, Twips

from server.report.formats import Format
from server.word.template import build

ROOT = Path(__file__).parents[2]
KEYS = ("gb9704_a", "gb9704_b")


def _format(key: str) -> Format:
    return Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8")))


def _part(name: str, key: str = "gb9704_a") -> str:
    with zipfile.ZipFile(BytesIO(build(_format(key)))) as archive:
        return archive.read(name).decode()


def _style(identity: str) -> str:
    found = re.search(rf'<w:style [^>]*w:styleId="{identity}">.*?</w:style>', _part("word/styles.xml"))
    assert found
    return found[0]


@pytest.mark.parametrize("key", KEYS)
def test_the_committed_template_is_the_one_its_numbers_build(key: str) -> None:
    assert (ROOT / f"docx_templates/{key}.docx").read_bytes() == build(_format(key)), "run: python -m server templates"


@pytest.mark.parametrize("key", KEYS)
def test_building_twice_gives_the_same_bytes(key: str) -> None:
    assert build(_format(key)) == build(_format(key))


@pytest.mark.parametrize("key", KEYS)
def test_a_template_is_lean_and_names_no_theme(key: str) -> None:
    assert len(build(_format(key))) < 40_000
    with zipfile.ZipFile(BytesIO(build(_format(key)))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert not [name for name in archive.namelist() if "theme" in name]
    assert "asciiTheme" not in everything
    assert "eastAsiaTheme" not in everything
    assert "python-docx" not in everything


def test_the_paper_is_a4_with_margins_37_28_35_26() -> None:
    section = Document(BytesIO(build(_format("gb9704_a")))).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    for side, millimetres in zip(sides, (210, 297, 37, 28, 35, 26), strict=True):
        assert side is not None
        assert abs(side - Mm(millimetres)) < Mm(0.1)


def test_profile_b_moves_top_and_bottom_by_half_a_line_gap() -> None:
    section = Document(BytesIO(build(_format("gb9704_b")))).sections[0]
    assert section.top_margin is not None
    assert section.bottom_margin is not None
    assert abs(section.top_margin - Mm(34.58)) < Mm(0.1)
    assert abs(section.bottom_margin - Mm(32.58)) < Mm(0.1)


def test_the_grid_is_of_lines_alone_because_a_character_grid_halves_lines_in_libreoffice() -> None:
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in _part("word/document.xml")
    assert '<w:docGrid w:type="lines" w:linePitch="592"/>' in _part("word/document.xml", "gb9704_b")


@pytest.mark.parametrize(
    ("identity", "font", "half_points"),
    [
        ("Normal", "仿宋_GB2312", 32),
        ("Title", "方正小标宋简体", 44),
        ("Recipients", "仿宋_GB2312", 32),
        ("BodyText", "仿宋_GB2312", 32),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("Heading4", "仿宋_GB2312", 32),
        ("Heading5", "仿宋_GB2312", 32),
        ("HeadingRun1", "黑体", 32),
        ("HeadingRun2", "楷体_GB2312", 32),
        ("SignName", "仿宋_GB2312", 32),
        ("SignDate", "仿宋_GB2312", 32),
        ("PageNumberOdd", "宋体", 28),
        ("PageNumberEven", "宋体", 28),
    ],
)
def test_a_style_has_the_font_and_size_of_the_standard(identity: str, font: str, half_points: int) -> None:
    style = _style(identity)
    assert f'w:eastAsia="{font}"' in style
    assert 'w:hint="eastAsia"' in style
    assert f'<w:sz w:val="{half_points}"/>' in style
    assert "<w:b/>" not in style


def test_body_lines_are_exactly_28_95_points_and_begin_two_characters_in() -> None:
    body = Document(BytesIO(build(_format("gb9704_a")))).styles["Body Text"]
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body.paragraph_format.first_line_indent == Twips(630)
    assert 'w:firstLineChars="200"' in _style("BodyText")
    assert '<w:spacing w:val="-5"/>' in _style("BodyText")


def test_no_line_is_moved_for_a_widow_and_no_space_slipped_between_chinese_and_digits() -> None:
    assert '<w:widowControl w:val="0"/>' in _style("BodyText")
    assert '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' in _style("BodyText")


def test_hanging_marks_are_on_because_libreoffice_loses_them_when_they_are_off() -> None:
    assert '<w:overflowPunct w:val="1"/>' in _style("BodyText")
    assert "<w:overflowPunct/>" not in _part("word/styles.xml")


def test_no_exact_line_stands_in_a_table() -> None:
    for identity in ("TableHead", "TableCentred", "TableText"):
        assert 'w:lineRule="auto"' in _style(identity)


def test_a_table_has_single_borders_on_all_sides() -> None:
    edges = re.findall(r'<w:(top|left|bottom|right|insideH|insideV) w:val="single"', _style("ReportTable"))
    assert edges == ["top", "left", "bottom", "right", "insideH", "insideV"]


def test_headings_are_found_by_the_outline_of_word() -> None:
    levels = [re.search(r'<w:outlineLvl w:val="(\d)"/>', _style(f"Heading{level}")) for level in range(1, 6)]
    assert [found[1] for found in levels if found] == ["0", "1", "2", "3", "4"]
    assert '<w:name w:val="heading 1"/>' in _style("Heading1")


def test_odd_page_numbers_stand_right_even_ones_left_each_one_character_in() -> None:
    assert "<w:evenAndOddHeaders/>" in _part("word/settings.xml")
    assert '<w:jc w:val="right"/>' in _style("PageNumberOdd")
    assert 'w:rightChars="100" w:right="280"' in _style("PageNumberOdd")
    assert '<w:jc w:val="left"/>' in _style("PageNumberEven")
    assert 'w:leftChars="100" w:left="280"' in _style("PageNumberEven")


@pytest.mark.parametrize("footer", ["footer1", "footer2"])
def test_a_page_number_is_a_field_between_two_em_dashes(footer: str) -> None:
    xml = _part(f"word/{footer}.xml")
    assert re.findall(r"<w:(?:t|instrText)[^>]*>([^<]*)<", xml) == ["— ", " PAGE ", "1", " —"]
    assert re.findall(r'fldCharType="(\w+)"', xml) == ["begin", "separate", "end"]


def test_the_language_is_chinese_and_the_mode_that_of_word_2013() -> None:
    assert 'w:eastAsia="zh-CN"' in _part("word/styles.xml")
    assert '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>' in _part("word/settings.xml")
    assert re.search(r'w:name="compatibilityMode" [^>]*w:val="15"', _part("word/settings.xml"))


def test_a_font_that_is_not_installed_has_a_known_stand_in() -> None:
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in _part("word/fontTable.xml")
