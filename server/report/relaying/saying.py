"""The sentences about a copy set anew: what it does not carry, what stands elsewhere in it, and why there is none."""

from collections.abc import Sequence

_QUOTED = 24
_NAMED = 3
_LEFT = {
    "picture": "{}张图片没有带入副本，请在副本里重新插入。",
    "chart": "{}个图表没有带入副本，请在副本里重新插入。",
    "object": "{}个嵌入的对象（公式编辑器、表格文件等）没有带入副本，请在副本里重新插入。",
    "equation": "{}个公式在副本里只剩文字，请重新录入。",
    "raised": "{}处上标、下标在副本里成了普通文字（如“m²”成了“m2”），请核对。",
    "merged": "表格里有{}处合并的单元格，副本里拆开了，文字在原来的第一格。",
    "empty_rows": "表格里有{}个空行（没有一个字）没有带入副本，要留空填写的请在副本里补上。",
    "inner": "有{}个套在表格里的表格，副本里单独成表，外层表格在那里断开。",
    "link": "{}处超链接在副本里只留文字。",
    "columns": "原文件有分栏，副本改为通栏。",
}


def left_out(kind: str, count: int) -> str:
    """Things of one kind that a copy cannot carry."""
    return _LEFT[kind].format(count)


def boxes_moved(count: int) -> str:
    """Text of text boxes stands in the text."""
    return f"文本框里的{count}段文字改排在正文里，先后次序不变。"


def notes_moved(count: int) -> str:
    """Footnotes and endnotes."""
    return f"{count}条脚注或尾注改排在所注的段落后面，注码没有保留，请核对。"


def margins_lost(texts: Sequence[str]) -> str:
    """Words of headers and footers besides page numbers."""
    named = "、".join(quoted(text) for text in texts[:_NAMED]) + ("等" if len(texts) > _NAMED else "")
    return f"页眉、页脚里的文字{named}没有带入副本；公文不设页眉，页脚只有页码。"


def words_differ(number: int, expected: str, found: str) -> str:
    """A copy that would not say the same, which is therefore not given away."""
    if not expected:
        return f"排好的副本在末尾多出{quoted(found)}，与原文件不一致，没有生成副本。请按上面的检查结果在原文件里改。"
    return (
        f"排好的副本从第{number}段{quoted(expected)}起与原文件不一致，没有生成副本。"
        "请把这一段重新输入一遍（去掉特殊的符号或格式）再试，或按上面的检查结果在原文件里改。"
    )


def converting_others() -> str:
    """Another old file is being converted."""
    return "正在转换另一份旧格式的文件，请过一分钟再试，或用WPS另存为.docx后上传。"


def nothing_to_set() -> str:
    """A document without a single word."""
    return "文件里没有读到文字（可能只有图片），没有可以排版的内容。"


def quoted(text: str) -> str:
    """The beginning of a text in quotes."""
    plain = " ".join(text.split())
    return f"“{plain[:_QUOTED]}{'…' if len(plain) > _QUOTED else ''}”"


def confirm_losses() -> str:
    """A copy in which something is missing, without the word of its reader."""
    return "副本里会缺一些东西。请先看“副本里没有的”，勾选“我知道了”，再下载。"


def too_long(lines: int) -> str:
    """A document beyond what anybody prints."""
    return f"文件超过{lines}段，太长了，没有检查。请分成几个文件再试。"


def nothing_chosen() -> str:
    """A form of the check without a file."""
    return "请先选择要检查的文件。"


def no_letterhead() -> str:
    """A 信函 was asked for and there is no head to make one of."""
    return "没有认出一个发文机关的红头，没有排成信函格式。"


def name_of_copy(stem: str) -> str:
    """What the corrected copy of a file is called."""
    return f"{' '.join(stem.split()) or '公文'}（排版）.docx"
