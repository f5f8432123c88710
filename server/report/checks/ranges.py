"""Dashes, points and brackets of figures: document numbers, years and percents from–to, days that name an event."""

import re
from collections.abc import Iterator
from itertools import chain

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.together import by_paragraph
from server.report.findings import Class

_BRACKETED = re.compile(
    r"([〔\[【（(［﹝〈{])(?<=[\u4e00-\u9fff ].)[ ]?((?:19|20)?\d\d)年?[ ]?([〕\]】）)］﹞〉}])(?=[ ]?第?[ ]?\d{1,4}[ ]?号)"
)
_ORDER = re.compile(r"〔(?:19|20)\d\d〕(第)?(0*)(\d{1,4}号)")
_PROCLAIMED = ("公告", "令", "通告", "决议")
_HYPHEN = "[-－–﹣‐一~]"
_YEARS = re.compile(rf"(?<![\d/A-Za-z.－–-])((?:19|20)\d\d)年?[ ]?({_HYPHEN}|——)[ ]?((?:19|20)\d\d)[ ]?(?=年|[）)](?!\d)|学年)")
_GLUED = re.compile(r"(?<!\d)((?:19|20)\d\d)((?:19|20)\d\d)(?=年)")
_MONTHS = re.compile(rf"(?<![\d.－-])(\d{{1,2}})(月?)[ ]?({_HYPHEN})[ ]?(\d{{1,2}})(?=月(?!\d{{1,2}}日))")
_DAYS = re.compile(rf"(?<=月)(\d{{1,2}})(日?)[ ]?({_HYPHEN})[ ]?(\d{{1,2}})(?=日)")
_PERCENT = re.compile(rf"(?<![\d.])(\d{{1,3}}(?:\.\d{{1,3}})?)(%?)[ ]?({_HYPHEN}|—|～|至)[ ]?(\d{{1,3}}(?:\.\d{{1,3}})?)%")
_COUNTS = re.compile(
    r"(?<![\d.A-Za-z－-])(\d{1,6}(?:\.\d{1,3})?)([-－–~])(\d{1,6}(?:\.\d{1,3})?)(?=[个名人件次户场份期条项家岁天年万亩米元倍])"
)
_DASHED = re.compile(r"[-－–﹣‐~](?=[ ]?[0-9])|一(?=[0-9])")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_EVENT = re.compile(r"“(\d{1,2})[.．。•・‧∙⋅](\d{1,2})”")
_BARE_EVENT = re.compile(
    r"(?<![\d.])(3|4|5|6|12|11)[.．•・](15|26|4|9|5|12|8)(?=国家|国际|全国|全民|世界|禁毒|消费|宪法|消防|防灾|环境|宣传)"
)
_KNOWN = frozenset({(3, 15), (4, 15), (5, 12), (6, 26), (12, 4), (11, 9), (6, 5), (12, 2), (12, 1), (4, 26), (3, 8), (12, 9)})
_NEARLY = ("——", "－")
_MONTHS_MOST, _DAYS_MOST = 12, 31


def _numbers(subject: Subject) -> Iterator[Hit]:
    """清府〔2017〕13号: hexagonal brackets, four figures of the year, no 第, no 0 before the number."""
    text = subject.text.text
    for found in _BRACKETED.finditer(text) if "号" in text else ():
        if (found[1], found[3]) != ("〔", "〕") or len(found[2]) != len("2017") or "年" in found[0]:
            yield _bracket(found)
    for found in _ORDER.finditer(text) if "〔" in text else ():
        if (found[1] and not text[: found.start()].endswith(_PROCLAIMED)) or found[2]:
            plain = f"{found[0][: found[0].index('〕') + 1]}{found[3]}"
            yield Hit(*found.span(), "发文字号的序号不加“第”，不编虚位。", plain, weight=Class.verify)


def numbered(text: str) -> tuple[tuple[int, int], ...]:
    """Where the year of a document number stands in brackets of any make."""
    return tuple((found.start(1), found.end(3)) for found in _BRACKETED.finditer(text)) if "号" in text else ()


