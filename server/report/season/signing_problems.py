"""Sentences for readers about signing on paper: who may sign for whom, which day it was, what an opinion lacks."""

from datetime import date

from server.report.problems import QUOTED


def head_unknown(post: str, issuer: str) -> str:
    """A signature for a body of which no head is known."""
    return f"单位设置里没有登记{issuer}的{post}，不能核对由谁签发。请让管理员补上{post}的姓名和任期，或者在“说明”里写明情况后再保存。"


def head_not_then(name: str, post: str, day: date) -> str:
    """Somebody who is or was the head, on a day on which he was not."""
    return (
        f"按单位设置里的任期，{name}在{day.year}年{day.month}月{day.day}日不担任{post}。"
        "请核对签发日期和任期；确实由其签发的，在“说明”里写明情况后再保存。"
    )


def no_head(name: str, post: str, head: str, then: str) -> str:
    """Somebody who is not the head signs a paper upwards."""
    known = f"{name}是{post}" if post else f"{name}不是单位设置里登记的{head}"
    who = f"{head}{then}" if then else head
    return (
        f"{known}。上行文由主要负责人（{who}）签发，分管领导的签字是审核，不是签发。"
        "请改为“审核”，或换成主要负责人；主持工作等特殊情况，在“说明”里写明后再保存。"
    )


def signing_day_unread(label: str, raw: str) -> str:
    """A day of signing that cannot be read, or that is missing."""
    return f"请填{label}，如 2027年1月10日。" if not raw.strip() else f"{label}“{raw.strip()[:QUOTED]}”没有看懂，请写成 2027年1月10日。"


def signing_day_ahead(label: str) -> str:
    """A day of signing that has not come yet."""
    return f"{label}还没有到。请在签字、开会以后再登记，或核对日期。"


def opinion_without_reason() -> str:
    """An opinion not wholly taken up, without why."""
    return "部分采纳或者没有采纳的，请写明理由。"


def opinion_without_words() -> str:
    """A row of the consultation without its opinion."""
    return "请写意见的内容；没有意见的写“无意见”。"
