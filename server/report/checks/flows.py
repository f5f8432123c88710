"""What comes in and what becomes of it (N01, N06, N09): 受理、办结、未结, 不予受理, and counts that cannot exceed another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, Saying, shown
from server.report.findings import Class

_ROLES = {
    "refused": re.compile(r"不予受理|未予受理|未受理|不受理"),
    "carried": re.compile(r"(?:上年|去年|(?:19|20)[0-9]{2}年)[^，。；]{0,6}(?:结转|未(?:审|办)?结|遗留|转入)|^(?:旧存|存案|结转|上年结转)"),
    "pending": re.compile(
        r"未(?:审|办)?结|在办|在审|正在(?:办理|审理|处理|调查|推进|化解|调解|整改)|尚在|仍在"
        r"|未(?:整改|化解|办理|完成|办复|调解)|待(?:办|审|处理)|(?:仍|尚|还|剩余?)有?"
    ),
    "done": re.compile(r"(?:办结|审结|结案|办理完毕|处理完毕|办复|调解成功|成功调解|化解|调处成功|整改)(?!率)"),
    "came": re.compile(r"收到|接收|接到|共收|收件|申请(?:共|总)"),
    "taken": re.compile(r"受理|新收|收案|立案|交办|承办|转办|登记|排查(?:出|发现)?|总数|合计|发现(?:问题|隐患)?"),
}
_STILL = re.compile("[未在正仍尚还剩待]")
_WITHDRAWN = re.compile(r"撤回|撤诉|撤案|终止|移送|转送|转交|补正|中止|退回|驳回|告知|作废|其他|其它|合并|诉前|分流|引导")
_UNTAKEN = re.compile(
    "其余|另有|另外|剩余|余下|(?:正在|尚在|仍在|尚未|待)[^，。；]{0,4}(?:审查|补正|受理)|转(?:入|到)?下(?:一)?年|(?:正在|尚在|仍在)[审办]"
)
_UNCOUNTED = re.compile("其余|另有|另外|剩余|余下|正在|尚[在未]|仍在|转(?:入|到)?下一?年")
_GOES_ON = re.compile(r"\s*(?:其余|另有|另外|剩余|余下|尚有|还有)")
_TAIL_ROLES = re.compile(r"在[^，。；]{0,8}(?:审理|办理|处理|整改)中|(?:正在|尚未|未)(?:办|审|处|结|整)")
_APPLIED = re.compile(r"受理[^，。；、]{0,12}申请")
_ORDERED = (
    (re.compile("报名"), re.compile("参考|参加考试|参加[^，。；]{0,12}考试|应考")),
    (re.compile("参考|参加考试|参加[^，。；]{0,14}考试|应考"), re.compile("(?:考试)?(?:合格|通过|及格)|取得[^，。；]{0,8}资格")),
    (re.compile("发现|排查[^，。；]{0,8}(?:问题|隐患|风险)|反馈[^，。；]{0,8}问题"), re.compile("整改|整治到位|销号")),
    (re.compile("应(?:出庭|参训|参会|到|考|参加)"), re.compile("实(?:际)?(?:出庭|参训|参会|到|考|参加)|出庭")),
    (re.compile("提出[^，。；]{0,8}(?:意见|建议)|出具[^，。；]{0,10}(?:意见|建议)"), re.compile("采纳|被采纳")),
)
_SAT = re.compile("^[^0-9]{0,10}参加[^0-9]{0,14}(?:考试|测试|考核)$")
_PASSED = re.compile("^(?:其中)?(?:考试|测试|考核)?(?:合格|通过|及格)$")
_TAKEN_DONE = (re.compile("受理|收到|接到|交办|排查"), re.compile("办结|化解|调解成功|调处成功|成功|审结|答复"))
_CARRIED_WORDS = re.compile("结转|上年|去年|遗留|旧存|往年|历年|积案")
_MOST_FOUND, _MOST = 4, 40


@dataclass(frozen=True)
class _Flow:
    """The figures of one sentence by what becomes of the cases."""

    roles: Mapping[str, tuple[Said, ...]]

    def all_of(self, *names: str) -> tuple[Said, ...]:
        return tuple(each for name in names for each in self.roles.get(name, ()))


def _flow(said: Sequence[Said]) -> _Flow:
    found: dict[str, tuple[Said, ...]] = {}
    for each in said:
        role = _role(each)
        if role and each.counted and each.summed:
            found[role] = (*found.get(role, ()), each)
    return _Flow(found)


def _role(said: Said) -> str:
    if _TAIL_ROLES.search(said.tail):
        return "pending"
    return next((name for name, words in _ROLES.items() if words.search(said.lead)), "")


def _balances(subject: Subject) -> Iterator[Hit]:
    """受理（＋上年结转）＝办结＋未结（＋不予受理）."""
    for near, saying in _neighbours(subject):
        if not _STILL.search(saying.words):
            continue
        outer = _outer(saying.said)
        flow = _flow(outer)
        if near and flow.all_of("pending") and not (flow.all_of("taken", "came") and flow.all_of("done")):
            outer = (*_outer(near.said), *outer)
            flow = _flow(outer)
        parts = _parts(outer)
        if not (parts and _untaken(outer, parts) == flow.all_of("pending")):
            yield from _balance(flow, outer)


def _neighbours(subject: Subject) -> Iterator[tuple[Saying | None, Saying]]:
    last: Saying | None = None
    for saying in subject.sayings:
        if len(saying.said) > _MOST:
            continue
        yield (last if last and last.paragraph == saying.paragraph else None), saying
        last = saying


def _outer(said: Sequence[Said]) -> tuple[Said, ...]:
    least = min((each.depth for each in said), default=0)
    return tuple(each for each in said if each.depth == least)


def _balance(flow: _Flow, said: Sequence[Said]) -> Iterator[Hit]:
    came, done, pending = flow.all_of("taken", "came"), flow.all_of("done"), flow.all_of("pending")
    if not (came and done and pending) or len(done) > 1 or len(pending) > 1 or not came[0].like(done[0]):
        return
    refused, carried = flow.all_of("refused"), flow.all_of("carried")
    known = (*came, *done, *pending, *refused, *carried)
    others = [each for each in said if each not in known and each.like(done[0]) and _WITHDRAWN.search(each.lead)]
    states = done[0].value + pending[0].value
    gone = {Decimal(0), _added(others), *(each.value for each in others)}
    outs = {states + left + more for left, more in product((Decimal(0), _added(refused)), gone)}
    ins = {value + more for value, more in product(_totals(came), (Decimal(0), _added(carried)))}
    if ins & outs or len(came) > _MOST_FOUND or not all(each.like(done[0]) for each in known):
        return
    yield _unbalanced(came, carried, (done[0], *refused, pending[0]))


def _received(subject: Subject) -> Iterator[Hit]:
    """收到＝受理＋不予受理."""
    for _, saying in _neighbours(subject):
        if "予受理" not in saying.words and "未受理" not in saying.words:
            continue
        said = _outer(saying.said)
        parts = _parts(said)
        if parts is None or any(_apart(each) for each in said):
            continue
        left = _untaken(said, parts)
        goes_on = _GOES_ON.match(subject.text.text, saying.span[1]) is not None
        yield from _unreceived(parts, left, told=not goes_on and (bool(left) or not _UNCOUNTED.search(saying.words)))


def _apart(said: Said) -> bool:
    """Whether a figure counts what was withdrawn or passed on, or what came over from the year before."""
    over = _ROLES["carried"].search(said.lead) is not None and "下" not in said.lead
    return over or (_WITHDRAWN.search(said.lead) is not None and not _UNTAKEN.search(said.about))


def _parts(said: Sequence[Said]) -> tuple[Said, Said, Said] | None:
    """收到, 受理 and 不予受理 of a sentence that names each of them once."""
    flow = _flow(tuple(each for each in said if not _UNTAKEN.search(each.about) or _ROLES["came"].search(each.lead)))
    came, refused = flow.all_of("came"), flow.all_of("refused")
    taken = [each for each in flow.all_of("taken") if "受理" in each.lead]
    if not len(came) == len(taken) == len(refused) == 1:
        return None
    alike = came[0].like(taken[0]) and taken[0].like(refused[0])
    return (came[0], taken[0], refused[0]) if alike else None


def _untaken(said: Sequence[Said], parts: tuple[Said, Said, Said]) -> tuple[Said, ...]:
    """What is told behind them as not decided yet: 其余3件正在审查."""
    last = max(each.end for each in parts)
    behind = (each for each in said if each.start >= last and each.counted and each.like(parts[0]) and "其中" not in each.gap)
    return tuple(each for each in behind if _UNTAKEN.search(each.about))


def _unreceived(parts: tuple[Said, Said, Said], left: Sequence[Said], *, told: bool) -> Iterator[Hit]:
    """`told`: nothing is left over that the sentence does not count."""
    came, *outs = parts
    decided = _added(outs)
    if decided > came.value:
        yield _unbalanced((came,), (), outs)
    elif decided < came.value and told and decided + _added(left) != came.value:
        yield _unbalanced((came,), (), (*outs, *left))


def _totals(came: Sequence[Said]) -> set[Decimal]:
    return {each.value for each in came} | {_added(came)}


def _added(said: Sequence[Said]) -> Decimal:
    return sum((each.value for each in said), Decimal(0))


def _unbalanced(came: Sequence[Said], carried: Sequence[Said], outs: Sequence[Said]) -> Hit:
    total, out = came[-1] if carried else came[0], _added(outs)
    into = "+".join(shown(each.value) for each in (total, *carried))
    listed = "+".join(shown(each.value) for each in outs)
    added = total.value + _added(carried)
    working = f"{listed}={shown(out)}≠{into}" + (f"={shown(added)}" if carried else "")
    more = out > added and not carried and len(came) == 1
    every = sorted((total, *carried, *outs), key=lambda each: each.start)
    message = f"各项相加为{shown(out)}，与收进的{shown(added)}不符，请核对。"
    return Hit(every[0].start, every[-1].end, message, working=working, weight=Class.must if more else Class.explain)


def _contained(subject: Subject) -> Iterator[Hit]:
    """受理 that holds 不予受理, which is decided before 受理 (行政复议法2023第三十条)."""
    for _, saying in _neighbours(subject):
        if "予受理" not in saying.words and "未受理" not in saying.words:
            continue
        said = _outer(saying.said)
        flow = _flow(said)
        taken, refused = [each for each in flow.all_of("taken") if "受理" in each.lead], flow.all_of("refused")
        if not (taken and refused) or flow.all_of("came") or refused[0].start < taken[0].start:
            continue
        whole, states = taken[0], (*flow.all_of("done"), *flow.all_of("pending"))
        among = any("其中" in each.gap or "包括" in each.gap for each in said if taken[0].start < each.start <= refused[0].start)
        apart = bool(states) and _added(states) == whole.value
        if not apart and (among or _APPLIED.search(whole.lead + whole.tail) or (states and _added((*states, *refused)) == whole.value)):
            at = saying.span[0] + saying.words.rfind("受理", 0, whole.start - saying.span[0])
            message = "“不予受理”在受理之前决定，不应计在“受理”之内；总数宜写“收到申请”。"
            yield Hit(at, whole.end, message, working=f"受理{shown(whole.value)}内含不予受理{shown(refused[0].value)}")


def _orders(subject: Subject) -> Iterator[Hit]:
    """通过≤参考≤报名, 整改≤发现, 采纳≤提出, 实≤应; 办结≤受理 where nothing was carried over."""
    for saying in subject.sayings:
        carried = _CARRIED_WORDS.search(saying.words) is not None
        for more, less in pairwise(saying.said):
            if not _exceeding(more, less):
                continue
            sat = _SAT.search(more.tail) is not None and _PASSED.search(less.lead) is not None
            if sat or any(whole.search(more.lead) and part.search(less.about) and not whole.search(less.lead) for whole, part in _ORDERED):
                yield _exceeds(more, less, Class.must)
            elif not carried and _done(more, less):
                yield _exceeds(more, less, Class.explain)


def _exceeding(more: Said, less: Said) -> bool:
    """Whether a figure is greater than the one it stands right behind, both of one kind and year."""
    fits = less.counted and more.counted and less.like(more) and less.value > more.value and not (less.past or more.past)
    beside = less.depth >= more.depth and less.group == more.group
    return fits and beside and len(less.gap) <= len(more.tail) + len(less.clause) + 1


def _done(more: Said, less: Said) -> bool:
    into, out = _TAKEN_DONE
    plain = re.sub("已|全部|均|其中|成功|共|并|按期|及时|实际|案件|纠纷|矛盾|信访|工单", "", out.sub("", less.lead, count=1))
    said = into.search(more.lead) is not None and out.search(less.lead) is not None and not plain
    return said and "分流" not in more.lead and not _ROLES["refused"].search(more.lead)


def _exceeds(more: Said, less: Said, weight: Class) -> Hit:
    working = f"{shown(less.figure.value)}>{shown(more.figure.value)}"
    message = f"后一个数{shown(less.figure.value)}{less.figure.unit}大于前一个数{shown(more.figure.value)}{more.figure.unit}，请核对。"
    return Hit(more.start, less.end, message, working=working, weight=weight)


CHECKS = (
    Check("N01a", "收进与办结、未结不平衡", Class.explain, _balances, basis="勾稽关系2、3、4：受理+上年结转=办结+未结"),
    Check("N01b", "收到与受理、不予受理不平衡", Class.explain, _received, basis="勾稽关系3：收到=受理+不予受理"),
    Check("N06", "受理数内含不予受理", Class.verify, _contained, basis="行政复议法（2023）第三十条；勾稽关系3"),
    Check("N09", "部分大于全部", Class.explain, _orders, basis="勾稽关系1、5、9：办结≤受理，通过≤参考≤报名，整改≤发现"),
)
