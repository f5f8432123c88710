"""署名, 成文日期 and 附注 (GB/T 9704-2012 7.3.5, 7.3.6)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.gaps import lines_between
from server.report.inspection.geometry import Extent
from server.report.inspection.layout import Block
from server.report.inspection.paper import NUMBERED, Kind, Paper
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.inspection.signed import SEALED, SLACK, Signed
from server.report.reading.parts import Part

_DATE = re.compile(r"((?:19|20)\d\d)年(0?\d{1,2})月(0?\d{1,2})日")
_DIGITS = re.compile(r"\d|[一二三四五六七八九〇零]")
_OPEN = re.compile(r"年[_＿XxＸ×]*月|月[_＿XxＸ×]*日")
_NO_TEXT = re.compile(r"此[页面]无正文")
_OPENNESS = re.compile(r"公开(?:方式|属性|选项|类别)|主动公开|依申请公开|不予公开")
_INDENT, _ONE = 2, 1


def _days(paper: Paper) -> tuple[Block, ...]:
    """The 成文日期: dates below the text."""
    return tuple(block for block in paper.layout.blocks[paper.text_ends :] if block.part is Part.date)


def _signers(paper: Paper) -> tuple[Block, ...]:
    return tuple(block for block in paper.of(Part.sign_off) if block.place == "body")


def _signed(paper: Paper) -> Iterator[tuple[Block, Signed]]:
    for name, day in zip(_signers(paper)[-1:], _days(paper)[-1:], strict=False):
        width = paper.text_width(day)
        names = geometry.extents(name, width)
        typed = _DATE.fullmatch(_plain(day)) is not None
        stands = geometry.extents(day, width)[0] if typed else geometry.room_of(day, width)
        if names and (typed or _open(day)):
            lines = [each for block in _signers(paper) for each in geometry.extents(block, width)]
            reach = Extent("", min(each.left for each in lines), max(each.right for each in lines))
            yield day, Signed(names[-1], stands, reach, width, geometry.character_twips(day.face))


def _form(paper: Paper) -> Iterator[Fault]:
    for block in _days(paper):
        text = _plain(block)
        found = _DATE.fullmatch(text)
        if not _open(block) and not (found and _real(found)):
            yield Fault(text, block)


def _real(found: re.Match[str]) -> bool:
    if found[2].startswith("0") or found[3].startswith("0"):
        return False
    try:
        return bool(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return False


def _blank(paper: Paper) -> Iterator[Fault]:
    for block in _days(paper):
        if _open(block):
            yield Fault("还没有填", block)


def _open(day: Block) -> bool:
    """Whether month or day are still to be filled in."""
    return not _DIGITS.search(day.text) or _OPEN.search(_plain(day)) is not None


def _undated(paper: Paper) -> Iterator[Fault]:
    if not _days(paper):
        yield Fault("没有认出成文日期", weight=_weight(paper))


def _unsigned(paper: Paper) -> Iterator[Fault]:
    if not _signers(paper):
        yield Fault("没有认出发文机关署名", weight=_weight(paper))


def _weight(paper: Paper) -> Class:
    """A speech or a table has neither name nor date; a paper with a head has both."""
    return Class.hint if paper.kind is Kind.plain else Class.verify


def _day_right(paper: Paper) -> Iterator[Fault]:
    for block, stands in _signed(paper):
        if not (stands.sealed or stands.unsealed or stands.meant_unsealed) and abs(stands.right - SEALED) > SLACK:
            yield Fault(f"右空{stands.right:.1f}字".replace(".0", ""), block)


def _name_centre(paper: Paper) -> Iterator[Fault]:
    for block, stands in _signed(paper):
        if not (stands.sealed or stands.unsealed or _open(block)) and abs(stands.right - SEALED) <= SLACK:
            yield Fault(f"偏{stands.off_centre:.1f}字", block)


def _without_seal(paper: Paper) -> Iterator[Fault]:
    for block, stands in _signed(paper):
        if not (stands.sealed or stands.unsealed) and stands.meant_unsealed:
            found = f"署名右空{stands.name_right:.1f}字、日期右空{stands.right:.1f}字、首字右移{stands.shift:.1f}字"
            yield Fault(found.replace(".0", ""), block)


def _unsealed_gap(paper: Paper) -> Iterator[Fault]:
    for _, stands in _signed(paper):
        first = _signers(paper)[0]
        above = paper.above(first)
        lines = None if above is None else lines_between(paper, above, first)
        if stands.unsealed and not stands.sealed and lines is not None and abs(lines - _ONE) > SLACK:
            yield Fault(f"空{lines:.1f}行".replace(".0", ""), first)


def _order(paper: Paper) -> Iterator[Fault]:
    for name, day in zip(_signers(paper)[-1:], _days(paper)[-1:], strict=False):
        if name.ordinal > day.ordinal:
            yield Fault("署名在日期之下", name)


def _no_text(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(found[0], block) for block in paper.everything if (found := _NO_TEXT.search(block.text)))


def _alone(paper: Paper) -> Iterator[Fault]:
    for first in _signers(paper)[:1]:
        blocks, at = paper.layout.blocks, paper.at(first) or 0
        if first.page_break_before:
            yield Fault("署名之前换了页", first)
        elif at and not all(block.keep_next for block in (blocks[at - 1], first)):
            yield Fault("没有设“与下段同页”", first)


def _remarks(paper: Paper) -> list[Block]:
    below = paper.layout.blocks[paper.text_ends :]
    end = next((at for at, block in enumerate(below) if block.part is Part.attachment), len(below))
    return [block for block in below[:end] if block.part is Part.remark and not _OPENNESS.match(block.text.strip())]


def _brackets(paper: Paper) -> Iterator[Fault]:
    for block in _remarks(paper):
        text = block.text.strip()
        if not (text.startswith("（") and text.endswith("）")):
            yield Fault(text[:1] + "…" + text[-1:], block)


def _remark_place(paper: Paper) -> Iterator[Fault]:
    for block in _remarks(paper):
        character = geometry.character_twips(block.face)
        found = geometry.extents(block, paper.text_width(block))
        if found and abs(found[0].left / character - _INDENT) > SLACK:
            yield Fault(f"左空{found[0].left / character:.1f}字".replace(".0", ""), block)


def _remark_below(paper: Paper) -> Iterator[Fault]:
    for block, day in zip(_remarks(paper)[:1], _days(paper)[-1:], strict=False):
        lines = lines_between(paper, day, block)
        if block.ordinal < day.ordinal:
            yield Fault("在成文日期之上", block)
        elif lines is not None and lines > SLACK:
            yield Fault(f"空{lines:.1f}行".replace(".0", ""), block)


def _plain(block: Block) -> str:
    return "".join(block.text.split())


def _elements(paper: Paper) -> Iterable[Block]:
    return (*_signers(paper), *_days(paper), *_remarks(paper))


RULES = (
    Rule(
        "date.missing",
        "7.3.5.4",
        Strength.shall,
        "公文应当有成文日期",
        _undated,
        "2026年1月15日",
        NUMBERED,
        textual=True,
        weight=Class.verify,
    ),
    Rule("date.blank", "7.3.5.4", Strength.shall, "成文日期要在签发后填写", _blank, "签发后填写", textual=True, weight=Class.hint),
    Rule("date.form", "7.3.5.4", Strength.shall, "成文日期应当用阿拉伯数字标全年、月、日，不编虚位", _form, "2026年1月15日", textual=True),
    Rule(
        "sign_off.missing",
        "7.3.5",
        Strength.shall,
        "公文应当有发文机关署名",
        _unsigned,
        "发文机关全称",
        NUMBERED,
        textual=True,
        weight=Class.verify,
    ),
    Rule("sign_off.order", "7.3.5.1", Strength.shall, "发文机关署名应当在成文日期之上", _order, "署名、日期"),
    Rule("sign_off.date", "7.3.5.1", Strength.usual, "成文日期一般右空四字编排（不加盖印章的见7.3.5.2）", _day_right, "右空4字"),
    Rule("sign_off.centre", "7.3.5.1", Strength.shall, "发文机关署名应当以成文日期为准居中编排", _name_centre, "居中"),
    Rule(
        "sign_off.unsealed",
        "7.3.5.2",
        Strength.shall,
        "不加盖印章的，署名右空二字，日期首字比署名首字右移二字；加盖印章的，日期右空四字",
        _without_seal,
        "署名右空2字、日期首字右移2字",
    ),
    Rule("sign_off.gap", "7.3.5.2", Strength.shall, "不加盖印章的，署名应当编排在正文下空一行的位置", _unsealed_gap, "空1行"),
    Rule(
        "sign_off.no_text",
        "7.3.5.5",
        Strength.shall,
        "不得用“此页无正文”，应当调整行距、字距使署名与正文同页",
        _no_text,
        "删去",
        textual=True,
    ),
    Rule("sign_off.alone", "7.3.5.5", Strength.practice, "署名和日期可能单独落在一面", _alone, "末段和署名设“与下段同页”"),
    Rule("sign_off.font", "5.2.2", Strength.usual, "署名、日期、附注一般用仿宋", faces.font(_elements, "fang_song"), "仿宋"),
    Rule("sign_off.size", "5.2.2", Strength.usual, "署名、日期、附注一般用三号字", faces.size(_elements, 32), "三号（16磅）"),
    Rule("remark.brackets", "7.3.6", Strength.shall, "附注应当加圆括号", _brackets, "（……）", textual=True),
    Rule("remark.place", "7.3.6", Strength.shall, "附注应当居左空二字", _remark_place, "左空2字"),
    Rule("remark.below", "7.3.6", Strength.shall, "附注应当编排在成文日期下一行", _remark_below, "日期下一行"),
)
