"""What differs between two years: each kind of change once, in the words of the files, and nothing where nothing differs."""

from dataclasses import replace
from datetime import date

import pytest

from server.library import Library
from server.report.checks.wording import Superseded, Tifa
from server.report.editions.differing import Area, Change, How, Known, differences
from server.report.outline import Outline, Section
from server.report.workdays import Arrangement


@pytest.fixture
def before(library: Library) -> Known:
    return Known(
        library.outlines["standard"],
        library.sections,
        library.indicators,
        library.phrases,
        library.rules,
        library.wording,
        library.calendar.arrangements,
    )


def changes(before: Known, after: Known) -> list[Change]:
    """All of them, of 2025 against 2024, between which no shipped rule begins or ends."""
    return [each for found in differences(before, after, 2025).values() for each in found]


def with_chapters(before: Known, chapters: tuple[Section, ...]) -> Known:
    assert before.outline
    return replace(before, outline=before.outline.model_copy(update={"sections": chapters}))


def chapters(before: Known) -> list[Section]:
    assert isinstance(before.outline, Outline)
    return list(before.outline.sections)


def test_a_year_like_the_last_differs_in_nothing(before: Known) -> None:
    assert differences(before, before, 2025) == {}


def test_sections_come_go_move_and_get_other_names(before: Known) -> None:
    first, problems, *rest = chapters(before)
    thought, leadership, *others = first.sections
    renamed = thought.model_copy(update={"heading": "学习", "shown": ()})
    new = Section(key="village", heading="村级法治")
    made = [first.model_copy(update={"sections": (renamed, *others, new)}), *rest]
    made.append(leadership)
    found = changes(before, with_chapters(before, tuple(made)))
    assert found == [
        Change(Area.outline, How.renamed, "学习", thought.heading, "学习"),
        Change(Area.outline, How.hidden, "学习"),
        Change(Area.outline, How.added, "村级法治", where=first.heading),
        Change(Area.outline, How.moved, leadership.heading, first.heading, ""),
        Change(Area.outline, How.removed, problems.heading),
        Change(Area.outline, How.changed, "通用提纲"),
    ]


def test_figures_come_go_and_are_defined_anew(before: Known) -> None:
    some = before.indicators["open.items"]
    changed = some.model_copy(update={"unit": "件", "core": False})
    more = some.model_copy(update={"id": "open.more", "name": "更多"})
    kept = {key: each for key, each in before.indicators.items() if key != "open.requests"} | {"open.items": changed, "open.more": more}
    found = changes(before, replace(before, indicators=kept))
    assert [(each.how, each.name) for each in found] == [
        (How.defined, "主动公开政府信息"),
        (How.hidden, "主动公开政府信息"),
        (How.added, "更多"),
        (How.removed, "收到政府信息公开申请"),
    ]
    assert found[0].before.startswith("（条）")
    assert found[0].after.startswith("（件）")


def test_rules_count_as_they_bind_in_each_year(before: Known) -> None:
    rule = next(each for each in before.rules if each.due and each.id == "national.joint.report")
    ends = rule.model_copy(update={"valid_to": 2024})
    found = changes(before, replace(before, rules=tuple(ends if each is rule else each for each in before.rules)))
    assert [(each.how, each.name, each.before) for each in found] == [(How.removed, rule.basis, rule.due.phrase if rule.due else "")]
    assert rule.due
    later = rule.model_copy(update={"due": rule.due.model_copy(update={"phrase": "每年2月15日之前"})})
    found = changes(before, replace(before, rules=tuple(later if each is rule else each for each in before.rules)))
    assert [(each.how, each.before, each.after) for each in found] == [(How.dated, rule.due.phrase, "每年2月15日之前")]


def test_terms_are_told_with_what_stands_in_for_them(before: Known) -> None:
    old = Superseded(term="旧说法", instead="新说法", source="云政〔2026〕1号")
    said = Tifa(right="新提法", wrong=("老提法",), source="云政〔2026〕2号", since=date(2026, 3, 1))
    wording = before.wording.model_copy(update={"superseded": (*before.wording.superseded, old), "tifa": (*before.wording.tifa, said)})
    assert changes(before, replace(before, wording=wording)) == [
        Change(Area.term, How.superseded, "旧说法", "旧说法", "新说法", "云政〔2026〕1号"),
        Change(Area.term, How.added, "新提法", "老提法", "新提法", "云政〔2026〕2号"),
    ]


def test_phrases_are_told_by_their_section_with_a_wording_that_is_new(before: Known) -> None:
    first, second, *rest = before.phrases
    changed = first.model_copy(update={"always": (*first.always, "新的一句。")})
    found = changes(before, replace(before, phrases=(changed, *rest)))
    assert [(each.how, each.after) for each in found if each.how is How.changed] == [(How.changed, "新的一句。")]
    assert [each.where for each in found if each.how is How.removed] == [second.id]


def test_a_notice_on_rest_days_of_the_season_is_told(before: Known) -> None:
    coming = Arrangement(year=2027, source="通知", off=(date(2027, 1, 2),))
    after = replace(before, arrangements={**before.arrangements, 2027: coming, 2031: coming})
    assert differences(before, after, 2026)[Area.calendar] == (Change(Area.calendar, How.added, "2027", where="通知"),)
    assert Area.calendar not in differences(before, after, 2025)
