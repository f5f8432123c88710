"""What the opening of a paper says of it where the title is missing or says little: whose it is, of which year, whether it is yearly."""

import re
from collections import Counter

from server.report.checks.profile import Level
from server.report.checks.text import Text
from server.report.checks.writers import Writer, writer_of
from server.report.reading.parts import LAW, Part

YEAR = r"(?<![\d〔\[（(])((?:20\d\d)|二[〇○零][〇○零一二三四五六七八九]{2})(?=年)"
_LAW = re.compile("法治政府|法治部门|依法行政|法治建设")
_FIRST, _HEAD, _LONGEST, _TOLD = 3, 1500, 1500, 300
_NUMERAL = "[一二三四五六七八九十]"
_STARTS = re.compile(rf"(?:^|(?<=\n)|(?<=。))[ \u3000]{{0,4}}{YEAR}年(?:度|以来|来)?[，,]")
_HANDED = re.compile(r"现(?:将|对|就)([^。；\n]{0,60}?)(?:报告|汇报|总结)如下")
_IN_HANDED = re.compile(YEAR)
_BARE = re.compile(
    "(?:20[0-9]{2}年度?|本年度|全年|一年来|今年以来|上年度|有关|主要|相关|具体|工作|开展|落实|推进|情况|所做|的|[我本][\u4e00-\u9fff]{1,3}?"
    "|[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|县|区|市|局|委)){0,8}"
)
_VERB = (
    "(?=(?:始终|一直|继续|持续)?(?:坚持|坚决|以|深入|认真|全面|严格|切实|紧紧|紧扣|围绕|按照|积极|高度|扎实|大力|深化|贯彻|聚焦|牢固|立足|着力|在"
    "|党委|党工委|人民政府|政府|办事处|法治|推进|结合|根据|依法))"
)
_ENDS = "(?:民族乡|苏木|街道|镇|乡|自治县|自治旗|县|旗|区|市|局|委员会|委)"
_NAMED = re.compile(
    rf"(?:(?<=[，。：；、\n将就对])|^)(?![我本各全该上在向按为从由][\u4e00-\u9fff]{{0,2}}{_ENDS}|在|向|按|全|各)"
    rf"([\u4e00-\u9fff]{{1,18}}?{_ENDS})(?:{_VERB}|(?=20\d\d年))"
)
_NO_NAME = re.compile(
    "我|各|全面|党中央|国务院|省委|市委|县委|区委|政府|领导|指导|同志|委托|乡镇|街镇|城市|城区|社区|园区|布局|格局|大局|开局|结局$"
)
_OWN = (
    (re.compile("我局|本局|局党[组委]|局(?:主要)?领导|局机关|局班子"), (Level.department, "department")),
    (re.compile("全镇(?!街)|(?<![乡各])镇(?:党委|政府|党政)"), (Level.township, "town")),
    (re.compile("全乡(?!镇)|(?<!各)乡(?:党委|政府|党政)"), (Level.township, "rural_township")),
    (re.compile("街道(?:党工委|办事处)|全街道"), (Level.subdistrict, "subdistrict")),
    (re.compile("全县|我县|县(?:人民)?政府"), (Level.county, "county")),
)
_LEAST = 2
_DONE = re.compile("举措|措施|成效|做法|情况|回顾|成绩")
_OPEN_ENDS = re.compile("问题|不足|短板|困难|打算|计划|安排|思路|下一步")
_OTHER_PAPER = re.compile("各位代表|同志们|通知如下|现印发|请示如下|答复如下|批复如下|制定本")


def preface(text: Text) -> str:
    """What stands before the first heading, and the first paragraphs where nothing does; without titles."""
    spoken = [each for each in text.passages if each.part in (Part.opening, Part.text, Part.heading, Part.recipients)]
    first = next((at for at, each in enumerate(spoken) if each.part is Part.heading), len(spoken))
    return "\n".join(text.untitled[each.start : each.end] for each in spoken[: first or _FIRST])[:_LONGEST]


def year_words(text: Text) -> str:
    """The year (2025, 二〇二五) that the opening or the first chapter names; "" for none."""
    words = preface(text)
    handed = [found[1] for each in _HANDED.finditer(words) if (found := _IN_HANDED.search(each[1]))]
    started = [each[1] for each in _STARTS.finditer(words)][:1]
    chapter = next((text.untitled[each.start : each.end] for each in text.parts(Part.heading) if each.level == 1), "")
    headed = [found[1]] if (found := _IN_HANDED.search(chapter)) and not _OPEN_ENDS.search(chapter) else []
    votes = Counter([*handed[:1] * 2, *started, *headed])
    return max(votes, key=lambda each: votes[each], default="")


def writer_in(text: Text) -> Writer | None:
    """The unit that the opening has as its subject: of its first clause (2025年，清溪镇坚持…), or named again in the paper."""
    words = preface(text)
    first = _STARTS.match(words)
    names = ((each[1], first is not None and each.start(1) == first.end()) for each in _NAMED.finditer(words))
    sure = (name for name, opens in names if not _NO_NAME.search(name) and (opens or text.text.count(name) >= _LEAST))
    return next(filter(None, map(writer_of, sure)), None)


def told(text: Text) -> tuple[Level, str]:
    """Level and kind by 全乡, 镇党委, 局党组, the lowest that is spoken of more than once; a county where nothing lower speaks."""
    words = text.unquoted[: 20 * _HEAD]
    counts = [(sum(1 for _ in pattern.finditer(words)), meant) for pattern, meant in _OWN]
    lower = any(count for count, meant in counts if meant[0] is not Level.county)
    return next((meant for count, meant in counts if count >= _LEAST and not (lower and meant[0] is Level.county)), (Level.unknown, ""))


def is_annual(text: Text, *, asked: bool) -> bool:
    """Whether a paper without a title is a yearly report on law-based government. `asked`: somebody named its year."""
    words = preface(text)
    head = text.text[:_HEAD]
    if _OTHER_PAPER.search(head) or not _LAW.search(head):
        return False
    handed = [each[1] for each in _HANDED.finditer(words)]
    if handed:
        return any(_LAW.search(each) or LAW.search(each) or _BARE.fullmatch(each) for each in handed) and _LAW.search(words) is not None
    return bool((asked and _LAW.search(text.text, 0, _TOLD)) or _arranged(text, words))


def _arranged(text: Text, words: str) -> bool:
    """Whether an opening on law-based government is followed by what was done, what is wanting, what is planned."""
    if not _LAW.search(words):
        return False
    heads = [text.words(each)[:60] for each in text.parts(Part.heading) if each.level == 1]
    done = any(_DONE.search(each) and not _OPEN_ENDS.search(each) for each in heads)
    wanting = any(_OPEN_ENDS.search(each) for each in heads)
    return (done and wanting) or (_STARTS.match(words) is not None and any(_LAW.search(each) for each in heads))
