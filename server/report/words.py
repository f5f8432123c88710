"""Characters and words: cleaning at the border, digits, Chinese numerals, sentences, line breaks in a title."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import inf

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPOKEN_BELOW = 10_000
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）》」]*|[^。！？\n]+")

# What the titles of official papers are made of; longer words stand before shorter ones, to be found first.
_TITLE_WORDS = """
中国特色社会主义 习近平法治思想 行政规范性文件 党政主要负责人 人民代表大会 综合行政执法 综合执法大队 法治政府建设 全面依法治国
全面依法治省 全面依法治市 全面依法治县 全面依法治镇 全面依法治乡 重大行政决策 优化营商环境 政府信息公开 普法依法治理 法治宣传教育
党风廉政建设 常务委员会 农业农村局 规范性文件 合法性审查 合法性审核 放管服改革 第一责任人 人民政府 领导小组 工作专班 社会治安 社会稳定
法治政府 法治建设 法治社会 法治国家 依法治国 依法行政 依法治理 行政执法 行政复议 行政应诉 行政许可 行政处罚 营商环境 政务公开 政务服务
信息公开 普法宣传 法律顾问 法律服务 人民调解 矛盾纠纷 多元化解 信访维稳 社会治理 基层治理 乡村振兴 综合治理 安全生产 应急管理 生态环境
主体责任 贯彻落实 贯彻执行 组织开展 全面推进 深入推进 持续深化 述职述法 委员会 办事处 办公室 司法局 司法所 财政局 公安局 教育局 民政局
党政办 党工委 管委会 自治区 自治州 自治县 进一步 责任制 指标表 一览表 上半年 下半年 阶段性 街道 关于 印发 转发 报送 上报 批转 下达 成立
调整 开展 加强 推进 落实 履行 深化 做好 完善 建立 健全 规范 提升 优化 实施 执行 贯彻 学习 宣传 公布 征求 召开 述法 督察 考核 评估 检查
整改 反馈 问题 意见 建议 措施 机制 制度 职责 责任 清单 规划 计划 总结 方案 要点 纲要 办法 规定 细则 条例 通知 通报 报告 请示 批复 公告
通告 决定 情况 工作 任务 专项 行动 活动 会议 年度 季度 以来 期间 有关 相关 重点 主要 全面 年终 自查 自评 执法 监督 司法 法治 建设 改革
发展 服务 管理 保障 教育 培训 队伍 人员 干部 能力 水平 体系 平台 项目 资金 群众 企业 农村 社区 村民 基层 全镇 全县 全乡 全市 本级 我镇
我县 我乡 政府 党委 函
"""
_MARKS = "，。、；：！？（）《》〈〉【】〔〕“”‘’·—…％%"
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<figure>第?(?:[0-9A-Za-z.]+|[一二三四五六七八九十百千零〇]{2,}|(?<=第)[一二三四五六七八九十])(?:年度|[年月日号届次期条件项个])?)"
    rf"|(?P<word>{'|'.join(_TITLE_WORDS.split())})|(?P<mark>[{_MARKS}])|(?P<other>.)",
    re.DOTALL,
)
_QUOTED = re.compile("《[^》]*》|“[^”]*”|（[^）]*）")
_NEVER_FIRST = "的了等，。、；：！？）》〉】〕”’·—…％%"
_NEVER_LAST = "（《〈【〔“‘第和与及"
# Below 0 a seam is the best there is; above 0 it is a bad one.
_ENDING = dict.fromkeys(("人民政府", "委员会", "办公室", "办事处", "年度", "度", "领导小组", "、", "，"), -1.0)
_ENDING |= dict.fromkeys(("关于", "印发", "转发", "的", "对", "在", "中共", "全面", "进一步", "深入", "”", "届", "次"), 4.0)
_BEGINNING = {"关于": -1.0, "《": -1.0, "中共": -1.0}
_BEGINNING |= dict.fromkeys(("情况", "工作", "报告", "函", "人民政府", "委员会", "办公室", "办事处", "领导小组", "街道"), 3.0)
_BEGINNING |= dict.fromkeys("和与及暨", 1.5)
_PLACES_END = "省市县区镇乡村州盟旗"
# Unknown characters are taken for words of two.
_BETWEEN_WORDS, _BESIDE_UNKNOWN, _IN_A_NAME, _UNKNOWN = 1.0, 2.0, 3.0, 5.0
_FULL, _CHANGE, _SAME, _SHAPED_LINES = 10, 2, 5, 4
_NEXT_LINES = 2
_UNEVEN, _STUB, _STUB_WIDTH, _EQUAL, _HOURGLASS, _ONE_MORE, _IN_QUOTES = 6.0, 3.0, 35, 0.3, 4.0, 1.5, 4.0


@dataclass(frozen=True)
class Cleaned:
    """Text that every store and file format can hold, and how many characters had to change for it."""

    text: str
    changed: int


def clean(text: str) -> Cleaned:
    """Lone surrogates become U+FFFD, control characters except tab and newline fall away, CRLF becomes LF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    without, surrogates = _SURROGATE.subn("\ufffd", lines)
    safe, controls = _UNSAFE.subn("", without)
    return Cleaned(safe, surrogates + controls)


