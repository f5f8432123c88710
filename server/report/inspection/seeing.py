"""What a line is read as where something unfinished or misplaced in it would hide what it is; its own words are not changed."""

import re

_BLANK_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,14}[ \u3000]{0,4}[〔\[［（(【﹝])[ \u3000\d]{0,6}([〕\]］）)】﹞])[ \u3000_＿]{0,8}号(?=[\s\u3000]|$)"
)
_STOPS = "。.，；："


def readable(text: str, *, large: bool) -> str:
    """A line for understanding: a 发文字号 still to be filled in as one that is, a `large` centred line without the mark behind it."""
    filled = _BLANK_NUMBER.sub(r"\g<1>2000\g<2>1号", text)
    return filled.rstrip(_STOPS) if large else filled
