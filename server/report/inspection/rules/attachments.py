"""附件说明 and the attachments themselves (GB/T 9704-2012 7.3.4, 7.3.7)."""

import re
from collections.abc import Iterable, Iterator

from server.report.findings import Strength
from server.report.inspection import geometry
from server.report.inspection.gaps import lines_between
from server.report.inspection.layout import Block
from server.report.inspection.paper import Paper, millimetres
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_LABEL = re.compile(r"附[\s\u3000]*件[\s\u3000]*([:：])")
_ITEM = re.compile(
    r"[\s\u3000]*(?:附[\s\u3000]*件[\s\u3000]*[:：])?[\s\u3000]*(?:(\d{1,2}|[一二三四五六七八九十]{1,2})([.．、,，：:）)]))?[\s\u3000]*(.*)"
)
_END = re.compile(r"[。，、；,.;]$")
_PLAIN = re.compile(r"[\s\u3000《》“”]")
_NUMBERED = re.compile(r"\d+")
_SLACK, _INDENT, _ONE = 0.6, 2, 1


def _notes(paper: Paper) -> tuple[Block, ...]:
    return paper.of(Part.attachment_note)


def _first(paper: Paper) -> Iterator[Block]:
    return (block for block in _notes(paper) if _LABEL.match(block.text.strip()))


def _names(paper: Paper) -> list[str]:
    return [_PLAIN.sub("", found[3].rstrip("。；，、")) for block in _notes(paper) if (found := _ITEM.match(block.text)) and found[3]]


def _colon(paper: Paper) -> Iterator[Fault]:
    for block in _first(paper):
        found = _LABEL.match(block.text.strip())
        if found and found[1] == ":":
            yield Fault("半角冒号", block)


def _numbers(paper: Paper) -> Iterator[Fault]:
    for block in _notes(paper):
        found = _ITEM.match(block.text)
        if found and found[1] and (found[2] != "." or not found[1].isascii()):
            yield Fault(found[1] + found[2], block)


def _order(paper: Paper) -> Iterator[Fault]:
    said = [(block, found[1]) for block in _notes(paper) if (found := _ITEM.match(block.text)) and found[1] and found[1].isascii()]
    yield from (Fault(number, block, str(due)) for due, (block, number) in enumerate(said, 1) if int(number) != due)


def _ended(paper: Paper) -> Iterator[Fault]:
    for block in _notes(paper):
        if found := _END.search(block.text.strip()):
            yield Fault(f"末尾有“{found[0]}”", block)


def _gap(paper: Paper) -> Iterator[Fault]:
    for block in _notes(paper)[:1]:
        above = paper.above(block)
        found = None if above is None else lines_between(paper, above, block)
        if found is not None and abs(found - _ONE) > _SLACK:
            yield Fault(f"空{found:.1f}行".replace(".0", ""), block)


def _place(paper: Paper) -> Iterator[Fault]:
    for block in _first(paper):
        character = geometry.character_twips(block.face)
        found = geometry.extents(block, paper.text_width(block))
        if found and abs(found[0].left / character - _INDENT) > _SLACK:
            yield Fault(f"左空{found[0].left / character:.1f}字".replace(".0", ""), block)


def _turned(paper: Paper) -> Iterator[Fault]:
    """A name that goes on in a second line begins there below its first character."""
    for block in _notes(paper):
        found, width = _ITEM.match(block.text), paper.text_width(block)
        stands = geometry.extents(block, width)
        if not found or not stands or stands[0].right <= width - block.right_twips:
            continue
        character = geometry.character_twips(block.face)
        label = "".join(block.text[: found.start(3)].split())
        begins = stands[0].left + sum(character if each > "\u2e80" else character / 2 for each in label)
        if abs(block.left_twips - begins) > character:
            yield Fault(f"回行左空{block.left_twips / character:.1f}字".replace(".0", ""), block, f"左空{begins / character:.0f}字")


def _unannounced(paper: Paper) -> Iterator[Fault]:
    for enclosure in paper.enclosures[:1]:
        if not _notes(paper):
            yield Fault("没有附件说明", enclosure.label)


def _lacking(paper: Paper) -> Iterator[Fault]:
    for block in _notes(paper)[:1]:
        if not paper.enclosures:
            yield Fault("文件里没有附件", block)


def _other_name(paper: Paper) -> Iterator[Fault]:
    for name, enclosure in zip(_names(paper), paper.enclosures, strict=False):
        title = _PLAIN.sub("", "".join(block.text for block in enclosure.title))
        if not title.startswith(name) and not name.startswith(title):
            yield Fault(title[:30] or "没有标题", enclosure.label, name[:30])


