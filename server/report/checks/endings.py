"""What ends titles, headings and paragraphs, and what parts 一是…二是…; marks inside sentences are in pausing."""

import re
from collections.abc import Iterator

from server.report.checks.chapters import heading_of
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.text import Passage
from server.report.findings import Class
from server.report.reading.marks import read_mark
from server.report.reading.parts import Part

_ENDED = "。！？；：…，、.!?;:,"
_CLOSERS = "”’）》」)"
_SPACES = " \u3000\xa0\t\r"
_GOES_ON = re.compile("[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]{1,3}[，、]|[（(①-⑳]")
_LEAST, _LONG_HEADING = 25, 36
_UNFINISHED = frozenset("在于的和与及或把被将对向从以由是让使应按照依（「“《〔[")
_NEXT = 2


def _unended(subject: Subject) -> Iterator[Hit]:
    """A paragraph of sentences that ends without 。, or with ， or 、."""
    for number, passage in enumerate(subject.text.passages):
        if passage.part in {Part.text, Part.heading, Part.opening}:
            following = subject.text.passages[number + 1 : number + _NEXT]
            yield from _ended(subject, passage, following[0] if following else None)


def _ended(subject: Subject, passage: Passage, following: Passage | None) -> Iterator[Hit]:
    line = subject.text.words(passage).rstrip(_SPACES)
    last = passage.start + len(line) - 1
    if not line or len(line) < _LEAST or (passage.part is Part.heading and _only_heading(subject, passage)):
        return
    if line[-1] in "，、,":
        yield Hit(last, last + 1, "段末应用句号。", "。", weight=Class.verify if following and _is_item(subject, following) else None)
    elif line[-1] in "；;" and not (_listed(line) or (following and _is_item(subject, following))):
        yield Hit(last, last + 1, "段末是分号，如果话已说完，应用句号。", "。", weight=Class.hint)
    elif line.rstrip(_CLOSERS)[-1:] not in _ENDED and _is_prose(line) and not _is_torn(subject, line, following):
        yield Hit(last, last + 1, "段末缺句号。", f"{line[-1]}。", weight=Class.verify)


def _is_torn(subject: Subject, line: str, following: Passage | None) -> bool:
    """Whether a paragraph goes on in the next line: a line end that came with a link or a page, not a mark that is missing."""
    after = subject.text.words(following).strip() if following and following.part is Part.text else ""
    short = bool(after) and len(after) < _LEAST and after[-1] not in _ENDED and not _listed(after)
    return line[-1] in _UNFINISHED or short or after[:1] in tuple("，。、；：）》”」]") or line.count("（") > line.count("）")


def _only_heading(subject: Subject, passage: Passage) -> bool:
    """Whether a numbered line has nothing behind its heading."""
    at, words = heading_of(subject.text, passage)
    return not subject.text.text[at + len(words) + 1 : passage.end].strip() and "，" not in words[_LEAST:]


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence, and not a heading in two or three parts."""
    return "。" in line or ("，" in line and len(line) >= 2 * _LEAST) or (line.count("，") > 1 and len(line) >= _LONG_HEADING)


def _listed(line: str) -> bool:
    return _GOES_ON.match(line) is not None or read_mark(line) is not None


def _is_item(subject: Subject, passage: Passage) -> bool:
    return _listed(subject.text.words(passage).lstrip(_SPACES))


def _headings(subject: Subject) -> Iterator[Hit]:
    """A heading in a line of its own bears no 。; a title no mark at all."""
    for passage in subject.text.parts(Part.heading, Part.title):
        line = subject.text.words(passage).rstrip(_SPACES)
        at = passage.start + len(line) - 1
        if line.endswith("。") and line.count("。") == 1 and len(line) < 2 * _LEAST and "，" not in line[_LEAST:]:
            titled = passage.part is Part.title
            said = "标题末尾不加句号。" if titled else "单独成行的小标题末尾一般不加句号。"
            yield Hit(at - 1, at + 1, said, line[-2], weight=Class.verify if titled else None)


def _parted(subject: Subject) -> Iterator[Hit]:
    """一是…；二是…，三是…: points of one list parted by different marks."""
    for passage in subject.text.parts(Part.text, Part.heading):
        line = subject.text.words(passage)
        found = list(_POINT.finditer(line)) if "二是" in line else []
        signs = [each[1] for each in found]
        if len(set(signs)) > 1 and len(signs) > _NEXT:
            usual = max(set(signs), key=signs.count)
            for each in found:
                if each[1] != usual and each[1] == "，" and signs.count(usual) > signs.count(each[1]):
                    at = passage.start + each.start(1)
                    yield Hit(at, at + 1, f"并列各点之间其他处用“{usual}”，这里用“{each[1]}”。", usual)


_POINT = re.compile("([，；。])[ ]?[二三四五六七八九十]{1,3}是")

CHECKS: tuple[Check[Subject], ...] = (
    Check("P16", "段末标点", Class.must, _unended, "GB/T 15834-2011 4.1"),
    Check("P24", "并列各点之间的标点不一", Class.hint, _parted, "GB/T 15834-2011 4.6"),
    Check("P25", "标题末尾的句号", Class.hint, _headings, "GB/T 9704-2012 7.3.1"),
)
