"""Mistakes between data files: names that lead nowhere, figures nobody speaks of, outlines that miss a national item."""

from collections.abc import Iterable, Iterator
from typing import get_args

from server.library import Library
from server.report.checks.adding import KINDS as WORD_KINDS
from server.report.checks.answering import Said
from server.report.checks.proving import unproved
from server.report.chronicle.telling import WORDING as HISTORY_WORDS
from server.report.deadlines import Turn
from server.report.editions.differing import YEAR_WORDS
from server.report.indicators import Indicator
from server.report.ledgers.cells import Outcome
from server.report.ledgers.identity import Kind as Person
from server.report.ledgers.lists import slips
from server.report.ledgers.mapping import Why
from server.report.ledgers.records import Difference
from server.report.ledgers.rows import LeftOut
from server.report.outline import RESERVED_KEYS, Outline, SectionKind, family
from server.report.overseeing.words import WORDS as BOARD_WORDS
from server.report.papers.clashing import WORDS as COMPARE_WORDS
from server.report.papers.kinds import WORDS as PAPER_WORDS
from server.report.papers.kinds import Form
from server.report.papers.leading import WORDS as LEADER_WORDS
from server.report.phrases import OUTLINE_WORDS, Phrase, fill, keys_in, slips_in
from server.report.proposing.words import WORDS as PROPOSING_WORDS
from server.report.publicity.deciding import Cause, Decision
from server.report.publicity.form import WORDS as REVIEW_WORDS
from server.report.publicity.hits import Reason
from server.report.roster.words import WORDS as ROSTER_WORDS
from server.report.rules import Certainty, Nature
from server.report.season.words import WORDS as SEASON_WORDS
from server.report.security.traces import DETAILS, GROUPS, LOG_WORDS, Trace
from server.report.snapshot import Origin
from server.report.summing.words import WORDS as SUM_WORDS
from server.report.who import Role
from server.report.workdays import Why as DayKind
from server.report.workflow import Move, State


def crossed(library: Library) -> Iterator[str]:
    """Mistakes between files: names that lead nowhere, figures nobody speaks of, outlines that miss a national item."""
    known = library.indicators.keys()
    for section in library.sections.values():
        yield from _crossed_section(section)
    for indicator in library.indicators.values():
        yield from _crossed_indicator(library, indicator)
    for relation in library.relations:
        yield from (f"indicators: 关系 {relation.id}: 没有指标 {each}" for each in relation.members if each not in known)
    for phrase in library.phrases:
        yield from _crossed_phrase(library, phrase)
    for outline in library.outlines.values():
        yield from _crossed_outline(library, outline)
    yield from _crossed_labels(library)
    yield from _crossed_steps(library)
    yield from _crossed_intake(library)
    yield from unproved(library.wording)
    spoken = {name for phrase in library.phrases for name in phrase.spoken_of()}
    yield from (
        f"indicators: {each.id}: 没有套话提到它，请在 phrases/ 写一条，或给它写 sentence"
        for each in library.indicators.values()
        if each.id not in spoken and not each.sentence
    )


def _crossed_labels(library: Library) -> Iterator[str]:
    """Names that pages will look for."""
    named: dict[str, Iterable[str]] = {"states": State, "moves": Move, "roles": Role, "natures": Nature, "certainty": get_args(Certainty)}
    named |= {
        "difference": (*Difference, "own", "none"),
        "left_out": LeftOut,
        "person_kinds": Person,
        "column_why": Why,
        "cell_outcome": Outcome,
    }
    named |= {"publicity_reason": Reason, "publicity_cause": Cause, "publicity": get_args(Decision), "publicity_form": REVIEW_WORDS}
    named |= {"front": RESERVED_KEYS, "item_kind": {each.items for each in library.sections.values()} - {"none"}}
    named |= {"paper_form": Form, "papers": PAPER_WORDS, "missing": ("number", "signers", "date", "section", "standing")}
    named |= {"working": (*Turn, "date", "weekdays"), "day_kinds": DayKind}
    named |= {"word_kinds": WORD_KINDS, "local_words": ("put_aside",), "said": Said}
    named |= {**SEASON_WORDS, **BOARD_WORDS, **SUM_WORDS, **PROPOSING_WORDS}
    named |= {"log_acts": Trace, "log_groups": GROUPS, "log_details": DETAILS, "log": LOG_WORDS, "account": ("login", "code", "same")}
    named |= {"history": HISTORY_WORDS, "history_kinds": set(library.labels.get("history_groups", {}).values())}
    named |= {"field_parts": ("body", "title", "raw", *Origin.model_fields, "last", "last_origin", "as_of")}
    named |= {**YEAR_WORDS, **ROSTER_WORDS}
    named |= {"leader": LEADER_WORDS, "compare": COMPARE_WORDS}
    yield from (
        f"labels.toml: [{table}]: 缺 {key}" for table, keys in named.items() for key in keys if key not in library.labels.get(table, {})
    )