def half_width(text: str) -> str:
    """Full-width Latin letters, digits and signs as their half-width forms (１２ → 12)."""
    return text.translate(_FULL_WIDTH)


def chinese_number(number: int) -> str:
    """0–9999 in words: 一 … 十 … 二十一 … 一百零一 … 三千零五十; beyond that in figures."""
    if number >= _SPOKEN_BELOW:
        return str(number)
    places = zip(f"{number:04d}", ("千", "百", "十", ""), strict=True)
    spoken = "".join(_DIGITS[int(digit)] + (place if digit != "0" else "") for digit, place in places)
    plain = re.sub("零+", "零", spoken).strip("零") or "零"
    return plain.removeprefix("一") if plain.startswith("一十") else plain


def read_chinese_number(text: str) -> int | None:
    """The value of 十二、三百零五、两千、百; None when it is not a well-formed numeral below 10000 (二三十、一百二)."""
    plain = text.replace("两", "二").replace("〇", "零")
    total, digit = 0, 0
    for character in plain:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            return None
    number = total + digit
    return number if _short(plain) == _short(chinese_number(number)) else None


def sentences(text: str) -> tuple[str, ...]:
    """Text cut after 。！？ and at line ends; joined again without line ends it is the same text."""
    return tuple(part for part in _SENTENCE.findall(text) if part.strip())


def count(text: str) -> int:
    """Characters that are printed: everything but white space."""
    return sum(not character.isspace() for character in text)


