"""The years a yearly report names: of title, opening, headings and plans, and those that a carried text has kept."""

import re
from collections.abc import Iterator

from server.report.checks.chapters import ahead, heading_of, report_year, within
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.text import Passage
from server.report.checks.titles import title_lines
from server.report.findings import Class
from server.report.reading.parts import Part

_YEAR = r"(?<!\d)(20\d\d)年"
_IN_TITLE = re.compile(rf"{_YEAR}(?![-－—–~～至])")
_TO_COME = re.compile("(?:计划|打算|安排|思路|设想|展望|要点|方案)")
_PARTS = re.compile("以及|[和及与、暨]")
_PART = re.compile(rf"[^和及与、暨]{{0,4}}?{_YEAR}(?:度|全年)?(?P<words>[^和及与、暨]{{0,60}})$")
_PLANNED = re.compile("(?:计划|安排|打算|思路|设想|展望|主要任务|目标任务|工作任务|重点任务|努力方向|工作目标|工作要点|工作重点)$")
_ACHIEVED = re.compile("(?:举措|措施|成效|做法|情况|回顾|总结|成绩|亮点|问题|不足|短板)$")
_OTHER_YEARS = re.compile("整改|反馈|考[评核]|督[察查]|巡[视察]|上年|审计|计划|规划")
_ANNOUNCED = re.compile("(?:度)?[^。，；：\n年]{0,16}(?:计划|打算|安排|思路)")
_OPENING = re.compile(rf"{_YEAR}(?!以来|[至—-])(?=(?:度|全年)?[^。，；\n]{{0,40}}如下)|现将[^。，；\n\d]{{0,20}}{_YEAR}(?!以来|[至—-])")
_HANDED = re.compile(r"(?:现(?:将|对|就)|在)[^，。；\n]{0,40}$")
_PRELUDE = re.compile(
    rf"(?:^|(?<=[，。；])){_YEAR}(?:度|全年)?[，,](?P<who>我(?:们|[镇乡街县区市局委])|本[镇乡街县区市局]|在[^，。；\n]{{2,40}}(?:下|中)[，,])?",
    re.MULTILINE,
)
_SAME_YEAR = re.compile("年(?:度|全年)?[，,是以]")
_LEAD = re.compile(r"(?:^|[。；：\n])(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?(?:[、.．]|是|要)?)?[ \u3000]{0,4}在?$")
_LEAD_LENGTH, _PRELUDE_LENGTH, _PHRASE = 14, 1500, 48
_SUBJECT = (
    "(?:我[镇乡街县区市局]|全[镇乡街县区市年局]|本[镇乡街县区市]|[镇乡县区市](?:政府|党?委)|街道|各|共|累计|先后"
    "|开展|组织|召开|举办|受理|调解|办理|审核|审查|立案|在)"
)
_STARTED = re.compile(rf"(20\d\d)年(?:(?P<term>度|全年|以来|来|期间)|\d{{1,2}}月(?:\d{{1,2}}日)?|[上下]半年)?[，,]?(?={_SUBJECT})")
_BACKGROUND = re.compile(
    "同比|相比|比较|[较比]20|上升|下降|增长|增加|减少|成立|以来已|起[，,]|印发|出台|颁布|施行|实施|被|获|命名|挂牌|启动|列为|确定|改革|批准|批复|试点|连续|历年|每年|逐年"
)
# A comparison with the year before says nothing of why a sentence begins with another year than the report's.
_COMPARED = re.compile(r"(?:同比|[比较](?:上年|上一年|去年)(?:同期)?)[^，。；\n]{0,16}")
_COUNT = re.compile(r"\d[余多万]{0,2}(?:人?次|件|宗|起|场|份|名|人|个|项|期|条|户|家)")
_WILL = re.compile("将|拟|计划|力争|争取|预计|确保|继续|进一步|着力")
_AIMS = re.compile("一是|[，,要需](?:加强|强化|深化|推进|推动|完善|健全|落实|提升|加大|加快)|围绕|聚焦|按照|紧扣")
_NEXT = re.compile("(?:下一步|下步|今后|接下来|下一阶段)(?:工作中?)?[，,]$")
_PAST = re.compile("取得|虽然|已经|完成了|了[，。一]|以来|期间|过去|回顾|基础上|[比较]20|同比")
_COMING = re.compile(r"(20\d\d)年(?![底末前初以]|\d)(?P<rest>[^。；\n]{0,80})")
_TERM_TWICE = re.compile(r"(20\d\d年度)[^\d\n]{2,40}年度(?=[\u4e00-\u9fff]{0,6}(?:报告|总结|情况))")
_SPOKEN = re.compile("今年|去年|本年度")
_MADE = re.compile(r"(?:制定|印发|出台|起草|拟定)了?[^，。；\n]{0,4}《[^》\n]{0,80}》[（(][^）)\n〔]{1,16}〔(20\d\d)〕\d{1,4}号")