def _crossed_steps(library: Library) -> Iterator[str]:
    seen, ids = [(step.key, tier) for step in library.steps for tier in step.tiers], {rule.id for rule in library.rules}
    yield from (f"rules: {rule.id} supersedes: 没有规则 {each}" for rule in library.rules for each in rule.supersedes if each not in ids)
    yield from (
        f"thresholds: {each.id}: 没有指标 {key}" for each in library.thresholds for key in each.members if key not in library.indicators
    )
    yield from (f"rules: {rule.id} kinds: 没有种类 {each}" for rule in library.rules for each in rule.kinds if each not in library.kinds)
    yield from (f"steps.toml: {key}: 对 {tier} 重复" for key, tier in sorted({each for each in seen if seen.count(each) > 1}))


def _crossed_intake(library: Library) -> Iterator[str]:
    """What recognises figures and what record lists count must be known figures, and words must lead to known sections."""
    recognised = {each.indicator for each in library.recognisers if each.indicator}
    yield from (f"recognising: {each}: 没有这个指标" for each in sorted(recognised - library.indicators.keys()))
    yield from (f"lists: {slip}" for each in library.ledgers.values() for slip in slips(each, library.indicators))
    keys = {family(each.key) for each in library.wordings.wording}
    yield from (f"placing.toml: {key}: 没有这一节" for key in sorted(keys - library.sections.keys()))


def _crossed_section(section: SectionKind) -> Iterator[str]:
    if not section.item:
        yield f"sections: {section.key} item: 至少要有一种写法"
    unfilled = (wording for wording in section.item if slips_in(wording) or fill(wording, {"title": ""}) is None)
    yield from (f"sections: {section.key} item: {wording}: 只能用 {{title}} 和方括号里的 {{body}}" for wording in unfilled)


def _crossed_indicator(library: Library, indicator: Indicator) -> Iterator[str]:
    if indicator.section not in library.sections:
        yield f"indicators: {indicator.id} section: 没有这一节 {indicator.section}"
    parts = (indicator.rate.part, indicator.rate.whole) if indicator.rate else ()
    yield from (f"indicators: {indicator.id} rate: 没有指标 {each}" for each in parts if each not in library.indicators)
    if indicator.carries and indicator.carries not in library.indicators:
        yield f"indicators: {indicator.id} carries: 没有指标 {indicator.carries}"


def _crossed_phrase(library: Library, phrase: Phrase) -> Iterator[str]:
    if phrase.section not in library.sections:
        yield f"phrases: {phrase.id} section: 没有这一节 {phrase.section}"
    names = (*phrase.spoken_of(), *([phrase.about] if phrase.about else []))
    yield from (f"phrases: {phrase.id}: 没有指标 {each}" for each in dict.fromkeys(names) if each not in library.indicators)
    if bool(phrase.about) == bool(phrase.always):
        yield f"phrases: {phrase.id}: about 和 always 应当恰有一个"
    if phrase.about and not phrase.some:
        yield f"phrases: {phrase.id}: 缺 some"
    cases = {"always": phrase.always, "zero": phrase.zero, "some": phrase.some, "grew": phrase.grew, "fell": phrase.fell}
    yield from (f"phrases: {phrase.id}: {slip} 写得不对" for wording in phrase.all_wordings() for slip in slips_in(wording))
    yield from (f"phrases: {phrase.id} {case}: 至少要有两种说法" for case, wordings in cases.items() if len(wordings) == 1)


def _crossed_outline(library: Library, outline: Outline) -> Iterator[str]:
    keys = [section.key for section, _, _ in outline.walk()]
    yield from (f"outlines: {outline.key}: 节 {key} 重复" for key in sorted({key for key in keys if keys.count(key) > 1}))
    yield from (f"outlines: {outline.key}: 没有这一节 {key}" for key in sorted(outline.keys()) if family(key) not in library.sections)
    yield from (f"outlines: {outline.key}: 没有覆盖国家规定的第{item}项内容" for item in outline.uncovered())
    worded = (outline.title, outline.opening, outline.closing, *(section.heading for section, _, _ in outline.walk()))
    unknown = dict.fromkeys(name for text in worded for name in keys_in(text) if name not in OUTLINE_WORDS)
    yield from (f"outlines: {outline.key}: {{{name}}} 不认识，可以用的是 {'、'.join(OUTLINE_WORDS)}" for name in unknown)
    yield from (f"outlines: {outline.key}: {key} 是保留名" for key in keys if key in RESERVED_KEYS)
    reached = outline.keys()
    missing = sorted({each.section for each in library.indicators.values() if each.section not in reached})
    yield from (f"outlines: {outline.key}: {key} 的指标没有地方填，请加一节或写进某节的 takes" for key in missing)
