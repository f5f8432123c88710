"""Single characters: left out of a fixed word (L01), outside the 通用规范汉字表 (L02), and Latin words between 汉字 (L05)."""

import re
import unicodedata
from collections.abc import Iterator

from server.report.checks.confusing import pardons, slips
from server.report.checks.nearness import Slip
from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_ODD = re.compile(r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff\ufffd]")
_FORMS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_LOST = re.compile(r"[\ue000-\uf8ff\ufffd]")
_PLACE = re.compile(r"[镇乡村寨坝街道路河湖山港岛区县市屯庄]")
_LINKS = ("and", "or", "the", "of", "in", "to", "for", "with")
_LINKING = re.compile(rf"(?<=[\u4e00-\u9fff])[ \u3000]{{0,2}}\b({'|'.join(_LINKS)})\b[ \u3000]{{0,2}}(?=[\u4e00-\u9fff])", re.ASCII)
_MEANS = {"and": "和", "or": "或"}


def _missing(subject: Subject) -> Iterator[Hit]:
    text = subject.text.text
    for each in slips(subject, "L01", Slip.missing):
        yield Hit(each.start, each.end, f"“{text[each.start : each.end]}”疑为“{each.word}”漏字。", each.word)


def _unusual(subject: Subject) -> Iterator[Hit]:
    """Characters that print or sort wrongly, and rare, old or traditional ones."""
    table, pardoned = subject.lists.characters, pardons(subject, "L02")
    if not table:
        return
    seen = subject.text.untitled
    odd = "".join(filter(_ODD.match, set(seen) - table))
    places = (found.start() for found in re.finditer(f"[{odd}]", seen)) if odd else ()
    yield from (_about(seen[at], at, seen) for at in places if not pardoned(at, at + 1))


def _about(character: str, at: int, seen: str) -> Hit:
    if _LOST.match(character):
        return Hit(at, at + 1, "这个字显示不出来（造字或乱码），请换成标准的字。", weight=Class.must)
    if _FORMS.match(character):
        usual = unicodedata.normalize("NFKC", character)
        return Hit(at, at + 1, f"这是部首或兼容用的字形，应换成普通的“{usual}”。", usual, weight=Class.must)
    named = _PLACE.match(seen, at + 1) is not None
    says = f"“{character}”不在《通用规范汉字表》内，可能是繁体字、异体字或错字；人名、地名可以保留。"
    return Hit(at, at + 1, says, weight=Class.hint if named else None)


def _latin(subject: Subject) -> Iterator[Hit]:
    for found in subject.text.among(_LINKING, subject.text.untitled, *_LINKS):
        yield Hit(*found.span(), f"中文里夹了英文“{found[1]}”。", _MEANS.get(found[1], ""))


CHECKS: tuple[Check[Subject], ...] = (
    Check("L01", "固定用语漏字", Class.must, _missing, basis="法治政府建设固定用语"),
    Check("L02", "不在通用规范汉字表内的字", Class.verify, _unusual, basis="《通用规范汉字表》（国发〔2013〕23号）"),
    Check("L05", "中文里夹英文", Class.must, _latin, basis="文字校对"),
)
