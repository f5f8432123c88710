"""A paper without a mistake has no finding; one planted mistake is found in its place by its rule, whatever the paper says otherwise."""

import re
from collections.abc import Callable
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.checks import brackets, consistency, dates, endings, numbering, pausing, quoting, ranges, widths, years
from server.report.checks.judging import finding
from server.report.checks.profile import Profile
from server.report.checks.ruling import Check, Subject
from server.report.checks.text import plain_text
from server.report.checks.wording import Wording
from server.report.prose.recognising import recognition
from tests.report.checks.papers import found, report, subject

ALL: dict[str, tuple[Check[Subject], ...]] = {
    module.__name__.rpartition(".")[2]: module.CHECKS
    for module in (years, dates, numbering, widths, ranges, brackets, pausing, endings, quoting, consistency)
}
_HAN = "一二三四五六七八九十"
Change = Callable[[re.Match[str], Random], str]


def _other_year(match: re.Match[str], pick: Random) -> str:
    return match[0].replace(match[1], str(int(match[1]) - pick.randint(1, 3)), 1)


def _neighbour(match: re.Match[str], pick: Random) -> str:
    return match[0].replace(match[1], _HAN[_HAN.index(match[1]) + pick.choice((-1, 1))], 1)


def _bracketed(match: re.Match[str], pick: Random) -> str:
    return pick.choice(("[%s]", "（%s）", "【%s】")) % match[1]


def _joined(match: re.Match[str], pick: Random) -> str:
    return match[1] + pick.choice(("-", " - ", ""))


# What is replaced, by what (a template or a function), and the rule that must tell.
MISTAKES: dict[str, tuple[str, str | Change, str]] = {
    "number of a line": (r"^（([二三])）", _neighbour, "S03"),
    "number of a point": (r"；([二三])是", _neighbour, "S03"),
    "point left out": (r"；二是[^；。]*(?=；)", "", "S03"),
    "half-width number": (r"^（(.)）", r"(\1)", "S02"),
    "half-width brackets": (r"（(其中[^）]*)）", r"(\1)", "P02"),
    "half-width comma": (r"(?<=[\u4e00-\u9fff])，", ",", "P03"),
    "space": (r"(?<=[\u4e00-\u9fff])，", " ，", "P04"),
    "document number": (r"〔(\d{4})〕", _bracketed, "P01"),
    "dash of years": (r"(\d{4})—(?=\d{4}年)", _joined, "P07"),
    "point of a day": (r"“(\d+)·(\d+)”", r"“\1.\2”", "P08"),
    "year of the title": (r"\A清溪镇(\d{4})年", _other_year, "Y01"),
    "year of the opening": (r"^现将我镇(\d{4})年", _other_year, "Y01"),
    "year of a chapter": (r"^一、(\d{4})年", _other_year, "Y01"),
    "year of the plans": (r"^三、(\d{4})年", _other_year, "Y01"),
    "year of a plan": (r"^(\d{4})年，我镇将", _other_year, "Y08"),
    "full stop left out": (r"。$", "", "P16"),
    "title not closed": (r"》", "", "P17"),
    "bracket not opened": (r"（(?=其中)", "", "P17"),
    "quotation not closed": (r"”", "", "P18"),
    "quotation mark turned": (r"”", "“", "P18"),
    "comma twice": (r"，", "，，", "P15"),
    "impossible day": (r"年(\d+)月\d+日，", r"年\1月35日，", "Y04"),
    "figures to November": (r"年12月31日", "年11月30日", "Y03"),
}


def _planted(seed: int, mistake: str) -> tuple[str, int, int] | None:
    """A paper with one mistake and where it is; None where the paper has no place for it."""
    pattern, change, _ = MISTAKES[mistake]
    pick, text = Random(seed), report(seed)  # a reproducible choice, no secret
    places = list(re.finditer(pattern, text, re.MULTILINE))
    if not places:
        return None
    match = pick.choice(places)
    words = match.expand(change) if isinstance(change, str) else change(match, pick)
    return text[: match.start()] + words + text[match.end() :], match.start(), match.start() + max(1, len(words))


@settings(max_examples=25)
@given(st.integers(0, 100_000))
def test_a_paper_without_a_mistake_has_no_finding(seed: int) -> None:
    assert found(report(seed), *ALL.values()) == []


@pytest.mark.parametrize("mistake", MISTAKES)
@settings(max_examples=8)
@given(st.integers(0, 100_000))
def test_a_planted_mistake_is_found_in_its_place(mistake: str, seed: int) -> None:
    planted = _planted(seed, mistake)
    if planted:
        text, start, end = planted
        told = [each for each in found(text, *ALL.values()) if each.rule == MISTAKES[mistake][2]]
        assert any(each.start - 3 <= end and start <= each.end + 3 for each in told)


LONG = (
    "一是",
    "，一是",
    "。二是",
    "（一）",
    "，",
    "“",
    "（",
    "2025年",
    "2025-",
    "《",
    " ",
    "（2025",
    "对属于",
    "1.",
    "、统一",
    "百分之",
    "年1月",
)


@pytest.mark.long
@pytest.mark.parametrize("unit", [*LONG, "\n一、落实主体责任，完善机制"])
def test_a_long_text_of_anything_is_judged_in_linear_time(unit: str) -> None:
    text = (unit * (100_000 // len(unit)))[:100_000]
    seen = Subject(plain_text(text), Profile(year=2025, annual=True), Wording(), recognition([], {}))
    for name, checks in ALL.items():
        before = process_time()
        for check in checks:
            for _ in check.find(seen):
                pass
        assert process_time() - before < 1.0, name


def test_a_finding_says_where_it_stands() -> None:
    seen = subject("清溪镇工作情况\n审查文件9件,提出意见3条。")
    told = [finding(check, hit, seen) for check in widths.CHECKS for hit in check.find(seen)]
    assert [(each.quote, seen.text.text[each.start : each.end]) for each in told] == [(",", ",")]
