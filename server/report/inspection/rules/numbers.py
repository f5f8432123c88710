"""发文字号 and 签发人: their form and their places (GB/T 9704-2012 7.2.5, 7.2.6)."""

import re
from collections.abc import Iterable, Iterator

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.gaps import lines_between
from server.report.inspection.layout import Block, Span
from server.report.inspection.paper import HEADED, Paper, millimetres
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule

_SPACE = r"[\s\u3000]*"
_NUMBER = re.compile(
    rf"{_SPACE}([^〔\[［（(【﹝]+?){_SPACE}([〔\[［（(【﹝]){_SPACE}([0-9一二〇○零]*){_SPACE}([〕\]］）)】﹞]){_SPACE}(第?){_SPACE}([0-9×xX_＿]*){_SPACE}号"
)
_LABEL = re.compile(rf"签{_SPACE}发{_SPACE}人{_SPACE}([:：])")
_BETWEEN_NAMES = re.compile("[、，,;；/]")
_TWO_LINES = 2
_LINES_SLACK = 0.5
# A name of two characters begins where one of three above it does.
_SHORT_NAME, _LONG_NAME = 3.1, 1.6
_WIDTH = 8845


def _said(paper: Paper) -> Iterator[tuple[Block, re.Match[str]]]:
    for block in paper.number:
        yield from ((block, found) for piece in block.text.split("\t") if (found := _NUMBER.match(piece)))


def _brackets(paper: Paper) -> Iterator[Fault]:
    for block, found in _said(paper):
        if (found[2], found[4]) != ("〔", "〕"):
            yield Fault(found[2] + found[4], block)


def _year(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(found[3], block) for block, found in _said(paper) if found[3] and not re.fullmatch(r"(?:19|20)\d\d", found[3]))


def _ordinal(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(found[5] + found[6] + "号", block) for block, found in _said(paper) if found[5])


def _padded(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(found[6] + "号", block) for block, found in _said(paper) if found[6].startswith("0"))


def _blank(paper: Paper) -> Iterator[Fault]:
    for block, found in _said(paper):
        if not (found[3] and found[6].isdecimal()):
            yield Fault("还没有编号", block)
    if not paper.number and paper.signatory:
        yield Fault("还没有编号", paper.signatory[-1])


def _missing(paper: Paper) -> Iterator[Fault]:
    if not paper.number and not paper.signatory:
        yield Fault("没有找到")


def _place(paper: Paper) -> Iterator[Fault]:
    for block in (block for block in paper.number if not block.hung and block.place == "body"):
        width, character = paper.text_width(block), geometry.character_twips(block.face)
        found = geometry.extents(block, width)
        if not found:
            continue
        if paper.upward and abs(found[0].left - character) > character / 2:
            yield Fault(f"距左边{millimetres(found[0].left)}", block, "上行文居左空一字")
        elif not paper.upward and abs(found[0].centre - width / 2) > character:
            yield Fault(f"偏{millimetres(abs(found[0].centre - width / 2))}", block, "居中")


def _gap(paper: Paper) -> Iterator[Fault]:
    below = (*(block for block in paper.signatory if block not in paper.number), *paper.number)[:1]
    for mark, number in zip(paper.banner[-1:], below, strict=False):
        lines = lines_between(paper, mark, number)
        if lines is not None and abs(lines - _TWO_LINES) > _LINES_SLACK:
            yield Fault(f"空{lines:.1f}行".replace(".0", ""), number)


def _unsigned(paper: Paper) -> Iterator[Fault]:
    if paper.upward and not paper.signatory:
        yield Fault("没有找到")


def _nobody(paper: Paper) -> Iterator[Fault]:
    blank = [block for block in paper.signatory[:1] if not _names(block.text)]
    yield from (Fault("还没有填姓名", block) for block in blank)


def _colon(paper: Paper) -> Iterator[Fault]:
    for block in paper.signatory:
        found = _LABEL.search(block.text)
        if found and found[1] == ":":
            yield Fault("半角冒号", block)


def _separated(paper: Paper) -> Iterator[Fault]:
    for block in paper.signatory:
        if found := _BETWEEN_NAMES.search(_names(block.text)):
            yield Fault(f"用了“{found[0]}”", block)


def _signer_place(paper: Paper) -> Iterator[Fault]:
    for block in (block for block in paper.signatory if not block.hung and block.place == "body" and _names(block.text)):
        widths, character = (paper.text_width(block), _WIDTH), geometry.character_twips(block.face)
        last = geometry.extents(block, widths[0])[-1].right
        rooms = [(width - last) / character for width in widths]
        longest = _SHORT_NAME if len(_names(block.text).split()[-1]) <= len("张三") else _LONG_NAME
        if not any(1 / 2 < room < longest for room in rooms):
            yield Fault(f"右空{rooms[0]:.1f}字", block)


