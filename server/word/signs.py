"""Chinese and other signs that reading Word files needs: numerals of lists, page numbers in margins, how a clerk's new line begins."""

import re
from collections.abc import Callable

from server.report.words import chinese_number

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST_ROMAN, _ALPHABET, _MOST_LETTERS = 3999, 26, 260
_CIRCLES = ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))
# What private characters of the symbol fonts show; all others stand for something nobody can tell.
_SYMBOLS = dict(zip("ü¨lnØûþR£§·ðvqu", "✓□●■➢✗☑☑☐▪·➪◆□◆", strict=True))
UNKNOWN_SYMBOL = "□"
BULLET = "•"

NEW_LINE = re.compile(
    r"[ \t]*(?:\u3000|\xa0{2}| {2}|[一二三四五六七八九十百]{1,4}、|第[一二三四五六七八九十百]{1,4}[章节条部]"
    r"|[（(] ?(?:[一二三四五六七八九十百]{1,4}|\d{1,2}) ?[)）]|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳])"
)
A_DATE = re.compile(
    r"\s*[\d〇○零一二三四五六七八九十]{2,4} ?年 ?[\d一二三四五六七八九十]{1,3} ?月(?: ?[\d一二三四五六七八九十]{1,3} ?日)?\s*$"
)
ENDS = re.compile(r"[。！？；：:;][”’）》」]?\s*$")
ONLY_MARK = re.compile(r"(?:[一二三四五六七八九十百]{1,4}、|[（(][^（()）]{1,4}[)）]|\d{1,2}[、．.]|[①-⑳]|第.{1,4}[章节条])\s*$")
PAGE_NUMBER = re.compile(r"[\s\-–—_─－~·•.第页共/\\|]*(?:\d{1,4}[\s\-–—_─－~·•.第页共/\\|]*){0,2}$")
CONTENTS = re.compile(r"(?:toc ?\d|toc heading|目录 ?\d|contents ?\d?)$", re.IGNORECASE)
HEADING = re.compile(r"(?:heading|标题) ?([1-9])$", re.IGNORECASE)
TITLES = {"title": "Title", "标题": "Title", "subtitle": "Subtitle", "副标题": "Subtitle"}


def numeral(number: int, form: str) -> str:
    """A number as a list of this numFmt shows it (ECMA-376 part 1, 17.18.59); in figures for forms that no Chinese paper uses."""
    return _FORMS.get(form, str)(number)


def symbol(code: int) -> str:
    """What a character of a symbol font shows."""
    if 0xE000 <= code <= 0xF8FF:  # noqa: PLR2004
        return _SYMBOLS.get(chr(code & 0xFF), UNKNOWN_SYMBOL)
    return chr(code) if 0x20 < code < 0xD800 else UNKNOWN_SYMBOL  # noqa: PLR2004


def _digits(number: int) -> str:
    return "".join(chinese_number(int(digit)) for digit in str(number)).replace("零", "〇")


def _formal(number: int) -> str:
    spoken = chinese_number(number)
    return (f"一{spoken}" if spoken.startswith("十") else spoken).translate(_FORMAL)


def _circled(number: int) -> str:
    return next((chr(ord(sign) + number - first) for first, last, sign in _CIRCLES if first <= number <= last), str(number))


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    written = ""
    for each, sign in _ROMAN:
        written += sign * (number // each)
        number %= each
    return written


def _letters(number: int) -> str:
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    return chr(ord("A") + (number - 1) % _ALPHABET) * (1 + (number - 1) // _ALPHABET)


def _shifted(first: str, most: int) -> Callable[[int], str]:
    """Numbers that have a character each, in a row from `first`."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"), chinese_number
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _formal),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _shifted("⑴", 20),
    "decimalEnclosedFullstop": _shifted("⒈", 20),
    "ideographEnclosedCircle": _shifted("㊀", 10),
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda _: "",
}
