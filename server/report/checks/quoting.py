"""Titles of papers as they are quoted: those that lack their 文种, their 《》 or the 〈〉 in it, and 《》 around what is no work."""

import re
from collections.abc import Iterator

from server.report.checks.ranges import dashed
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.together import by_paragraph
from server.report.findings import Class
from server.report.reading.parts import Part

_ISSUED = re.compile(r"《[^《》\n]{0,40}关于(?:印发|转发|批转|下发)[^《》\n]{2,80}(?:《[^》\n]{0,60}》)?[^《》\n]{0,10}》")
_KINDS = ("通知", "函", "通报", "意见", "批复", "决定", "公告", "报告", "请示", "》")
_OPEN_END = re.compile(r"《[^《》\n]{0,40}关于[^《》\n]{2,80}的》")
_THING = re.compile(r"《[^《》\n]{1,40}(?:系统|平台|小程序|公众号|热线|APP)》")

_ANGLED = re.compile("《[^《》〈〉<>‹›＜＞\n]{0,80}([<‹＜]([^《》〈〉<>‹›＜＞\n]{1,80})[>›＞])[^《》\n]{0,60}》")
_ROUND = str.maketrans("()", "（）")
_HAN = re.compile("[\u4e00-\u9fff]")
_STATE = "中华人民共和国"
_LAW = re.compile(
    f"{_STATE}(?!成立|各|中央|政府|国务院|主席|公民|最高|境内|境外)((?:[\u4e00-\u9fff]{{1,14}}?(?<![依合司执立普守违非方办用看做])法(?:典|(?![律治定院规庭官人制学令援纪]|办[事案法公])))|宪法)"
)
_NO_LAW = re.compile("依法|合法|司法|执法|立法|普法|守法|违法|非法|办法|方法|政府|人民|以来|国家")
_PROSE = (Part.opening, Part.text, Part.heading, Part.closing)


def _kindless(subject: Subject) -> Iterator[Hit]:
    """《关于印发…方案》 is the title of a notice and ends in 通知; 《关于…的》 has lost its last word."""
    text = subject.text.text
    for found in _ISSUED.finditer(text) if "《" in text else ():
        name = re.sub(r"[（(][^（()）]{0,20}[)）]$", "", found[0][:-1])
        if not name.endswith(_KINDS):
            yield Hit(*found.span(), "“关于印发……”的文件名末尾缺文种（如“的通知”），请核对全称。")
    for found in _OPEN_END.finditer(text) if "的》" in text else ():
        yield Hit(*found.span(), "文件名以“的”结尾，缺文种，请核对全称。")


def _things(subject: Subject) -> Iterator[Hit]:
    """A system or a platform is no work: quotation marks, not 《》."""
    for found in _THING.finditer(subject.text.text) if "《" in subject.text.text else ():
        yield Hit(*found.span(), "系统、平台的名称用引号，不用书名号。", f"“{found[0][1:-1]}”")


def _angled(subject: Subject) -> Iterator[Hit]:
    """《关于印发<…>的通知》: a title within a title stands in 〈〉, with its years and brackets put right as one."""
    text = subject.text.text
    for found in _ANGLED.finditer(text) if "《" in text and any(sign in text for sign in "<‹＜") else ():
        if _HAN.search(found[2]):
            yield Hit(*found.span(1), "书名号里面再用书名号，应为单书名号“〈 〉”。", f"〈{dashed(found[2]).translate(_ROUND)}〉")


def _bare(subject: Subject) -> Iterator[Hit]:
    """The full name of a law without 《》. 宪法 alone is also said of what it is, in a list of laws it is a title."""
    return by_paragraph(subject, _laws(subject))


def _laws(subject: Subject) -> Iterator[Hit]:
    text = subject.text.unquoted
    for found in _LAW.finditer(text) if _STATE in text else ():
        passage = subject.text.passage(found.start())
        listed = text[found.start() - 1 : found.start()] == "、" or text.startswith("、" + _STATE, found.end())
        known = not _NO_LAW.search(found[1]) and (found[1] != "宪法" or listed)
        if known and passage and passage.part in _PROSE:
            yield Hit(*found.span(), "法律的全称要加书名号。", f"《{found[0]}》")


CHECKS: tuple[Check[Subject], ...] = (
    Check("P10", "文件名缺文种", Class.verify, _kindless, "《党政机关公文处理工作条例》第九条"),
    Check("P27", "书名号里的半角尖括号", Class.must, _angled, "GB/T 15834-2011 4.15.3.5"),
    Check("P28", "法律全称缺书名号", Class.verify, _bare, "GB/T 15834-2011 4.15"),
    Check("P14", "系统、平台用了书名号", Class.hint, _things, "GB/T 15834-2011 4.15"),
)
