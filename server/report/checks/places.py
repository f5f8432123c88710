"""Names of another place: words copied over from another town or county, and a writer that calls itself by the wrong rank."""

import re
from collections import Counter
from collections.abc import Iterator

from server.report.checks.edges import opens
from server.report.checks.profile import Level
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.titles import title_of
from server.report.findings import Class
from server.report.reading.parts import Part

# What names of towns end with; a verb or 我、各、全 before 镇 is none.
_ENDS = "溪河江湖海山岭坡岗冈坪坝塘潭泉井沟湾港洲岛沙石桥口头庄村寨屯店铺堡城关集墟圩陵峰岩林桂梅松柳田园堂庙寺阁台楼"
_BODIES = "(?:党委|党工委|人民政府|政府|办事处|司法所|人大主席团|综合行政执法队|综合治理中心)"
_OTHER_TOWN = re.compile(rf"(?:镇|乡|街道)(?={_BODIES})")
_OTHER_COUNTY = re.compile("[县区](?=委|政府|人民政府|司法局|依法治|人大常委会)")
_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,2}}[{_ENDS}阳安平宁]$")
_LEADS = frozenset("由在向对经共")
_CALLS = re.compile("我(镇|乡|苏木|街道|县|区|旗|市|省)(?!级|长|际|民|里|下|内外)")
_OTHER_RANK = "(县|区(?!域|块|位|间|内)|乡(?![村镇亲音风愁土])|镇(?!区|村)|街道)"
_RANK = {
    **dict.fromkeys(("镇", "乡", "苏木", "街道"), 0),
    **dict.fromkeys(("县", "区", "旗"), 1),
    "市": 2,
    "省": 3,
}
_OWN_RANK = {Level.township: 0, Level.subdistrict: 0, Level.county: 1, Level.city: 2, Level.province: 3}
_OF_A_BUREAU = re.compile(
    "(?<!自)我局(?![限部])|我厅|(?<![健安完保齐])全局(?=各项工作|上下|干部|职工|党员|执法|工作人员|各股室|各科室)|局党组(?!织)|局机关(?=各|干部|党|全体)|局领导班子|局长办公会"
)
_OF_A_TOWN = re.compile("我(?:镇|乡|街道|苏木)(?!长|级|村)|(?<![健安完保齐])全(?:镇|乡|街道|苏木)(?!镇|村|域)")
_COUNTY_WORK = re.compile("推进((?:全面)?依法治[县市区州省旗])(?!委员会|办|.{0,2}(?:领导小组|规划|纲要))")
_TOWN = re.compile("[镇乡]|街道|苏木")
_NAMED_BEFORE = 60
_BODY_PARTS = (Part.opening, Part.heading, Part.text, Part.closing, Part.title)


def _other_places(subject: Subject) -> Iterator[Hit]:
    """X镇党委 in the report of another town."""
    profile = subject.profile
    if not profile.annual or not profile.short_name:
        return
    own = {profile.short_name, profile.parent_name, profile.name}
    pattern = _OTHER_TOWN if profile.level in (Level.township, Level.subdistrict) else _OTHER_COUNTY
    if profile.level not in (Level.township, Level.subdistrict, Level.county):
        return
    text = subject.text.unquoted
    for found in pattern.finditer(text):
        start = _begins(text, found.start())
        name = text[start : found.end()]
        if start < found.start() and not any(each.endswith(name) or name.endswith(each) for each in own if each):
            yield Hit(start, found.end(), f"这是{profile.short_name}的报告，这里写的是{name}，请核对是否从别处抄来。")


def _begins(text: str, end: int) -> int:
    """Where a name of two or three characters that ends here begins; `end` itself where none does."""
    starts = (end - length for length in (2, 3) if end >= length)
    return next((at for at in starts if _NAME.fullmatch(text, at, end) and opens(text, at, _LEADS)), end)


def _mixed_up(subject: Subject) -> Iterator[Hit]:
    """清溪县 in a paper of 云岭县清溪镇: stem of one place with the rank of another."""
    profile = subject.profile
    short, parent = profile.short_name, profile.parent_name
    stem = re.sub("(?:民族乡|镇|乡|街道|苏木)$", "", short)
    if profile.level not in (Level.township, Level.subdistrict) or len(stem) < len("清溪") or not parent or parent.startswith(stem):
        return
    for found in re.finditer(rf"(?<![大小新老上下东南西北前后]){re.escape(stem)}{_OTHER_RANK}", subject.text.unquoted):
        if found[0] != short and not short.startswith(found[0]):
            right = parent if found[1] in "县区" else short
            yield Hit(found.start(), found.end(), f"没有“{found[0]}”这个地名，或者不是本单位，应为{right}，请核对。", right)