def _titles(subject: Subject) -> Iterator[Hit]:
    """The year of the title, and of the plan that a title announces beside the report."""
    year = report_year(subject)
    for passage in subject.text.parts(Part.title) if year else ():
        line = subject.text.untitled[passage.start : passage.end]
        for number, found in enumerate(_IN_TITLE.finditer(line)):
            expected = (year or 0) + bool(number and _TO_COME.search(line, found.end()))
            if found.end() - found.start() and int(found[1]) != expected:
                yield _wrong(passage.start + found.start(1), found[1], expected, f"标题写的是{found[1]}年，报告年度应为{expected}年。")


def _headings(subject: Subject) -> Iterator[Hit]:
    """A chapter on what was done names the report's year, a chapter on what is planned the year after."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    seen = 0
    for passage in subject.text.parts(Part.heading) if year else ():
        seen += passage.level == 1
        at, words = heading_of(subject.text, passage)
        for start, piece in _pieces(words):
            yield from _piece(at + start, piece, year or 0, planned=_may_plan(passage, seen, looking), chapter=passage.level == 1)


def _pieces(words: str) -> Iterator[tuple[int, str]]:
    at = 0
    for joint in _PARTS.finditer(words):
        yield at, words[at : joint.start()]
        at = joint.end()
    yield at, words[at:]


def _may_plan(passage: Passage, seen: int, looking: tuple[tuple[int, int], ...]) -> bool:
    """Whether a heading can announce plans: a chapter that is not the first, or a heading inside of such a chapter."""
    return seen > 1 if passage.level == 1 else within(passage.start, looking)


def _piece(at: int, piece: str, year: int, *, planned: bool, chapter: bool) -> Iterator[Hit]:
    found = _PART.match(piece)
    if not found:
        return
    stated = int(found[1])
    if planned and _PLANNED.search(found["words"]) and stated != year + 1:
        yield _wrong(at + found.start(1), found[1], year + 1, f"这一部分写今后的工作，{year}年度报告应写{year + 1}年，现写为{stated}年。")
    elif chapter and stated != year and _ACHIEVED.search(found["words"]) and not _OTHER_YEARS.search(found["words"]):
        yield _wrong(at + found.start(1), found[1], year, f"这一部分写报告年度的工作，应为{year}年，现写为{stated}年。")


def _openings(subject: Subject) -> Iterator[Hit]:
    """“现将2024年…情况报告如下” names the report's year."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    for found in subject.text.among(_OPENING, subject.text.untitled, "如下", "现将") if year else ():
        group = 1 if found[1] else 2
        expected = (year or 0) + bool(_ANNOUNCED.match(subject.text.untitled, found.end()))
        if int(found[group]) != expected and not within(found.start(), looking):
            said = f"这里报告的年份是{found[group]}年，报告年度是{year}年，应为{expected}年。"
            yield _wrong(found.start(group), found[group], expected, said)


def _preludes(subject: Subject) -> Iterator[Hit]:
    """“2024年，我镇…” before the first chapter of a report on 2025, which says nothing of 2025 in that way."""
    year = report_year(subject)
    text, first = subject.text.untitled, next((each.start for each in subject.text.parts(Part.heading)), 0)
    begin = max((each.end + 1 for each in subject.text.parts(Part.title) if each.end < first), default=0)
    end = min(first, begin + _PRELUDE_LENGTH)
    for found in _PRELUDE.finditer(text, begin, end) if year else ():
        own = found["who"] or (subject.profile.short_name and text.startswith(subject.profile.short_name, found.end()))
        if own and int(found[1]) < (year or 0) and not _says_both(text[found.end() : end], year or 0):
            said = f"开头写的是{found[1]}年，报告年度是{year}年，应为{year}年。"
            yield _wrong(found.start(1), found[1], year or 0, said)


def _says_both(words: str, year: int) -> bool:
    """Whether the opening goes on with the year reported on: “2025年，…”, “2025年是…”, and not only “现将2025年…”."""
    places = (each.end() for each in re.finditer(str(year), words))
    return any(_SAME_YEAR.match(words, at) and not _HANDED.search(words[max(0, at - _PHRASE) : at - len(str(year))]) for at in places)