def _other_count(paper: Paper) -> Iterator[Fault]:
    said, found = len(_names(paper)), len(paper.enclosures)
    if said and found and said != found:
        yield Fault(f"附件{found}个", paper.enclosures[0].label, f"{said}个")


def _labelled(paper: Paper) -> Iterator[Fault]:
    several = len(paper.enclosures) > 1
    for due, enclosure in enumerate(paper.enclosures, 1):
        text = "".join(enclosure.label.text.split())
        if text not in {f"附件{due}", *([] if several else ["附件"])}:
            yield Fault(text, enclosure.label, f"附件{due}" if several else "附件")


def _same_page(paper: Paper) -> Iterator[Fault]:
    yield from (Fault("没有另起一面", each.label) for each in paper.enclosures if not each.label.page_break_before)


def _label_place(paper: Paper) -> Iterator[Fault]:
    for enclosure in paper.enclosures:
        block = enclosure.label
        found = geometry.extents(block, paper.text_width(block))
        if found and abs(found[0].left) > geometry.character_twips(block.face) / 2:
            yield Fault(f"距左边{millimetres(found[0].left)}", block)


def _third_line(paper: Paper) -> Iterator[Fault]:
    for enclosure in paper.enclosures:
        if enclosure.blocks and enclosure.blocks[0].place == "body" and enclosure.gap != _ONE:
            yield Fault(f"第{enclosure.gap + 2}行", enclosure.blocks[0])


def _title_centre(paper: Paper) -> Iterator[Fault]:
    for enclosure in paper.enclosures:
        for block in (block for block in enclosure.blocks[:1] if block.place == "body"):
            if block.alignment != "center":
                yield Fault("没有居中", block)


def _labels(paper: Paper) -> Iterable[Block]:
    return [enclosure.label for enclosure in paper.enclosures]


RULES = (
    Rule("note.colon", "7.3.4", Strength.shall, "“附件”二字后应当标全角冒号", _colon, "附件：", textual=True),
    Rule("note.numbers", "7.3.4", Strength.shall, "附件顺序号应当用阿拉伯数字加点", _numbers, "1.", textual=True),
    Rule("note.order", "7.3.4", Strength.shall, "附件说明的顺序号应当依次编排", _order, "", textual=True),
    Rule("note.ended", "7.3.4", Strength.shall, "附件名称后不加标点符号", _ended, "没有标点", textual=True),
    Rule("note.gap", "7.3.4", Strength.shall, "附件说明应当编排在正文下空一行的位置", _gap, "空1行"),
    Rule("note.place", "7.3.4", Strength.shall, "附件说明应当左空二字", _place, "左空2字"),
    Rule("note.turned", "7.3.4", Strength.shall, "附件名称回行应当与上一行名称的首字对齐", _turned, ""),
    Rule("note.font", "5.2.2", Strength.usual, "附件说明一般用仿宋", faces.font(_notes, "fang_song"), "仿宋"),
    Rule("note.size", "5.2.2", Strength.usual, "附件说明一般用三号字", faces.size(_notes, 32), "三号（16磅）"),
    Rule(
        "attachment.unannounced",
        "7.3.4",
        Strength.shall,
        "公文有附件的，应当在正文之下编排附件说明",
        _unannounced,
        "附件：名称",
        textual=True,
    ),
    Rule("attachment.lacking", "7.3.7", Strength.usual, "有附件说明，没有附件；附件另行报送的请忽略", _lacking, "附件", textual=True),
    Rule("attachment.name", "7.3.7", Strength.shall, "附件标题应当与附件说明一致", _other_name, "", textual=True),
    Rule("attachment.count", "7.3.7", Strength.shall, "附件的个数应当与附件说明一致", _other_count, "", textual=True),
    Rule("attachment.label", "7.3.7", Strength.shall, "“附件”二字及顺序号的写法不对", _labelled, "", textual=True),
    Rule("attachment.page", "7.3.7", Strength.shall, "附件应当另面编排", _same_page, "另起一面"),
    Rule("attachment.label_font", "7.3.7", Strength.shall, "“附件”二字及顺序号应当用黑体", faces.font(_labels, "hei"), "黑体"),
    Rule("attachment.label_size", "7.3.7", Strength.shall, "“附件”二字及顺序号应当用三号字", faces.size(_labels, 32), "三号（16磅）"),
    Rule("attachment.label_place", "7.3.7", Strength.shall, "“附件”二字及顺序号应当顶格编排在版心左上角第一行", _label_place, "顶格"),
    Rule("attachment.third", "7.3.7", Strength.shall, "附件标题应当居中编排在版心第三行", _third_line, "第3行"),
    Rule("attachment.centre", "7.3.7", Strength.shall, "附件标题应当居中", _title_centre, "居中"),
)
