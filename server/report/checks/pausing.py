"""Marks between words: 、 too many or turned into ，, doubled marks, dots and dashes of the wrong make."""

import re
from collections.abc import Iterator
from itertools import product

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_H = "[\u4e00-\u9fff]"
_W = "[\u4e00-\u9fff“”（）A-Za-z0-9]"
_TITLES = re.compile("》[、](?=《)")
_QUOTED = re.compile("”[、](?=“)")
_DO = (
    "推进|建设|加强|优化|深化|落实|维护|促进|保障|实现|打造|规范|推动|强化|完善|改善|提高|提升|解决|化解"
    "|健全|构建|创新|服务|贯彻|坚持|转变|营造|增强|防范|夯实|深入|全面|切实|着力|加快|扎实|积极|严格|依法"
)
_ACTS = (
    f"{_DO}|进行|开展|实行|组织|做|对|把|将|为|使|让|确保|有效|及时|定期|不断|进一步|通过|建立|制定|印发|出台"
    "|明确|安排|成立|召开|按照|根据|由|向|与|在|以|并|并且|却|又|还|也|就|仍|但|而|同时|主动|认真|充分"
    "|大力|主要|集中|逐|先后|累计|共|已|均|要|应|能|可|接受|引导|发挥|发放|发布|宣传|邀请|举办|利用|受理"
    "|解答|帮助|听取|收集|了解|拓宽|畅通|公开|公布|形成|设|派|选|带|参加|参与|协调|配合|联合|结合|围绕"
    "|聚焦|突出|压实|抓|狠抓|牢|树|讲|学|看|查|问|走|深|细|实|严|强|扩大|实施|开始"
)
_AIM = re.compile(
    rf"作为((?:{_DO}){_H}{{2,16}}，)((?:{_DO}){_H}{{2,16}})(?=的(?:重要)?(?:抓手|内容|举措|任务|关键|突破口|着力点|总抓手|途径|保障|基础))"
)
_SAME = re.compile(rf"、({_H}{{2}}){_H}{{1,6}}，(?=\1{_H}{{1,6}}(?:等|制度|机制|的))")
_MEANS = re.compile(
    rf"(?:通过|利用|借助|依托|设立|建立|开通|设置)(?!的)([^，。；：、\n]{{2,16}}，)(?!{_ACTS})({_W}{{2,12}}、{_W}{{2,12}}(?:、{_W}{{2,12}}){{0,4}})(?=等(?:多种|各类|多个)?(?:渠道|方式|平台|形式|载体|制度|机制|途径|媒介|媒体|手段)|向(?:社会|群众))"
)
_ALSO = re.compile(
    rf"(?:设立|开通|公布|设置)([^，。；：、\n]{{2,12}}，)(?!{_ACTS})({_W}{{2,10}})(?=等(?:制度|机制|渠道|方式|平台|措施|途径))"
)
_TAIL = re.compile(
    rf"(方案|计划|办法|制度|规定|意见|细则|规则|机制|清单|预案|台账)，(?=(?!{_ACTS}|出台|修订|编制|起草)(?:年度)?{_W}{{2,18}}\1以及{_H})"
)
_BELONGS = re.compile(r"对(属于|符合|不属于|不符合)[^。；：\n]{4,60}，(?=对不?(?:属于|符合))")
_VERBS = (
    "预约|申办|申报|申请|申领|查询|缴费|咨询|受理|办理|投诉|举报|登记|审核|审批|公示|公开|公布|宣传|教育|培训|调查|取证|检查|巡查|排查|整改"
    "|调解|化解|调处|评估|论证|听证|监督|考核|督察|督办|立案|结案|送达|执行|备案|清理|归档|反馈|回访|答复|交办|转办|评查|验收"
)
_RUN_ON = re.compile(f"(?:{_VERBS}){{4,8}}(?=等)")
_VERB = re.compile(_VERBS)
_ORDER = "[一二三四五六七八九十]{1,3}"
_PLENUMS = re.compile(rf"{_ORDER}届(?:[、，和及]?(?:{_ORDER}届)?[一二三四五六七]中){{1,9}}(?:[、和及])?(?:全会|全体会议)")
_NEIGHBOURS = re.compile(rf"([一二三四五六七]中)(?={_ORDER}届[一二三四五六七]中|[一二三四五六七]中)")
_NAMED = rf"{_H}{{1,6}}（{_H}{{1,8}}）"
_BODIES = re.compile(rf"(?<=[、作为各对向])((?:为)?{_NAMED})，(?!{_ACTS})(?={_NAMED}(?:、|{_H}{{2,12}}的(?:重要)?(?:内容|依据|指标)))")
_UNITS = "[件起宗项次场个名人份户家条期]"
_ITEM = rf"{_H}{{2,10}}?\d{{1,6}}{_UNITS}"
_LISTED = re.compile(rf"(?:其中|包括|分别为|分别是)[：，]?({_ITEM}(?:[、，]{_ITEM}){{2,12}})(?=[。；）\n])")
_ITEMS = re.compile(rf"({_H}{{2,10}}?)(\d{{1,6}})({_UNITS})([、，]?)")
_VERBAL = re.compile(f"{_ACTS}|{_VERBS}|涉及|处理|查处|合计|总计|全部|余|新增|同比")
_COUPLES = tuple(map("".join, product("，、；：。！？", repeat=2)))
_COUPLE = re.compile("([，、；：])([。！？])|([，、；：])([，、；：])|([。！？])([，、；：])|。。(?!。)")
_DOTS = re.compile(r"\.{3,12}|。{3,12}|(?<!…)…(?!…)|、{3,12}")
_DOTS_ETC = re.compile("……等|等……")
_HYPHENS = re.compile("-{2,5}|－{2,5}")
_BEFORE_DASH, _BEHIND_DASH = re.compile("[\u4e00-\u9fff”》）][ ]?$"), re.compile("[ ]?[\u4e00-\u9fff“《]|[0-9]{4}年")
_LONGEST_DASH = 4
_BEFORE_ETC = re.compile(r"、(等)(?<=[\u4e00-\u9fff》”）]、等)(?!级|额|候|待|离|距|比|同|效|分|价|线|闲|号|腰)")
_BEFORE_AND = re.compile(r"、(以及|及其他|和其他)")
_COLON = re.compile("：[^：。！？；“”《》\n]{1,120}：")
_CLOCK = re.compile(r"\d：\d")
_DECIMAL = re.compile(r"[。，．](?<=[0-9][。，．])(?=[0-9]{1,2}(?:%|％|个百分点|[万亿]|倍))")


