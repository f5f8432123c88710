"""Numbers with a unit in running text, Arabic and Chinese: value, unit, qualifier and exact place; what they count is not asked here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from server.report.words import matches_at, read_chinese_number

_WIDE = "０１２３４５６７８９％．－～／＋"
_NORMAL, _ANY_WIDE = str.maketrans(_WIDE, "0123456789%.-~/+"), re.compile(f"[{_WIDE}]")
_TIMES = {"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY = ("万", "亿")
# Unit words, each with what must not follow it: 12项 counts, 12项目 does not; a word of several characters goes before its beginning.
_LONG_UNITS = """
个百分点 平方公里 平方米 立方米 公里 公顷 公斤 千米 小时 学时 课时 人次 台次 场次 件次 宗次 户次 家次 辆次 车次 项次 班次 批次 份次 处次
"""
_SHORT_UNITS = """
件:套 宗:[旨教地] 起:[草步来诉到点着用止始因] 份:额 项:目(?!标) 条:[例件款] 例:[会如外行] 单:[位元] 次:[日序级要年数] 场:[所地景镇馆]
期:[限间末满待] 轮:[流值换岗] 回:[复访应头] 批:[准评示复文] 趟 届:全 名:[单称誉义] 人:[大民员均才事力口] 位:[于置] 户:[籍外口]
家:[庭长园属] 个:[别性体人月]|工作日 组:[织长员建] 张:贴 册 本:[级地镇乡街县区市年单] 页 幅:度 副 块:状 面:[向对积上] 版:权 幢 栋
台:[账帐风湾] 辆 篇 则 部:[门分署委队级位长] 套:用 处:[罚理置分级长室于以] 座:[谈位] 间:隔 支:[持部付出撑行] 所:[有在属需]
点:[位击多面评] 节:[能点] 堂 课:[题程] 笔:[试录] 票 类 种:植 倍 元:[旦宵] 亩 米 吨 天 % ‰ 斤 株 棵 盏 只:[要有能] 席 卷 案:件 桩
分:[钟之别局类期批级享公办队为管] 门:[户店类槛] 队:伍 把:握 枚 瓶 对:[于应接外]|象
"""
_LONG = tuple(re.findall(r"\S+", _LONG_UNITS))
_SHORT = (found.groups() for found in re.finditer(r"(\S+?)(?::(\S+))?(?=\s)", _SHORT_UNITS))
_UNIT = "|".join((*_LONG, *(f"{unit}(?!{no})" if no else unit for unit, no in _SHORT)))
_GAP = r"[ \u3000\xa0\n]{0,4}"
_NUMBER = r"(?>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?![0-9])(?:\.[0-9]{1,8}(?![0-9]))?"
_TAIL = (
    rf"{_GAP}(?P<some>[余多来]?)(?P<times>[百千]?[万亿]?)(?P<more>[余多]?){_GAP}(?P<unit>{_UNIT})"
    rf"(?:[（(](?P<also>{_UNIT})[）)](?P<turns>次)?)?(?P<rough>以上|左右|上下|以下|以内)?"
)
_BEGUN = re.compile(r"[0-9](?<![0-9A-Za-z.,+×*·•#〔\[].)")
_ARABIC = re.compile(rf"(?P<numbers>{_NUMBER}(?:{_GAP}[/\-–—~至到、]{_GAP}{_NUMBER}){{0,5}}){_TAIL}")
_EACH = re.compile(_NUMBER)
_CHARACTERS = "零〇一二两三四五六七八九十百千"
_SPOKEN = re.compile(
    rf"(?=[{_CHARACTERS}万])(?<![0-9第几数{_CHARACTERS}万])(?P<high>[{_CHARACTERS}]{{0,7}})(?P<wan>万?)(?P<low>[{_CHARACTERS}]{{0,7}}){_TAIL}"
)
_PERCENT = re.compile(
    r"百分之(?P<whole>[零一二三四五六七八九十百]{1,5}|[0-9]{1,3}(?:\.[0-9]{1,4})?)(?:点(?P<part>[零一二三四五六七八九]{1,4}))?"
)
_BEFORE = re.compile(
    r"(?:不少于|不低于|不超过|将近|接近|大约|超过|至少|突破|(?<![最附临靠])近|(?<![签违预公节合履制契条民租解])约|超|逾)\s?$"
)
_QUOTED = re.compile(r"[“‘「『《〈][^“”‘’「」『』《》〈〉\n]{0,80}[”’」』》〉]|\"[^\"\n]{1,20}\"")
_SINGLE_UNITS = frozenset(re.findall(r"\S+", "个百分点 次 场 场次 期 件 件次 宗 份 起 名 人次 户 本 册 块 幅 辆 台 台次 批次 篇 轮"))
_CLOSED_UNITS = frozenset("个项条人位家节张处")
_ONE_UNITS = frozenset("次场件份期宗名")
_DASH_WIDTH = 5
_SPOKEN_UNITS = _SINGLE_UNITS | _CLOSED_UNITS | {"支", "元", "面", "套", "批", "回", "例", "户次", "家次", "亩", "个百分点"}
_CLOSED = re.compile(r"\s*(?:[，。；、）)！,;]|$)|村|社区|行政村|居委会")
_FREQUENCY = re.compile(r"(?:每|最多|只|仅|至多|同|一)[^，。；]{0,6}$")


@dataclass(frozen=True)
class Numeral:
    """A number with its unit. `text[start:end]` is all of it as printed: qualifier, number and unit.

    `value` counts in `unit` (近8万份 → 80 000 份), except that 万元 and 亿元 are units of their own (4.5万元 → 4.5 万元).
    `numeral` is the number in Arabic figures (8万); `joined` says that it is one end of a range or one of several numbers
    that share a unit (3-5次, 117/54/258项): then only the last one's span holds the unit.
    """

    value: Decimal
    unit: str
    numeral: str
    before: str
    after: str
    start: int
    end: int
    joined: bool = False


def numerals_in(text: str) -> tuple[Numeral, ...]:
    """Every number with a counting unit or percent, in reading order; years, dates, marks, ordinals and what stands in quotes are none."""
    plain = text.translate(_NORMAL) if _ANY_WIDE.search(text) else text
    quoted = _QUOTED.finditer(plain)
    found = sorted((*_arabic(plain), *_spoken(plain), *_percents(plain)), key=lambda each: each.start)
    return _ranges(plain, tuple(_outside(found, ((span.start(), span.end()) for span in quoted))))


def _outside(found: list[Numeral], spans: Iterator[tuple[int, int]]) -> Iterator[Numeral]:
    """The numerals that stand in none of the spans; both in reading order."""
    left, right = next(spans, (-1, -1))
    for each in found:
        while right != -1 and right <= each.start:
            left, right = next(spans, (-1, -1))
        if right == -1 or each.start < left:
            yield each


def _arabic(plain: str) -> Iterator[Numeral]:
    for match in matches_at(_ARABIC, plain, (begun.start() for begun in _BEGUN.finditer(plain))):
        numbers = list(_EACH.finditer(plain, match.start(), match.end("numbers")))
        several = [number for number in numbers[:-1] if _shared(plain, number, match.start())]
        first = several[0].start() if several else numbers[-1].start()
        if not _refused(plain, first, match):
            yield from (_member(plain, number, match, last=False) for number in several)
            yield _member(plain, numbers[-1], match, last=True, joined=bool(several))


def _shared(plain: str, number: re.Match[str], start: int) -> bool:
    """Whether the unit behind the last number counts this one too: 1、5场 is a mark and a number, unless 分别 stands before."""
    sign = plain[number.end() : number.end() + 8].lstrip()[:1]
    return sign != "、" or "分别" in plain[max(0, start - 12) : start]


def _member(plain: str, number: re.Match[str], match: re.Match[str], *, last: bool, joined: bool = True) -> Numeral:
    """One number of a match; the last one owns qualifier and unit."""
    digits = number[0].replace(",", "")
    before, start = _qualifier(plain, number.start())
    made = _numeral(Decimal(digits), digits, match, (start, match.end()), before)
    if last:
        return replace(made, joined=True) if joined else made
    return replace(made, joined=True, end=number.end())


def _numeral(number: Decimal, digits: str, match: re.Match[str], span: tuple[int, int], before: str) -> Numeral:
    """What a number and the words behind it come to."""
    times, unit = match["times"], match["unit"]
    behind = match["turns"] or match["also"] or ""
    unit = unit + behind if unit + behind in _LONG else unit
    after = match["more"] or match["some"] or match["rough"] or ""
    if unit == "元" and times in _MONEY:
        return Numeral(number, times + unit, digits, before, after, *span)
    value = number * _TIMES[times[:1]] * _TIMES[times[1:]]
    numeral = digits + times if times in ("", *_MONEY) else f"{value:f}"
    return Numeral(value, unit, numeral, before, after, *span)


def _qualifier(plain: str, start: int) -> tuple[str, int]:
    """The word before a number that says how rough it is, and where the figure then begins."""
    found = _BEFORE.search(plain[max(0, start - 5) : start])
    return (found[0].strip(), start - len(found[0])) if found else ("", start)


def _refused(plain: str, start: int, match: re.Match[str]) -> bool:
    """An ordinal, a clock time, round the clock, or a count with a fraction, which is a numbering mark (1.5个)."""
    last = plain[max(0, start - 4) : start].rstrip()[-1:]
    fraction = "." in match["numbers"] and not match["times"] and match["unit"] in _SPOKEN_UNITS - {"元", "亩", "个百分点"}
    clock = match["unit"] == "分" and last in "时点:：" and last != ""
    return last == "第" or clock or fraction or (match["unit"] == "小时" and match["numbers"] == "24")


def _spoken(plain: str) -> Iterator[Numeral]:
    for match in _SPOKEN.finditer(plain):
        if _idle(match):
            continue
        number = _said(match)
        before, start = _qualifier(plain, match.start())
        if number is not None and _counts(plain, match, qualified=bool(before)):
            digits = f"{number / 10_000:f}万" if match["wan"] and not match["low"] else f"{number:f}"
            made = _numeral(number, f"{number:f}", match, (start, match.end()), before)
            yield made if match["times"] else replace(made, numeral=digits)


def _idle(match: re.Match[str]) -> bool:
    """Whether it is certain without a closer look that nothing is counted: 一个, 三方面 and most of what stands in prose."""
    unit = match["unit"]
    return unit not in _SPOKEN_UNITS or (unit not in _ONE_UNITS and not match["wan"] and match["high"] == "一")


def _said(match: re.Match[str]) -> Decimal | None:
    """The value of a Chinese numeral; None for 三五 (some three to five) and whatever else is none."""
    high = read_chinese_number(match["high"] or "一") if match["high"] or match["wan"] else None
    low = read_chinese_number(match["low"].lstrip("零〇")) if match["low"].strip("零〇") else 0
    if high is None or low is None:
        return None
    return Decimal(high * 10_000 + low) if match["wan"] else Decimal(high) if not match["low"] else None


def _counts(plain: str, match: re.Match[str], *, qualified: bool) -> bool:
    """Whether a Chinese numeral is a count and not part of a fixed expression (一次性, 两个维护, 百场千人)."""
    said, unit = match["high"] + match["wan"] + match["low"], match["unit"]
    rough = qualified or bool(match["some"] or match["more"])
    if unit not in _SPOKEN_UNITS or plain[match.end() : match.end() + 2] in ("全会", "全体"):
        return False
    if said in ("一", "零", "〇"):
        lead = plain[max(0, match.start() - 9) : match.start()]
        return unit in _ONE_UNITS and bool(_CLOSED.match(plain, match.end())) and not _FREQUENCY.search(lead)
    if set(said) <= set("百千万"):
        return rough
    closed = unit in _SINGLE_UNITS or bool(_CLOSED.match(plain, match.end()))
    return len(said) > 1 or rough or closed


def _percents(plain: str) -> Iterator[Numeral]:
    for match in _PERCENT.finditer(plain):
        whole = match["whole"] if match["whole"][0].isascii() else _digits(match["whole"])
        if whole is not None:
            part = "".join(str("零一二三四五六七八九".index(digit)) for digit in match["part"] or "")
            digits = f"{whole}.{part}" if part and "." not in whole else whole
            before, start = _qualifier(plain, match.start())
            yield Numeral(Decimal(digits), "%", digits, before, "", start, match.end())


def _digits(said: str) -> str | None:
    number = read_chinese_number(said)
    return None if number is None else str(number)


def _ranges(plain: str, found: tuple[Numeral, ...]) -> tuple[Numeral, ...]:
    """Neighbours with nothing but a dash between them (80%-90%) are the ends of one range."""
    ends = {at for pair in pairwise(range(len(found))) if _dash(plain, found[pair[0]], found[pair[1]]) for at in pair}
    return tuple(replace(each, joined=True) if at in ends else each for at, each in enumerate(found))


def _dash(plain: str, left: Numeral, right: Numeral) -> bool:
    return right.start - left.end <= _DASH_WIDTH and plain[left.end : right.start].strip() in ("-", "–", "—", "——", "~", "至", "到")
