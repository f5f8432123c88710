"""Titles of papers as they are quoted: those that lack their 文种, and 《》 around what is no work."""

import re
from collections.abc import Iterator

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_ISSUED = re.compile(r"《[^《》\n]{0,40}关于(?:印发|转发|批转|下发)[^《》\n]{2,80}(?:《[^》\n]{0,60}》)?[^《》\n]{0,10}》")
_KINDS = ("通知", "函", "通报", "意见", "批复", "决定", "公告", "报告", "请示", "》")
_OPEN_END = re.compile(r"《[^《》\n]{0,40}关于[^《》\n]{2,80}的》")
_THING = re.compile(r"《[^《》\n]{1,40}(?:系统|平台|小程序|公众号|热线|APP)》")


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


CHECKS: tuple[Check[Subject], ...] = (
    Check("P10", "文件名缺文种", Class.verify, _kindless, "《党政机关公文处理工作条例》第九条"),
    Check("P14", "系统、平台用了书名号", Class.hint, _things, "GB/T 15834-2011 4.15"),
)
