"""What was left to be filled in: crosses and blanks for words, empty brackets, notes to oneself, marks of tools a text came from."""

import re
from collections.abc import Iterator

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.reading.parts import Part

_UNIT = "年月日件次个场人项份起宗名期条户家万%％号元台辆套座支篇册批幅块轮节堂"
_CROSS = "[XxＸｘ×✕╳]"
_NOT_BESIDE = "(?<![A-Za-z0-9_.@/-])"
_CROSSES = re.compile(rf"{_NOT_BESIDE}{_CROSS}{{2,12}}(?![A-Za-z0-9@.])")
_COUNTED = re.compile(rf"{_NOT_BESIDE}(?<![*＊])[XＸ×╳*＊](?=[{_UNIT}])(?!.(?:下|义|誉|字))|(?<![0-9])(?:19|20)[XxＸｘ×*＊]{{1,2}}(?=年)")
_LINE = re.compile("[_＿]{2,200}")
_BRACKETS = re.compile(r"[（(【\[]([^（）()【】\[\]\n]{2,40})[）)】\]]")
_NOTE = re.compile(
    "(?:此处|这里|以下|请|待|需|数据|内容|具体).{0,16}?"
    "(?:填写|填入|填报|补充|插入|核实|更新|待补|待定|完善|补齐|补上|替换|修改|确认).{0,8}"
    "|待(?:补充?|填写?|定|核实?|更新|完善|查)|此处省略|空缺|暂缺|暂空"
)
_LATER = re.compile(
    "(?<![有亟还尚等])(?<!上年内容，)(?<!上年内容)(?:数据|数字|情况|内容|时间|人数|件数|金额)?待(?:补充?|填写?|核实|更新)(?=[。；，、）)\n]|$)",
    re.MULTILINE,
)
_LEFT = re.compile("上年内容[，,]?待更新")
_ASKING = re.compile("[?？]{2,20}")
_CLOSING = {"《": "》", "“": "”", "【": "】", "（": "）", "(": ")", "[": "]"}
_EMPTY = re.compile("[《“【（(\\[][ \u3000]{0,8}[》”】）)\\]]")
_FIELD = re.compile(r"\{\{?[\u4e00-\u9fffA-Za-z_.][^{}\n]{0,40}\}?\}|\$\{[^{}\n]{1,40}\}")
_DAY = re.compile("(?<=[0-9])年(?:[ \u3000_＿]{1,12}月(?:[ \u3000_＿]{0,12}日)?|月日)|(?<![0-9])年[ \u3000_＿]{2,12}月[ \u3000_＿]{1,12}日")
_OPEN_DAYS = ("年 ", "年\u3000", "年_", "年＿", "年月日")
_NUMBER = re.compile("〔[ \u3000_＿0-9]{0,6}〕[ \u3000_＿]{0,8}号")
_TOOL = re.compile(
    r"#(?:REF|DIV/0|VALUE|NAME|NUM)[!！?？]|#N/A|错误[!！] ?(?:未找到引用源|未定义书签|不能通过编辑域代码创建对象|文档中没有指定样式的文字)"
    r"|(?:单击|点击)(?:或点击)?此处(?:输入|添加|编辑)(?:文字|文本|标题)?|锟斤拷|烫烫烫|\ufffd"
)
_TOOL_WORDS = ("#", "错误", "击此处", "锟斤拷", "烫烫烫", "\ufffd")
_MARKDOWN = re.compile(r"\*\*[^*\n]{1,80}\*\*|^#{1,6} (?=[\u4e00-\u9fff])", re.MULTILINE)
_ASSISTANT = re.compile(
    "作为(?:一个|一名)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|以上(?:内容|文本)(?:由AI生成|仅供参考)|希望(?:以上|这份).{0,8}对您有(?:所)?帮助"
)
_FORMS = (Part.table, Part.attachment, Part.imprint, Part.margin, Part.note)


def _crosses(subject: Subject) -> Iterator[Hit]:
    """XX件, ××村, X年X月: words that stand for a number or a name. Elsewhere they may be masked on purpose."""
    text = subject.text.text
    if not any(cross in text for cross in "XxＸｘ×✕╳*＊"):
        return
    for found in _CROSSES.finditer(text):
        counted = text[found.end() : found.end() + 1] in tuple(_UNIT)
        weight = Class.must if subject.profile.annual or counted else Class.verify
        yield Hit(found.start(), found.end(), "还没有填写，请换成实际内容。", weight=weight)
    for found in _COUNTED.finditer(text):
        yield Hit(found.start(), found.end(), "数字还没有填写。", weight=Class.must if subject.profile.annual else Class.verify)


