"""Totals and their parts (N01): 其中、包括、分别为, brackets, lists behind a colon and lists that a total closes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from server.report.checks.exhaustive import closed, complementary, goes_on, outcomes
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, Saying, shown
from server.report.findings import Class

_MARKER = re.compile(r"(?P<among>其中)|(?P<whole>包括|分别为|分别是|分为|分别有|分别)|[（(](?P<bracket>)|[:：](?P<colon>)")
_OVERLAPPING = re.compile(
    "女|男|未成年|青少年|青年|儿童|老年|老人|老兵|退役|军人|军属|残|农民工|农民|党员|低保|困难|贫困|少数民族|留守|特困|孤|流动|重点|脱贫|师生|学生|教师"
    "|持证|持有|大专|本科|硕士|学历|岁|中级|高级|涉企|涉外|涉农|重大|疑难|新增|首次|超期|重复|初次|正职|一把手"
)
_STATES = re.compile(
    "办结|审结|结案|化解|调解成功|调成|成功|已调|处理|办理完|答复|回复|整改|完成|在办|未结|未办|未审|正在|不予受理|撤案|撤诉|维持|撤销|驳回|终止|胜诉|败诉|采纳|满意"
)
_FRESH = re.compile(
    "^(?:(?:我|全)[镇县乡区市]|今年|全年|年内|同时|另外?|此外|并|还|共|累计|总|先后|合计|目前|现|期间|新|已|均)?(?:共|已|累计)?"
    "(?:开展|组织|举办|召开|发放|印发|制定|出台|实现|建成|打造|创建|新建|投入|争取|解决|帮助|走访|接受|接待|张贴|悬挂|排查|受理|查处|查办|立案|检查|出动|培训|整治"
    "|整改|完成|化解|办结|出具|审查|审核|聘请|配备|设立|成立|覆盖|惠及|参与|参加|带动|涉及|罚没|收缴|追回|挽回|每|其余|剩余|占|同比|比)"
    "|^(?:同时|此外|另外|共|累计|总计|合计|目前|仍有|尚有|还有|剩余|加上|下一步|每)"
)
_CLOSES = re.compile(r"^(?:一?共计?|合计为?|总计为?|总数为?|总数达?|累计|总共)(?:有|为)?$")
_FROM = re.compile("由$|从$|[加少升降长低高大]到$|至$|增加|减少|增长|下降")
_AGAIN = re.compile("总数|合计|总计|总共")
_NO_LIST = re.compile(r"[:：]\s*[（(]?$|比|较|同比|截至|截止|含|另|不|由|每|约|等$")
_EVERY = re.compile(r"每|各[^类项种级]|[人年月日]均|平均|均为|轮流")
_SEPARATORS = "、，；"
_FEW, _REACH, _CLOSE, _MOST = 2, 45, 12, 24
_LITTLE = Decimal("0.15")


@dataclass(frozen=True)
class _Sum:
    """A total with its parts. `whole`: they are all there is; `apart`: none counts what another counts; `likely`: they seem to be all."""

    total: Said
    parts: tuple[Said, ...]
    whole: bool
    others: tuple[Decimal, ...] = ()
    apart: bool = False
    likely: bool = False

    @property
    def added(self) -> Decimal:
        return sum((each.value for each in self.parts), Decimal(0))


def _sums(subject: Subject) -> Iterator[Hit]:
    before: Saying | None = None
    for saying in subject.sayings:
        near = before if before and before.paragraph == saying.paragraph else None
        found = (*_listed(saying, near), *_closed(saying))
        yield from (_hit(each) for each in found if _wrong(each))
        before = saying


def _listed(saying: Saying, near: Saying | None) -> Iterator[_Sum]:
    """Totals before a marker with the list behind it."""
    done: set[int] = set()
    for at, first in enumerate(saying.said):
        marker = _marker(first.gap)
        if marker is None or first.start in done or not first.summed or _FROM.search(first.lead):
            continue
        parts = _parts(saying.said[at : at + _MOST], saying)
        done.update(each.start for each in parts)
        yield from _under(saying, near, at, parts, marker)


def _marker(gap: str) -> re.Match[str] | None:
    """The last mark before a figure that opens a list, near enough to be about it."""
    found = list(_MARKER.finditer(gap, max(0, len(gap) - _REACH, gap.rfind("）") + 1, gap.rfind(")") + 1)))
    said = next((each for name in ("among", "whole") for each in found if each[name]), None)
    return said or (found[-1] if found else None)


def _under(saying: Saying, near: Saying | None, at: int, parts: tuple[Said, ...], marker: re.Match[str]) -> Iterator[_Sum]:
    first = parts[0]
    named = bool(marker["among"] or marker["whole"])
    over = [each for each in saying.said[max(0, at - _MOST) : at] if _level(each, first, marker)]
    if not over and at == 0 and near and marker["among"] and marker.start() == 0:
        over = [each for each in near.said if each.depth == 0]
    over = [each for each in over if each.like(first) and not each.past]
    if not over or not over[-1].counted:
        return
    total = over[-1]
    bare = not named and (saying.said[at - 1] is not total or len(parts) < _FEW or _unfit(first, total, marker))
    if not bare:
        row = saying.said[at : at + _MOST]
        words = saying.words[total.end - saying.span[0] : row[-1].end - saying.span[0]] + row[-1].tail
        yield _listing(row, words, parts, over, told_all=not marker["among"])


def _listing(row: Sequence[Said], words: str, parts: tuple[Said, ...], over: Sequence[Said], *, told_all: bool) -> _Sum:
    """`row`: the figures from the first part on; `words`: what is said of them."""
    total, others = over[-1], tuple(each.value for each in over[:-1])
    and_so = "等" in parts[0].gap or "等" in parts[-1].tail[:6]
    listed = not and_so and not goes_on(total, parts, row)
    pair, ends = listed and complementary(total, parts), listed and outcomes(parts, words)
    if pair and sum(each.value for each in parts) > total.value:
        parts = parts[:_FEW]
    whole = (told_all and not and_so) or pair or (ends and closed(total))
    return _Sum(total, parts, whole, others, apart=pair or ends, likely=ends)


def _unfit(first: Said, total: Said, marker: re.Match[str]) -> bool:
    """Whether a bracket or colon does not open a list of what its total counts."""
    between = first.gap[: marker.start()]
    opened = first.gap[marker.end() :]
    far = len(between) > _CLOSE or any(mark in between for mark in "，；：")
    return far or _NO_LIST.search(opened) is not None or total.depth != first.depth - (marker["colon"] is None)


def _level(each: Said, first: Said, marker: re.Match[str]) -> bool:
    """Whether a figure before the list stands where its total may stand: beside it, or just outside its bracket."""
    inside = "（" in first.gap or "(" in first.gap
    if inside and first.depth:
        return each.depth == first.depth - 1
    return each.depth == first.depth and (marker["colon"] is None or each.group == first.group)


def _parts(said: Sequence[Said], saying: Saying) -> tuple[Said, ...]:
    """The figures that go on with a list: same unit, same depth, same way of naming, not parted by more than the first two are."""
    first, *rest = said
    found = [first]
    separator = ""
    for each in rest:
        if each.depth < first.depth or (each.group != first.group and separator not in ("", "；")):
            break
        if each.depth > first.depth or not each.like(first):
            continue
        between = _between(found[-1], each, saying)
        mark = max((sign for sign in _SEPARATORS if sign in between), key=_SEPARATORS.index, default="")
        if _ends(first, each, between) or (separator and _SEPARATORS.find(mark) > _SEPARATORS.index(separator)):
            break
        separator = separator or mark
        found.append(each)
    return tuple(found)


def _between(last: Said, each: Said, saying: Saying) -> str:
    return saying.words[last.end - saying.span[0] : each.start - saying.span[0]]


def _ends(first: Said, each: Said, between: str) -> bool:
    """Whether a figure begins another statement."""
    again = "其中" in between or "包括" in between or _CLOSES.match(each.lead) is not None
    fresh = _FRESH.match(each.lead)
    another = fresh is not None and fresh[0] not in first.lead
    state = _STATES.search(each.about) is not None and _STATES.search(first.about) is None
    return again or another or each.dated or state or _FROM.search(each.lead) is not None


def _closed(saying: Saying) -> Iterator[_Sum]:
    """Lists that a bare total closes: A 9件、B 2件，共11件."""
    for at, total in enumerate(saying.said):
        if not (_CLOSES.match(total.lead) and total.counted and total.summed):
            continue
        parts = _before(saying.said[max(0, at - _MOST) : at], total)
        said_twice = len(parts) == 1 and _AGAIN.search(total.lead) and re.search("[共总]", parts[0].lead)
        if (len(parts) >= _FEW or said_twice) and not _runs_to(parts, total):
            yield _Sum(total, tuple(parts), whole=True)


def _before(said: Sequence[Said], total: Said) -> list[Said]:
    """The figures that stand right before a total and may be its parts; shares and what is in brackets are passed over."""
    flat = (each for each in reversed(said) if each.depth <= total.depth and each.figure.unit != "%")
    return list(takewhile(lambda each: _beside(each, total), flat))[::-1]


def _beside(each: Said, total: Said) -> bool:
    """Whether a figure may be one of those that a total right behind them adds up."""
    return each.like(total) and each.depth == total.depth and each.group == total.group and not _EVERY.search(each.clause)


def _runs_to(parts: list[Said], total: Said) -> bool:
    """Whether some of the last parts make the total, or one of them is it said again."""
    added = Decimal(0)
    sums = []
    for each in reversed(parts):
        added += each.value
        sums.append(added)
    return total.value in sums or any(each.value == total.value for each in parts)


def _wrong(found: _Sum) -> bool:
    parts, total = found.parts, found.total
    if not all(_countable(each) for each in parts) or any(_EVERY.search(each.clause) for each in (*parts, total)):
        return False
    most = max(total.value, *found.others) if found.others else total.value
    if any(each.value > most for each in parts[:1]):
        return True
    overlapping = not found.apart and any(_OVERLAPPING.search(each.about) for each in parts)
    if found.whole and len(parts) == 1 and parts[0].start < total.start:
        return parts[0].value != total.value
    if overlapping or len(parts) < _FEW or _adds_up(found, most):
        return False
    return found.added > most or (found.whole and found.added != total.value) or _nearly(found)


def _nearly(found: _Sum) -> bool:
    """Whether parts that need not be all there is come so near the total that they seem to be."""
    left = found.total.value - found.added
    return len(found.parts) > _FEW and (found.likely or not found.others) and 0 < left <= found.total.value * _LITTLE


def _countable(part: Said) -> bool:
    return part.counted or (part.figure.joined and not (part.figure.before or part.figure.after))


def _adds_up(found: _Sum, most: Decimal) -> bool:
    """Whether the parts, or the first of them, make a figure that is printed before them: the list may end earlier than it seems."""
    slack = sum((each.slack for each in (found.total, *found.parts)), Decimal(0))
    if abs(found.added - found.total.value) <= slack:
        return True
    printed = {found.total.value, *found.others}
    added = found.parts[0].value
    sums = [added]
    for _, each in pairwise(found.parts):
        added += each.value
        sums.append(added)
    enclosed = found.parts[0].depth > found.total.depth
    tried = sums[-1:] if enclosed else sums[1:] if found.whole else sums
    return bool(printed & set(tried)) or (not found.whole and sums[-1] <= most and not _nearly(found))


def _hit(found: _Sum) -> Hit:
    total, parts = found.total, found.parts
    more = found.added > total.value
    unit = total.figure.unit
    scale = total.value / total.figure.value if total.figure.value else Decimal(1)
    listed = "+".join(shown(each.value / scale) for each in parts)
    added, whole = shown(found.added / scale), shown(total.value / scale)
    working = f"{listed}={added}≠{whole}" if len(parts) > 1 else f"{listed}{'>' if more else '≠'}{whole}"
    said, asked = "多于" if more else "少于", "" if more or found.whole else "如已列全，"
    message = f"各分项相加为{added}{unit}，{said}总数{whole}{unit}，{asked}请核对总数和分项。"
    ordered = sorted((total, *parts), key=lambda each: each.start)
    sure = more and all(each.figure.unit == total.figure.unit for each in parts) and found.total.start < parts[0].start
    weight = Class.must if sure else Class.verify if more or found.whole or found.likely else Class.hint
    return Hit(ordered[0].start, ordered[-1].end, message, working=working, weight=weight)


CHECKS = (Check("N01", "总数与分项之和不符", Class.must, _sums, basis="勾稽关系6：总数等于各分项之和"),)
