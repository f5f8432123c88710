"""Bodies and powers that the level of the writer does not have: a leading party group in a town, rules (规章) made by a county."""

import re
from collections.abc import Iterator

from server.report.checks.profile import Level
from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class

_NEAR = 120
_LOW = (Level.township, Level.subdistrict)
_GROUP = re.compile("党组(?!织)")
_STUDY = "理论学习中心组"
_OTHERS_GROUP = re.compile(
    r"(?:[县区市省州旗局院部办厅站所会司业位门关校团][^，。；、\n]{0,2}|[（(/、]|中央|人大|法院|政协|各级|各|上级|党委（)$"
)
_OWN_GROUP = re.compile("(?:[镇乡]|街道|苏木|办事处)(?:人民政府|政府|人大)?$")
_COUNCIL = re.compile("(?<!城)(?<!景德)(?:我?[镇乡]|我?街道|苏木)政协(?!委员|联络|工委|工作|小组|活动|之家|组|参事|联)")
_ANY_COUNCIL = re.compile("人大[、和及与]政协(?!委员|代表|机关)")
_NO_OFFICE = re.compile("我(?:[镇乡]|街道|苏木)的?(司法局|公安局|监委|监察委员会|人民法院|法院|检察院|人民检察院|法制办|审计局)")
_INSTEAD = {"司法局": "司法所", "公安局": "派出所", "监委": "监察办公室（监察组）", "监察委员会": "监察办公室（监察组）"}
_TOWN_MEETING = re.compile("(?<!城)(?<!景德)(?:[镇乡]|街道|苏木)(?:人民政府|政府|办事处)?常务会议")
_STREET_GOVERNMENT = re.compile("街道(?:人民政府|政府)(?!工作部门|派出)")
_STREET_PARTY = re.compile("街道党委(?!、?党工委|（|\\(|和|或)")
_STREET_PRESIDIUM = re.compile("街道人大主席团?")
_RULES = re.compile(
    r"(?:制定|出台|颁布|公布|印发|颁发)了?(?:实施)?(?:[0-9一二三四五六七八九十]{1,3}[部件个项])?(?:地方政府|政府|地方性|行政)?(规章)(?!制度|制定|设定|授权|草案送审)"
)
_NOT_OURS = re.compile("省|市人大|上级|国家|国务院|部委|有权|配合|参与|协助|建议|征求|无权|不得|没有|未|不")


def _group(subject: Subject) -> Iterator[Hit]:
    """A town has a committee, no 党组; that of a county's bodies may be spoken of."""
    text = subject.text.unquoted
    if subject.profile.level not in _LOW or "党组" not in text:
        return
    right = "党工委" if subject.profile.level is Level.subdistrict else "党委"
    for found in _GROUP.finditer(text):
        before = text[max(0, found.start() - 8) : found.start()]
        own = _OWN_GROUP.search(before)
        if own:
            tail = own[0].replace("人民政府", "").replace("政府", "").replace("办事处", "街道")
            start = found.start() - len(own[0])
            yield Hit(start, found.end(), f"乡镇、街道不设党组，应写“{tail}{right}”。", f"{tail}{right}", weight=Class.must)
        elif not _OTHERS_GROUP.search(before) and text[found.end() : found.end() + 1] not in ("）", ")"):
            study = text.startswith(_STUDY, found.end())
            message = f"乡镇、街道设{right}，不设党组，请核对这里说的是哪个机关。"
            yield Hit(found.start(), found.end(), message, right if study else "")


def _council(subject: Subject) -> Iterator[Hit]:
    """There is no 政协 below the county."""
    text = subject.text.unquoted
    if subject.profile.level not in _LOW or "政协" not in text:
        return
    yield from (Hit(found.start(), found.end(), "乡镇、街道不设政协，请改写（县级政协可写全称）。") for found in _COUNCIL.finditer(text))
    for found in _ANY_COUNCIL.finditer(text):
        yield Hit(found.start(), found.end(), "乡镇、街道不设政协，如指县级政协请写明。", weight=Class.hint)


def _offices(subject: Subject) -> Iterator[Hit]:
    """A town has no bureaus, courts or procurators of its own."""
    if subject.profile.level not in _LOW:
        return
    for found in _NO_OFFICE.finditer(subject.text.unquoted):
        right = _INSTEAD.get(found[1], "")
        said = f"，应写“{right}”" if right else ""
        yield Hit(found.start(1), found.end(1), f"乡镇、街道没有{found[1]}{said}。", right if "（" not in right else "")


def _meetings(subject: Subject) -> Iterator[Hit]:
    """常务会议 are held by governments from the county up."""
    text = subject.text.unquoted
    if subject.profile.level in _LOW and "常务会议" in text:
        for found in _TOWN_MEETING.finditer(text):
            yield Hit(found.start(), found.end(), "常务会议是县级以上政府的会议，乡镇一般为镇长（乡长）办公会议或党政联席会议，请确认。")


def _streets(subject: Subject) -> Iterator[Hit]:
    """A subdistrict has an office of the district's government, a working committee, and a committee of the district's congress."""
    text = subject.text.unquoted
    if "街道" not in text:
        return
    for found in _STREET_GOVERNMENT.finditer(text):
        weight = Class.must if "人民政府" in found[0] else Class.verify
        yield Hit(found.start(), found.end(), "街道办事处是派出机关，不是一级政府，应写“街道办事处”。", "街道办事处", weight=weight)
    for found in _STREET_PRESIDIUM.finditer(text):
        yield Hit(found.start(), found.end(), "街道不设人大主席团，应写“人大街道工委”。", "人大街道工委", weight=Class.must)
    if subject.profile.level is Level.subdistrict:
        for found in _STREET_PARTY.finditer(text):
            yield Hit(found.start(), found.end(), "街道一般设党工委，请核对。", "街道党工委", weight=Class.verify)


def _rules(subject: Subject) -> Iterator[Hit]:
    """Rules (规章) are made by provinces and cities with districts; counties and towns make 规范性文件."""
    text = subject.text.unquoted
    if subject.profile.level not in (*_LOW, Level.county) or subject.profile.kind == "city" or "规章" not in text:
        return
    for found in _RULES.finditer(text):
        first, _ = subject.text.sentence(found.start())
        if not _NOT_OURS.search(text, max(first, found.start() - _NEAR), found.end()):
            yield Hit(found.start(1), found.end(1), "县级及以下政府没有规章制定权，制定的是行政规范性文件，请核对。", "规范性文件")


CHECKS = (
    Check("O03", "乡镇、街道不设党组", Class.explain, _group, "《中国共产党党组工作条例》"),
    Check("O03c", "乡镇、街道不设政协", Class.explain, _council, "《中国人民政治协商会议章程》"),
    Check("O03d", "乡镇、街道没有的机关", Class.explain, _offices, "《地方各级人民代表大会和地方各级人民政府组织法》"),
    Check("O03e", "乡镇没有常务会议", Class.hint, _meetings, "《地方各级人民代表大会和地方各级人民政府组织法》"),
    Check("O03f", "街道的机关", Class.must, _streets, "《地方各级人民代表大会和地方各级人民政府组织法》"),
    Check("T05", "规章制定权", Class.explain, _rules, "《立法法》"),
)
