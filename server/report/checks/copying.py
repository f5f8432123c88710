"""Sentences that stand word for word in last year's report or in another unit's: told by digests, so that no text is carried about."""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import product

from server.report.checks.records import Records, Standing
from server.report.checks.ruling import Check, Hit
from server.report.checks.wording import Wording
from server.report.findings import Class
from server.report.paper_problems import still_last_year
from server.report.phrases import PLACEHOLDER
from server.report.reading.parts import Part
from server.report.words import half_width, sentences

SHORTEST, _HALF, _FEWEST, _MOST_PARTS, _QUOTED = 20, 0.5, 3, 4, 3
_BITS = 8
_NUMBER = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(rf"^\s*(?:[（(]?{_NUMBER}[)）、]|第{_NUMBER}[，、]|[0-9]{{1,2}}[.．、]|[（(][0-9]{{1,2}}[)）]|{_NUMBER}是)")
_PLAIN = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff%]+")
_UNITS = "人次|件次|台次|万元|亿元|公里|[年月日件宗起份个项条次场期回名人位户块元天篇部批册轮台辆家所支处]"
_FIGURE = re.compile(
    "(?:同比)?(?:增长|下降)[0-9]{1,9}%|与上年持平|我(?:镇|乡|街道|县|区|市|旗|苏木|局|委|单位)"
    f"|(?:将近|接近|近|约|大约|超过|超)?[0-9]{{1,18}}[万亿]?[余多]?(?:{_UNITS})?%?"
)
_RECKONED = re.compile("[0-9我]|与上年持平")
_TITLE = re.compile(r"《[^《》\n]{0,120}》")
_ELSEWHERE = "这句话与本县其他单位今年报告里的一句完全相同。请核对是不是本单位的情况，改成自己的事实。"
_NAMES = frozenset({"unit", "name", "title", "body"})
_OPTIONAL = re.compile(r"\[([^\[\]]{0,200})\]")


def digests_of(text: str) -> dict[int, str]:
    """The sentences of a text worth comparing, by digest (64 bits, signed): 20 characters and more without figures, titles and marks."""
    return {found: each.strip() for each in sentences(text) if (found := _worth(each)) is not None}


def digest(words: str) -> int:
    """A sentence in 64 bits with a sign, as databases hold it."""
    return int.from_bytes(blake2b(words.encode(), digest_size=_BITS).digest(), signed=True)


def shipped(wordings: Iterable[str]) -> frozenset[int]:
    """The sentences the program itself offers, without their figures: everybody may write those. `wordings` as in `phrases`."""
    return frozenset(digest(_bare(_plain(each))) for wording in wordings for whole in _variants(wording) for each in sentences(whole))


def common(text: str, offered: frozenset[int], formulas: Iterable[str]) -> bool:
    """Whether a sentence is one that is offered, or little more than fixed formulas and titles of papers."""
    if digest(_bare(_plain(text))) in offered:
        return True
    rest = _TITLE.sub("", text)
    for each in formulas:
        rest = rest.replace(each, "")
    return len(_bare(_plain(rest))) < SHORTEST


def formulas_of(wording: Wording) -> tuple[str, ...]:
    """The fixed wordings that everybody must use, the longest first."""
    words = {each.right for each in wording.formulas} | {each.right for each in wording.tifa} | {each.name for each in wording.titles}
    return tuple(sorted(words, key=lambda each: (-len(each), each)))


def _standing(records: Records) -> Iterator[Hit]:
    """Sentences of last year that wait to be renewed."""
    shown = {each.key for each in records.visible}
    for each in records.standing:
        if each.section in shown:
            start, end = _place(records, each)
            message = still_last_year(each.sentence, each.reasons)
            yield Hit(start, end, message, section=each.section)


def _as_last_year(records: Records) -> Iterator[Hit]:
    """Sections half of whose sentences, and at least three, are last year's: one finding a section."""
    waiting = {digest(_plain(each.sentence)) for each in records.standing}
    for section in records.visible:
        mine = digests_of(section.text)
        same = [each for each in mine if each in records.last_year and each not in waiting and each not in records.shared]
        if len(same) >= _FEWEST:
            share = len(same) / len(mine)
            first = mine[same[0]][: _QUOTED * SHORTEST]
            message = f"这一节有{len(same)}句与上年报告一字不差（共{len(mine)}句），如“{first}”。请核对今年是否仍然如此。"
            weight = Class.verify if share >= _HALF else Class.hint
            yield Hit(message=message, weight=weight, section=section.key)


def _as_elsewhere(records: Records) -> Iterator[Hit]:
    """Sentences that another unit of the county wrote this year, word for word; one or two may be chance."""
    found = list(_copied(records)) if records.elsewhere else []
    weight = Class.hint if len(found) < _FEWEST else None
    yield from (Hit(start, end, _ELSEWHERE, section=section, weight=weight) for start, end, section in found)


def _copied(records: Records) -> Iterator[tuple[int, int, str]]:
    """Where they stand, with the section."""
    text = records.text
    for start, end in text.sentences:
        passage = text.passage(start)
        if passage and passage.part is Part.text and passage.section:
            found = _worth(text.text[start:end])
            if found in records.elsewhere and found not in records.shared:
                yield start, end, passage.section


def _place(records: Records, standing: Standing) -> tuple[int, int]:
    """Where a sentence stands in the text, (0, 0) where it has moved within its line."""
    at = records.text.text.find(standing.sentence)
    while at >= 0:
        passage = records.text.passage(at)
        if passage and passage.section == standing.section:
            return at, at + len(standing.sentence)
        at = records.text.text.find(standing.sentence, at + 1)
    return 0, 0


def _worth(sentence: str) -> int | None:
    """The digest of a sentence, None for one too short to compare."""
    plain = _plain(sentence) if len(sentence) >= SHORTEST else ""
    if len(plain) < SHORTEST or (_RECKONED.search(plain) and len(_bare(plain)) < SHORTEST):
        return None
    return digest(plain)


def _plain(text: str) -> str:
    """Words, figures and percent signs alone: marks, numbers before lines and spaces are no difference."""
    return _PLAIN.sub("", half_width(_MARK.sub("", text)))


def _bare(plain: str) -> str:
    return _FIGURE.sub("", plain)


def _variants(wording: str) -> Iterator[str]:
    """A wording with and without each of its optional parts; figures stand as 0, other words fall away."""
    pieces = _OPTIONAL.split(wording)
    parts = pieces[1::2][:_MOST_PARTS]
    for chosen in product((True, False), repeat=len(parts)):
        whole = "".join(
            piece if at % 2 == 0 else piece if at // 2 >= len(parts) or chosen[at // 2] else "" for at, piece in enumerate(pieces)
        )
        yield PLACEHOLDER.sub(lambda found: "" if found[1] in _NAMES else "0", whole)


CHECKS = (
    Check("X01", "上年的句子没有更新", Class.verify, _standing, basis="与上年报告比较"),
    Check("X02", "与上年报告相同", Class.hint, _as_last_year, basis="与上年报告比较"),
    Check("X03", "与本县其他单位相同", Class.verify, _as_elsewhere, basis="与本县其他单位比较"),
)
