"""Whether everything that must be there is there: figures, sections, the national items; what an office still owes is told apart."""

import re
from collections import defaultdict
from collections.abc import Iterator

from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.entries import Answer, Entry, read_date, read_number
from server.report.findings import Class
from server.report.outline import Outline
from server.report.paper_problems import section_empty
from server.report.problems import source_needed
from server.report.season_problems import heading_not_shown
from server.report.snapshot import SectionRecord

PROBLEMS, FIRST_RESPONSIBLE = "problems", "first_responsible"
ITEMS = {1: "主要举措和成效", 2: "存在的不足和原因", 3: "党政主要负责人履行第一责任人职责情况", 4: "下一年度主要安排"}
# Where each item is answered when the outline is not known.
_USUAL = {1: ("achievements",), 2: ("problems",), 3: ("first_responsible",), 4: ("plans",)}
_CAUSE = re.compile("原因|由于|因为|根源|源于|归因|所致|导致|造成|根子")
_BOTH = re.compile("党政主要|主要负责同志|党(?:委|工委|组)[、和及与]?(?:政府|办事处|行政)主要负责")
_PARTY = ("书记", "党组织主要负责人", "党委主要负责人", "党工委主要负责人", "党组主要负责人")
_GOVERNMENT = ("行政主要负责人", "政府主要负责人", "镇长", "乡长", "区长", "县长", "市长", "主任", "局长", "苏木达", "旗长")
_NAMED = 8


def _unreadable(records: Records) -> Iterator[Hit]:
    """Answers that cannot be understood, this year's or last year's."""
    for entry in _doubted(records):
        for raw in (entry.record.raw, entry.record.last):
            reading, told = read_number(raw, entry.indicator)
            if reading.answer is Answer.unreadable:
                yield _figure(records, entry, told)


def _unreadable_day(records: Records) -> Iterator[Hit]:
    """Cut-off dates that cannot be understood."""
    for entry in _doubted(records):
        _, told = read_date(entry.record.as_of, records.snapshot.year)
        if told:
            yield _figure(records, entry, told)


def _unsourced(records: Records) -> Iterator[Hit]:
    """A rate that came without its base and does not say from where (indicators.md, given rates)."""
    for entry in records.answered():
        if entry.indicator.given and not (entry.record.origin.office or entry.record.origin.system):
            yield _figure(records, entry, source_needed(entry.indicator.name))


def _figures_missing(records: Records) -> Iterator[Hit]:
    """Core figures that nobody answered and no office was asked for: one finding for each section."""
    for section, keys in _blank(records, owed=False).items():
        names = _names(records, keys)
        message = f"还有{len(keys)}个指标没有填：{names}。没有发生填0，没有这项工作填“不适用”。"
        yield Hit(message=message, section=section, indicators=tuple(keys))


def _figures_awaited(records: Records) -> Iterator[Hit]:
    """缺资料: figures an office was asked for and has not given; one finding for each office."""
    offices: dict[str, list[str]] = defaultdict(list)
    for keys in _blank(records, owed=True).values():
        for key in keys:
            offices[records.awaited[key]].append(key)
    for office, keys in offices.items():
        names = _names(records, keys)
        message = f"缺资料：已向{office}要{len(keys)}个指标，还没有报来：{names}。请催报，或先代填并注明来源。"
        yield Hit(message=message, section=records.place(keys[0]), indicators=tuple(keys))


def _item_missing(records: Records) -> Iterator[Hit]:
    """Items of the national rule that nothing in the report answers; the fifth is only for who has something to add."""
    rule = next((each for each in records.rules if each.content), None)
    for item, name in ITEMS.items():
        keys = _answering(records.outline, item)
        if not any(_written(records, each) for each in records.visible if each.key in keys):
            message = f"“{name}”没有内容。这是年度报告必须写的第{item}项，请补写；已写在别处的，请说明写在哪一节。"
            section = next((each.key for each in records.visible if each.key in keys), "")
            yield Hit(message=message, basis=rule.basis if rule else "", section=section, weight=None if rule else Class.explain)


def _section_empty(records: Records) -> Iterator[Hit]:
    """Sections that are shown and say nothing: they are not printed. What an office owes is 缺资料, what nobody began is not."""
    items = {key for item in ITEMS for key in _answering(records.outline, item)}
    for section in records.visible:
        if section.key in items or _written(records, section):
            continue
        office = records.awaited.get(section.key, "")
        owed = f"“{section.heading}”缺资料：已向{office}要材料，还没有报来。请催报，或先自己写。"
        yield Hit(message=owed if office else section_empty(section.heading), section=section.key, weight=Class.explain if office else None)


