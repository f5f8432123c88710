"""Finds the mark of a state secret on a paper, in text or in raw bytes (GB/T 9704-2012 7.2.2); prose about secrets is no mark."""

import re

_MARKS = ("绝密", "机密", "秘密")
_SPACE = r"[ \t\u3000\xa0]*"
_WORD = f"(?:{'|'.join(_SPACE.join(mark) for mark in _MARKS)})"
_STAR = "[★☆✩✪✭✮✯⭐﹡✱✽]"
_PERIOD = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})" + _SPACE + "(?:年|个月|天)|长期"
_FORMS = (
    rf"{_WORD}{_SPACE}{_STAR}",
    rf"{_WORD}{_SPACE}[*＊]{_SPACE}(?:{_PERIOD})",
    rf"密{_SPACE}级{_SPACE}[:：\t]{_SPACE}{_WORD}",
    rf"^{_SPACE}{_WORD}{_SPACE}[*＊]?{_SPACE}(?:{_PERIOD})?{_SPACE}\r?$",
)
_MARK = re.compile("|".join(_FORMS), re.MULTILINE)
_MARK_LENGTH = 20
_ENCODINGS = ("utf-16-le", "gb18030", "utf-8")


def secret_mark(text: str) -> str | None:
    """The mark as it stands in the text (秘密★1年, 密级：机密), None when there is none. A line that is only 秘密 is one too."""
    found = _MARK.search(text)
    return found[0].strip()[:_MARK_LENGTH] if found else None


def secret_in_bytes(content: bytes) -> str | None:
    """The word before a star in the raw bytes of an old Word file or a text, whatever their encoding; None when there is none."""
    return next((mark for mark, pattern in _RAW if pattern.search(content)), None)


def _raw(mark: str, encoding: str) -> re.Pattern[bytes]:
    """The characters of a mark and a star, with spaces between, as bytes."""

    def either(characters: str) -> bytes:
        return b"(?:" + b"|".join(re.escape(each.encode(encoding)) for each in characters) + b")"

    space = either(" \u3000\xa0") + b"{0,8}"
    return re.compile(space.join([*map(either, mark), either("★☆")]))


_RAW = tuple((mark, _raw(mark, encoding)) for mark in _MARKS for encoding in _ENCODINGS)
