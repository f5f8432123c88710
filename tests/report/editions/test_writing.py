"""A value changed in a TOML file: nothing else of the file moves, and what is written reads back as what was meant."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.editions.writing import literal, with_table, with_value
from server.report.problems import Refused

FILE = """# 说明
key = "standard"

[[sections]]
key = "a" # 第一章
heading = "旧"

[[sections.sections]]
key = "b"
heading = "节"
shown = [
  "township",
]

# 尾
"""
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


def test_one_line_changes_and_all_others_stay() -> None:
    assert with_value("x", FILE, "b", "heading", "新") == FILE.replace('"节"', '"新"')
    assert with_value("x", FILE, "standard", "key", "standard") == FILE


def test_a_list_over_several_lines_is_replaced_as_a_whole() -> None:
    assert with_value("x", FILE, "b", "shown", ()) == FILE.replace('[\n  "township",\n]', "[]")


def test_a_value_that_was_not_there_is_added_to_its_table() -> None:
    assert with_value("x", FILE, "a", "shown", ("county",)).split("\n")[5:7] == ['heading = "旧"', 'shown = ["county"]']


@pytest.mark.parametrize("text", ['sections = [{ key = "b", heading = "节" }]\n', FILE + '\n[[sections]]\nkey = "b"\n', "# 空\n"])
def test_a_file_written_otherwise_is_left_alone(text: str) -> None:
    with pytest.raises(Refused, match="编辑文件"):
        with_value("x", text, "b", "heading", "新")


def test_a_file_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(Refused, match=r"^x：语法：.*line 1"):
        with_value("x", "a = [1 2]", "b", "heading", "新")


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_whatever_is_written_reads_back(text: str, several: list[str]) -> None:
    assert tomllib.loads(f"a = {literal(text)}\nb = {literal(several)}") == {"a": text, "b": several}


@given(TEXTS)
def test_any_heading_can_be_given_to_any_section_of_what_is_shipped(heading: str) -> None:
    shipped = (Path(__file__).parents[3] / "data/outlines/standard.toml").read_text("utf-8")
    changed = tomllib.loads(with_value("x", shipped, "disputes", "heading", heading))
    found = next(each for each in changed["sections"][0]["sections"] if each["key"] == "disputes")
    assert found["heading"] == heading


def test_a_table_is_added_at_the_end_without_what_is_empty() -> None:
    made = with_table("# 一\n", "tifa", {"right": "新", "says": "", "wrong": ("旧",), "since": date(2026, 3, 1)})
    assert made == '# 一\n\n[[tifa]]\nright = "新"\nwrong = ["旧"]\nsince = 2026-03-01\n'