def _calls_itself(subject: Subject) -> Iterator[Hit]:
    """我乡 in a town's report, 我镇 in a county's: the words were written for another unit. A town may speak of 我县."""
    profile = subject.profile
    own = profile.address.removeprefix("我")
    if not profile.annual or profile.level not in _OWN_RANK or own not in _RANK:
        return
    said = list(_CALLS.finditer(subject.text.unquoted))
    counts = Counter(found[1] for found in said)
    strange = {word for word, count in counts.items() if _RANK[word] <= _OWN_RANK[profile.level] and count < counts[own]} - {own}
    for found in said:
        passage = subject.text.passage(found.start())
        if found[1] in strange and passage is not None and passage.part in _BODY_PARTS:
            yield Hit(found.start(), found.end(), f"本单位自称“我{own}”，这里写“{found[0]}”，请核对。", f"我{own}")


def _of_another_kind(subject: Subject) -> Iterator[Hit]:
    """我局 in a town's report, 全镇 in a bureau's, 全街道 in a town's: words copied from another kind of unit."""
    profile = subject.profile
    strange = _strange(subject) if profile.annual else []
    if len(strange) > _own_words(subject) and not (profile.short_name and profile.short_name in title_of(subject.text)):
        return
    for found in strange:
        passage = subject.text.passage(found.start())
        if passage is not None and passage.part in _BODY_PARTS:
            yield Hit(found.start(), found.end(), f"“{found[0]}”不是{profile.short_name or '本单位'}的说法，请核对是否从别处抄来。")


def _strange(subject: Subject) -> list[re.Match[str]]:
    """Words by which only another kind of unit speaks of itself. A station of a town speaks of its town."""
    profile, text = subject.profile, subject.text.unquoted
    own = profile.address.removeprefix("我")
    low = profile.level in (Level.township, Level.subdistrict)
    bureau = profile.level is Level.department and own in ("局", "厅") and not _TOWN.search(f"{profile.short_name}{profile.parent_name}")
    said = [*subject.text.among(_OF_A_BUREAU, text, "局", "厅")] if profile.level in _OWN_RANK else []
    said += [*subject.text.among(_OF_A_TOWN, text, "镇", "乡", "街道", "苏木")] if low or bureau else []
    return [each for each in said if own and own not in each[0] and not _tells_of_others(subject, each)]


def _own_words(subject: Subject) -> int:
    """How often a paper speaks of its writer in words of its own kind."""
    own = subject.profile.address.removeprefix("我")
    return sum(subject.text.unquoted.count(each) for each in (f"我{own}", f"全{own}", subject.profile.short_name) if each)


def _tells_of_others(subject: Subject, found: re.Match[str]) -> bool:
    """Whether words such as 局党组 or 全镇 belong to a body named before them in the sentence."""
    first, _ = subject.text.sentence(found.start())
    before = subject.text.text[max(first, found.start() - _NAMED_BEFORE) : found.start()]
    if found[0].startswith("局"):
        return not opens(subject.text.text, found.start())
    return found[0].startswith("全") and re.search(rf"[^我全各，。；：、\s]{found[0][1:]}", before) is not None


def _by_law(subject: Subject) -> Iterator[Hit]:
    """推进依法治县各项工作 as a town's own work."""
    text, profile = subject.text.unquoted, subject.profile
    if profile.level not in (Level.township, Level.subdistrict) or not profile.annual or "依法治" not in text:
        return
    own = profile.address.removeprefix("我") or "镇"
    for found in _COUNTY_WORK.finditer(text):
        yield Hit(found.start(1), found.end(1), f"“{found[1]}”是上一级的工作，本单位一般说“依法治{own}”或“法治建设”，请确认。")


CHECKS = (
    Check("O09", "别处的地名", Class.verify, _other_places, "与本单位名称核对"),
    Check("O09a", "地名张冠李戴", Class.explain, _mixed_up, "与本单位名称核对"),
    Check("O10", "自称与本单位不符", Class.verify, _calls_itself, "与本单位名称核对"),
    Check("O10a", "别类单位的用语", Class.verify, _of_another_kind, "与本单位名称核对"),
    Check("O10b", "上一级的工作", Class.hint, _by_law, "与本单位名称核对"),
)
