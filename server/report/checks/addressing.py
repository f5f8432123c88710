"""To whom a paper reports and is sent: the own congress and no upper one, bodies and no persons, upwards and one level only."""

import re
from collections.abc import Iterator

from server.report.checks.profile import Level, Profile
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.titles import recipient_lines, title_of
from server.report.findings import Class

_OWN = {
    **dict.fromkeys(("county", "autonomous_county"), "县"),
    "district": "区",
    "banner": "旗",
    "county_city": "市",
    "city": "市",
    "town": "镇",
    "rural_township": "乡",
    "ethnic_township": "乡",
    "sumu": "苏木",
}
_ABOVE = {"县": "市州盟", "区": "市州", "旗": "市盟", "镇": "县区市旗", "乡": "县区市旗", "苏木": "旗县市", "市": "省"}
_REPORTING = re.compile(
    r"(?:(?<!面)向|(?<!上)报送?|提请|提交)([^，。；：！\n]{2,60}?)"
    r"(?:书面|专题|专门|分别|作出?|做|进行|提交|上报|定期|及时|主动|如实|全面|依法|年度|每年|了|和){0,6}(报告|汇报|审议)"
)
_YEARLY = re.compile("法治|依法行政|年度")
_DEPUTIES = re.compile("[县市区省旗](?:[、和及][县市区省镇乡]){0,2}(?:级)?人大代表")
_NEAR = 80
_CONGRESS = "(?:人大常委会|人民代表大会常务委员会|人大及其常委会|人大)"
_OTHER_SUBJECT = re.compile("(?:政府|局|院|委|办|厅|中心)(?:每年|依法|定期|主动|已|均|应当?|要|应)?$")
_UPWARD = re.compile("报 *告|请 *示|汇报|总结")
_PERSON = re.compile(
    "(?:尊敬的)?(?![各全])[^、，各全]{1,16}?(?:县长|市长|区长|镇长|乡长|省长|州长|旗长|书记|主席|主任|局长|部长|秘书长|(?<!各位)(?<!同)同志)"
)
_ITEMS = re.compile("[、，,；;]")
_BELOW = re.compile("各.{0,12}")
_GOVERNMENT = re.compile("(?:人民政府|委员会|办事处|党委|党工委)$")


def _reported_to(subject: Subject) -> Iterator[Hit]:
    """区政府向市人大常委会报告: the duty is to report to the congress of the own level."""
    own = _OWN.get(subject.profile.kind, "")
    text = subject.text.unquoted
    if not own or ("人大" not in text and "人民代表大会" not in text):
        return
    upper = re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}}?)([{_ABOVE[own]}])({_CONGRESS})")
    mine = re.compile(rf"(?:{own}|本级|同级|本){_CONGRESS}|{own}人大主席团")
    for found in subject.text.among(_REPORTING, text, "报告", "汇报", "审议"):
        if "人" not in found[1] or mine.search(found[1]) or _speaks_of_others(subject, found.start()):
            continue
        first, last = subject.text.sentence(found.start())
        yearly = _YEARLY.search(subject.text.text, max(first, found.start() - _NEAR), min(last, found.end() + _NEAR)) is not None
        if yearly or subject.profile.level is not Level.township or ("常委会" in found[1] and not _of_deputies(text, first, last)):
            for wrong in upper.finditer(found[1]):
                yield _wrong_congress(subject.profile, own, found.start(1), wrong, yearly=yearly)


def _of_deputies(text: str, first: int, last: int) -> bool:
    """Whether a sentence is on what deputies of an upper congress proposed: that is answered there."""
    return _DEPUTIES.search(text, first, min(last, first + 2 * _NEAR)) is not None


def _wrong_congress(profile: Profile, own: str, base: int, wrong: re.Match[str], *, yearly: bool) -> Hit:
    low = profile.level is Level.township
    right = f"{own}人大主席团" if low else f"{own}{wrong[2]}"
    message = f"报告对象应是本级人大（{right}），这里写成了上一级的，请核对。"
    return Hit(
        base + wrong.start(1), base + wrong.end(), message, right, weight=(Class.explain if low else None) if yearly else Class.verify
    )


def _speaks_of_others(subject: Subject, at: int) -> bool:
    """Whether somebody else reports: 市政府向市人大常委会报告."""
    before = subject.text.text[max(0, at - 14) : at]
    clause = re.split("[，。；：、]", before)[-1]
    own = _OWN.get(subject.profile.kind, "")
    return _OTHER_SUBJECT.search(clause) is not None and any(each in clause for each in _ABOVE[own]) and own not in clause


def _person(subject: Subject) -> Iterator[Hit]:
    """A report goes to bodies, not to a person."""
    if not _UPWARD.search(title_of(subject.text)):
        return
    for start, name in _recipients(subject):
        if _PERSON.fullmatch(name):
            yield Hit(start, start + len(name), "公文主送机关，不主送个人，请改写为机关名称。")


def _own_recipient(subject: Subject) -> Iterator[Hit]:
    """Nobody reports to himself; nor does a report go down."""
    profile = subject.profile
    if not _UPWARD.search(title_of(subject.text)):
        return
    for start, name in _recipients(subject):
        if _BELOW.fullmatch(name):
            yield Hit(start, start + len(name), "报告、请示主送上级机关，不主送下级机关。", weight=Class.must)
        elif _names_itself(profile, name):
            yield Hit(start, start + len(name), "主送机关里有本机关自己，请核对。")


def _names_itself(profile: Profile, name: str) -> bool:
    own = _OWN.get(profile.kind, "")
    if not own or profile.level is Level.department or not _GOVERNMENT.search(profile.name):
        return False
    governments = {f"{own}政府", f"{own}人民政府", f"{profile.short_name}人民政府", f"{profile.short_name}政府", profile.name}
    town = profile.level is Level.township
    return name in governments or (town and name in {f"{own}党委", f"{profile.short_name}党委"})


def _skipping(subject: Subject) -> Iterator[Hit]:
    """A town of a county reports to the county, not past it to the city."""
    profile = subject.profile
    if profile.level is not Level.township or profile.parent_name[-1:] not in ("县", "区", "旗"):
        return
    named = list(_recipients(subject))
    if any(profile.parent_name[-1:] in name for _, name in named) or not _UPWARD.search(title_of(subject.text)):
        return
    for start, name in named:
        if re.fullmatch(r"(?:[\u4e00-\u9fff]{1,6})?市(?:委|政府|人民政府)", name):
            yield Hit(start, start + len(name), f"一般不越级行文，请核对是否应主送{profile.parent_name}。")


def _recipients(subject: Subject) -> Iterator[tuple[int, str]]:
    """Every name among the recipients with its place."""
    for passage in recipient_lines(subject.text):
        at = passage.start
        for piece in _ITEMS.split(subject.text.words(passage)):
            name = piece.strip(" 　：:")
            yield at + piece.find(name), name
            at += len(piece) + 1


CHECKS = (
    Check("O07", "报告对象是本级人大", Class.must, _reported_to, "《法治政府建设与责任落实督察工作规定》第二十五条"),
    Check("F02", "主送个人", Class.must, _person, "《党政机关公文处理工作条例》第十五条"),
    Check("O08", "主送机关的层级", Class.explain, _own_recipient, "《党政机关公文处理工作条例》第十五条"),
    Check("O08a", "越级行文", Class.explain, _skipping, "《党政机关公文处理工作条例》第十四条"),
)
