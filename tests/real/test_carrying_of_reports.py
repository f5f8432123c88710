"""Two real reports carried into the next year: what is silent, that no figure is, that nothing is lost; not a sentence stands here."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from server.report.grammar import Grid, Numbered, read
from server.report.outline import Outline
from server.report.past.carrying import Carried, carried, still_stale
from server.report.past.filing import Filed, filed
from server.report.past.judging import Judgement
from server.report.past.placing import Span, place
from server.report.past.reckoning import pledges, troubles
from server.report.past.wordings import Wordings, targets
from server.report.reading.anatomy import Anatomy, Part, understand
from server.report.reading.gathering import gathered
from server.report.words import count, sentences

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared/reports"
WORDINGS = Wordings.model_validate(tomllib.loads((ROOT / "data/placing.toml").read_text("utf-8")))
JUDGEMENT = Judgement.model_validate(tomllib.loads((ROOT / "data/carrying.toml").read_text("utf-8")))
OUTLINE = Outline.model_validate(tomllib.loads((ROOT / "data/outlines/standard.toml").read_text("utf-8")))
TOWN, DISTRICT = "S1-suicheng-township-2020", "S4-qingcheng-district-2017"
BOTH = pytest.mark.parametrize(("name", "year"), [(TOWN, 2020), (DISTRICT, 2017)])
STANDING = re.compile(r"12345|“6\.26”")
OWN_NUMBER = re.compile(r"^\s*\d{1,2}[.、]")

known = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能读入已知的报告")


@cache
def _paper(name: str) -> tuple[Anatomy, tuple[Span, ...], tuple[Filed, ...]]:
    anatomy = understand(gathered((REPORTS / f"{name}.txt").read_text("utf-8")))
    spans = place(anatomy, targets(OUTLINE, WORDINGS), WORDINGS)
    return anatomy, spans, filed(anatomy, spans, {section.key: level for section, level, _ in OUTLINE.walk()})


@cache
def _carried(name: str, year: int) -> dict[str, Carried]:
    """Every section and front part of a report carried one year on, its heading as its first line."""
    texts = {each.key: "\n".join((*each.headings, each.text)) for each in _paper(name)[2]}
    return {key: carried(text, key, (year, year + 1), JUDGEMENT) for key, text in texts.items()}


@known
@BOTH
def test_filing_loses_no_character(name: str, year: int) -> None:
    anatomy, spans, done = _paper(name)
    blocks = [block for each in done for block in read(each.text)]
    said = sum(
        count(block.text) + (count(block.heading) if isinstance(block, Numbered) else 0) for block in blocks if not isinstance(block, Grid)
    )
    placed = [anatomy.paragraphs[at] for span in spans if span.key for at in range(span.first, span.last + 1)]
    assert year
    assert said + sum(count("".join(each.headings)) for each in done) == sum(count(each.heading + each.text) for each in placed)


@known
def test_the_heading_of_every_section_is_offered() -> None:
    heads = {each.key: len(each.headings) for each in _paper(TOWN)[2]}
    assert {key for key, offered in heads.items() if not offered} == {"title", "opening"}
    assert max(heads.values()) == 1


@known
@pytest.mark.parametrize(("name", "year", "silent", "marked"), [(TOWN, 2020, 68, 8), (DISTRICT, 2017, 92, 56)])
def test_most_of_a_report_is_carried_silently_and_every_sentence_is_somewhere(name: str, year: int, silent: int, marked: int) -> None:
    done = _carried(name, year).values()
    assert sum(len(each.dropped) for each in done) == 0
    assert sum(len(each.stale) for each in done) == marked
    assert sum(len(sentences(each.text)) - len(each.stale) for each in done) == silent


@known
@BOTH
def test_no_sentence_with_a_figure_or_a_date_is_silent(name: str, year: int) -> None:
    for each in _carried(name, year).values():
        marked = {stale.sentence for stale in each.stale}
        silent = [words for words in map(str.strip, sentences(each.text)) if words not in marked]
        moved = {advance.after for advance in each.advances if advance.sure}
        plain = [STANDING.sub("", OWN_NUMBER.sub("", words)) for words in silent]
        left = [words for words in plain if re.search(r"\d", re.sub("|".join(moved) or "(?!)", "", words))]
        assert left == []


@known
@BOTH
def test_carrying_changes_years_and_nothing_else(name: str, year: int) -> None:
    texts = {each.key: "\n".join((*each.headings, each.text)) for each in _paper(name)[2]}
    for key, each in _carried(name, year).items():
        assert re.sub(r"20\d\d ?年", "", each.text) == re.sub(r"20\d\d ?年", "", texts[key])
        assert still_stale(each.text, each.stale) == each.stale


@known
def test_the_report_s_own_year_moves_and_the_years_of_plans_and_dates_do_not() -> None:
    sure = [advance.before.replace(" ", "") for each in _carried(TOWN, 2020).values() for advance in each.advances if advance.sure]
    asked = [advance.before for each in _carried(TOWN, 2020).values() for advance in each.advances if not advance.sure]
    assert sorted(sure) == [*4 * ["2020年"], *2 * ["2020年度"]]
    assert asked == ["2020年"]


@known
def test_plans_and_problems_become_lists() -> None:
    filed_as = {each.key: each.text for each in _paper(TOWN)[2]}
    assert (len(pledges(filed_as["plans"])), len(troubles(filed_as["problems"]))) == (6, 5)
    filed_as = {each.key: each.text for each in _paper(DISTRICT)[2]}
    assert (len(pledges(filed_as["plans"])), len(troubles(filed_as["problems"]))) == (3, 3)
    assert [bool(each.cause) for each in troubles(filed_as["problems"])] == [False, True, False]


@known
def test_the_parts_of_the_paper_around_the_sections_are_filed_too() -> None:
    anatomy, _, done = _paper(TOWN)
    assert {each.key: each.text for each in done}["title"] == anatomy.words(Part.title)
