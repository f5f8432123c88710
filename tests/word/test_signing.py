"""署名, seals and 成文日期 (GB/T 9704-2012 7.3.5.1): where each stands, in twips."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.manuscript import SignOff
from server.word.signing import Day, Line, Names, Space, lines_of
from tests.word.heads import PARTY, TOWN, measures

CHARACTER, TEXT, SEAL = 315, 8845, 2381
DAY = "2027年1月15日"  # seven digits of 155 and three characters of 315: 2030
NAME = st.text("云岭县清溪镇人民政府委员会办公室", min_size=4, max_size=24)


def _lines(*names: str, day: str = DAY) -> tuple[Line, ...]:
    return lines_of(SignOff(names, day), measures())


def _day(lines: tuple[Line, ...]) -> Day:
    return next(line for line in lines if isinstance(line, Day))


def _names(lines: tuple[Line, ...]) -> list[Names]:
    return [line for line in lines if isinstance(line, Names)]


def _middle(line: Day | Names) -> float:
    """How far the middle of a date, or of the only name of a line, lies from the right edge."""
    match line:
        case Day(_, right, _):
            return right + 2030 / 2
        case Names(names, right, ()):
            return right + len(names[0]) * CHARACTER / 2
        case _:
            return TEXT - line.centres_twips[-1]


@pytest.mark.parametrize("length", [4, 8, 10, 12, 14])
def test_up_to_14_characters_a_name_is_centred_on_a_date_four_characters_in(length: int) -> None:
    lines = _lines("镇" * length)
    assert (_day(lines).right_twips, _day(lines).characters) == (1260, 4)
    assert abs(_middle(_names(lines)[0]) - _middle(_day(lines))) <= CHARACTER / 2


@pytest.mark.parametrize("length", [15, 16, 20, 24])
def test_a_wider_name_ends_at_the_margin_with_the_date_centred_under_it(length: int) -> None:
    lines = _lines("镇" * length)
    assert _names(lines)[0].right_twips == 0
    assert abs(_middle(_names(lines)[0]) - _middle(_day(lines))) <= CHARACTER / 2
    assert _day(lines).characters == 0


def test_a_date_not_yet_known_keeps_its_place() -> None:
    lines = _lines(TOWN, day="")
    assert _day(lines) == Day("　　年　月　日", 1260, 4)


def test_a_party_committee_and_its_government_sign_side_by_side() -> None:
    (row,) = _names(_lines(PARTY, TOWN))
    assert row.names == (PARTY, TOWN)
    assert row.centres_twips == (6570 - 25 - 3622, 6570 - 25)  # (11 + 10) / 2 characters and one between them: 3622
    assert _day(_lines(PARTY, TOWN)).right_twips == 1260


def test_short_names_stand_a_seal_apart() -> None:
    (row,) = _names(_lines("县司法局", "县财政局", "县民政局"))
    assert all(right - left > SEAL for left, right in pairwise(row.centres_twips))


def test_names_of_14_and_13_characters_still_fit_and_take_the_date_with_them() -> None:
    lines = _lines("镇" * 14, "镇" * 13)
    (row,) = _names(lines)
    assert row.centres_twips[0] - 7 * CHARACTER >= 0
    assert row.centres_twips[1] + 6.5 * CHARACTER <= TEXT
    assert abs(_middle(row) - _middle(_day(lines))) <= CHARACTER / 2


def test_names_too_wide_for_one_row_stand_a_seal_below_each_other() -> None:
    lines = _lines("镇" * 20, "镇" * 12)
    assert [row.names for row in _names(lines)] == [("镇" * 20,), ("镇" * 12,)]
    assert Space(4) in lines  # five lines of 10.2 mm from name to name


@given(st.lists(NAME, min_size=1, max_size=5))
def test_no_two_names_or_seals_touch_and_none_leaves_the_page(names: list[str]) -> None:
    lines = _lines(*names)
    for row in _names(lines):
        widths = [len(name) * CHARACTER for name in row.names]
        centres = row.centres_twips or (TEXT - row.right_twips - widths[0] // 2,)
        reaches = list(zip(centres, widths, strict=True))
        assert all(right[0] - left[0] >= max(SEAL, (left[1] + right[1]) // 2) for left, right in pairwise(reaches))
        assert all(centre - wide // 2 >= -1 and centre + wide // 2 <= TEXT + 1 for centre, wide in reaches)
    assert abs(_middle(_names(lines)[-1]) - _middle(_day(lines))) <= CHARACTER / 2
    assert _day(lines).right_twips >= 0