def _lines(subject: Subject) -> Iterator[Hit]:
    """A line to write on; in forms and tables it belongs there."""
    text = subject.text.text
    for found in _LINE.finditer(text) if "_" in text or "＿" in text else ():
        if not _in_a_form(subject, found.start()):
            yield _unfilled(subject, found, "这里留着空，请填写。")


def _notes(subject: Subject) -> Iterator[Hit]:
    """（此处填写）, （待补）: notes of the writer to himself."""
    text = subject.text.text
    for found in _BRACKETS.finditer(text):
        if _NOTE.fullmatch(found[1]) and not _in_a_form(subject, found.start()):
            yield _unfilled(subject, found, "这是写给起草人看的话，请补上内容后删去。")
    for found in subject.text.among(_LATER, text, "待"):
        yield Hit(found.start(), found.end(), "内容还没有补上，请核对。", weight=Class.verify)


def _left(subject: Subject) -> Iterator[Hit]:
    """The mark of what was carried over from last year."""
    text = subject.text.text
    for found in _LEFT.finditer(text) if "上年内容" in text else ():
        yield Hit(found.start(), found.end(), "上年内容还没有更新，请改写后删去这个标记。")


def _asking(subject: Subject) -> Iterator[Hit]:
    """？？ in the place of something not known."""
    text = subject.text.text
    for found in _ASKING.finditer(text) if "？" in text or "?" in text else ():
        yield _unfilled(subject, found, "用问号代替的内容还没有填写，或问号重复，请核对。")


def _empty(subject: Subject) -> Iterator[Hit]:
    """Brackets and quotation marks with nothing in them."""
    for found in _EMPTY.finditer(subject.text.text):
        if found[0][-1] != _CLOSING[found[0][0]]:
            continue
        if found[0][0] in "《“" or not _in_a_form(subject, found.start()):
            weight = Class.must if found[0][0] in "《“" or subject.profile.annual else Class.verify
            yield Hit(found.start(), found.end(), "括号（引号）里没有内容，请补上或删去。", weight=weight)


def _fields(subject: Subject) -> Iterator[Hit]:
    """{单位名称}: a field of a template."""
    text = subject.text.text
    for found in _FIELD.finditer(text) if "{" in text else ():
        yield _unfilled(subject, found, "模板里的占位还没有换成内容。")


def _days(subject: Subject) -> Iterator[Hit]:
    """年 月 日 without figures. The date and the number of the paper itself come with the signature."""
    text = subject.text.text
    for found in _DAY.finditer(text) if any(word in text for word in _OPEN_DAYS) else ():
        passage = subject.text.passage(found.start())
        own = passage is not None and passage.part in (Part.date, Part.sign_off, Part.imprint)
        if not _in_a_form(subject, found.start()) or own:
            yield Hit(found.start(), found.end(), "日期还没有填写。", weight=Class.hint if own else None)
    for found in _NUMBER.finditer(subject.text.text):
        yield Hit(found.start(), found.end(), "发文字号还没有填写。", weight=Class.hint)


def _tools(subject: Subject) -> Iterator[Hit]:
    """What Word, a spreadsheet, a wrong encoding or an assistant left behind."""
    text = subject.text.text
    for found in _TOOL.finditer(text) if any(word in text for word in _TOOL_WORDS) else ():
        yield Hit(found.start(), found.end(), "这是软件留下的错误提示或乱码，请补上原来的内容。", weight=Class.must)
    for pattern, words in ((_MARKDOWN, ("**", "# ")), (_ASSISTANT, ("AI", "人工智能", "供参考", "对您有"))):
        for found in pattern.finditer(text) if any(word in text for word in words) else ():
            yield Hit(found.start(), found.end(), "这是别的软件留下的标记或话语，请删去。")


def _unfilled(subject: Subject, found: re.Match[str], message: str) -> Hit:
    """A must in a yearly report, which is no form; elsewhere to be looked at."""
    return Hit(found.start(), found.end(), message, weight=Class.must if subject.profile.annual else Class.verify)


def _in_a_form(subject: Subject, at: int) -> bool:
    passage = subject.text.passage(at)
    return passage is not None and passage.part in _FORMS


CHECKS = (
    Check("K01", "用叉代替的内容没有填写", Class.must, _crosses, "起草要求"),
    Check("K02", "横线空白没有填写", Class.must, _lines, "起草要求"),
    Check("K03", "起草说明没有删去", Class.must, _notes, "起草要求"),
    Check("K04", "上年内容没有更新", Class.must, _left, "起草要求"),
    Check("K05", "问号代替内容", Class.must, _asking, "起草要求"),
    Check("K06", "括号里没有内容", Class.must, _empty, "GB/T 15834—2011"),
    Check("K07", "模板占位没有替换", Class.must, _fields, "起草要求"),
    Check("K08", "日期没有填写", Class.must, _days, "起草要求"),
    Check("K09", "软件留下的标记", Class.verify, _tools, "起草要求"),
)
