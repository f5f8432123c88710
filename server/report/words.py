"""Characters and words: cleaning at the border, digits, Chinese numerals, sentences, line breaks in a title."""

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPOKEN_BELOW = 10_000
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）》」]*|[^。！？\n]+")
_TITLE_BREAKS = ("人民政府", "委员会", "办事处", "关于", "年度", "情况")


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
    """A title broken at words into lines of at most `most` characters, as even as the words allow (GB/T 9704-2012 7.3.1)."""
    rest = title.strip()
    lines, left = [], width(rest)
    while left > most:
        cut = _title_cut(rest, left, most)
        after = rest[cut:].lstrip()
        lines.append(rest[:cut].rstrip())
        left -= width(rest[: len(rest) - len(after)])
        rest = after
    return (*lines, rest)


def _title_cut(title: str, full: float, most: int) -> int:
    """Where the first line of a title that is `full` wide ends: at the word nearest to an even share, else where the line is full."""
    fits = [width(title[:at]) for at in range(2 * most + 1)]
    longest = max(at for at, taken in enumerate(fits) if taken <= most)
    places = [at for at in _title_places(title[: longest + len(max(_TITLE_BREAKS, key=len))]) if at <= longest]
    even = full / -(-full // most)
    return min(places, key=lambda at: (abs(fits[at] - even), -at), default=longest)


def _title_places(title: str) -> list[int]:
    """Where a line may end: before 关于, after the other words, at a space."""
    found = [(match.start(), match.end(), match[0]) for word in _TITLE_BREAKS for match in re.finditer(word, title)]
    places = {start if word == "关于" else end for start, end, word in found} | {m.start() for m in re.finditer(r"\s", title)}
    return sorted(at for at in places if 0 < at < len(title))


def _short(numeral: str) -> str:
    """十二 for 一十二, 百 for 一百: people leave out the first 一."""
    return numeral[1:] if numeral[:1] == "一" and numeral[1:2] in _PLACES else numeral
