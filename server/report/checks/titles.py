"""The title of a paper and its kind (文种), as its own lines say."""

import re
from collections.abc import Iterator

from server.report.checks.text import Passage, Text
from server.report.reading.parts import Part

KINDS = (
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"),
    *("总结", "汇报", "方案", "计划", "规划", "要点", "办法", "规定", "细则", "规则", "条例", "规程", "制度", "说明", "讲话", "致辞"),
)
_LONGEST = 40
_NO_RECIPIENT = re.compile("如下|现将|汇报|包括|以下|[，。；]")
_ENDS = re.compile(rf"({'|'.join(KINDS)}|令)(?:[（(〔].{{0,24}}[）)〕])?$")


def title_of(text: Text) -> str:
    """The first title, its lines joined; "" without one."""
    return "".join(text.words(each).strip() for each in title_lines(text))


def title_lines(text: Text) -> tuple[Passage, ...]:
    """The lines of the first title."""
    found: list[Passage] = []
    for passage in text.passages:
        if passage.part is Part.title:
            found.append(passage)
        elif found:
            break
    return tuple(found)


def recipient_lines(text: Text) -> Iterator[Passage]:
    """The lines with the recipients; where none was known as such, a short line with a colon right below the title."""
    known = tuple(text.parts(Part.recipients))
    yield from known
    lines = title_lines(text)
    if known or not lines:
        return
    below = text.passage(lines[-1].end + 1)
    words = text.words(below) if below else ""
    if below and below is not lines[-1] and len(words) <= _LONGEST and words.endswith(("：", ":")) and not _NO_RECIPIENT.search(words):
        yield below


def kind_of(title: str) -> str:
    """The 文种 that a title ends with (报告, 通知 …); "" when it ends with none."""
    found = _ENDS.search(re.sub(r"\s", "", title))
    return found[1] if found else ""
