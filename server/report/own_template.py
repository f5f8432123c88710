"""The office's own template in words: the marks of its places, and what there is to say about a file that came as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OPENING, CLOSING = "【", "】"
BODY = "正文"
PLACES = {
    "number": "发文字号",
    "signers": "签发人",
    "date": "成文日期",
    "copies": "抄送",
    "printer": "印发机关",
    "print_day": "印发日期",
    "urgency": "紧急程度",
}
"""Facts by key and the words of their marks. A template may do without: few are urgent, and the text is signed with its date anyway."""

_UNMISSED = ("urgency", "date")
_INSIDE = {"table": "表格", "box": "文本框或内容控件", "margin": "页眉页脚"}
_BUILT_IN = {"title": "标题", "body text": "正文文本", **{f"heading {level}": f"标题 {level}" for level in range(1, 10)}}
_NAMED, _QUOTED = 8, 20
_TWIPS = 1440


@dataclass(frozen=True)
class Checked:
    """What was found in a file that is to be a template: errors refuse it, warnings do not; the marks it has, by their words."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Differing:
    """A style of the template that is set otherwise than the standard has it; sizes in half-points, fonts as they are called."""

    name: str
    font: str
    size: int
    right_font: str
    right_size: int


def mark(words: str) -> str:
    """A mark as it stands in the file."""
    return f"{OPENING}{words}{CLOSING}"


def missed(found: Iterable[str]) -> tuple[str, ...]:
    """The words of the marks that a template usually has and this one has not."""
    there = set(found)
    return tuple(words for key, words in PLACES.items() if words not in there and key not in _UNMISSED)


def style_shown(name: str) -> str:
    """A style as the Chinese Word calls it: heading 1 is 标题 1."""
    return _BUILT_IN.get(name.lower(), name)


def nothing_chosen() -> str:
    """The button without a file."""
    return "请先选择文件，再点“上传并检查”。"


def too_large(megabytes: int) -> str:
    """A template beyond what goes into every paper."""
    return f"模板超过{megabytes}MB，没有保存。请在Word里压缩或删去图片（“图片格式—压缩图片”），另存后再上传。"


def strict() -> str:
    """ISO strict, which our styles cannot be added to."""
    return "文件是“Strict Open XML”格式，没有保存。请在Word“另存为”里把类型选成“Word 文档(*.docx)”，再上传。"


def linked(target: str) -> str:
    """Content that stands elsewhere."""
    return f"模板有内容连着别处（{_short(target)}），没有保存。请在Word里断开链接、把图片改为“插入—图片”存进文件，另存后再上传。"


def attached(target: str) -> str:
    """A template of a template: what it says is fetched when the paper is opened."""
    return f"模板还挂着另一个模板（{_short(target)}），没有保存。请在Word“开发工具—文档模板”里清空“文档模板”一栏，另存后再上传。"


def objects() -> str:
    """Controls, embedded files, whole other documents."""
    return "模板里有嵌入的文件或控件，没有保存。请在Word里删去它们（要留样子的，截图后粘贴为图片），另存后再上传。"


def fetching(field: str) -> str:
    """A field that reads other files when the paper is opened."""
    return f"模板里有会自动读取别处内容的域（{field}），没有保存。请在Word里选中它，按Ctrl+Shift+F9变成普通文字，另存后再上传。"


def body_missing() -> str:
    """No place for the text."""
    return f"没有找到{mark(BODY)}。请在Word里红头下面、版记上面留出一段，只写“{mark(BODY)}”，报告的标题和正文就印在那里。"


def body_twice(count: int) -> str:
    """Several places for the text."""
    return f"{mark(BODY)}写了{count}处，只能有一处。请在Word里删去多余的。"


def body_inside(place: str) -> str:
    """A place for the text where pages cannot follow one another."""
    return f"{mark(BODY)}在{_INSIDE[place]}里，长文章放不下。请在Word里把它移到{_INSIDE[place]}外面，单独成一段。"


def body_beside(words: str) -> str:
    """Other words in the paragraph of the text."""
    return f"{mark(BODY)}这一段里还有别的字（“{_short(words)}”）。请在Word里把{mark(BODY)}单独放在一段。"