def _names(text: str) -> str:
    found = _LABEL.search(text)
    return text[found.end() :].strip() if found else ""


def _numbering(block: Block) -> Iterable[Span]:
    """The characters up to 号."""
    return _between(block, 0, block.text.find("号") + 1)


def _labels(block: Block) -> Iterable[Span]:
    """签发人 and its colon."""
    found = _LABEL.search(block.text)
    return _between(block, found.start(), found.end()) if found else []


def _signers(block: Block) -> Iterable[Span]:
    """The characters behind 签发人."""
    found = _LABEL.search(block.text)
    return _between(block, found.end(), len(block.text)) if found else []


def _between(block: Block, start: int, end: int) -> Iterator[Span]:
    position = len(block.number)
    for span in block.spans:
        yield Span(span.text[max(start - position, 0) : max(end - position, 0)], span.face)
        position += len(span.text)


def _signatory(paper: Paper) -> Iterable[Block]:
    return paper.signatory


def _number(paper: Paper) -> Iterable[Block]:
    return paper.number


RULES = (
    Rule("number.missing", "7.2.5", Strength.shall, "版头没有发文字号", _missing, "机关代字〔年份〕序号号", HEADED, weight=Class.verify),
    Rule(
        "number.blank",
        "7.2.5",
        Strength.shall,
        "发文字号要在登记后填写",
        _blank,
        "签发、登记后填写",
        HEADED,
        textual=True,
        weight=Class.hint,
    ),
    Rule("number.brackets", "7.2.5", Strength.shall, "发文字号的年份应当用六角括号括起", _brackets, "〔〕", textual=True),
    Rule("number.year", "7.2.5", Strength.shall, "发文字号的年份应当标全称", _year, "四位数字，如2026", textual=True),
    Rule("number.ordinal", "7.2.5", Strength.shall, "发文顺序号不加“第”字", _ordinal, "1号", textual=True),
    Rule("number.padded", "7.2.5", Strength.shall, "发文顺序号不编虚位（1不编为01）", _padded, "1号", textual=True),
    Rule("number.place", "7.2.5", Strength.shall, "发文字号的位置不对：上行文居左空一字，其他居中", _place, "", HEADED),
    Rule("number.gap", "7.2.5", Strength.shall, "发文字号应当编排在发文机关标志下空二行的位置", _gap, "空2行", HEADED),
    Rule("number.font", "5.2.2", Strength.usual, "发文字号一般用仿宋", faces.font(_number, "fang_song", cut=_numbering), "仿宋", HEADED),
    Rule("number.size", "5.2.2", Strength.usual, "发文字号一般用三号字", faces.size(_number, 32, cut=_numbering), "三号（16磅）", HEADED),
    Rule("signatory.missing", "7.2.6", Strength.shall, "上行文应当标注签发人", _unsigned, "签发人：姓名", HEADED, textual=True),
    Rule(
        "signatory.blank",
        "7.2.6",
        Strength.shall,
        "签发人姓名要在签发后填写",
        _nobody,
        "签发后填写",
        HEADED,
        textual=True,
        weight=Class.hint,
    ),
    Rule("signatory.colon", "7.2.6", Strength.shall, "“签发人”后应当用全角冒号", _colon, "：", HEADED, textual=True),
    Rule(
        "signatory.separated", "7.2.6", Strength.shall, "几位签发人的姓名之间空一字，不用标点", _separated, "空一字", HEADED, textual=True
    ),
    Rule(
        "signatory.label_font",
        "7.2.6",
        Strength.shall,
        "“签发人”三字应当用仿宋",
        faces.font(_signatory, "fang_song", cut=_labels),
        "仿宋",
        HEADED,
    ),
    Rule(
        "signatory.name_font", "7.2.6", Strength.shall, "签发人姓名应当用楷体", faces.font(_signatory, "kai", cut=_signers), "楷体", HEADED
    ),
    Rule(
        "signatory.size",
        "7.2.6",
        Strength.shall,
        "签发人及姓名应当用三号字",
        faces.size(_signatory, 32, cut=_signers),
        "三号（16磅）",
        HEADED,
    ),
    Rule("signatory.place", "7.2.6", Strength.shall, "签发人应当居右空一字编排", _signer_place, "右空一字", HEADED),
)
