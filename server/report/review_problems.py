"""Sentences for readers about sharing a report: who writes what, remarks, sending back, approving, signing by a click."""

from collections.abc import Sequence

LONGEST = 4000
_NAMED = 3


def remark_needed() -> str:
    """A remark without words."""
    return "请写内容。"


def remark_too_long(written: int) -> str:
    """A remark longer than anybody reads."""
    return f"写了 {written} 字，最多 {LONGEST} 字。请写得简短些，或分成几条。"


def done_needed() -> str:
    """A remark of the county or a reason for sending back is settled by saying what was done."""
    return "请写明怎样处理的，例如：已按意见补充案件数。"


def reason_by_section() -> str:
    """A report sent back without saying why."""
    return "退回要写理由：请在要改的那一节写明改什么，或写在“全文”一栏。"


def reasons_left() -> str:
    """Somebody approves what he has just written reasons against."""
    return "您写了要改的地方，又点了“审定”，没有审定。要退回请点“退回修改”；确实审定，请先清空所写的理由。"


def day_unread(raw: str) -> str:
    """An inner date that is no day."""
    return f"“{raw}”没有看懂。请写成 2025年12月20日、12-20 这样的日期。"


def assigned_meanwhile(who: str) -> str:
    """Two arranged the same section at once: what the other one chose."""
    return f"您打开页面以后，别人改成了：{who}。您选的还在表里，再点“保存分工”就按您的改。"


def inner_due(headings: Sequence[str]) -> str:
    """What somebody has to fill in by an inner date."""
    named = "、".join(f"“{each}”" for each in headings[:_NAMED])
    return f"填写{named}" + (f"等{len(headings)}节" if len(headings) > _NAMED else "")


def signed_by_click(digest: str) -> str:
    """How a signature came about that no paper shows."""
    return f"在呈报中点击确认签发，审定稿 {digest}"


def reviewed_by_click(digest: str) -> str:
    """The same of somebody who may not sign for the body."""
    return f"在呈报中点击确认，审定稿 {digest}；不是主要负责人，记为审核"


def text_changed() -> str:
    """The text is another one than was shown to the one who approves or signs."""
    return "您打开页面以后，内容又有改动。请再看一遍，再确认。"


def changed_after_done() -> str:
    """A section that somebody had said was done."""
    return "完成后又有修改，请重新确认。"


def confirm_done() -> str:
    """What the button of such a section says again."""
    return "本节已完成"