def style_kind(names: Sequence[str]) -> str:
    """Styles whose names are those of paragraphs (or characters, tables) and whose kind is another."""
    return f"样式{_listed(names)}的类型不对。请在Word“样式”窗格里删去或改名，需要时再建同名的段落样式；不建也可以，程序会补上。"


def places_missing(names: Sequence[str]) -> str:
    """Facts that will not be printed."""
    return (
        f"模板里没有{'、'.join(map(mark, names))}，这{'几' if len(names) > 1 else ''}项不会自动填入；要自动填的，请在Word里写上这个记号。"
    )


def marks_unknown(names: Sequence[str]) -> str:
    """Brackets that look like marks and are none."""
    known = "、".join(map(mark, (BODY, *PLACES.values())))
    return f"{'、'.join(map(mark, names[:_NAMED]))}不是程序认识的记号，会原样印出。认识的有{known}。"


def styles_added(names: Sequence[str]) -> str:
    """Styles the template lacks."""
    return f"模板里没有样式{_listed(names)}，正文用到时按国标的字体字号补上。要用本单位的，请在Word里新建同名样式。"


def styles_aside(names: Sequence[str]) -> str:
    """Styles that are there as Word made them, not as anybody set them."""
    return f"样式{_listed(names)}没有指定中文字体或带自动编号，没有采用，改按国标排。要采用，请在Word“修改样式”里设好中文字体，编号选“无”。"


def styles_differ(found: Sequence[Differing]) -> str:
    """Styles that will be printed as the template has them."""
    told = "；".join(
        f"“{style_shown(each.name)}”是{each.font}{_points(each.size)}磅（国标{each.right_font}{_points(each.right_size)}磅）"
        for each in found[:_NAMED]
    )
    return f"这些样式与国标不同，会照模板的印：{told}{'；等' if len(found) > _NAMED else ''}。"


def not_a4(width_twips: int, height_twips: int) -> str:
    """Another paper (GB/T 9704-2012 5.1)."""
    return f"纸张是{_millimetres(width_twips)}×{_millimetres(height_twips)}毫米，国标用A4（210×297毫米）。请在Word“布局—纸张大小”里选A4。"


def margins_differ(found: Sequence[int], right: Sequence[int]) -> str:
    """Margins from the top clockwise, in twips (5.2.1)."""
    sides = "上右下左"
    now = "、".join(f"{side}{_millimetres(twips)}" for side, twips in zip(sides, found, strict=True))
    wanted = "、".join(f"{side}{_millimetres(twips)}" for side, twips in zip(sides, right, strict=True))
    return f"页边距是{now}毫米，国标是{wanted}毫米。请在Word“布局—页边距”里核对。"


def not_numbered() -> str:
    """Pages without numbers (7.5)."""
    return "页脚里没有页码。请在Word“插入—页码”里加上，单页居右、双页居左。"


def revised(count: int) -> str:
    """Tracked changes, which every paper would show."""
    return f"模板里有{count}处修订没有处理，每份文稿都会带着。请在Word“审阅”里接受或拒绝全部修订。"


def commented(count: int) -> str:
    """Comments, which every paper would carry."""
    return f"模板里有{count}条批注，每份文稿都会带着。请在Word“审阅”里全部删除。"


def locked() -> str:
    """A template that forbids editing."""
    return "模板设了“限制编辑”，导出的文稿也改不了。请在Word“审阅—限制编辑”里停止保护。"


def hyperlinked(target: str) -> str:
    """A link that a reader may click."""
    return f"模板里有超链接（{_short(target)}），会留在每份文稿里。不需要的，请在Word里取消超链接。"


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(f"“{style_shown(name)}”" for name in names[:_NAMED])
    return shown + (f"等{len(names)}个" if len(names) > _NAMED else "")


def _short(words: str) -> str:
    plain = " ".join(words.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].split())
    return plain[:_QUOTED] + ("…" if len(plain) > _QUOTED else "")


def _points(half_points: int) -> str:
    return f"{half_points / 2:g}"


def _millimetres(twips: int) -> str:
    """To a tenth; an inch is 1440 twips and 25.4 mm."""
    return f"{(twips * 254 + _TWIPS // 2) // _TWIPS / 10:g}"
