"""Figures of this year beside last year's: leaps, what is missing, what is the same to the last digit. Nothing here is certain."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.entries import Answer, Entry
from server.report.findings import Class

FACTOR, LEAST, POINTS = 3, Decimal(10), Decimal(20)
# How much a figure must have changed before a leap is worth a question, by unit.
_LEAST_BY_UNIT = MappingProxyType({"元": Decimal(10_000), "人次": Decimal(100), "份": Decimal(100), "条": Decimal(50), "台次": Decimal(20)})
_SHIFTED = frozenset(map(Decimal, (10, 100, 1000, 10_000)))
_SAME, _TELLING, _NAMED = 3, Decimal(10), 8
_NEAR = Decimal("0.15")


@dataclass(frozen=True)
class _Pair:
    """An exact figure of this year with last year's."""

    entry: Entry
    now: Decimal
    last: Decimal

    @property
    def changed(self) -> Decimal:
        return abs(self.now - self.last)

    @property
    def far(self) -> bool:
        """Whether it changed by more than small numbers do by themselves."""
        if self.entry.indicator.unit == "%":
            return self.changed >= POINTS
        return self.changed >= _LEAST_BY_UNIT.get(self.entry.indicator.unit, LEAST)

    @property
    def leapt(self) -> bool:
        """Whether it is a multiple or a fraction of last year's."""
        low, high = sorted((self.now, self.last))
        return self.entry.indicator.unit == "%" or low * FACTOR <= high


def _leaps(records: Records) -> Iterator[Hit]:
    """More than thrice as many, or less than a third."""
    for each in _pairs(records):
        if each.last and each.far and each.leapt:
            both = f"今年{_as(each, each.now)}，上年{_as(each, each.last)}"
            message = f"“{each.entry.indicator.name}”{both}，变化很大{_perhaps(each)}。请核对口径和数字。"
            yield _hit(records, each, message, f"{each.last:f}→{each.now:f}{_times(each)}")


def _from_nothing(records: Records) -> Iterator[Hit]:
    """Many where there were none: growth cannot be told."""
    for each in _pairs(records):
        if each.last == 0 and each.far:
            message = (
                f"“{each.entry.indicator.name}”上年是0，今年是{_as(each, each.now)}。"
                "请核对上年的数；上年确实是0的，正文不能写增长百分之几。"
            )
            yield _hit(records, each, message, f"0→{each.now:f}")


def _last_missing(records: Records) -> Iterator[Hit]:
    """Figures of this year that nothing can be compared with: one finding, however many."""
    lacking = [
        each for each in records.answered() if each.last.answer is Answer.blank and _counted(each) and records.place(each.indicator.id)
    ]
    if lacking:
        known = any(each.last.answer is Answer.number for each in records.answered())
        why = f"有{len(lacking)}个指标没有填上年数：{_named(lacking)}" if known else "所有指标都没有填上年数"
        keys = tuple(each.indicator.id for each in lacking)
        yield Hit(message=f"{why}。填了上年数，才能写同比，也才能看出异常。", indicators=keys)


def _same(records: Records) -> Iterator[Hit]:
    """Counts of the year that are last year's to the last digit, when there are several of them."""
    counted = [each for each in _pairs(records) if not each.entry.indicator.stock and each.now >= _TELLING]
    same = [each for each in counted if not each.changed]
    if len(same) >= _SAME:
        names = _named([each.entry for each in same])
        message = f"有{len(same)}个指标与上年完全相同：{names}。请核对是不是沿用了上年的数，没有更新。"
        yield Hit(message=message, indicators=tuple(each.entry.indicator.id for each in same))


def _not_as_reported(records: Records) -> Iterator[Hit]:
    """What stands here for last year is not what last year's report said."""
    for key, reported in records.before.items():
        entry = records.entries.get(key)
        if entry and entry.last.exact and entry.last.value is not None and entry.last.value != reported:
            name, unit = entry.indicator.name, entry.indicator.unit
            message = f"“{name}”的上年数填的是{entry.last.value:f}{unit}，上年报告里是{reported:f}{unit}。请核对，口径调整过的请说明。"
            working = f"{entry.last.value:f}≠{reported:f}"
            yield Hit(message=message, working=working, section=records.place(key), indicators=(key,))


def _pairs(records: Records) -> Iterator[_Pair]:
    """The exact figures that both years have; computed rates follow from their parts."""
    for entry in records.answered():
        if entry.now.exact and entry.last.exact and entry.now.value is not None and entry.last.value is not None and _counted(entry):
            yield _Pair(entry, entry.now.value, entry.last.value)


def _counted(entry: Entry) -> bool:
    return entry.indicator.rate is None


def _hit(records: Records, pair: _Pair, message: str, working: str) -> Hit:
    key = pair.entry.indicator.id
    return Hit(message=message, working=working, section=records.place(key), indicators=(key,))


def _as(pair: _Pair, value: Decimal) -> str:
    return f"{value:f}{pair.entry.indicator.unit}"


def _times(pair: _Pair) -> str:
    return f"（{pair.now / pair.last:.1f}倍）" if pair.now > pair.last and pair.entry.indicator.unit != "%" else ""


def _perhaps(pair: _Pair) -> str:
    """A likely slip: the figure is about ten, a hundred … times the other."""
    low, high = sorted((pair.now, pair.last))
    near = low and any(abs(high / low / each - 1) <= _NEAR for each in _SHIFTED)
    return "，像是单位或位数写错了" if near else ""


def _named(entries: list[Entry]) -> str:
    names = "、".join(each.indicator.name for each in entries[:_NAMED])
    return names + ("等" if len(entries) > _NAMED else "")


CHECKS = (
    Check("B01", "与上年相比变化很大", Class.verify, _leaps, basis="与上年比较"),
    Check("B02", "上年为0，不能算增长率", Class.verify, _from_nothing, basis="与上年比较"),
    Check("B03", "没有填上年数", Class.hint, _last_missing, basis="与上年比较"),
    Check("B04", "与上年完全相同", Class.verify, _same, basis="与上年比较"),
    Check("B05", "上年数与上年报告不一致", Class.explain, _not_as_reported, basis="与上年比较"),
)
