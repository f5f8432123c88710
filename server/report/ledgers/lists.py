"""Record lists as data: the columns a list has, and which figures of the report its rows count or sum."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from server.report.indicators import Indicator
from server.report.values import Frozen
from server.report.words import half_width

Type = Literal["date", "text", "number", "choice"]
How = Literal["rows", "sum", "distinct"]
_NOISE = re.compile(r"[\s()\[\]{}<>:,.;*·'\"、。“”‘’【】〔〕〈〉《》_—-]")


class Choice(Frozen):
    """One value of a choice column with the words that offices write for it.

    `words` are known inside a longer text too, those of `whole` only when they are all of it.
    `over`: more general choices that it wins against where a text names both (宪法宣传周 over 法治宣传).
    """

    key: str
    name: str
    words: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The name and every word, as `plain` writes them."""
        return frozenset(plain(each) for each in (self.name, *self.words))

    @cached_property
    def alone(self) -> frozenset[str]:
        """The words of `whole`, written alike."""
        return frozenset(map(plain, self.whole))


class Column(Frozen):
    """One column of a record list. `aliases` are headers of real tables, `not_words` rule a header out.

    `unit` and `decimals` are those of a number, `units` are other words for the unit (册 for 份);
    `personal` columns hold names and are kept only when asked for;
    `read_from`: text columns that may tell the choice where the cell itself is empty; `titled`: so may the title of a table.
    """

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    type: Type = "text"
    aliases: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    unit: str = ""
    decimals: int = 0
    units: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    read_from: tuple[str, ...] = ()
    titled: bool = False


class Where(Frozen):
    """A condition on a choice column: one of `among` (an empty cell cannot tell), or none of `besides` (an empty cell passes)."""

    column: str
    among: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


class TallyRule(Frozen):
    """One figure made of the rows of a list.

    `rows` counts them, `sum` adds up `columns`, `distinct` counts rows that differ in `columns` (one meeting, several topics).
    `dated`: the date column that must lie in the year, else the list's. `may_lack`: an empty cell means there was none of it.
    `note`: what of the 口径 the list cannot know.
    """

    indicator: str
    how: How = "rows"
    columns: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    dated: str = ""
    may_lack: bool = False
    note: str = ""


class RecordList(Frozen):
    """A list of things that happened. Two rows are the same when they agree in the columns of `same`."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    description: str
    sections: tuple[str, ...]
    dated: str
    same: tuple[str, ...]
    columns: tuple[Column, ...]
    tallies: tuple[TallyRule, ...]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns by key, in order."""
        return {column.key: column for column in self.columns}


def plain(text: str) -> str:
    """Text to compare by: half width, small letters, without white space, brackets and punctuation."""
    return _NOISE.sub("", half_width(text).lower())


def slips(given: RecordList, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """Mistakes of a list file, each as `key: place: reason`; the caller names the file."""
    found = (*_twice(given), *_lost_names(given), *_wrong_columns(given), *_wrong_rules(given, indicators))
    return tuple(f"{given.key}: {slip}" for slip in found)


def _twice(given: RecordList) -> Iterator[str]:
    keys = [column.key for column in given.columns]
    yield from (f"列 {key}: 重复" for key in _repeated(keys))
    yield from (f"指标 {each}: 重复" for each in _repeated([rule.indicator for rule in given.tallies]))
    headers = [header for column in given.columns for header in {plain(each) for each in (column.name, *column.aliases)}]
    yield from (f"表头 {header}: 两列都写了" for header in _repeated(headers))
    for column in given.columns:
        yield from (f"列 {column.key}: 选项 {key} 重复" for key in _repeated([choice.key for choice in column.choices]))
        words = [word for choice in column.choices for word in choice.spellings | choice.alone]
        yield from (f"列 {column.key}: “{word}”属于两个选项" for word in _repeated(words))


def _lost_names(given: RecordList) -> Iterator[str]:
    types = {column.key: column.type for column in given.columns}
    dated = {given.dated, *(rule.dated for rule in given.tallies if rule.dated)}
    yield from (f"dated: {key} 不是日期列" for key in sorted(dated) if types.get(key) != "date")
    yield from (f"same: 没有列 {key}" for key in given.same if key not in types)
    read_from = ((column.key, key) for column in given.columns for key in column.read_from)
    yield from (f"列 {key} read_from: {source} 不是文字列" for key, source in read_from if types.get(source) != "text")


def _wrong_columns(given: RecordList) -> Iterator[str]:
    yield from (f"列 {each.key}: 选择列要有选项，别的列不能有" for each in given.columns if bool(each.choices) != (each.type == "choice"))
    yield from (f"列 {each.key}: 数字列要有 unit，别的列不能有" for each in given.columns if bool(each.unit) != (each.type == "number"))
    yield from (f"列 {each.key}: 没有选项 {key}" for each in given.columns for key in _unknown_over(each))
    yield from (f"列 {each.key}: read_from 只用于选择列" for each in given.columns if each.read_from and each.type != "choice")


def _unknown_over(column: Column) -> list[str]:
    known = {choice.key for choice in column.choices}
    return [key for choice in column.choices for key in choice.over if key not in known]


def _wrong_rules(given: RecordList, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for rule in given.tallies:
        yield from (f"指标 {rule.indicator}: {slip}" for slip in _wrong_rule(rule, given, indicators))


def _wrong_rule(rule: TallyRule, given: RecordList, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    columns = given.by_key
    yield from _wrong_target(indicators.get(rule.indicator), given)
    if bool(rule.columns) == (rule.how == "rows"):
        yield f"{rule.how} 与 columns 不相配"
    yield from (f"没有列 {key}" for key in rule.columns if key not in columns)
    if rule.how == "sum" and rule.indicator in indicators:
        yield from _wrong_sum(indicators[rule.indicator], [columns[key] for key in rule.columns if key in columns])
    for where in rule.where:
        yield from _wrong_where(where, columns.get(where.column))


def _wrong_target(indicator: Indicator | None, given: RecordList) -> Iterator[str]:
    if indicator is None:
        yield "没有这个指标"
    elif indicator.rate or indicator.given:
        yield "是百分比，不能由台账计数"
    elif indicator.section not in given.sections:
        yield f"属于 {indicator.section} 一节，sections 里没有"


def _wrong_sum(indicator: Indicator, columns: list[Column]) -> Iterator[str]:
    yield from (f"列 {each.key} 不是以{indicator.unit}为单位的数字列" for each in columns if each.unit != indicator.unit)
    yield from (f"列 {each.key} 的小数位数多于指标" for each in columns if each.decimals > indicator.decimals)


def _wrong_where(where: Where, column: Column | None) -> Iterator[str]:
    if bool(where.among) == bool(where.besides):
        yield f"{where.column}: among 和 besides 应当恰有一个"
    known = {choice.key for choice in column.choices} if column else set()
    yield from (f"{where.column}: 没有选项 {key}" for key in where.among + where.besides if key not in known)


def _repeated(names: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)
