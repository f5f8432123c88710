"""Calendar dates: whether they exist, stand in order, and fit the day a paper was written on. Years of a report are judged in years."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from server.report.checks.chapters import ahead, report_year, within
from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.reading.parts import Part

_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_PRINTED = re.compile(rf"{_FULL.pattern}[ \u3000]*印 *发")
_ANY = re.compile(r"(?<![\d.])(?:((?:19|20)\d\d)年)?(\d{1,3})月(?:(\d{1,3})日)?(?!\d)")
_CUT_OFF = re.compile(r"截[至止](?:到)?(?:(20\d\d)年)?(?:(?P<end>[年]?[底末])|(\d{1,2})月(?:(\d{1,2})日|(?P<last>[底末]))?)")
_CUT_NOW = re.compile("截[至止]到?(?:目前|今)")
_TELLS = re.compile(r"(?:召开|举办|开展|组织|参加|举行|邀请|学习|印发|完成|通过|受理|调解|开始)了?")
_WILL = re.compile("将|拟|计划|力争|争取|预计|确保|[之以]?前|为止|实现|达到|完成.{0,12}(?:目标|任务)")
_DASH = r"[ ]?(?:至|到|-|－|—{1,2}|–|~|～)[ ]?"
_DAY = r"(?:((?:19|20)\d\d)年)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?"
_SPAN = re.compile(
    rf"(?<![\d.])(?=\d)((?:19|20)\d\d年?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月(?:\d{{1,2}}日)?){_DASH}(?=\d){_DAY}(?!\d)"
)
_LEFT = re.compile(r"(?:((?:19|20)\d\d)年?)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_WEEKDAY = re.compile(rf"{_FULL.pattern}[（(]?(?:星期|周)([一二三四五六日天])")
_NUMBER_YEAR = re.compile(r"[〔\[［（(【﹝]((?:19|20)\d\d)[〕\]］）)】﹞]")
_LONG_YEAR = re.compile(
    r"(?<![\d.,])(?:20[0-4]\d{2}|(?:19|20)\d[0-9]{2})年(?=[度，月以底末初]|\d{1,2}月)|(?<![\d.,，近])20[0-3]年(?=[度，以底末初]|\d{1,2}月)"
)
_FOUR = re.compile(r"(?<![\d.,，〔\[［（(【﹝—－-])([1-9]\d{3})年(?!的?历史|[前内间来期轻长均级龄]|以[上下来])")
_AGES = re.compile("公元|建于|始于|距今|历史|历经|朝|代|古|有|[至到前共约近]$")
_FAR, _OLD, _MILLENNIUM = 15, 1900, 2100
_GOALS = (2035, 2049, 2050, 2060)
_WEEKDAYS = "一二三四五六日"
_DECEMBER, _LAST = 12, 31


def _printed_first(subject: Subject) -> Iterator[Hit]:
    """A paper is printed on the day it is written or later."""
    written = _written(subject)
    for passage in subject.text.parts(Part.imprint) if written else ():
        found = _PRINTED.search(subject.text.text, passage.start, passage.end)
        printed = _date(found[1], found[2], found[3]) if found else None
        if found and printed and written and printed < written:
            yield Hit(found.start(1), found.end(3) + 1, f"印发日期{_said(printed)}早于成文日期{_said(written)}，请核对两个日期。")


def _from_later(subject: Subject) -> Iterator[Hit]:
    """Figures as of a day that had not come when the paper was written."""
    written = _written(subject)
    looking = ahead(subject.text) if written else ()
    for found in _CUT_OFF.finditer(subject.text.untitled) if written else ():
        until = _until(found, report_year(subject) or (written.year if written else 0), exact=True)
        _, end = subject.text.sentence(found.start())
        if (
            until
            and written
            and until > written
            and not within(found.start(), looking)
            and not _WILL.search(subject.text.text, found.end(), end)
        ):
            yield Hit(*found.span(), f"数据截至{_said(until)}，而成文日期是{_said(written)}，请核对。")


def _not_yet(subject: Subject) -> Iterator[Hit]:
    """What is told as done on a day after the paper was written."""
    written = _written(subject) or subject.profile.written
    looking = ahead(subject.text) if written else ()
    for found in subject.text.numbered(_FULL, subject.text.untitled) if written else ():
        day = _date(found[1], found[2], found[3])
        clause = subject.text.untitled[found.end() : found.end() + 40].split("。")[0]
        body = (subject.text.passage(found.start()) or subject.text.passages[0]).part in {Part.text, Part.heading, Part.opening}
        if day and written and day > written and body and not within(found.start(), looking) and _told(subject, found.start(), clause):
            yield Hit(*found.span(), f"{_said(day)}晚于成文日期{_said(written)}，却写成已经做过的事，请核对。")


def _told(subject: Subject, at: int, clause: str) -> bool:
    before = subject.text.untitled[max(0, at - 3) : at]
    return _TELLS.search(clause) is not None and not _WILL.search(clause) and not re.search("[到至于截—-]$", before)


def _cut_short(subject: Subject) -> Iterator[Hit]:
    """Figures of a year that stop before its end."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    for found in _CUT_OFF.finditer(subject.text.untitled) if year else ():
        until = _until(found, year or 0, exact=False)
        if until and year and until < date(year, _DECEMBER, _LAST) and not within(found.start(), looking):
            old = until.year < year and not found["end"] and until.month < _DECEMBER
            said = f"数据只到{until.year}年{until.month}月，年度报告应到{year}年12月31日，请更新或说明。"
            yield Hit(*found.span(), said, weight=Class.verify if old else None)
    for found in _CUT_NOW.finditer(subject.text.untitled) if year else ():
        yield Hit(*found.span(), f"“{found[0]}”没有写明日期，建议写“截至{year}年12月31日”。")


