"""Numbers that say two things at once: two classifiers for one number (N10), exact to the last digit and yet 余 or 近 (N11)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.prose.figures import Figure

_NEARLY, _OVER = frozenset(("近", "将近", "接近")), frozenset("余多来")
# Amounts that need not be whole: 15余公里 is 15 and something.
_MEASURED = frozenset(["元", "万元", "亿元", "公里", "千米", "米", "亩", "公顷", "平方米", "平方公里", "立方米", "吨", "公斤", "斤"])
_ROLLING = frozenset(["小时", "学时", "课时", "天", "倍", "分", "%", "‰", "个百分点", "届", "版", "期", "轮", "回", "点", "节"])
_LEAST, _TEN = Decimal(100), 10
_CLASSIFIERS = "件份宗起项条次场期个名位张本册篇幅户家门台辆套部例"
_PERSONS = (
    "工作人|干部|党员|执法|人员|民警|调解|律师|法律|志愿|群众|专职|兼职|专兼|网格|学员|学生|教师|代表|委员|同志|职工|辅警|专家|公职|领导"
    "|队员|当事人|参训|普法|村民|居民|村干|社区|法官|检察|老党|青年|未成年|退役|公务员|联络员|监督员|宣讲|讲解|骨干|新任|持证"
)
# What a second classifier counts, so that it is no beginning of a word: 2个项目 is none, 2个项工作 is one.
_COUNTED = {
    "名": _PERSONS,
    "位": _PERSONS,
    "个": "(?![体人性案别税股位中月园展元例旧小大名]|次)[\u4e00-\u9fff]",
    "件": "案件|信访|材料|工单|实事|提案|建议|纠纷|行政|矛盾",
    "份": "材料|文件|合同|报告|资料|法律|宣传|行政|意见|建议|协议|规范|问卷|传单|文书",
    "场": "宣传|培训|讲座|活动|专题|法治|普法|会议|宣讲|听证",
    "项": "工作|措施|制度|任务|重点|行政|政策|规定|改革|事项|服务|举措|整改|权力",
    "条": "措施|意见|建议|问题|线索|信息|诉求|短信",
    "家": "企业|单位|公司|商户|门店|机构|律所|律师事务所",
    "起": "案件|纠纷|矛盾|信访|事件|事故|警情",
    "户": "群众|村民|居民|企业|农户|商户|困难",
}
_TWO = tuple(
    (
        second,
        re.compile(rf"(?<![0-9.．第A-Za-z])([0-9]{{1,6}}|[二两三四五六七八九十]{{1,3}})([{_CLASSIFIERS}])(?<!{second}){second}(?={words})"),
    )
    for second, words in _COUNTED.items()
)
_PAIRS = re.compile(rf"[0-9二两三四五六七八九十][{_CLASSIFIERS}][{''.join(_COUNTED)}]")


def _twofold(subject: Subject) -> Iterator[Hit]:
    """4门名工作人员, 3家个企业: of 个 the other one is kept, else the second one, which fits what is counted."""
    text = subject.text.untitled
    seconds = {found[0][2] for found in _PAIRS.finditer(text)}
    for second, pattern in _TWO:
        for found in pattern.finditer(text) if second in seconds else ():
            kept = found[2] if second == "个" else second
            message = f"“{found[1]}”后面连用了两个量词“{found[2]}”“{second}”，请删去一个。"
            yield Hit(*found.span(), message, f"{found[1]}{kept}")


def _rough(subject: Subject) -> Iterator[Hit]:
    """388余次, 近388次: a number told to its last digit is not rough."""
    for each in subject.figures:
        if not _exact(each):
            continue
        if each.after in _OVER:
            message = f"“{each.printed.strip()}”既是准确数又带“{each.after}”，请写准确数，或取整到十、百再带“{each.after}”。"
            yield Hit(each.start, each.end, message)
        elif each.before in _NEARLY and each.value >= _LEAST:
            message = f"“{each.printed.strip()}”既是准确数又带“{each.before}”，宜写准确数或取整。"
            yield Hit(each.start, each.end, message, weight=Class.hint)


def _exact(figure: Figure) -> bool:
    whole = figure.value == figure.value.to_integral_value() and figure.numeral[-1:] not in ("万", "亿") and not figure.joined
    return whole and figure.unit not in _MEASURED | _ROLLING and figure.value % _TEN != 0


CHECKS = (
    Check("N10", "一个数连用两个量词", Class.must, _twofold, basis="文字校对"),
    Check("N11", "准确数又带“余”“近”", Class.verify, _rough, basis="GB/T 15835-2011 5.1"),
)
