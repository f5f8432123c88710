"""Numbers that lead to one person: phones, ID numbers, bank cards, plates, addresses of mail; hotlines everybody may know are none."""

import re
from collections.abc import Callable, Iterator

from server.report.ledgers.identity import is_id_number
from server.report.publicity.hits import Hit, Kind, Reason

_CUT = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
_STAR = "[*×✱＊●•·xX?#_□○]"
_DASH = "[-—–~ .]"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_HELD = r"(?:账号|帐号|账户|帐户|卡号|银行卡|开户行|收款)"
_CALLED = r"(?:电话|手机|热线|传真|联系方式|座机|致电|拨打|咨询|举报|投诉)"
_COUNTRY = rf"(?:\(?\+?(?:00)?86\)?{_DASH}?)?"
_EIGHT = rf"(?:[0-9]{{4}}{_DASH}?[0-9]{{4}}|[0-9]{{3}}{_DASH}[0-9]{{5}})"
_MOBILE = rf"(?<![0-9]){_COUNTRY}1[3-9][0-9]{_DASH}?{_EIGHT}(?![0-9.元万余多%])"
_CODE = rf"(?:\(0[1-9][0-9]{{1,2}}\) ?|0[1-9][0-9]{{1,2}}{_DASH}{{0,3}})"
_AREA = rf"(?<![0-9]){_CODE}[2-9][0-9]{{2,3}}{_DASH}?[0-9]{{4}}(?:(?:-|转)[0-9]{{1,5}})?(?![0-9])"
_LOCAL = r"(?<![0-9-])[2-9][0-9]{2,3}-?[0-9]{4}(?![0-9-])"
_SERVICE = rf"(?<![0-9])[48]00{_DASH}?[0-9]{{3,4}}{_DASH}?[0-9]{{3,4}}(?![0-9])"
_MASKED_PHONE = rf"(?<![0-9*])1[3-9][0-9]{_STAR}{{4,6}}[0-9]{{2,4}}(?![0-9])"
_ID = rf"{_CUT}[0-9]{{6}}[ -]?[0-9]{{4}}[ -]?[0-9]{{4}}[ -]?[0-9]{{3}}[0-9Xx]{_END}|{_CUT}[0-9]{{15}}{_END}"
_MASKED_ID = rf"{_CUT}[1-8][0-9]{{2,9}}{_STAR}{{4,}}[0-9]{{0,4}}[Xx]?{_END}"
_CARD = r"(?<![0-9])(?:[0-9]{16,19}|[0-9]{4}(?: [0-9]{4}){3}(?: [0-9]{1,3})?)(?![0-9])"
_PLATE = rf"[{_PROVINCES}][A-HJ-NP-Z][·• .]?(?=[A-HJ-NP-Z]*[0-9])(?:[A-HJ-NP-Z0-9]{{5,6}}|[A-HJ-NP-Z0-9]{{4}}[学警挂港澳]){_END}"
_MAIL = r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
_ACCOUNT = r"(?:QQ|qq|微信|微信号|WeChat|wechat)(?:号|群号?|账号)?[:为 ]{1,2}[0-9A-Za-z_-]{5,20}"
_CARD_STARTS = ("62", "60", "4", "5")
_NEAR = 14


def _always(_: str, __: str) -> bool:
    return True


def _is_id(found: str, _: str) -> bool:
    return is_id_number(found.replace("-", "").replace(" ", ""))


def _is_card(found: str, before: str) -> bool:
    """The check digit of bank cards (GB/T 17552, mod 10), or a word for an account before it."""
    digits = [int(digit) for digit in found if digit.isdigit()]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    checks = found.startswith(_CARD_STARTS) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    return checks or bool(re.search(_HELD, before))


def _is_called(_: str, before: str) -> bool:
    return bool(re.search(rf"{_CALLED}[^,。;0-9]{{0,6}}(?:[0-9-]+[、/, 或和]+)*$", before))


_KINDS: tuple[tuple[Kind, Reason, re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (Kind.contact, Reason.contact, re.compile(f"{_MAIL}|{_ACCOUNT}"), _always),
    (Kind.id_number, Reason.id_number, re.compile(_ID), _is_id),
    (Kind.bank_card, Reason.bank_card, re.compile(_CARD), _is_card),
    (Kind.phone, Reason.phone_masked, re.compile(_MASKED_PHONE), _always),
    (Kind.id_number, Reason.id_masked, re.compile(_MASKED_ID), _always),
    (Kind.phone, Reason.mobile, re.compile(_MOBILE), _always),
    (Kind.phone, Reason.service_line, re.compile(_SERVICE), _always),
    (Kind.phone, Reason.land_line, re.compile(_AREA), _always),
    (Kind.phone, Reason.land_line, re.compile(_LOCAL), _is_called),
    (Kind.id_number, Reason.long_number, re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"), _always),
    (Kind.plate, Reason.plate, re.compile(_PLATE), _always),
)


def numbers_in(seen: str, text: str) -> Iterator[Hit]:
    """Every such number; `seen` is the text in half-width characters. Where two kinds claim a place, the first has it."""
    taken: set[int] = set()
    for kind, reason, pattern, checks in _KINDS:
        for found in pattern.finditer(seen):
            places = range(*found.span())
            if taken.isdisjoint(places) and checks(found[0], seen[max(found.start() - _NEAR, 0) : found.start()]):
                taken.update(places)
                yield Hit(kind, found.start(), found.end(), text[found.start() : found.end()], reason)
