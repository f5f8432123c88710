"""What became different in the layout: one row for each thing whose description before and after is not the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from server.report.inspection.layout import Block, Face, Layout, SectionLayout
from server.report.reading.parts import Part
from server.report.relaying import describing

_PARTS = {
    "发文机关标志": (Part.banner, 0),
    "标题": (Part.title, 0),
    "主送机关": (Part.recipients, 0),
    "一级标题": (Part.heading, 1),
    "二级标题": (Part.heading, 2),
    "三级标题": (Part.heading, 3),
    "正文": (Part.text, 0),
    "附件说明": (Part.attachment_note, 0),
    "署名": (Part.sign_off, 0),
    "成文日期": (Part.date, 0),
    "表格文字": (Part.table, 0),
    "附件": (Part.attachment, 0),
    "版记": (Part.imprint, 0),
}
_TEXT = {Part.opening: Part.text, Part.closing: Part.text, Part.remark: Part.text}


@dataclass(frozen=True)
class Change:
    """One thing, as it was and as it is now."""

    what: str
    before: str
    after: str


def changes(before: Layout, after: Layout) -> tuple[Change, ...]:
    """Every kind of difference between a document and its copy set anew, pages first; "" stands for a thing that is not there."""
    rows = [Change(what, told(before), told(after)) for what, told in _OF_PAGES.items()]
    rows += _of_parts(before, after)
    return tuple(row for row in rows if row.before != row.after)


def _of_parts(before: Layout, after: Layout) -> Iterator[Change]:
    """A part that only one of the two has is not compared: what it is was told by words, which did not change."""
    here, there = _by_part(before), _by_part(after)
    for name, key in _PARTS.items():
        if key in here and key in there:
            told = [(tell(here[key]), tell(there[key])) for tell in _OF_PARTS]
            apart = [each for each in told if each[0] != each[1]]
            yield Change(name, *("，".join(side) for side in zip(*apart, strict=True))) if apart else Change(name, "", "")


def _by_part(layout: Layout) -> dict[tuple[Part, int], list[Block]]:
    found: dict[tuple[Part, int], list[Block]] = {}
    for block in layout.everything():
        if block.text.strip():
            key = (Part.table if block.table else _TEXT.get(block.part, block.part), block.level if block.part is Part.heading else 0)
            found.setdefault(key, []).append(block)
    return found


def _each(told: Callable[[SectionLayout], str]) -> Callable[[Layout], str]:
    """The descriptions of all sections, each once."""
    return lambda layout: "、".join(dict.fromkeys(told(section) for section in layout.sections))


def _most(values: Iterable[tuple[str, int]]) -> str:
    """The description that holds for most characters; one word more when others hold for some."""
    counted: Counter[str] = Counter()
    for value, weight in values:
        counted[value] += weight
    several = "等" if len(counted) > 1 else ""
    return counted.most_common(1)[0][0] + several if counted else ""


def _of_face(told: Callable[[Face], str]) -> Callable[[list[Block]], str]:
    def over_all(blocks: list[Block]) -> str:
        return _most((told(face), length) for block in blocks for face, length in _faces(block))

    return over_all


def _faces(block: Block) -> Iterator[tuple[Face, int]]:
    """Faces and for how many characters; of a heading only its own, not those of the text behind it."""
    left = len(block.heading) - len(block.number) if block.heading else len(block.text)
    for span in block.spans:
        length = len(span.text[: max(left, 0)].strip())
        left -= len(span.text)
        yield from [(span.face, length)] if length else []


def _of_block(told: Callable[[Block], str]) -> Callable[[list[Block]], str]:
    return lambda blocks: _most((told(block), len(block.text)) for block in blocks)


def _empty(layout: Layout) -> str:
    """Empty paragraphs, as people make room with them; those that the standard's blank lines need are counted too."""
    return f"{sum(not block.text.strip() for block in layout.blocks)}个"


def _boxes(layout: Layout) -> str:
    return f"{sum(any(block.text.strip() for block in frame.blocks) for frame in layout.frames)}个"


_OF_PAGES: dict[str, Callable[[Layout], str]] = {
    "纸张": _each(describing.paper),
    "页边距": _each(describing.margins),
    "分栏": _each(describing.columns),
    "文档网格": _each(describing.grid),
    "页码": describing.page_numbers,
    "页眉": describing.headers,
    "空行": _empty,
    "文本框": _boxes,
    "表格": describing.tables,
}
_OF_PARTS: tuple[Callable[[list[Block]], str], ...] = (
    *map(_of_face, (describing.font, describing.size, describing.emphasis, describing.colour, describing.spacing)),
    *map(_of_block, (describing.alignment, describing.indents, describing.line, describing.around)),
)
