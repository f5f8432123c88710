"""Numerals, punctuation and units in the text (GB/T 9704-2012 9, GB/T 15834-2011, GB/T 15835-2011, GB 3100)."""

import re
from collections.abc import Callable, Iterable, Iterator

from server.report.findings import Class, Strength
from server.report.inspection.layout import Block
from server.report.inspection.paper import Paper
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_HAN = "[\u4e00-\u9fff]"
_PARTS = {Part.opening, Part.text, Part.heading, Part.closing, Part.table, Part.attachment}
_MARKS, _NUMERALS, _UNITS = "GB/T 15834-2011", "GB/T 15835-2011", "GB 3100-1993"
_FULL_OR_HALF = re.compile("[“”‘’—…]")
_QUOTED = 12
_NINE = "9"


def _words(paper: Paper) -> Iterable[Block]:
    """Text, tables and attachments; what stands around them has rules of its own."""
    return [block for block in paper.everything if block.part in _PARTS and block.text.strip()]


def _matching(pattern: str) -> Callable[[Paper], Iterator[Fault]]:
    """Places where the text matches; a group in the pattern is what is shown, else the whole."""
    compiled = re.compile(pattern)

    def find(paper: Paper) -> Iterator[Fault]:
        for block in _words(paper):
            found = compiled.search(block.text)
            if found:
                yield Fault(f"“{(found[1] if compiled.groups else found[0])[:_QUOTED]}”", block)

    return find


def _unpaired(paper: Paper) -> Iterator[Fault]:
    for block in _words(paper):
        for opening, closing in ("“”", "‘’", "《》", "（）"):
            if block.text.count(opening) != block.text.count(closing):
                yield Fault(f"{opening}{block.text.count(opening)}个，{closing}{block.text.count(closing)}个", block)


def _latin_marks(paper: Paper) -> Iterator[Fault]:
    """Marks that Word takes from the font of Latin letters unless the run asks for the Chinese one."""
    for block in _words(paper):
        spans = (span for span in block.spans if not span.face.hinted and paper.fonts.of(span.face.latin) in {"latin", ""})
        found = next((mark for span in spans if (mark := _FULL_OR_HALF.search(span.text))), None)
        if found:
            yield Fault(f"“{found[0]}”用了西文字体", block)


def _asking(paper: Paper) -> Iterator[Fault]:
    title = "".join("".join(block.text.split()) for block in paper.title)
    if not title.endswith("报告"):
        return
    for block in paper.prose:
        if found := _ASKS.search(block.text):
            yield Fault(f"“{found[0][:_QUOTED]}”", block)


_ASKS = re.compile(r"请(?:予)?批[示准复]|请予批准|[妥当]否|恳请[^。]{0,24}(?:支持|批准|解决|拨付|资金)|请(?:予)?(?:解决|拨付)")
_HALF = rf"(?:{_HAN}|[”》）])([,;:?!])(?={_HAN}|[“《（]|\s*$)"
_BRACKETS = rf"(?<!^)(\([^()]{{0,40}}{_HAN}[^()]{{0,40}}\))"
_RANGE = r"(?<![\d.%-])(\d+(?:\.\d+)?(?:[%％][-~—－]\d+(?:\.\d+)?[%％]|[-~—－～]\d+(?:\.\d+)?[%％]))"