def _impossible(subject: Subject) -> Iterator[Hit]:
    """13月, 2月30日."""
    for found in subject.text.numbered(_ANY, subject.text.text):
        month, day = int(found[2]), int(found[3]) if found[3] else 1
        year = int(found[1]) if found[1] else 2000
        dated = found[1] or found[3]
        if dated and not (1 <= month <= _DECEMBER and 1 <= day <= monthrange(year, month)[1]):
            yield Hit(*found.span(), f"没有“{found[0]}”这个日期，请核对。")


def _odd_years(subject: Subject) -> Iterator[Hit]:
    """A year with a digit too many or too few."""
    for found in subject.text.numbered(_LONG_YEAR, subject.text.text):
        if len(found[0]) != len("2020年"):
            yield Hit(*found.span(), f"“{found[0]}”多了或少了数字，请核对年份。")


def _far_years(subject: Subject) -> Iterator[Hit]:
    """A year that nobody reports on: 2107年, 1205年. History, and the far goals of plans, are left alone."""
    year = report_year(subject)
    for found in subject.text.numbered(_FOUR, subject.text.untitled) if year else ():
        stated = int(found[1])
        odd = stated < _OLD or (stated > (year or 0) + _FAR and stated not in _GOALS)
        if odd and not _AGES.search(subject.text.untitled, max(0, found.start() - 8), found.start()):
            yield Hit(*found.span(), f"“{found[0]}”与报告年度{year}年相去太远，请核对年份。", weight=Class.verify)


def _beyond(subject: Subject) -> Iterator[Hit]:
    """Figures as of the end of a year after the one reported on, in a paper that does not tell its day or is older still."""
    year, written = report_year(subject), _written(subject)
    looking = ahead(subject.text) if year else ()
    for found in _CUT_OFF.finditer(subject.text.untitled) if year else ():
        until = _until(found, year or 0, exact=True)
        if not until or within(found.start(), looking) or (written and until > written):
            continue
        _, end = subject.text.sentence(found.start())
        late = until.year > (year or 0) and (until.month == _DECEMBER or until.year > (year or 0) + 1)
        if late and not _WILL.search(subject.text.text, found.end(), end):
            said = f"数据截至{until.year}年，报告年度是{year}年，请核对年份。"
            yield Hit(*found.span(), said, weight=Class.verify)


