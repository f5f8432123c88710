"""Whether the figures of a report fit together: sums, parts and wholes, rates, what was carried over; rough figures are never reckoned."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from itertools import chain

from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.entries import WHOLE_PERCENT, Entry
from server.report.findings import Class
from server.report.indicators import Indicator, Relation, broken, rate

_PRINTED_PLACES, _FINER = 1, 2
_SIGNS = {"=": "≠", "<=": ">", "with": "，而"}


def _equal(records: Records) -> Iterator[Hit]:
    """Relation = of indicators.md 2–5, 10."""
    return _broken(records, "=")


def _most(records: Records) -> Iterator[Hit]:
    """Relation <= of indicators.md 1, 9."""
    return _broken(records, "<=")


def _together(records: Records) -> Iterator[Hit]:
    """What there can only be together (indicators.md 10)."""
    return _broken(records, "with")


def _too_much_already(records: Records) -> Iterator[Hit]:
    """Parts of which some are not answered yet, and those that are exceed the whole."""
    exact = _now(records)
    for each in records.relations:
        for side, whole in _sides(each):
            open_ = any(key not in exact for key in side)
            if open_ and all(key in exact for key in whole) and _sum(side, exact) > _sum(whole, exact):
                yield _relation_hit(records, each, f"{_said(side, exact)}>{_said(whole, exact)}（还有没填的）")


def _rate_differs(records: Records) -> Iterator[Hit]:
    """A rate somebody typed although its parts are known: half up at the printed places; cut off is only asked about."""
    exact = _now(records)
    for entry, part, whole in _typed_rates(records, exact):
        said, places = entry.now.value or Decimal(0), _places(entry.now.numeral)
        right = rate(part, whole, places)
        if right is not None and said != right:
            cut = said == (part / whole * WHOLE_PERCENT).quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
            yield _rate_hit(records, entry.indicator, (part, whole), (said, right), Class.verify if cut else Class.must)


def _rate_of_nothing(records: Records) -> Iterator[Hit]:
    """A rate somebody typed of nothing at all (indicators.md 12)."""
    for entry, _, whole in _typed_rates(records, _now(records)):
        if whole == 0:
            name = entry.indicator.name
            message = f"“{name}”没有可比的件数（分母是0），不能写成{entry.now.say('%')}。请清空，正文写“本年度未发生”。"
            yield Hit(message=message, section=records.place(entry.indicator.id), indicators=_members(entry.indicator))


def _part_exceeds(records: Records) -> Iterator[Hit]:
    """A rate above 100 % that no relation between its parts speaks of (indicators.md 11)."""
    exact = _now(records)
    told = {(each.left, each.right) for each in records.relations if each.sign == "<="}
    for each, part, whole in _rates(records, exact):
        if part > whole and each.rate and ((each.rate.part,), (each.rate.whole,)) not in told:
            names = [records.indicators[key].name for key in (each.rate.part, each.rate.whole)]
            message = f"“{names[0]}”比“{names[1]}”还多，算出的“{each.name}”超过100%。请核对这两个数。"
            yield Hit(message=message, working=f"{part:f}>{whole:f}", section=records.place(each.rate.part), indicators=_members(each))


def _rounded_to_all(records: Records) -> Iterator[Hit]:
    """A rate that is printed as 100 % although something is left (indicators.md 11)."""
    for each, part, whole in _rates(records, _now(records)):
        printed = rate(part, whole, each.decimals or _PRINTED_PLACES)
        if part < whole and printed == WHOLE_PERCENT:
            finer = f"{(part / whole * WHOLE_PERCENT).quantize(Decimal(1).scaleb(-_FINER), ROUND_DOWN):f}%"
            left = f"{whole - part:f}{_unit(records, each)}"
            message = f"“{each.name}”四舍五入后成了100%，实际还差{left}。正文请写成{finer}，或写明剩余件数。"
            working = f"{part:f}÷{whole:f}={finer}…"
            yield Hit(message=message, working=working, section=records.place(each.id), indicators=_members(each))


def _carried(records: Records) -> Iterator[Hit]:
    """What last year left over and this year takes up must be the same."""
    for entry in records.answered():
        base = records.entry(entry.indicator.carries) if entry.indicator.carries in records.indicators else None
        now, last = entry.now.value, base.last.value if base and base.last.exact else None
        if base and entry.now.exact and now is not None and last is not None and now != last:
            message = f"“{entry.indicator.name}”应当等于上年的“{base.indicator.name}”。请核对。"
            keys = (entry.indicator.id, base.indicator.id)
            yield Hit(message=message, working=f"{now:f}≠{last:f}", section=records.place(keys[0]), indicators=keys)


def _last_broken(records: Records) -> Iterator[Hit]:
    """Last year's figures that do not fit together: every comparison with them is off."""
    last = {key: each.last.value for key, each in records.entries.items() if each.last.exact and each.last.value is not None}
    for each in broken(tuple(each for each in records.relations if each.sign != "with"), last):
        working = f"{_said(each.relation.left, last)}{_SIGNS[each.relation.sign]}{_said(each.relation.right, last)}"
        message = f"上年的数对不上：{each.relation.says}。请对照上年报告核对，错了会影响今年的增减。"
        yield Hit(message=message, working=working, section=_section(records, each.relation), indicators=each.relation.members)


