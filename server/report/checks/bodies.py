"""Names of bodies that are written wrongly whatever the level: party bodies without 委, towns with a congress committee, joint names."""

import re
from collections.abc import Iterator

from server.report.checks.edges import opens
from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_NO_DISTRICT = "开发园景港新校军战社地城片山林矿小灾牧湖库商街辖"
_DEPARTMENT = re.compile(
    rf"(?<![全各本级我城都集股上乡镇委{_NO_DISTRICT}])(?:(?<![{_NO_DISTRICT}])区|[县市州旗省])"
    "(政法委(?!员)|宣传部(?!门)|组织部(?!门|部长会)|统战部(?!门))"
)
_FIRST_YEAR = 2019
_BY_LAW = re.compile(
    r"(?<![、各全本两三])(?<!省市)(?<!市县)(?<!市区)(?<!县区)([县区市州省])(委)?(全面)?依法治\1(委员会办公室|委员会|办公室|办)(?!理|法|事|案|公)"
)
_OFFICE = {"委员会": "", "委员会办公室": "办公室", "办公室": "办公室", "办": "办公室"}
_DEPARTMENTS = ("政法委", "宣传部", "组织部", "统战部")
_COMMITTEE = re.compile(r"([县市州旗]|我[县市州旗区])党委(?!会|（|\(|办|系统|机关|中心|工作|工委|和|与|及|[、，]?(?:人大|政协|政府|党组))")
_WITH_GOVERNMENT = re.compile("([县市州旗])党委(?:、|和)?政府(?!部门|机关|各|工作)")
_LEVELS = re.compile("[中央省市县区乡镇州、各级]{1,10}[、，]$|[各全两级]$")
_STANDING = re.compile(r"常委[（(]扩大[）)]会议?")
_OWN_STANDING = re.compile(rf"(?<![、，和及各])((?<![县治{_NO_DISTRICT}])区|(?<![全各城])[县市州旗])常委会(?!委员|主任|组成人员)")
_DISCIPLINE = re.compile("(?<![、和及])([省市州县区旗镇乡])纪检委(?!员)")
_CONGRESS = re.compile("([镇乡]|街道|苏木)(?:人大常委会|人民代表大会常务委员会|人大常务委员会)")
_PRESIDIUM = {"街道": "人大街道工委"}
_TOWN_STANDING = re.compile("([镇乡]|苏木|街道)(党委|党工委|)常委(会(?:议)?)?(?!员|托|会主任)")
_JOINT = re.compile(
    "委([县区市省州旗])政府(?!督查|督办|大院|信访|门户|网|目标|研究室|政研室|办公室|接待)|党委([乡镇]?)政府(?!网|大院)|党中央国务院"
)
_NO_TOWN = ("城", "景德")
_WHO = re.compile("谁[^谁，。、；\n]{1,5}[、，]谁[^谁，。、；\n]{1,5}")
_PRINCIPLES = ("谁执法谁普法", "谁主管谁负责", "谁审批谁监管", "谁主管谁监管", "谁审批谁负责", "谁起草谁审查", "谁制定谁清理")


def _departments(subject: Subject) -> Iterator[Hit]:
    """县政法委, 县宣传部: they are departments of the committee. Behind a list of levels (省、市、县政法委) it is a manner of speaking."""
    text = subject.text.unquoted
    if not any(word in text for word in _DEPARTMENTS):
        return
    for found in _DEPARTMENT.finditer(text):
        level, before = found[0][0], text[max(0, found.start() - 1) : found.start()]
        listed = before in ("、", "区", "县", "市") and before != level
        message = f"{found[1]}是党委的部门，应写“{level}委{found[1]}”。"
        yield Hit(found.start(), found.end(), message, f"{level}委{found[1]}", weight=Class.verify if listed else None)


def _ruling_by_law(subject: Subject) -> Iterator[Hit]:
    """县依法治县委员会: since 2018 it is a body of the committee, and its name is 全面依法治县委员会. A list of levels is left alone."""
    text, year = subject.text.unquoted, subject.profile.year
    if year is not None and year < _FIRST_YEAR:
        return
    for found in subject.text.among(_BY_LAW, text, "依法治"):
        level, ends = found[1], found[4]
        if found[2] and (found[3] or ends.startswith("办")):
            continue
        right = f"{level}委{found[3] or ''}依法治{level}办" if ends == "办" else f"{level}委全面依法治{level}委员会{_OFFICE[ends]}"
        message = f"它设在党委，规范名称是“{level}委全面依法治{level}委员会{_OFFICE[ends]}”。"
        yield Hit(found.start(), found.end(), message, right, weight=Class.hint if found[2] else None)


def _committees(subject: Subject) -> Iterator[Hit]:
    """县党委: a committee of a county is 县委; 镇党委 and 自治区党委 are right."""
    text = subject.text.unquoted
    for found in subject.text.among(_COMMITTEE, text, "党委"):
        if not opens(text, found.start()) or _LEVELS.search(text, max(0, found.start() - 10), found.start()):
            continue
        right = f"{found[1][-1]}委"
        yield Hit(found.start(), found.end(), f"县级以上地方党委简称“{right}”，不写“{found[0]}”。", right)
    for found in subject.text.among(_WITH_GOVERNMENT, text, "党委"):
        if not opens(text, found.start()) or _LEVELS.search(text, max(0, found.start() - 10), found.start()):
            continue
        right = f"{found[1]}委、{found[1]}政府"
        yield Hit(found.start(), found.end(), f"应写“{right}”。", right, weight=Class.verify)


