"""What rules say must happen so often a year: what binds the unit asks for an explanation, what holds elsewhere is a hint."""

import re
from collections.abc import Iterator
from decimal import Decimal

from server.report.checks.binding import Threshold
from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.findings import Class

_SURE = {"verbatim": "", "restated": "（据转述）", "unconfirmed": "（未经核实）", "practice": "（一般做法）"}
_SCORE = re.compile(r"综合(?:得分|评分|考评得分)(?:[为是达]|达到)?([0-9]{1,3}(?:\.[0-9]{1,2})?)分")
_GRADE = re.compile("(优秀|良好|一般)(?:等次|等级)")
_PASS, _WHOLE = Decimal(80), Decimal(100)
_GRADES = "江门市《关于加强依法行政工作的若干意见》（江府办〔2018〕7号）（五十）"
_REGION = "4407"


def _below(records: Records) -> Iterator[Hit]:
    """Figures below what a rule asks for (reporting-rules.md 5). Rough or unknown figures are not held against it."""
    unit, year = records.snapshot.unit, records.snapshot.year
    for each in records.thresholds:
        amount = _amount(records, each) if each.speaks_to(unit, year) else None
        if amount is not None and amount < each.least:
            binds = each.binds(unit)
            message = f"{each.name}现在是{amount:f}{each.unit}，{'' if binds else '可参考：'}{_norm(each)}。{_todo(each, binds=binds)}"
            weight = each.weight if binds else Class.hint
            section = next(filter(None, map(records.place, each.indicators)), "")
            working = f"{amount:f}<{each.least}"
            yield Hit(message=message, working=working, weight=weight, basis=each.basis, section=section, indicators=each.indicators)


def _grade(records: Records) -> Iterator[Hit]:
    """考评 grades beside their score: 优秀 needs 80 and more, 一般 is below 80 (江府办〔2018〕7号 （五十）)."""
    text = records.text.untitled
    if "综合" not in text:
        return
    for found in _SCORE.finditer(text):
        grade = _GRADE.search(text, found.end(), max(found.end(), records.text.sentence(found.start())[1]))
        score = Decimal(found[1])
        if grade and ((grade[1] == "优秀" and score < _PASS) or (grade[1] == "一般" and score > _PASS)):
            here = records.snapshot.unit.region.startswith(_REGION)
            message = f"综合得分{found[1]}分与“{grade[1]}”等次不相符：优秀须80分以上，一般是80分以下。请核对得分和等次。"
            weight = Class.verify if here else Class.hint
            yield Hit(found.start(), found.end(), message, working=f"{found[1]}分/{grade[1]}", weight=weight, section=_at(records, found))


def _amount(records: Records, threshold: Threshold) -> Decimal | None:
    """The sum of the figures, or their share of `of` in percent; None where one of them is not exactly known or nothing is due."""
    if not all(key in records.indicators and records.place(key) for key in threshold.indicators):
        return None
    if threshold.given and not any(_exact(records, key) for key in threshold.given):
        return None
    known = [_exact(records, key) for key in threshold.indicators]
    total = sum((each for each in known if each is not None), Decimal(0)) if None not in known else None
    whole = _exact(records, threshold.of) if threshold.of else _WHOLE
    return None if total is None or not whole else total if not threshold.of else round(total / whole * _WHOLE, 1)


def _exact(records: Records, key: str) -> Decimal | None:
    now = records.entry(key).now
    return now.value if now.exact else None


def _norm(threshold: Threshold) -> str:
    amount = f"应当达到{threshold.least}%" if threshold.of else f"每年不少于{threshold.least}{threshold.unit}"
    return f"{threshold.basis}{_SURE[threshold.certainty]}规定{amount}"


def _todo(threshold: Threshold, *, binds: bool) -> str:
    asked = "请核对次数；确实不够的，请说明原因，并在问题和计划里写明" if binds else "当地有规定的，请对照当地规定"
    return f"{asked}。{threshold.note}"


def _at(records: Records, found: re.Match[str]) -> str:
    passage = records.text.passage(found.start())
    return passage.section if passage else ""


CHECKS = (
    Check("H01", "没有达到规定的次数", Class.explain, _below, basis="规定的次数"),
    Check("H02", "得分与等次不相符", Class.hint, _grade, basis=_GRADES),
)