def dashed(words: str) -> str:
    """Words with — between the years of from–to."""
    return _YEARS.sub(r"\1—\3", words)


def _bracket(found: re.Match[str]) -> Hit:
    full = found[2] if len(found[2]) == len("2017") else ""
    said = "发文字号的年份应写全称，用六角括号“〔〕”括入。"
    return Hit(found.start(1), found.end(3), said, f"〔{full}〕" if full else "")


def _dashes(subject: Subject) -> Iterator[Hit]:
    """From–to of years takes — (or ～), not a hyphen."""
    text = subject.text.text
    for found in subject.text.numbered(_YEARS, text):
        weight = Class.hint if found[2] in _NEARLY else None
        yield Hit(*found.span(), "年份起止应用一字线“—”。", f"{found[1]}—{found[3]}", weight=weight)
    for found in subject.text.numbered(_GLUED, text):
        if int(found[1]) < int(found[2]):
            yield Hit(*found.span(), "两个年份之间漏了一字线“—”。", f"{found[1]}—{found[2]}")


def _shorter(subject: Subject) -> Iterator[Hit]:
    text = subject.text.text
    for pattern, name in ((_MONTHS, "月份"), (_DAYS, "日期")) if _DASHED.search(text) else ():
        for found in subject.text.numbered(pattern, text):
            if int(found[1]) < int(found[4]) <= _DAYS_MOST:
                yield Hit(*found.span(), f"{name}起止应用一字线“—”或“至”。", f"{found[1]}{found[2]}—{found[4]}")


def _percents(subject: Subject) -> Iterator[Hit]:
    """80%—90%: no hyphen, and the sign at both ends."""
    for found in subject.text.numbered(_PERCENT, subject.text.text) if "%" in subject.text.text else ():
        proper = found[3] in "—～至"
        if not (proper and found[2]) and float(found[1]) < float(found[4]):
            dash = found[3] if proper else "—"
            said = "数值范围两端都要写百分号。" if proper else "数值范围应用一字线“—”或浪纹线“～”。"
            yield Hit(*found.span(), said, f"{found[1]}%{dash}{found[4]}%", weight=Class.hint if proper or found[3] in _NEARLY else None)


def _counts(subject: Subject) -> Iterator[Hit]:
    for found in subject.text.numbered(_COUNTS, subject.text.text) if _DASHED.search(subject.text.text) else ():
        if float(found[1]) < float(found[3]) and not _YEARLIKE.fullmatch(found[1]):
            yield Hit(*found.span(), "数值范围应用浪纹线“～”或一字线“—”。", f"{found[1]}～{found[3]}", weight=Class.hint)


def _spans(subject: Subject) -> Iterator[Hit]:
    return by_paragraph(subject, chain(_dashes(subject), _shorter(subject), _percents(subject), _counts(subject)))


def _events(subject: Subject) -> Iterator[Hit]:
    """“6·26”: a middle dot between month and day."""
    for found in _EVENT.finditer(subject.text.text) if "“" in subject.text.text else ():
        day = (int(found[1]), int(found[2]))
        if 1 <= day[0] <= _MONTHS_MOST and 1 <= day[1] <= _DAYS_MOST:
            yield Hit(*found.span(), "含月日的专名用间隔号“·”。", f"“{day[0]}·{day[1]}”", weight=None if day in _KNOWN else Class.verify)
    for found in subject.text.numbered(_BARE_EVENT, subject.text.text):
        if (int(found[1]), int(found[2])) in _KNOWN:
            yield Hit(*found.span(), "含月日的专名用间隔号“·”，并加引号。", f"“{found[1]}·{found[2]}”")


CHECKS: tuple[Check[Subject], ...] = (
    Check("P01", "发文字号不规范", Class.must, _numbers, "GB/T 9704-2012 7.2.5"),
    Check(
        "P07",
        "起止符号",
        Class.must,
        _spans,
        "GB/T 15834-2011 4.13.3",
    ),
    Check("P08", "月日专名缺间隔号", Class.must, _events, "GB/T 15835-2011 5.1"),
)