def _weekdays(subject: Subject) -> Iterator[Hit]:
    """A date with the wrong day of the week."""
    for found in subject.text.among(_WEEKDAY, subject.text.text, "星期", "周"):
        day = _date(found[1], found[2], found[3])
        true = _WEEKDAYS[day.weekday()] if day else ""
        if true and true != found[4].replace("天", "日"):
            yield Hit(found.start(1), found.end(4), f"{_said(day)}是星期{true}，这里写的是星期{found[4]}，请核对。" if day else "")


def _backwards(subject: Subject) -> Iterator[Hit]:
    """From a later day to an earlier one."""
    for found in subject.text.numbered(_SPAN, subject.text.text):
        left, right = _LEFT.match(found[1]), (found[2], found[3], found[4])
        if left and any(right) and _reversed(left.groups(), right):
            weight = None if left[1] else Class.verify
            yield Hit(found.start(1), found.end(), f"“{found[0]}”起止颠倒，请核对；跨年的写明“次年”。", weight=weight)


def _reversed(left: tuple[str | None, ...], right: tuple[str | None, ...]) -> bool:
    """Whether the end lies before the beginning, as far as both are told; months without any year may run into the next."""
    pairs = list(zip(left, right, strict=True))
    if left[0] and right[0] and left[0] != right[0]:
        return int(left[0]) > int(right[0])
    known = [(int(one), int(other)) for one, other in pairs[1:] if one and other]
    if right[1] is None and left[1] and left[2] and right[2]:
        return int(left[2]) > int(right[2])
    if not known or not left[1] or not right[1] or (not left[0] and not right[0]):
        return False
    return known[0][0] > known[0][1] or (known[0][0] == known[0][1] and len(known) > 1 and known[1][0] > known[1][1])


def _numbered(subject: Subject) -> Iterator[Hit]:
    """A paper bears a number of the year it is written in."""
    written = _written(subject)
    for passage in subject.text.parts(Part.number) if written else ():
        found = _NUMBER_YEAR.search(subject.text.text, passage.start, passage.end)
        if found and written and int(found[1]) != written.year:
            yield Hit(*found.span(), f"发文字号是{found[1]}年的，成文日期是{_said(written)}，请核对。")


def _written(subject: Subject) -> date | None:
    """The 成文日期 the paper bears: the last before anything that is attached to it or printed below."""
    found: date | None = None
    for passage in subject.text.passages:
        if passage.part in {Part.attachment, Part.imprint} or (passage.part is Part.title and found):
            return found
        day = _FULL.search(subject.text.text, passage.start, passage.end) if passage.part is Part.date else None
        found = (_date(day[1], day[2], day[3]) if day else None) or found
    return found


def _until(found: re.Match[str], year: int, *, exact: bool) -> date | None:
    """The day figures are as of: 11月底 → 30 November; without a day the first of the month when it must be exact, else the last."""
    stated = int(found[1]) if found[1] else year
    month = _DECEMBER if found["end"] else int(found[3])
    if not stated or not 1 <= month <= _DECEMBER:
        return None
    last = monthrange(stated, month)[1]
    open_month = exact and not (found["end"] or found["last"])
    day = int(found[4]) if found[4] else 1 if open_month else last
    return _date(str(stated), str(month), str(day))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CHECKS: tuple[Check[Subject], ...] = (
    Check("Y02", "印发日期早于成文日期", Class.must, _printed_first, "GB/T 9704-2012 7.4.3"),
    Check("Y03", "数据没有到年底", Class.hint, _cut_short),
    Check(
        "Y04",
        "不存在的日期",
        Class.must,
        lambda subject: (*_impossible(subject), *_weekdays(subject), *_odd_years(subject), *_far_years(subject)),
    ),
    Check("Y09", "起止时间颠倒", Class.must, _backwards),
    Check("Y10", "发文字号的年份与成文日期不符", Class.verify, _numbered, "GB/T 9704-2012 7.2.5"),
    Check("Y11", "成文以后的事写成已经做过", Class.verify, _not_yet),
    Check("Y12", "数据截止日晚于成文日期", Class.must, lambda subject: (*_from_later(subject), *_beyond(subject))),
)