def _removable(subject: Subject, pattern: re.Pattern[str], message: str) -> Iterator[Hit]:
    text = subject.text.text
    for found in pattern.finditer(text) if "、" in text else ():
        following = text[found.end()]
        yield Hit(found.start(), found.end() + 1, message, found[0][0] + following)


def _titles(subject: Subject) -> Iterator[Hit]:
    return _removable(subject, _TITLES, "相邻的书名号之间通常不用顿号。")


def _quoted(subject: Subject) -> Iterator[Hit]:
    return _removable(subject, _QUOTED, "相邻的引号之间通常不用顿号。")


def _lists(subject: Subject) -> Iterator[Hit]:
    """Words of one list parted by ， where the others are parted by 、."""
    text = subject.text.untitled
    for pattern in (_AIM, _SAME, _MEANS, _ALSO, _TAIL):
        for found in pattern.finditer(text) if "，" in text else ():
            at = text.rfind("，", found.start(), found.end(1) if pattern in (_AIM, _MEANS, _ALSO) else found.end())
            if pattern is _SAME and found[1] not in text[max(0, found.start() - 8) : found.start() - 1]:
                continue
            yield Hit(at, at + 1, "这里像是并列的词语，并列词语之间用顿号。", "、")
    yield from (*_of_names(subject), *_of_counts(subject))
    for found in _BELONGS.finditer(text) if "对属于" in text or "对符合" in text else ():
        yield Hit(found.end() - 1, found.end(), "“对属于……，对不属于……”是两层并列，中间用分号。", "；")


def _of_names(subject: Subject) -> Iterator[Hit]:
    """村（居），部门（单位）、学校: bodies of one list, each with brackets."""
    text = subject.text.untitled
    for found in _BODIES.finditer(text) if "），" in text else ():
        yield Hit(found.end() - 1, found.end(), "这里像是并列的词语，并列词语之间用顿号。", "、")


def _of_counts(subject: Subject) -> Iterator[Hit]:
    """其中甲2件，乙5件、丙3件: what is parted by both marks on one level. One that is the sum of those behind it is of another level."""
    text = subject.text.untitled
    for found in _LISTED.finditer(text) if "其中" in text or "包括" in text or "分别" in text else ():
        items = list(_ITEMS.finditer(text, found.start(1), found.end(1)))
        signs = [each[4] for each in items[:-1]]
        counts = [int(each[2]) for each in items]
        mixed = set(signs) == {"，", "、"} and len({each[3] for each in items}) == 1
        if mixed and not any(_VERBAL.match(each[1]) for each in items) and not _summed(counts):
            at = next(each.start(4) for each in items if each[4] == "，")
            yield Hit(at, at + 1, "同一层的几项有的用逗号、有的用顿号，并列各项之间用同一种标点。", "、")


def _summed(counts: list[int]) -> bool:
    """Whether one of several figures is the sum of some straight behind it."""
    return any(counts[at] == sum(counts[at + 1 : end]) for at in range(len(counts)) for end in range(at + 2, len(counts) + 1))