def width(text: str) -> float:
    """Width in full-width characters; a half-width character counts 0.5."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def title_lines(title: str, most: int = 20) -> tuple[str, ...]:
    """A title broken at words into lines of at most `most` characters, a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

    No line begins with 的 or a closing mark. A word is broken only where it is longer than a line, 《》 where nothing else helps.
    """
    rest, room = title.strip(), most * _FULL
    lines: list[str] = []
    shapeable, near = _SHAPED_LINES * 2 * most, _NEXT_LINES * 2 * most
    while (taken := _taken(rest if len(rest) <= shapeable else rest[:near]))[-1] > room:
        shaped = _shaped(rest, taken, room) if taken[-1] <= _SHAPED_LINES * room and len(taken) > len(rest) else ()
        if shaped:
            return (*lines, *shaped)
        cut = _fullest(rest[:near], taken[: near + 1], room)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*lines, rest)


def _taken(title: str) -> list[int]:
    """How far a line reaches after each character. LibreOffice slips a fifth of a character between 汉字 and figures: it counts."""
    narrow = [width(character) < 1 for character in title]
    changes = [False, *(left != right for left, right in pairwise(narrow))]
    return [0, *accumulate(_FULL // (1 + half) + _CHANGE * change for half, change in zip(narrow, changes, strict=False))]


def _fullest(title: str, taken: list[int], room: int) -> int:
    """The best place to end a line in its last third, else where it is full."""
    longest = max(at for at, reached in enumerate(taken) if reached <= room)
    near = {at: cost for at, cost in _seams(title).items() if longest * 2 // 3 < at <= longest}
    return min(near, key=lambda at: (near[at], -at), default=longest)


def _shaped(title: str, taken: list[int], room: int) -> tuple[str, ...]:
    """The lines that look best, or none where a word is longer than a line."""
    seams = _seams(title) | {len(title): 0.0}

    @cache
    def best(start: int, lines: int, share: float, before: int, ceiling: float) -> tuple[float, tuple[str, ...]]:
        """Cost and text of so many lines from `start` on, after one that is `before` wide; beyond the ceiling they grow again."""
        found: list[tuple[float, tuple[str, ...]]] = []
        for end in [end for end in seams if end > start and taken[end] - taken[start] <= room and (lines > 1 or end == len(title))]:
            wide = taken[end] - taken[start]
            falls = before - wide > _SAME or ceiling < inf
            rest, after = best(end, lines - 1, share, wide, wide + _SAME if falls else inf) if lines > 1 else (0.0, ())
            found.append((seams[end] + _looks(wide, share, before, ceiling) + rest, (title[start:end].strip(), *after)))
        return min(found, default=(inf, ()))

    fewest = -(-taken[-1] // room)
    tries = (best(0, lines, taken[-1] / lines, 0, inf) for lines in (fewest, fewest + 1))
    _, lines = min((cost + _ONE_MORE * extra, lines) for extra, (cost, lines) in enumerate(tries))
    return lines


def _looks(wide: int, share: float, before: int, ceiling: float) -> float:
    """What a line costs beside the one before it: far from an even share, a stub, as wide, wider again (an hourglass)."""
    uneven = _UNEVEN * ((wide - share) / share) ** 2
    equal = _EQUAL if before and abs(wide - before) <= _SAME else 0
    return uneven + equal + (_STUB if wide <= _STUB_WIDTH else 0) + (_HOURGLASS if wide > ceiling else 0)


def _seams(title: str) -> dict[int, float]:
    """Where a line may end, and how badly: between words, best after an office or a year, at a space, before 关于."""
    tokens = [(match.lastgroup or "", match[0], match.end()) for match in _TOKEN.finditer(title)]
    quoted = {at for match in _QUOTED.finditer(title) for at in range(match.start() + 1, match.end())}
    seams, run = {}, 0
    for (kind, word, end), (next_kind, following, _) in pairwise(tokens):
        run = run + 1 if kind == "other" else 0
        cost = _seam(kind, word, next_kind, following, run)
        if cost < inf and kind != "space":
            seams[end] = cost + _IN_QUOTES * (end in quoted)
    return seams


def _seam(kind: str, word: str, next_kind: str, following: str, run: int) -> float:
    """The cost of ending a line after a word that another follows; `run` counts unknown characters up to it."""
    if following[0] in _NEVER_FIRST or word[-1] in _NEVER_LAST:
        return inf
    named = [_ENDING.get(word[-1] if kind == "figure" else word, 0), _BEGINNING.get(following, 0)]
    if next_kind == "space" or any(named):
        return 0 if next_kind == "space" else max(0, *named)
    if kind == next_kind == "other":
        return _IN_A_NAME if word in _PLACES_END else inf if run % 2 else _UNKNOWN
    return _BESIDE_UNKNOWN if "other" in (kind, next_kind) else _BETWEEN_WORDS


def _short(numeral: str) -> str:
    """十二 for 一十二, 百 for 一百: people leave out the first 一."""
    return numeral[1:] if numeral[:1] == "一" and numeral[1:2] in _PLACES else numeral


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds, tried only at these places, which are in order: quicker where a match can begin at few of them."""
    reached = 0
    for at in places:
        found = pattern.match(text, at) if at >= reached else None
        if found:
            reached = found.end()
            yield found
