"""Outlines: reading order, levels, what is covered, which figures a section asks for."""

import pytest

from server.library import Library
from server.report.outline import Outline, Section, asked_keys, family

TREE = (
    Section(
        key="achievements",
        heading="主要举措",
        covers=(1,),
        sections=(
            Section(key="thought", heading="学习", takes=("capacity",)),
            Section(key="disputes", heading="化解", sections=(Section(key="emergency", heading="应急", covers=(5,)),)),
        ),
    ),
    Section(key="problems", heading="问题", covers=(2,)),
)
OUTLINE = Outline(
    key="small", version=1, name="小提纲", description="两章", title="报告", opening="开头", closing="结尾", coverage="不全", sections=TREE
)


def test_sections_come_in_reading_order_with_level_and_parent() -> None:
    assert [(section.key, level, parent) for section, level, parent in OUTLINE.walk()] == [
        ("achievements", 1, ""),
        ("thought", 2, "achievements"),
        ("disputes", 2, "achievements"),
        ("emergency", 3, "disputes"),
        ("problems", 1, ""),
    ]


def test_keys_include_those_whose_figures_another_section_takes() -> None:
    assert OUTLINE.keys() == {"achievements", "thought", "capacity", "disputes", "emergency", "problems"}


def test_national_items_that_no_section_answers_are_named() -> None:
    assert OUTLINE.uncovered() == (3, 4)


@pytest.mark.parametrize(
    ("key", "stable"), [("first_responsible.party", "first_responsible"), ("first_responsible", "first_responsible"), ("", "")]
)
def test_a_dotted_key_belongs_to_the_family_before_the_dot(key: str, stable: str) -> None:
    assert family(key) == stable


@pytest.mark.parametrize(
    ("shown", "asked"),
    [(set(), ("disputes", "emergency", "capacity")), ({"emergency"}, ("disputes", "capacity")), ({"emergency", "capacity"}, ("disputes",))],
)
def test_figures_are_taken_only_while_their_own_section_is_not_shown(shown: set[str], asked: tuple[str, ...]) -> None:
    assert asked_keys("disputes", ("emergency", "capacity"), shown) == asked


def test_every_shipped_outline_covers_the_five_national_items(library: Library) -> None:
    assert {key: outline.uncovered() for key, outline in library.outlines.items()} == dict.fromkeys(library.outlines, ())


def test_the_standard_outline_has_the_five_chapters_in_the_national_order(library: Library) -> None:
    chapters = [section.key for section, level, _ in library.outlines["standard"].walk() if level == 1]
    assert chapters == ["achievements", "problems", "first_responsible", "plans", "other"]