def _stale(subject: Subject) -> Iterator[Hit]:
    """A sentence on what was done that begins with another year: kept from an earlier report, or misprinted."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    for found in _STARTED.finditer(subject.text.untitled) if year else ():
        told = int(found[1]) == year or within(found.start(1), looking)
        if not told and _opens(subject, found.start()) and not _explained(subject, found, year or 0):
            yield _carried(subject, found, year or 0)


def _opens(subject: Subject, at: int) -> bool:
    """Whether a sentence or a numbered point begins at a place."""
    return _LEAD.search(subject.text.text[max(0, at - _LEAD_LENGTH) : at]) is not None


def _explained(subject: Subject, found: re.Match[str], year: int) -> bool:
    """Whether the sentence itself, or the one behind it, says why it speaks of another year."""
    _, end = subject.text.sentence(found.start(1))
    sentence, behind = subject.text.untitled[found.end() : end], subject.text.untitled[end : end + 12]
    if int(found[1]) > year:
        return _WILL.search(sentence) is not None
    told = f"{year}年" in sentence + behind or "今年" in sentence + behind or "本年" in sentence + behind
    return told or _BACKGROUND.search(_COMPARED.sub("", sentence)) is not None


def _carried(subject: Subject, found: re.Match[str], year: int) -> Hit:
    _, end = subject.text.sentence(found.start(1))
    near = int(found[1]) >= year - 3
    counted = _COUNT.search(subject.text.untitled, found.end(), end) or (found.lastgroup and found["term"])
    said = f"{year}年度报告的工作成效里写的是{found[1]}年，请核对是否沿用了旧稿，或者年份写错。"
    return _wrong(found.start(1), found[1], year, said, Class.verify if near and counted else Class.hint)


def _plans(subject: Subject) -> Iterator[Hit]:
    """A sentence of the plans that takes the year reported on, or an older one, for the year to come."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    for found in _COMING.finditer(subject.text.untitled) if year else ():
        clause = found["rest"].split("，")
        will = _WILL.search("，".join(clause[:3]))
        aims = will or (_AIMS.search(found["rest"]) and not _COUNT.search(found["rest"]))
        late = int(found[1]) <= (year or 0) and _to_come(subject, found.start(), looking)
        if late and aims and not _PAST.search(found["rest"]):
            said = f"这里写的是今后的工作，应为{(year or 0) + 1}年，现写为{found[1]}年。"
            yield _wrong(found.start(1), found[1], (year or 0) + 1, said, None if will else Class.verify)


def _to_come(subject: Subject, at: int, looking: tuple[tuple[int, int], ...]) -> bool:
    """Whether a year opens a sentence of the plans, or stands behind 下一步，."""
    if _NEXT.search(subject.text.untitled[max(0, at - _LEAD_LENGTH) : at]):
        return True
    return within(at, looking) and _opens(subject, at) and not _heads(subject, at)


def _heads(subject: Subject, at: int) -> bool:
    """Whether a place is where the words of a heading begin."""
    passage = subject.text.passage(at)
    return bool(passage and passage.part is Part.heading and heading_of(subject.text, passage)[0] == at)


def _spoken(subject: Subject) -> Iterator[Hit]:
    """今年, 去年: whoever reads the report reads it in another year."""
    year = report_year(subject)
    looking = ahead(subject.text) if year else ()
    for found in _SPOKEN.finditer(subject.text.unquoted) if year else ():
        said = f"年度报告里的“{found[0]}”容易误解，建议写明年份。"
        plain = f"{year}年" if found[0] == "今年" and not within(found.start(), looking) else ""
        yield Hit(*found.span(), said, plain)


def _older_papers(subject: Subject) -> Iterator[Hit]:
    """A paper of an earlier year told as made in this one."""
    year = report_year(subject)
    for found in _MADE.finditer(subject.text.text) if year else ():
        if int(found[1]) < (year or 0):
            said = f"文号是{found[1]}年的文件写进了{year}年的成效，请核对是不是本年度的工作。"
            yield Hit(found.start(1), found.end(1), said)


def _twice(subject: Subject) -> Iterator[Hit]:
    """2025年度…年度报告: the year is told twice."""
    for passage in title_lines(subject.text):
        for found in _TERM_TWICE.finditer(subject.text.untitled, passage.start, passage.end):
            yield Hit(*found.span(1), "标题里“年度”重复，建议删去一个。", found[1].removesuffix("度"))


def _wrong(at: int, stated: str, expected: int, message: str, weight: Class | None = None) -> Hit:
    return Hit(at, at + len(stated) + 1, message, f"{expected}年", weight=weight)


CHECKS: tuple[Check[Subject], ...] = (
    Check(
        "Y01",
        "标题、开头或章节的年份与报告年度不符",
        Class.must,
        lambda subject: (*_titles(subject), *_headings(subject), *_openings(subject), *_preludes(subject)),
    ),
    Check("Y05", "成效里的文件是往年印发的", Class.hint, _older_papers),
    Check("Y06", "年度报告里写“今年”“去年”", Class.hint, _spoken),
    Check("Y07", "工作成效里写了别的年份", Class.verify, _stale),
    Check("D07", "标题里“年度”重复", Class.verify, _twice, "习惯用法"),
    Check("Y08", "工作计划里写了已经过去的年份", Class.must, _plans),
)
