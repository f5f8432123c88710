"""Leaders named in a text against the list of officers: posts that are not theirs, terms that were over before the year began."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.units import Officer

_POSTS = (
    *("党工委书记", "党委书记", "党组书记", "县委书记", "区委书记", "市委书记", "旗委书记", "政法委书记", "纪委书记", "书记"),
    *("镇长", "乡长", "县长", "区长", "市长", "旗长", "苏木达", "局长", "主任", "人大主席", "主席", "政法委员"),
)
_POST = f"(?:副|常务副)?(?:{'|'.join(_POSTS)})"
_FORMER = re.compile("(?:原任?|时任|前任?|曾任|离任|卸任|原来的)[^，。；、]{0,12}$")
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAMED = re.compile(
    rf"({_POST})([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    "(?=同志|主持|带队|带领|带头|出席|参加|担任|任组长|为组长|作|听取|部署|讲|签|率|调研)"
)


def _former(subject: Subject) -> Iterator[Hit]:
    """A leader whose terms ended before the year began, named as if in office."""
    year = subject.profile.year
    if year is None:
        return
    for name, start, end, _ in _mentions(subject):
        posts = _of(subject.profile.officers, name)
        if posts and all(each.until and each.until < date(year, 1, 1) for each in posts):
            until = max(each.until for each in posts if each.until)
            message = f"{name}的任期到{until.year}年{until.month}月为止，{year}年的报告里请改为现任，或写明“时任”。"
            yield Hit(start, end, message, working="；".join(map(_term, posts)))


def _other_post(subject: Subject) -> Iterator[Hit]:
    """A leader with a post that is another's."""
    for name, start, end, post in _mentions(subject):
        posts = _current(_of(subject.profile.officers, name), subject.profile.year)
        if posts and not any(_same(post, each.post) for each in posts):
            yield Hit(start, end, f"{name}的职务是{'、'.join(each.post for each in posts)}，这里写的是{post}，请核对。")


def _unknown(subject: Subject) -> Iterator[Hit]:
    """A name beside a post that the list gives to somebody else."""
    known = _current(subject.profile.officers, subject.profile.year)
    if not known:
        return
    names = {each.name for each in subject.profile.officers}
    for found in subject.text.among(_NAMED, subject.text.untitled, *_POSTS):
        holders = [each.name for each in known if _same(found[1], each.post)]
        before = subject.text.text[max(0, found.start() - 16) : found.start()]
        listed = any(found[2].startswith(name) or name.startswith(found[2]) for name in names)
        if holders and not listed and not _FORMER.search(before) and _ours(before):
            yield Hit(found.start(), found.end(), f"登记的{found[1]}是{'、'.join(holders)}，这里写的是{found[2]}，请核对。")


def _mentions(subject: Subject) -> Iterator[tuple[str, int, int, str]]:
    """(name, start, end, post) of every officer named beside a post and not as a former one."""
    text = subject.text.untitled
    for name in dict.fromkeys(each.name for each in subject.profile.officers if len(each.name) > 1):
        if name not in text:
            continue
        for found in re.finditer(
            rf"({_POST})(?:、[^，。；、]{{1,8}})?{re.escape(name)}|{re.escape(name)}(?:同志)?(?:任|担任)?({_POST})", text
        ):
            post = found[1] or found[2]
            before = text[max(0, found.start() - 16) : found.start()]
            if not _FORMER.search(before) and _ours(before):
                yield name, found.start(), found.end(), post


def _ours(before: str) -> bool:
    """Whether the words before a post do not give it to another body: 县司法局局长."""
    return re.search(r"(?:村|社区|局|公司|学校|中学|小学|医院|站|所|中心|股|科)(?:党支部|党委|党总支|支部)?$", before) is None


def _of(officers: Iterable[Officer], name: str) -> list[Officer]:
    return [each for each in officers if each.name == name]


def _current(officers: Iterable[Officer], year: int | None) -> list[Officer]:
    """Those in office at some time of the year; all of them when no year is known."""
    if year is None:
        return list(officers)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [each for each in officers if (each.since is None or each.since <= last) and (each.until is None or each.until >= first)]


def _same(said: str, post: str) -> bool:
    """Whether two names of a post can be one: 书记 and 镇党委书记, never 镇长 and 副镇长."""
    if ("副" in said) != ("副" in post):
        return False
    return said.removeprefix("常务") in post or post in said or said.removeprefix("副") == post.removeprefix("副")


def _term(officer: Officer) -> str:
    since, until = (f"{each.year}.{each.month}" if each else "" for each in (officer.since, officer.until))
    return f"{officer.post}{officer.name}{since}—{until or '今'}"


CHECKS = (
    Check("O11", "任期已满的领导", Class.explain, _former, "与单位领导任期核对"),
    Check("O11a", "职务与姓名不符", Class.explain, _other_post, "与单位领导名单核对"),
    Check("O11b", "姓名与登记不符", Class.verify, _unknown, "与单位领导名单核对"),
)
