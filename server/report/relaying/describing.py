"""Measures of a layout as people say them: A4、三号、固定值28.95磅、首行缩进2字."""

from server.report.inspection.layout import Block, Face, Layout, PageNumbers, SectionLayout

_TWIPS_PER_MILLIMETRE, _TWIPS_PER_POINT, _SINGLE = 56.6929, 20, 240
_SIZES = {
    84: "初号",
    72: "小初",
    52: "一号",
    48: "小一",
    44: "二号",
    36: "小二",
    32: "三号",
    30: "小三",
    28: "四号",
    24: "小四",
    21: "五号",
    18: "小五",
    15: "六号",
}
_PAPERS = {"A4": (210, 297), "Letter": (216, 279), "B5": (182, 257), "16开": (184, 260), "A3": (297, 420), "Legal": (216, 356)}
_ALIGNMENTS = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐", "distribute": "分散对齐"}
_GRIDS = {"": "无", "lines": "只指定行网格", "linesAndChars": "指定行和字符网格", "snapToChars": "文字对齐字符网格"}
_PAGES = {"default": "单页", "even": "双页", "first": "首页"}
_NONE = "无"


def paper(section: SectionLayout) -> str:
    """A4（210×297毫米），竖排."""
    sides = _millimetres(section.width_twips), _millimetres(section.height_twips)
    shorter, longer = sorted(round(side) for side in sides)
    named = next((name for name, (w, h) in _PAPERS.items() if abs(shorter - w) <= 1 and abs(longer - h) <= 1), "")
    size = f"{round(sides[0])}×{round(sides[1])}毫米"
    lying = "，横向" if section.width_twips > section.height_twips else ""
    return f"{named}（{size}）{lying}" if named else size + lying


def margins(section: SectionLayout) -> str:
    """上、下、左、右 in millimetres."""
    sides = (section.top_twips, section.bottom_twips, section.left_twips + section.gutter_twips, section.right_twips)
    return "、".join(f"{side}{_plain(round(_millimetres(twips), 1))}" for side, twips in zip("上下左右", sides, strict=True)) + "毫米"


def columns(section: SectionLayout) -> str:
    """How many columns a page has."""
    return f"{section.columns}栏" if section.columns > 1 else "通栏"


def grid(section: SectionLayout) -> str:
    """The document grid; with lines, how far apart they are."""
    kind, pitch, _ = section.grid
    return _GRIDS.get(kind, kind) + (f"，行跨度{_points(pitch)}磅" if kind else "")


def page_numbers(layout: Layout) -> str:
    """Where page numbers stand and what is around them, of the first section that has any."""
    for section in layout.sections:
        shown = [each for each in section.footers + section.headers if each.field]
        if shown:
            several = len(shown) > 1
            return "，".join((_PAGES.get(each.kind, each.kind) if several else "") + _numbers(each) for each in shown)
    return _NONE


def headers(layout: Layout) -> str:
    """Whether the pages have a header with words."""
    blocks = (block for section in layout.sections for each in section.headers for block in each.blocks)
    return "有文字" if any(block.text.strip() for block in blocks) else _NONE


def tables(layout: Layout) -> str:
    """How many tables there are and how wide they are."""
    widths = [f"{round(_millimetres(table.width_twips))}毫米" if table.width_twips else "未写" for table in layout.tables]
    return f"{len(widths)}个，宽{'、'.join(dict.fromkeys(widths))}" if widths else _NONE


def font(face: Face) -> str:
    """The font of the Chinese characters."""
    return face.east_asian or "没有指定"


def size(face: Face) -> str:
    """三号, or in points."""
    return _SIZES.get(face.half_points) or f"{_plain(face.half_points / 2)}磅"


def emphasis(face: Face) -> str:
    """加粗、倾斜、下划线."""
    said = {"加粗": face.bold, "倾斜": face.italic, "下划线": face.underlined}
    return "、".join(name for name, on in said.items() if on) or "不加粗"


def colour(face: Face) -> str:
    """黑 or 红 by name, others as RRGGBB."""
    return {"": "黑色", "000000": "黑色", "FF0000": "红色"}.get(face.colour.upper(), f"#{face.colour}")


def spacing(face: Face) -> str:
    """How much further apart characters stand, and how narrow they are."""
    apart = (
        f"{'字距加宽' if face.spacing_twips > 0 else '字距紧缩'}{_points(abs(face.spacing_twips))}磅" if face.spacing_twips else "标准字距"
    )
    return apart if face.scale_percent == 100 else f"{apart}，缩放{face.scale_percent}%"  # noqa: PLR2004 - a whole


def alignment(block: Block) -> str:
    """两端对齐 and so on."""
    return _ALIGNMENTS.get(block.alignment, block.alignment)


def indents(block: Block) -> str:
    """Indents in characters of the paragraph's own size; 首行 or 悬挂 for the first line."""
    character = max(block.face.half_points * 10 + block.face.spacing_twips, 1)
    first = "首行缩进" if block.first_line_twips > 0 else "悬挂缩进"
    sides = ((first, abs(block.first_line_twips)), ("左缩进", block.left_twips), ("右缩进", block.right_twips))
    return "、".join(f"{name}{_plain(twips / character)}字" for name, twips in sides if twips) or "无缩进"


def line(block: Block) -> str:
    """固定值28.95磅, 单倍 and so on."""
    if block.line_rule == "auto":
        return "单倍行距" if block.line == _SINGLE else f"{_plain(block.line / _SINGLE)}倍行距"
    return f"行距{'固定值' if block.line_rule == 'exact' else '最小值'}{_points(block.line)}磅"


def around(block: Block) -> str:
    """Room above and below."""
    if not block.before_twips and not block.after_twips:
        return "段前段后为0"
    return f"段前{_points(block.before_twips)}磅、段后{_points(block.after_twips)}磅"


def _numbers(shown: PageNumbers) -> str:
    blocks = [*shown.blocks, *(block for frame in shown.frames for block in frame.blocks)]
    block = next((block for block in blocks if block.text.strip()), None)
    if block is None:
        return "有页码"
    where = {"center": "居中", "right": "居右", "outside": "居外侧"}.get(block.hung or block.alignment, "居左")
    words = "".join("1" if character.isdigit() else character for character in block.text.strip()[:12])
    return f"{where}“{words}”"


def _millimetres(twips: int) -> float:
    return twips / _TWIPS_PER_MILLIMETRE


def _points(twips: int) -> str:
    return _plain(twips / _TWIPS_PER_POINT)


def _plain(number: float) -> str:
    """At most two digits behind the point, without idle zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
