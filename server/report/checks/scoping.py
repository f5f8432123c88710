"""What a paper speaks of: its year, and whether a figure in it is the unit's own or a county's, a village's, another town's."""

import re
from collections.abc import Iterator

from server.report.checks.periods import Frame, before, clause_of
from server.report.checks.profile import Level, Profile
from server.report.checks.text import MASK, Span, Text
from server.report.checks.writers import writer_of
from server.report.reading.parts import Part

_HEAD, _TOP = 200, 400
_BELOW = re.compile(r"(20[0-9]{2})\s?年\s?([0-9]{1,2})\s?月\s?[0-9]{1,2}\s?日(?=在|[）)]|\s*\n)")
_FIRST_QUARTER, _FIRST_HALF = 3, 6
_SPEECH = re.compile("(?:政府|人大|主席团|党委|工委|常委会)工作报告|^工作报告")
_TITLE_YEAR = re.compile("(20[0-9]{2})年")
_OPENS = re.compile("关于|政府工作报告|工作报告|20[0-9]{2}|述职|工作总结|通报|情况")
_REVIEW = re.compile("(20[0-9]{2})年(?:度|以来)?(?:的?(?:主要|政府|全年)?工作)?(?:主要)?(?:回顾|总结|情况|完成情况|开展情况)")
_PLACES = ("自治区", "街道", "镇", "乡", "街", "县", "区", "旗", "市", "州", "省", "国")
_WHOLE = re.compile(rf"(?<![在居列占为是于向])[全我本]({'|'.join(_PLACES)})(?!率先|首|第|推[广行]|前[列茅]|排|范围|上下|党员)")
_TOWN = re.compile("(?:^|(?<=[，。；：、和与及中县区市“]))[\u4e00-\u9fff]{2,3}(?:街道|镇|乡)(?![村级镇])")
_NO_TOWN = re.compile("[各全城集村乡本我个该小古强返下入进回归送驻要干沿条](?:街道|镇|乡)$")
_VILLAGE = re.compile("(?:^|[，。；：、])(?:其中)?([\u4e00-\u9fff]{2,4})(?:村|社区)(?![级委）、和与])")
_NO_VILLAGE = re.compile("[各全每个行农乡镇本我]")
_PERSON = re.compile("本人|个人(?!信息)")


def frame_of(text: Text, profile: Profile, own: Profile, *, year: int | None = None, mine: bool | None = None) -> Frame:
    """How a paper is to be understood beside a report. `own` is the report's writer with its year.

    `year` and `mine` were said by somebody: of which year its figures are, and whether they are the unit's own.
    """
    said, now = _years(text, profile, own.year or 0)
    if year is not None:
        said, now = year, max(year, now) if now - year in (0, 1) else year
    frame = Frame(said, now, own=True, names=_names(own.short_name), calls=_calls(own.address))
    ours = _is_own(text, profile, own, frame) if mine is None else mine
    return Frame(said, now, ours, frame.names, frame.calls)


def ours(text: Text, places: Iterator[Span], frame: Frame) -> Iterator[bool]:
    """For each figure, by where its sentence and it begin, in reading order: whether it is the unit's own.

    In a paper of others a sentence that names the unit holds for those behind it in the paragraph.
    """
    paragraph, carried = 0, frame.own
    for sentence, at in places:
        if text.number(at) != paragraph:
            paragraph, carried = text.number(at), frame.own
        told = _whose(before(text, sentence, at), frame)
        if not frame.own and told is not None:
            carried = told
        yield carried if told is None else told


def _years(text: Text, profile: Profile, year: int) -> tuple[int, int]:
    """The year of its figures and the one it calls 今年: by its own heading; a speech, or what is written early, looks a year back."""
    head, review = _head(text), _REVIEW.search(text.untitled)
    speech, named, (written, month) = _SPEECH.search(head), _TITLE_YEAR.search(head), _written(text, profile)
    if review:
        said = int(review[1])
        return said, said + 1 if written == said + 1 or (speech and f"{said + 1}年" in text.untitled) else said
    if written and (month <= _FIRST_QUARTER or (speech and month <= _FIRST_HALF)) and (speech or not named):
        return written - 1, written
    if speech and not written:
        return (int(named[1]) - 1, int(named[1])) if named else (year, year + 1)
    told = int(named[1]) if named else profile.year or year
    return told, told


def _written(text: Text, profile: Profile) -> tuple[int, int]:
    """Year and month of its date, which may stand below the title: （2026年1月8日）, ——2026年1月8日在…会议上; (0, 0) without one."""
    below = _BELOW.search(text.text, 0, _TOP)
    if profile.written:
        return profile.written.year, profile.written.month
    return (int(below[1]), int(below[2])) if below else (0, 0)


def _head(text: Text) -> str:
    title = "".join(text.words(each) for each in text.parts(Part.title))
    first = text.words(text.passages[0])[:_HEAD] if text.passages else ""
    return "".join((title or ("" if "。" in first else first)).split())


def _names(name: str) -> tuple[str, ...]:
    """What a unit is called: 清溪镇, 清溪."""
    ending = next((each for each in _PLACES if name.endswith(each)), "")
    core = name.removesuffix(ending)
    return tuple(each for each in (name, core) if len(each) > 1)


def _calls(address: str) -> tuple[str, ...]:
    """我街道 → 街道, 街."""
    ending = address[1:] or "镇"
    return ("街道", "街") if ending in ("街道", "街", "办事处") else (ending,)


def _is_own(text: Text, profile: Profile, own: Profile, frame: Frame) -> bool:
    """Whether figures of which nothing is said are the unit's own: by who writes, else by how the paper speaks."""
    head = _head(text)
    titled = None if profile.short_name else writer_of(_OPENS.split(head)[0])
    level = titled.level if titled else profile.level
    if any(each in f"{profile.name}{profile.short_name}{head}" for each in frame.names):
        return own.level not in (Level.county, Level.city) or level not in (Level.township, Level.subdistrict)
    if profile.short_name or titled or level not in (own.level, Level.department, Level.unknown):
        return False
    calls = {found[1] in frame.calls for found in _WHOLE.finditer(text.untitled)}
    return not calls or True in calls


def _whose(words: str, frame: Frame) -> bool | None:
    """Whether the words named last before a figure are of the unit; None where they name nobody, or nobody knows the unit."""
    if not frame.calls:
        return None
    found = [(each.end(), each[1] in frame.calls) for each in _WHOLE.finditer(words)]
    found += [(words.rfind(name) + len(name), True) for name in frame.names if name in words]
    found += [(each.end(), each[0].endswith(frame.names or MASK)) for each in _TOWN.finditer(words) if not _NO_TOWN.search(each[0])]
    found += [(each.end(), False) for each in _VILLAGE.finditer(words) if not _NO_VILLAGE.search(each[1])]
    earlier, clause = clause_of(words)
    found += [(len(earlier) + each.end(), False) for each in _PERSON.finditer(clause)]
    return max(found)[1] if found else None