def _standing(subject: Subject) -> Iterator[Hit]:
    """常委（扩大）会议 lacks 会."""
    text = subject.text.text
    for found in _STANDING.finditer(text) if "常委" in text else ():
        yield Hit(found.start(), found.end(), "漏了“会”字：应写“常委会（扩大）会议”。", "常委会（扩大）会议")


def _county_standing(subject: Subject) -> Iterator[Hit]:
    """县常委会 lacks 委 (or, of a congress, 人大)."""
    text = subject.text.unquoted
    for found in _OWN_STANDING.finditer(text) if "常委会" in text else ():
        right = f"{found[1]}委常委会"
        said = f"应写“{right}”；如指人大，写“{found[1]}人大常委会”。"
        yield Hit(found.start(), found.end(), said, right, weight=Class.verify)


def _discipline(subject: Subject) -> Iterator[Hit]:
    """县纪检委: the commission is 纪委 for short."""
    text = subject.text.unquoted
    for found in _DISCIPLINE.finditer(text) if "纪检委" in text else ():
        right = f"{found[1]}纪委"
        yield Hit(found.start(), found.end(), f"纪律检查委员会简称“纪委”，应写“{right}”。", right)


def _congress(subject: Subject) -> Iterator[Hit]:
    """Towns have a presidium, subdistricts a working committee, neither a standing committee of a congress."""
    text = subject.text.unquoted
    for found in subject.text.among(_CONGRESS, text, "人大", "人民代表大会"):
        if text.endswith(_NO_TOWN, 0, found.start()):
            continue
        right = _PRESIDIUM.get(found[1], f"{found[1]}人大主席团")
        yield Hit(found.start(), found.end(), f"{found[1]}不设人大常委会，应写“{right}”。", right)


def _town_standing(subject: Subject) -> Iterator[Hit]:
    """A committee of a town has no standing members."""
    text = subject.text.unquoted
    for found in subject.text.among(_TOWN_STANDING, text, "常委"):
        if text.endswith(_NO_TOWN, 0, found.start()):
            continue
        right = "党工委" if found[1] == "街道" else "党委"
        meeting = "会议" if (found[3] or "").endswith("会议") else "会" if found[3] else ""
        said = f"{found[1]}{right}{meeting or '委员'}"
        yield Hit(found.start(), found.end(), f"{found[1]}{right}不设常委和常委会，应写“{said}”。", said)


def _joint(subject: Subject) -> Iterator[Hit]:
    """县委县政府: two bodies, parted by 、."""
    text = subject.text.unquoted
    for found in _JOINT.finditer(text):
        place = text[max(0, found.start() - 1) : found.start()]
        if found[0] == "党中央国务院":
            yield Hit(found.start(), found.end(), "两个机关并列，中间要加顿号。", "党中央、国务院")
        elif (found[1] and place == found[1]) or (found[1] is None and place in ("乡", "镇") and found[2] in ("", place)):
            party, _, government = found[0].partition("委")
            right = f"{place}{party}委、{government}"
            yield Hit(found.start() - 1, found.end(), "两个机关并列，中间要加顿号。", right)


def _principles(subject: Subject) -> Iterator[Hit]:
    """谁执法、谁普法: as names of principles they are written without 、."""
    text = subject.text.untitled
    for found in _WHO.finditer(text) if "谁" in text else ():
        plain = re.sub("[、，]", "", found[0])
        if any(plain.startswith(each) for each in _PRINCIPLES):
            right = next(each for each in _PRINCIPLES if plain.startswith(each))
            end = found.start() + len(right) + 1
            yield Hit(found.start(), end, f"作为原则的名称，一般写“{right}”，中间不加标点。", right)


CHECKS: tuple[Check[Subject], ...] = (
    Check("O01", "党委部门的名称", Class.must, _departments, "《中国共产党地方委员会工作条例》"),
    Check(
        "O01a", "党委的简称", Class.must, lambda subject: (*_committees(subject), *_discipline(subject)), "《中国共产党地方委员会工作条例》"
    ),
    Check("O06a", "依法治理委员会的名称", Class.verify, _ruling_by_law, "《深化党和国家机构改革方案》"),
    Check(
        "O01b",
        "常委会扩大会议",
        Class.must,
        lambda subject: (*_standing(subject), *_county_standing(subject)),
        "《中国共产党地方委员会工作条例》",
    ),
    Check("O03a", "乡镇、街道不设人大常委会", Class.must, _congress, "《地方各级人民代表大会和地方各级人民政府组织法》"),
    Check("O03b", "乡镇、街道党委不设常委会", Class.must, _town_standing, "《中国共产党农村基层组织工作条例》"),
    Check("P12", "并列的机关名称", Class.verify, _joint, "GB/T 15834—2011 4.5"),
    Check("P11", "“谁……谁……”的写法", Class.hint, _principles, "习惯用法"),
)