RULES = (
    Rule("marks.half", _NINE, Strength.shall, "中文里应当用全角标点", _matching(_HALF), "，；：？！", textual=True),
    Rule(
        "marks.brackets", _NINE, Strength.shall, "中文里应当用全角括号", _matching(_BRACKETS), "（……）", textual=True, weight=Class.verify
    ),
    Rule("marks.quotes", _NINE, Strength.shall, "中文里应当用弯引号", _matching(rf"{_HAN}?(\")(?={_HAN})"), "“……”", textual=True),
    Rule(
        "marks.unpaired",
        "4",
        Strength.shall,
        "引号、书名号或括号不成对",
        _unpaired,
        "成对",
        textual=True,
        weight=Class.verify,
        standard=_MARKS,
    ),
    Rule("marks.ellipsis", "4.11", Strength.shall, "省略号应当是六个点", _matching(r"\.{3,}|。{2,}"), "……", textual=True, standard=_MARKS),
    Rule(
        "marks.dash",
        "4.10",
        Strength.shall,
        "破折号、连接号的写法不对",
        _matching(rf"{_HAN}(--+){_HAN}"),
        "——",
        textual=True,
        standard=_MARKS,
    ),
    Rule(
        "marks.doubled", "5", Strength.shall, "标点重复", _matching("([，、；：。][，、；：。])"), "一个标点", textual=True, standard=_MARKS
    ),
    Rule(
        "marks.between",
        "4.5",
        Strength.usual,
        "并列的引号、书名号之间通常不用顿号",
        _matching("([”》]、[“《])"),
        "不用顿号",
        textual=True,
        standard=_MARKS,
    ),
    Rule(
        "marks.nested",
        "4.15",
        Strength.shall,
        "书名号里面的书名号用单书名号",
        _matching("(《[^》]{0,40}《)"),
        "〈……〉",
        textual=True,
        standard=_MARKS,
    ),
    Rule("marks.latin", "5.2.2", Strength.practice, "引号、破折号用了西文字体，在Word里会变成半角宽", _latin_marks, "中文字体"),
    Rule(
        "marks.spaces", "4", Strength.practice, "汉字之间有空格", _matching(rf"({_HAN} +{_HAN})"), "没有空格", textual=True, standard=_MARKS
    ),
    Rule(
        "numerals.full_width",
        "4.1",
        Strength.shall,
        "阿拉伯数字、百分号应当用半角",
        _matching("[０-９％．]*[０-９][０-９％．]*"),
        "0–9",
        textual=True,
        standard=_NUMERALS,
    ),
    Rule(
        "numerals.range",
        "5.1",
        Strength.shall,
        "百分数的范围两端都带百分号，用浪纹线连接",
        _matching(_RANGE),
        "63%～68%",
        textual=True,
        weight=Class.verify,
        standard=_NUMERALS,
    ),
    Rule(
        "numerals.tilde",
        "5.1",
        Strength.usual,
        "数值范围用浪纹线（～）",
        _matching(r"(?<![\d.])(\d+~\d+)(?![\d.%％])"),
        "～",
        textual=True,
        standard=_NUMERALS,
    ),
    Rule(
        "numerals.about",
        "4.2",
        Strength.usual,
        "概数用汉字，中间不加顿号",
        _matching(r"(?<!\d)([1-9]、[2-9][个天人名次件项年])(?!\d)"),
        "三四天",
        textual=True,
        standard=_NUMERALS,
    ),
    Rule(
        "numerals.year",
        "4.1",
        Strength.usual,
        "公历年份用四位阿拉伯数字",
        _matching("([一二][〇○零九][〇○零一二三四五六七八九]{2}年|(?<![\\d.])[2-9]\\d年(?=\\d{1,2}月))"),
        "2026年",
        textual=True,
        standard=_NUMERALS,
    ),
    Rule(
        "numerals.reference",
        "7.2.5",
        Strength.shall,
        "引用的发文字号，年份用六角括号",
        _matching(rf"{_HAN}([\[［（(【](?:19|20)\d\d[\]］）)】]第?\d+号)"),
        "〔2026〕1号",
        textual=True,
        weight=Class.verify,
    ),
    Rule(
        "units.signs",
        "",
        Strength.usual,
        "计量单位用法定名称或符号",
        _matching("㎡|㎞|㎏|(?<![A-Za-z])(?:KM|Km|KG|Kg|M2|m2)(?![A-Za-z])"),
        "平方米、公里、km、kg",
        textual=True,
        standard=_UNITS,
    ),
    Rule(
        "asking",
        "第十五条（四）",
        Strength.shall,
        "报告不得夹带请示事项",
        _asking,
        "另行请示",
        textual=True,
        weight=Class.verify,
        standard="《党政机关公文处理工作条例》",
    ),
)