def _plenums(subject: Subject) -> Iterator[Hit]:
    """二中三中全会: the plenums of one list are parted by 、."""
    text = subject.text.text
    for found in _PLENUMS.finditer(text) if "中全" in text else ():
        for pair in _NEIGHBOURS.finditer(text, found.start(), found.end()):
            end = text.index("中", pair.end()) + 1
            yield Hit(pair.start(), end, "几次全会之间缺顿号。", f"{pair[1]}、{text[pair.end() : end]}", weight=Class.must)


def _run_on(subject: Subject) -> Iterator[Hit]:
    """Plenums, and four verbs and more, without any mark between them."""
    yield from _plenums(subject)
    for found in subject.text.among(_RUN_ON, subject.text.unquoted, "等"):
        yield Hit(*found.span(), "并列的词语之间缺顿号。", "、".join(_VERB.findall(found[0])))


def _doubled(subject: Subject) -> Iterator[Hit]:
    """Two marks where one belongs."""
    for found in _COUPLE.finditer(subject.text.text) if any(map(subject.text.says, _COUPLES)) else ():
        if subject.text.text[found.end() : found.end() + 1] == found[0][-1] == found[0][0]:
            continue
        stop = next((sign for sign in found[0] if sign in "。！？"), "")
        kept = found[0][0] if found[0][0] == found[0][-1] else stop if found[2] else ""
        yield Hit(*found.span(), f"标点“{found[0]}”重复。", kept)


def _dots(subject: Subject) -> Iterator[Hit]:
    """省略号 is ……, 破折号 ——."""
    text = subject.text.text
    for found in _DOTS.finditer(text) if any(sign in text for sign in ("...", "。。。", "、、、", "…")) else ():
        yield Hit(*found.span(), "省略号应为“……”。", "……", weight=None if "." not in found[0] and len(found[0]) > 1 else Class.verify)
    yield from _hyphens(text)
    for found in _DOTS_ETC.finditer(text) if "……" in text else ():
        yield Hit(*found.span(), "省略号和“等”只用一个。", weight=Class.hint)


def _hyphens(text: str) -> Iterator[Hit]:
    """Two hyphens and more between Chinese words, with or without a space beside them."""
    for found in _HYPHENS.finditer(text) if "--" in text or "－－" in text else ():
        before, behind = _BEFORE_DASH.search(text[max(0, found.start() - 2) : found.start()]), _BEHIND_DASH.match(text, found.end())
        if before and behind and len(found[0]) <= _LONGEST_DASH:
            start, end = found.start() - before[0].count(" "), found.end() + behind[0].count(" ")
            yield Hit(start, end, "破折号应为“——”。", "——")


def _etc(subject: Subject) -> Iterator[Hit]:
    for pattern in (_BEFORE_ETC, _BEFORE_AND):
        for found in (
            pattern.finditer(subject.text.unquoted)
            if "、等" in subject.text.text or "、以及" in subject.text.text or "、和" in subject.text.text
            else ()
        ):
            weight = Class.hint if pattern is _BEFORE_AND else None
            yield Hit(*found.span(), f"“{found[1]}”前面不用顿号。", found[1], weight=weight)


def _colons(subject: Subject) -> Iterator[Hit]:
    for found in _COLON.finditer(subject.text.unquoted):
        if not _CLOCK.search(found[0]):
            yield Hit(*found.span(), "一句里冒号套冒号，建议改一处。")


def _decimals(subject: Subject) -> Iterator[Hit]:
    for found in _DECIMAL.finditer(subject.text.text):
        yield Hit(*found.span(), "小数点应为“.”。", ".")


CHECKS: tuple[Check[Subject], ...] = (
    Check("P05", "相邻书名号之间的顿号", Class.hint, _titles, "GB/T 15834-2011 4.5.3.5"),
    Check("P06", "相邻引号之间的顿号", Class.hint, _quoted, "GB/T 15834-2011 4.5.3.5"),
    Check("P09", "并列词语之间误用逗号", Class.verify, _lists, "GB/T 15834-2011 4.5"),
    Check("P13", "并列词语之间缺顿号", Class.verify, _run_on, "GB/T 15834-2011 4.5"),
    Check("P15", "标点重复", Class.must, _doubled, "GB/T 15834-2011"),
    Check("P20", "“等”前面的顿号", Class.verify, _etc, "GB/T 15834-2011 4.5"),
    Check("P21", "冒号套冒号", Class.hint, _colons, "GB/T 15834-2011 4.7"),
    Check("P22", "省略号、破折号的形式", Class.must, _dots, "GB/T 15834-2011 4.10、4.11"),
    Check("P23", "小数点误作其他标点", Class.must, _decimals, "GB/T 15835-2011 5.1"),
)
