"""Two real reports go where a careful clerk would put them, in every outline, and nothing is lost; no sentence of theirs stands here."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from server.report.outline import Outline
from server.report.past.placing import SURE, Row, parts, place, proof
from server.report.past.wordings import Wordings, targets
from server.report.reading.anatomy import Anatomy, understand
from server.report.reading.gathering import gathered

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared/reports"
WORDINGS = Wordings.model_validate(tomllib.loads((ROOT / "data/placing.toml").read_text("utf-8")))
OUTLINES = {path.stem: Outline.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in (ROOT / "data/outlines").glob("*.toml")}
TOWN, DISTRICT = "S1-suicheng-township-2020", "S4-qingcheng-district-2017"

# (level, key) of every chapter and sub-section in the order of the paper, for the outline “standard”.
TOWN_STANDARD = (
    (1, "achievements"),
    *((2, key) for key in ("leadership", "decisions", "publicity", "openness", "disputes", "oversight", "enforcement")),
    (1, "problems"),
    *((1, "first_responsible"), *7 * ((2, "first_responsible"),)),
    *((1, "plans"), *6 * ((2, "plans"),)),
)
DISTRICT_TOPICS = ("functions", "institutions", "decisions", "enforcement", "openness", "disputes", "oversight", "capacity", "leadership")
DISTRICT_STANDARD = (
    *((1, "achievements"), *((2, key) for key in DISTRICT_TOPICS)),
    *((1, "problems"), *3 * ((2, "problems"),)),
    *((1, "plans"), *3 * ((2, "plans"),)),
)
TOWN_PERSONS = ("organization", "core", "discipline", "decisions", "support", "hearing", "cadres")

known = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能读入已知的报告")


@cache
def anatomy(name: str) -> Anatomy:
    """A report as read from its text."""
    return understand(gathered((REPORTS / f"{name}.txt").read_text("utf-8")))


def rows(name: str, outline: str) -> tuple[Row, ...]:
    """The chapters and sub-sections of a report, placed in an outline."""
    return parts(anatomy(name), place(anatomy(name), targets(OUTLINES[outline], WORDINGS), WORDINGS))


@known
@pytest.mark.parametrize(("name", "expected"), [(TOWN, TOWN_STANDARD), (DISTRICT, DISTRICT_STANDARD)])
def test_every_chapter_and_sub_section_is_under_the_right_key(name: str, expected: tuple[tuple[int, str], ...]) -> None:
    own = set(targets(OUTLINES["standard"], WORDINGS))
    found = rows(name, "standard")
    assert own
    assert [(row.level, row.key) for row in found] == list(expected)
    assert min(row.confidence for row in found) >= SURE


@known
def test_the_town_s_own_outline_gets_its_seven_duties_apart() -> None:
    found = [row.key for row in rows(TOWN, "township_2020") if row.key.startswith("first_responsible")]
    assert found == ["first_responsible", *(f"first_responsible.{name}" for name in TOWN_PERSONS)]


@known
@pytest.mark.parametrize("outline", sorted(OUTLINES))
@pytest.mark.parametrize("name", [TOWN, DISTRICT])
def test_every_paragraph_is_accounted_for_in_every_outline(name: str, outline: str) -> None:
    spans = place(anatomy(name), targets(OUTLINES[outline], WORDINGS), WORDINGS)
    shown = proof(anatomy(name), spans)
    assert [sum(each) for each in zip(shown.placed, shown.aside, shown.unplaced, strict=True)] == [shown.paragraphs, shown.characters]
    assert shown.unplaced == (0, 0)
    assert all(span.key or span.reason for span in spans)
