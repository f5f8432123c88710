"""Parts that leave nothing over: two sides of a thing (线上、线下), what becomes of a review (维持、撤销、驳回); judges nothing."""

import re
from collections.abc import Sequence
from itertools import accumulate

from server.report.checks.saying import Said

_PAIRS = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("线上", "线下"),
        ("网上", "窗口|线下|现场|网下"),
        ("男(?:性|同志)?", "女(?:性|同志)?"),
        ("(?:一般|普通)程序", "简易程序"),
        ("(?<!予)(?<!未)立案", "(?:不予|未予|不)立案"),
        ("上级", "本级"),
        ("(?<!不)满意", "不满意"),
        ("(?<!不)合格", "不合格"),
        ("专职", "兼职"),
    )
)
_PLAIN = re.compile(
    "其中|通过|办理|受理|提交|申请|办结|收件|接件|接待|接收|收到|交办|转办|转送|转来|自办|登记|适用|作出|实施|采取|采用|方式|渠道|途径"
    r"|评价|干部|人员|案件|案|件|处罚|行政|事项|业务|服务|的|为|有|\0"
)
_OUTCOME = re.compile(
    "维持|撤销|驳回|终止|变更|确认违法|责令|履行|撤回|撤诉|调解|和解|胜诉|败诉|无效|其他|其它|不予受理|不受理|移送|转送|告知|准予|按撤"
)
_UPHELD = re.compile("维持|驳回")
_CLOSED = re.compile("审结|办结|结案|作出")
_OPEN = re.compile("在审|在办|未审|未办|未结|未作|正在|尚|仍|审理中|办理中|待[审办]|中止|结转|超期|到期")
_PAIR, _SET = 2, 3


def complementary(total: Said, parts: Sequence[Said]) -> bool:
    """Whether the first two parts are the two sides of one thing that has no third, of all that the total counts: 线上 and 线下."""
    if len(parts) < _PAIR:
        return False
    one, other = parts[0].about, parts[1].about
    return any(_sides(total, one, other, pair) or _sides(total, other, one, pair) for pair in _PAIRS)


def outcomes(parts: Sequence[Said], sentence: str) -> bool:
    """Whether the parts are what became of reviewed decisions, 维持 or 驳回 among them, and nothing is said to be open still."""
    every = len(parts) >= _SET and all(_OUTCOME.search(each.about) for each in parts)
    return every and any(_UPHELD.search(each.about) for each in parts) and not _OPEN.search(sentence)


def goes_on(total: Said, parts: Sequence[Said], row: Sequence[Said]) -> bool:
    """Whether what the parts leave over is told behind them: …，另有2件正在核查."""
    left = total.value - sum(each.value for each in parts)
    behind = [each.value for each in row if each.start > parts[-1].start and each.like(total)]
    return left > 0 and left in (*behind, *accumulate(behind))


def closed(total: Said) -> bool:
    """Whether a total counts what is decided, so that its outcomes are all there is."""
    return _CLOSED.search(total.lead) is not None


def _sides(total: Said, one: str, other: str, pair: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    first, second = pair[0].search(one), pair[1].search(other)
    if not (first and second):
        return False
    rests = {_rest(one, first), _rest(other, second)} - {""}
    return not rests or (len(rests) == 1 and all(each in total.about for each in rests))


def _rest(words: str, side: re.Match[str]) -> str:
    """What narrows a side: 党员 in 男党员."""
    return _PLAIN.sub("", words[: side.start()] + words[side.end() :])
