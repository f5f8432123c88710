"""Names of laws and papers in 《》: near-misses of known titles (T04) and titles without 印发 or 的 (T07)."""

import re
from collections.abc import Iterator

from server.report.checks.confusing import pardons
from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_NO_OF = re.compile(r"(?<!的)(?:通知|决定|通报|批复|公告|通告|报告|请示|函)$")
_ISSUED = re.compile(r"^[^《》]{0,20}关于[〈《][^〈〉《》]{2,60}[〉》]的通知$")
_YEARLESS = re.compile(r"(?<=[（(])((?:19|20)\d\d)[ ]?[-－–—~～][ ]?((?:19|20)\d\d)(?=[）)]$)")
_LONG = 10


def _near(subject: Subject) -> Iterator[Hit]:
    text, pardoned = subject.text.text, pardons(subject, "T04")
    for start, end in subject.text.titles:
        words, titled = text[start + 1 : end - 1], subject.lists.titled
        if pardoned(start, end) or words in titled:
            continue
        known = titled.misdated(words) or titled.nearest(words)
        if known:
            number = f"（{known.number}）" if known.number else ""
            yield Hit(start, end, f"是不是《{known.name}》{number}？请核对名称。", f"《{known.name}》")
        elif (whole := _YEARLESS.sub(r"\1—\2年", words)) != words:
            yield Hit(start, end, "文件名里的起止年份后面一般有“年”，请核对名称。", f"《{whole}》")


def _form(subject: Subject) -> Iterator[Hit]:
    text, pardoned = subject.text.text, pardons(subject, "T07")
    for start, end in subject.text.titles:
        words = text[start + 1 : end - 1]
        says = _missing(words)
        if says and not pardoned(start, end) and "\n" not in words:
            yield Hit(start, end, says)


def _missing(words: str) -> str:
    """What a title lacks, "" for nothing."""
    about = "关于" in words[:_LONG] and len(words) > _LONG
    if about and words.startswith("关于") and _NO_OF.search(words) and "的" not in words[-6:]:
        return f"《{words}》的文种前面缺“的”，请核对标题。"
    if about and _ISSUED.match(words):
        return f"《{words}》缺“印发”，一般为“关于印发……的通知”，请核对标题。"
    return ""


CHECKS: tuple[Check[Subject], ...] = (
    Check("T04", "法律、文件名称有出入", Class.verify, _near, basis="法律、文件的全称"),
    Check("T07", "文件标题缺“印发”或“的”", Class.verify, _form, basis="《党政机关公文处理工作条例》第九条"),
)
