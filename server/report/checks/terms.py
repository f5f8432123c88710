"""Terms, plans, laws and bodies that are out of use for the year reported on (T01, O02), and bodies by a wrong name (O06)."""

import re
from collections.abc import Iterator

from server.report.checks.confusing import pardons
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.spotting import Spot, stands
from server.report.checks.wording import Organ, Superseded
from server.report.findings import Class

_CITED = re.compile(
    r"(?:按照|依照|遵照|根据|依据|贯彻|落实|执行|实施|围绕|对照|推进|开展|做好|宣传|学习|遵守)"
    r"(?:(?:落实|执行|实施|了|好|学习|宣传|党中央|中央|国务院|国家|省|市|县|区|我省|我市|我县|我区|中华人民共和国|[、《“])){0,8}$"
)
_REACH, _FAR = 30, 200
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_OLDER = re.compile(r"(?:原|原有|旧|撤销|取消|废止|代替|替代|取代|更名前的?|改革前的?)(?:的)?[^，。；]{0,4}$")


def _terms(subject: Subject) -> Iterator[Hit]:
    return _superseded(subject, "T01")


def _bodies(subject: Subject) -> Iterator[Hit]:
    return _superseded(subject, "O02")


def _superseded(subject: Subject, rule: str) -> Iterator[Hit]:
    """The first place of a term in each paragraph, with how often it stands there."""
    pardoned, told = pardons(subject, rule), dict[tuple[str, int], list[Spot[Superseded]]]()
    for spot in subject.lists.outdated.within(subject.text):
        entry = spot.entry
        if entry.rule == rule and entry.holds(subject.day) and not pardoned(spot.start, spot.end) and _said(subject, spot):
            passage = subject.text.passage(spot.start)
            told.setdefault((entry.term, passage.start if passage else 0), []).append(spot)
    for spots in told.values():
        first = spots[0]
        often = f"本段同类问题共{len(spots)}处。" if len(spots) > 1 else ""
        message = (first.entry.says or f"“{first.word}”已不再使用，现为“{first.entry.instead}”。") + often
        yield Hit(first.start, first.end, message, _replacement(first.entry), weight=first.entry.weight, basis=first.entry.source)


def _said(subject: Subject, spot: Spot[Superseded]) -> bool:
    """Whether a text says the term in its own words, or cites it as in force; what tells of earlier years may keep it."""
    entry, text = spot.entry, subject.text.text
    seen = text if entry.citing else subject.text.untitled
    if not seen.startswith(entry.term, spot.start) or not _clear(text, spot):
        return False
    before = text[max(0, spot.start - _REACH) : spot.start]
    if _OLDER.search(before) or _tells_of_earlier(subject, spot):
        return False
    return not entry.citing or _CITED.search(before) is not None


def _clear(text: str, spot: Spot[Superseded] | Spot[Organ]) -> bool:
    entry = spot.entry
    blocked = entry.unless_before and stands(text, spot.start, spot.end, before=entry.unless_before)
    return not blocked and not (entry.unless_after and stands(text, spot.start, spot.end, after=entry.unless_after))


def _tells_of_earlier(subject: Subject, spot: Spot[Superseded] | Spot[Organ]) -> bool:
    """Whether its sentence names a year before the term went out of use."""
    since = spot.entry.since
    start, end = subject.text.sentence(spot.start)
    outside = subject.text.untitled[max(start, spot.start - _FAR) : min(end, spot.end + _FAR)]
    return since is not None and any(int(found[0]) < since.year for found in _YEAR.finditer(outside))


def _replacement(entry: Superseded) -> str:
    """What may stand in its place with one click: only another word, not another law, plan or body."""
    return entry.instead if entry.rule == "T01" and not entry.citing else ""


def _misnamed(subject: Subject) -> Iterator[Hit]:
    pardoned, seen = pardons(subject, "O06"), subject.text.untitled
    for spot in subject.lists.misnamed.within(subject.text, seen):
        entry = spot.entry
        current = entry.holds(subject.day) if subject.day else entry.until is None
        if current and _clear(seen, spot) and not pardoned(spot.start, spot.end) and not _tells_of_earlier(subject, spot):
            yield Hit(spot.start, spot.end, f"规范名称是“{entry.name}”。", entry.name, weight=entry.weight, basis=entry.source)


CHECKS: tuple[Check[Subject], ...] = (
    Check("T01", "用语已经停用或到期", Class.explain, _terms, basis="现行法律和文件的用语"),
    Check("O02", "机构已经更名或撤并", Class.explain, _bodies, basis="机构改革方案"),
    Check("O06", "机构名称不规范", Class.verify, _misnamed, basis="机构规范名称"),
)
