"""What may be said to a finding of each class, by which it is settled, and what is told to whoever says too little."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from server.report.findings import Class, Finding

SHORTEST, LONGEST = 6, 500


class Said(StrEnum):
    """An explanation, a reason why it holds nothing back, or that it is put aside for this report."""

    explained = "explained"
    overridden = "overridden"
    dismissed = "dismissed"


SETTLED_BY: Mapping[Class, Said] = {
    Class.must: Said.overridden,
    Class.explain: Said.explained,
    Class.verify: Said.dismissed,
    Class.hint: Said.dismissed,
}


def wanting(said: Said, words: str) -> str:
    """Why these words do not do, "" when they do. Nothing need be said to put a finding aside."""
    written = len("".join(words.split()))
    if said is Said.dismissed or SHORTEST <= written <= LONGEST:
        return ""
    what = "理由" if said is Said.overridden else "说明"
    if written > LONGEST:
        return f"{what}最多{LONGEST}个字，现在{written}个字。请缩短后再提交，您写的还在框里。"
    return f"请把{what}写清楚，至少{SHORTEST}个字，现在{written}个字。"


def finding_gone() -> str:
    """Somebody answers to a finding that is not there any more."""
    return "这条意见已经变了：文字或数据刚被改过。请看最新的意见，您写的内容列在下面。"


def words_gone(quote: str) -> str:
    """A suggestion for words that no longer stand where they stood."""
    return f"原来的“{quote}”已经不在那里，没有替换。请看最新的正文，自己改。"


def nothing_to_mend() -> str:
    """All places of a class were mended by somebody else."""
    return "这一类已经没有可以直接改正的地方。"


def held_back(count: int) -> str:
    """A report that must not go to the reader as it is."""
    return f"还有{count}条“必改”意见。请改正文字或数据；确实不用改的，写明理由后照样可以送审，理由会印在核校单上。"


def counted(findings: Iterable[Finding]) -> dict[Class, int]:
    """How many findings there are of each class; classes without any are not there."""
    found = [each.weight for each in findings]
    return {weight: found.count(weight) for weight in Class if weight in found}
