"""Characters and words: cleaning at the border, digits, Chinese numerals, sentences, line breaks in a title."""

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SENTENCE = re.compile(r"[^。！？\n]*[。！？][”’）》」]*|[^。！？\n]+")
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
    """1–999 as used in numbering: 一 … 十 … 二十一 … 一百零一."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if not tens:
        return head + (("零" if head else "") + _DIGITS[ones] if ones else "")
    ten = "十" if tens == 1 and not head else f"{_DIGITS[tens]}十"
    return head + ten + (_DIGITS[ones] if ones else "")


def read_chinese_number(text: str) -> int | None:
    """The value of 十二、三百零五、两千; None when it is not such a numeral below 10000."""
    total, digit = 0, 0
    for character in text.replace("两", "二").replace("〇", "零"):
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            return None
    return total + digit if text else None


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
    if width(title) <= most:
        return (title,)
    places = [at for at in _title_places(title) if width(title[:at]) <= most]
    if not places:
        cut = next(at for at in range(len(title), 0, -1) if width(title[:at]) <= most)
        return (title[:cut], *title_lines(title[cut:], most))
    lines = -(-width(title) // most)
    cut = min(places, key=lambda at: (abs(width(title[:at]) - width(title) / lines), -at))
    return (title[:cut].strip(), *title_lines(title[cut:].strip(), most))


def _title_places(title: str) -> list[int]:
    """Where a line may end: before 关于, after the other words, at a space."""
    found = [(match.start(), match.end(), match[0]) for word in _TITLE_BREAKS for match in re.finditer(word, title)]
    places = {start if word == "关于" else end for start, end, word in found} | {m.start() for m in re.finditer(r"\s", title)}
    return sorted(at for at in places if 0 < at < len(title))
