"""What was found in a paper as JSON for programs and as lines for a person at a console."""

from collections import Counter
from collections.abc import Iterable, Sequence

from server.report.checks.profile import Profile
from server.report.checks.text import Text
from server.report.findings import Class, Finding
from server.report.units import Kind

_AROUND = 12
_LONGEST_QUOTE = 40


def told(text: Text, findings: Iterable[Finding]) -> dict[str, object]:
    """The JSON document of the command `proofread --json`; `start` and `end` count characters of `text`."""
    return {"text": text.text, "findings": [_finding(each) for each in findings]}


def in_words(text: Text, profile: Profile, findings: Sequence[Finding], kinds: Iterable[Kind] = ()) -> str:
    """How the paper was understood, a line for each finding in reading order, and how many there are of each class."""
    return "\n".join((understood(profile, kinds), *(_line(text, each) for each in findings), counted(findings)))


def understood(profile: Profile, kinds: Iterable[Kind] = ()) -> str:
    """By whom and of which year a paper is taken to be."""
    kind = next((each.name for each in kinds if each.key == profile.kind), "")
    writer = "".join((profile.short_name, f"（{kind}）" if kind and profile.short_name else kind)) or "没有看出是哪一级单位"
    year = f"{profile.year}年" if profile.year else "没有看出年份"
    return f"按这样检查：{writer}，{year}，{'法治政府建设年度报告' if profile.annual else '其他公文'}。"


def counted(findings: Iterable[Finding]) -> str:
    """How many findings there are of each class."""
    counts = Counter(each.weight for each in findings)
    parts = "，".join(f"{weight.value}{counts[weight]}处" for weight in Class if counts[weight])
    return f"共{sum(counts.values())}处：{parts}。" if parts else "没有发现问题。"


def place_of(text: Text, finding: Finding) -> str:
    """Where a finding stands, for a person: 第3段."""
    return f"第{text.number(finding.start)}段" if finding.end else "全文"


def context(text: Text, finding: Finding) -> tuple[str, str, str]:
    """What stands before a quotation in its paragraph, the quotation, and what stands behind it."""
    first, last = text.sentence(finding.start)
    before, after = text.text[first : finding.start], text.text[finding.end : max(last, finding.end)]
    return before, text.text[finding.start : finding.end], after


def unknown_kind(word: str, kinds: Iterable[Kind]) -> str:
    """A kind of unit nobody knows."""
    names = "、".join(f"{each.key}（{each.name}）" for each in kinds)
    return f"没有“{word}”这种单位。请写 township、subdistrict、county、department 中的一个，或者写得更细：{names}。"


def bare_year(said: str) -> str:
    """A year as it was typed without the words behind it: 2026年度 → 2026."""
    return said.removesuffix("度").removesuffix("年")


def unknown_year(word: str) -> str:
    """A year that is none."""
    return f"“{word}”不是年份。请写四位数字，如 2026。"


def too_long(most: int) -> str:
    """A text beyond what is read at once."""
    return f"文字超过{most // 10_000}万字，一次读不完。请分成几份来校对。"


def nothing_given() -> str:
    """Neither a file nor a text."""
    return "请先选择要校对的文件，或把文字粘贴到框里。"


def nothing_to_compare() -> str:
    """Neither a file nor a text of the paper to hold against a report."""
    return "请先选择要对数的材料，或把文字粘贴到框里。"


def name_of_text(stem: str) -> str:
    """What a downloaded text is called."""
    return f"{stem or '公文'}（已改）.txt"


def name_of_sheet(stem: str) -> str:
    """What a downloaded 校对单 is called."""
    return f"{stem or '公文'}（校对单）.docx"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "class": finding.weight.value,
        "message": finding.message,
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "suggestion": finding.suggestion,
        "working": finding.working,
        "basis": finding.clause,
    }


def _line(text: Text, finding: Finding) -> str:
    quote = (
        finding.quote if len(finding.quote) <= _LONGEST_QUOTE else f"{finding.quote[: _LONGEST_QUOTE - _AROUND]}…{finding.quote[-_AROUND:]}"
    )
    quoted = f"“{quote}”：" if quote else "："
    working = f"（{finding.working}）" if finding.working else ""
    suggestion = f"可改为“{finding.suggestion}”。" if finding.suggestion else ""
    return f"[{finding.weight.value}] {place_of(text, finding)}{quoted}{finding.message}{working}{suggestion}〔{finding.rule}〕"
