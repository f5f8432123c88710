"""Office phones and days as people type them."""

import re
from datetime import date

from server.report.words import half_width

_PHONE = re.compile(r"(?=(?:\D*\d){3})[0-9\s()（）+\-—转分机,，、;；/]{3,40}")
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


def is_phone(text: str) -> bool:
    """Whether a text can be called: at least three digits, an extension, several numbers."""
    return bool(_PHONE.fullmatch(half_width(text)))


def day(text: str) -> date | None:
    """A whole date; None for anything else."""
    found = _DAY.fullmatch(half_width(text).strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