def _broken(records: Records, sign: str) -> Iterator[Hit]:
    exact = _now(records)
    wanted = tuple(each for each in records.relations if each.sign == sign)
    for each in broken(wanted, exact):
        working = f"{_said(each.relation.left, exact)}{_SIGNS[sign]}{_said(each.relation.right, exact)}"
        yield _relation_hit(records, each.relation, working)


def _sides(relation: Relation) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What may not be more than what."""
    if relation.sign != "with":
        yield relation.left, relation.right
    if relation.sign == "=":
        yield relation.right, relation.left


def _relation_hit(records: Records, relation: Relation, working: str) -> Hit:
    message = f"{relation.says}。请核对这几个数。"
    return Hit(message=message, working=working, section=_section(records, relation), indicators=relation.members)


def _rate_hit(records: Records, indicator: Indicator, parts: tuple[Decimal, Decimal], told: tuple[Decimal, Decimal], weight: Class) -> Hit:
    (part, whole), (said, right) = parts, told
    why = "只舍不入" if weight is Class.verify else "与件数对不上"
    message = f"“{indicator.name}”填的是{said:f}%，按件数四舍五入是{right:f}%（{why}）。请改用系统算出的比率，或核对件数。"
    working = f"{part:f}÷{whole:f}={right:f}%≠{said:f}%"
    return Hit(message=message, working=working, weight=weight, section=records.place(indicator.id), indicators=_members(indicator))


def _now(records: Records) -> dict[str, Decimal]:
    return {key: each.now.value for key, each in records.entries.items() if each.now.exact and each.now.value is not None}


def _rates(records: Records, exact: Mapping[str, Decimal]) -> Iterator[tuple[Indicator, Decimal, Decimal]]:
    """The rates of the catalogue whose parts are both known."""
    for each in records.indicators.values():
        if each.rate and each.rate.part in exact and each.rate.whole in exact:
            yield each, exact[each.rate.part], exact[each.rate.whole]


def _typed_rates(records: Records, exact: Mapping[str, Decimal]) -> Iterator[tuple[Entry, Decimal, Decimal]]:
    return ((records.entries[each.id], part, whole) for each, part, whole in _rates(records, exact) if each.id in exact)


def _said(keys: tuple[str, ...], exact: Mapping[str, Decimal]) -> str:
    """9+2+8=19; a single figure as it is; what is not known is left out."""
    known = [exact[key] for key in keys if key in exact]
    total = sum(known, Decimal(0))
    return "+".join(f"{each:f}" for each in known) + f"={total:f}" if len(known) > 1 else f"{total:f}"


def _sum(keys: tuple[str, ...], exact: Mapping[str, Decimal]) -> Decimal:
    return sum((exact[key] for key in keys if key in exact), Decimal(0))


def _section(records: Records, relation: Relation) -> str:
    return next(filter(None, map(records.place, chain(relation.left, relation.right))), "")


def _members(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.id, *((indicator.rate.part, indicator.rate.whole) if indicator.rate else ()))


def _unit(records: Records, indicator: Indicator) -> str:
    return records.indicators[indicator.rate.whole].unit if indicator.rate else indicator.unit


def _places(numeral: str) -> int:
    return len(numeral.partition(".")[2])


CHECKS = (
    Check("R01", "合计与分项不相等", Class.must, _equal, basis="指标勾稽关系"),
    Check("R02", "部分大于总数", Class.must, _most, basis="指标勾稽关系"),
    Check("R03", "有此无彼", Class.explain, _together, basis="指标勾稽关系"),
    Check("R04", "已填的分项之和超过总数", Class.must, _too_much_already, basis="指标勾稽关系"),
    Check("R05", "比率与件数不符", Class.must, _rate_differs, basis="比率按四舍五入计算"),
    Check("R06", "没有件数却有比率", Class.explain, _rate_of_nothing, basis="分母为0不算比率"),
    Check("R07", "比率超过100%", Class.must, _part_exceeds, basis="比率在0至100%之间"),
    Check("R08", "四舍五入成了100%", Class.verify, _rounded_to_all, basis="100%应当全部办结"),
    Check("R09", "结转数与上年未结数不同", Class.explain, _carried, basis="上年未结应等于本年结转"),
    Check("R10", "上年的数对不上", Class.verify, _last_broken, basis="指标勾稽关系"),
)