def _cause_missing(records: Records) -> Iterator[Hit]:
    """Problems without their causes: the rule asks for 不足和原因. What is printed counts, the points only while there is no text."""
    sections = records.of_family(PROBLEMS)
    text = "".join(each.text for each in sections)
    if text.strip():
        if not _CAUSE.search(text):
            yield Hit(
                message="只写了问题，没有写原因。年度报告要写“不足和原因”，请逐条补上原因。", section=sections[0].key, weight=Class.verify
            )
        return
    for section in sections:
        lacking = [each.title.strip() for each in section.items if each.title.strip() and not each.body.strip()]
        if lacking:
            names = "；".join(lacking[:_NAMED])
            yield Hit(message=f"有{len(lacking)}条问题没有写原因：{names}。请逐条补上。", section=section.key)


def _leader_missing(records: Records) -> Iterator[Hit]:
    """The section on the two 第一责任人 that speaks of one of them only. A department may have one person for both."""
    sections = records.of_family(FIRST_RESPONSIBLE)
    text = "".join((each.heading if each.key != FIRST_RESPONSIBLE else "") + each.text for each in sections if _written(records, each))
    if not text.strip() or _BOTH.search(text):
        return
    party, head = any(word in text for word in _PARTY), any(word in text for word in (*records.heads[1:], *_GOVERNMENT))
    if party != head:
        named = (*records.heads, "党委书记", "行政主要负责人")[: len(records.heads) or 2]
        lacking = named[-1] if party else named[0]
        message = f"第一责任人履职情况没有写{lacking}。党委和政府的主要负责人都是第一责任人，要分别写。"
        weight = Class.hint if records.snapshot.unit.tier == "department" else None
        yield Hit(message=message, section=sections[0].key, weight=weight)


def _unshown(records: Records) -> Iterator[Hit]:
    """Headings the notice asks for."""
    if records.call:
        for heading in records.call.unshown:
            yield Hit(message=heading_not_shown(heading, records.call.outline), basis=records.call.source)


def _doubted(records: Records) -> Iterator[Entry]:
    """The figures with which something is wrong as they were read."""
    return (each for each in records.entries.values() if each.messages)


def _figure(records: Records, entry: Entry, told: str) -> Hit:
    key = entry.indicator.id
    return Hit(message=told, section=records.place(key), indicators=(key,))


def _blank(records: Records, *, owed: bool) -> dict[str, list[str]]:
    """Figures without an answer by section: those an office owes, or the core ones that nobody was asked for."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, (section, indicator) in records.asked.items():
        wanted = key in records.awaited if owed else indicator.core and key not in records.awaited
        if wanted and indicator.rate is None and records.entry(key).now.answer is Answer.blank:
            found[section.key].append(key)
    return found


def _answering(outline: Outline | None, item: int) -> frozenset[str]:
    """The section keys that answer an item of the national rule."""
    found = {section.key for section, _, _ in outline.walk() if item in section.covers} if outline else set()
    return frozenset(found or _USUAL[item])


def _written(records: Records, section: SectionRecord) -> bool:
    """Whether a section has text itself or below it."""
    if section.text.strip():
        return True
    return any(_written(records, each) for each in records.visible if each.parent == section.key and each.level > section.level)


def _names(records: Records, keys: list[str]) -> str:
    names = [records.indicators[key].name for key in keys]
    return "、".join(names[:_NAMED]) + (f"等{len(names)}个" if len(names) > _NAMED else "")


CHECKS = (
    Check("E01", "没有看懂的数", Class.must, _unreadable, basis="填报要求"),
    Check("E02", "没有看懂的日期", Class.verify, _unreadable_day, basis="填报要求"),
    Check("E03", "直接填的比率没有来源", Class.explain, _unsourced, basis="填报要求"),
    Check("E04", "指标没有填", Class.explain, _figures_missing, basis="填报要求"),
    Check("E05", "缺资料", Class.explain, _figures_awaited, basis="填报表"),
    Check("E06", "规定的内容没有写", Class.must, _item_missing, basis="年度报告五项内容"),
    Check("E07", "这一节没有正文", Class.hint, _section_empty, basis="提纲"),
    Check("E08", "问题没有写原因", Class.explain, _cause_missing, basis="年度报告五项内容之二"),
    Check("E09", "第一责任人只写了一位", Class.explain, _leader_missing, basis="年度报告五项内容之三"),
    Check("E10", "通知要求的一节没有", Class.verify, _unshown, basis="通知"),
)
