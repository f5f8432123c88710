"""Numbers that belong to one person: ID numbers, bank cards, phones; tells them from other long numbers."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

_ID = re.compile(r"(?<![0-9A-Za-z])[0-9]{6} ?[0-9]{8} ?[0-9]{3}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])[0-9]{15}(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9])(?:[0-9]{16,19}|[0-9]{4}(?: [0-9]{4}){3}(?: [0-9]{1,3})?)(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])")
_LAND_LINE = re.compile(r"0[0-9]{2,3}[- ]?[0-9]{7,8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83}
_OLD_ID = 15
_OLDEST, _LATEST = 1900, 2100
_CARD_STARTS = ("62", "60", "4", "5")


class Kind(StrEnum):
    """What a cell says about a person."""

    name = "name"
    id_number = "id_number"
    phone = "phone"
    bank_card = "bank_card"
    address = "address"


def is_id_number(text: str) -> bool:
    """18 digits (or X) with the right check digit or a possible birthday, or 15 with one, of a province that is (GB 11643-1999)."""
    plain = text.replace(" ", "").upper()
    if not _ID.fullmatch(text) or int(plain[:2]) not in _PROVINCES:
        return False
    return _is_birthday(f"19{plain[6:12]}") if len(plain) == _OLD_ID else _is_birthday(plain[6:14]) or _checks(plain)


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _OLDEST <= born.year < _LATEST


def _checks(plain: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(plain, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == plain[-1]


def _is_card(text: str) -> bool:
    """The check digit of bank cards (GB/T 17552, mod 10)."""
    digits = [int(digit) for digit in text.replace(" ", "")]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return text.startswith(_CARD_STARTS) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_phone(text: str) -> bool:
    return bool(_MOBILE.fullmatch(text) or _LAND_LINE.fullmatch(text))


def _always(_: str) -> bool:
    return True


IN_TEXT: dict[Kind, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    Kind.id_number: (_ID, is_id_number),
    Kind.bank_card: (_CARD, _is_card),
    Kind.phone: (_MOBILE, _always),
}
WHOLE: dict[Kind, Callable[[str], bool]] = {
    Kind.id_number: is_id_number,
    Kind.bank_card: lambda text: bool(_CARD.fullmatch(text)) and _is_card(text),
    Kind.phone: _is_phone,
}
