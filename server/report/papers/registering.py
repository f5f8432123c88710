"""What is registered after signing, as typed → as printed, with a sentence for each mistake; and one number for one text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from server.report import paper_problems as say
from server.report.snapshot import Registration
from server.report.words import read_chinese_number

UPWARDS = ""
FIELDS = ("number", "date", "signers", "copies", "print_date")
_BRACKETS = ("〔", "〕")
_CENTURY = 2000
_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_NUMBER = re.compile(
    rf"(?P<code>[{_HAN}×]{{2,12}}?)(?P<open>[〔\[【(（［「『〖《<{{｛])?(?P<year>\d{{4}}|\d{{2}})年?(?P<close>[〕\]】)）］」』〗》>}}｝])?"
    r"(?P<ordinal>第)?(?P<serial>\d{1,5})(?P<end>号)?"
)
_NORMAL = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_DAY = re.compile(r"(?P<year>\d{4})[年\-/.](?P<month>\d{1,2})[月\-/.](?P<day>\d{1,2})日?(?:印发)?")
_SPOKEN = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日(?:印发)?"
)
_NO_YEAR = re.compile(r"(?:\d{2}[年\-/.])?\d{1,2}[月\-/.]\d{1,2}日?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_APART = re.compile(r"[、，,；;/\s]+")
_COPIES = re.compile(r"(?:共?印)?0*([1-9]\d{0,5})份?")


@dataclass(frozen=True)
class Read:
    """One answer: `text` as it will be printed, or as typed where `message` says what to do about it; `proposal` is the right form."""

    text: str
    message: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Judged:
    """A registration as read. `mistakes` and `proposals` by field (see FIELDS); `remarks` are worth a look and hold nothing back."""

    registration: Registration
    document_date: str
    mistakes: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bearing:
    """A paper that left bearing a number: the digest of its approved text, its form in words, the day as shown to readers."""

    number: str
    text: str
    form: str
    day: str


def judge(typed: Mapping[str, str], issuers: int, kind: str = UPWARDS, day_labels: tuple[str, str] = ("成文日期", "印发日期")) -> Judged:
    """A registration as typed (keys as in FIELDS, missing ones are empty) for a paper of so many issuers.

    Only a paper upwards (`kind` "") needs signers, and only once anything else is registered (7.2.6).
    """
    raw = {key: typed.get(key, "") for key in FIELDS}
    needed = issuers if kind == UPWARDS and any(raw[key].strip() for key in FIELDS) else 0
    read = {
        "number": read_number(raw["number"]),
        "date": read_day(raw["date"], day_labels[0]),
        "signers": read_signers(raw["signers"], needed),
        "copies": read_copies(raw["copies"]),
        "print_date": read_day(raw["print_date"], day_labels[1]),
    }
    mistakes = {key: each.message for key, each in read.items() if each.message} | _against(read)
    registration = Registration(
        number=read["number"].text, signers=read["signers"].text, copies=read["copies"].text, print_date=read["print_date"].text
    )
    proposals = {key: each.proposal for key, each in read.items() if each.proposal}
    return Judged(registration, read["date"].text, mistakes, proposals, _remarks(read))


def read_number(raw: str) -> Read:
    """A 发文字号: 机关代字〔年份〕序号号, no 第, no padding (7.2.5). "" is not yet known."""
    plain = "".join(raw.split()).translate(_NORMAL)
    if not plain:
        return Read("")
    found = _NUMBER.fullmatch(plain)
    if not found or not (found["open"] or found["close"]) or not int(found["serial"]):
        return Read(raw.strip(), say.number_form())
    right = f"{found['code']}〔{_full_year(found['year'])}〕{int(found['serial'])}号"
    wrong = next((sentence for is_wrong, sentence in _slips(found, right) if is_wrong), "")
    return Read(raw.strip(), wrong, right) if wrong else Read(right)


def read_day(raw: str, label: str) -> Read:
    """A day of the calendar in Arabic figures without padding (7.3.5.4): 2027-1-15 and 二〇二七年一月十五日 become 2027年1月15日."""
    plain = "".join(raw.split()).translate(_NORMAL)
    if not plain:
        return Read("")
    known = day_of(plain)
    if known:
        return Read(printed(known))
    return Read(raw.strip(), say.day_year(label) if _NO_YEAR.fullmatch(plain) else say.day_form(label, raw))


def read_signers(raw: str, needed: int) -> Read:
    """Names separated by 、 whatever was typed between them; at least `needed` of them."""
    names = _names([part for part in _APART.split(raw.strip()) if part])
    text = "、".join(names)
    return Read(text, say.signers_needed(needed)) if len(names) < needed else Read(text)


def read_copies(raw: str) -> Read:
    """A number of copies: 30, 30份, 共印30份."""
    plain = "".join(raw.split()).translate(_NORMAL)
    found = _COPIES.fullmatch(plain)
    return Read(found[1]) if found else Read(raw.strip(), say.copies_form() if plain else "")


def day_of(text: str) -> date | None:
    """The day a registered date means; None when it is none or not on the calendar."""
    found = _DAY.fullmatch(text)
    spoken = None if found else _SPOKEN.fullmatch(text)
    numbers = [int(found[part]) for part in ("year", "month", "day")] if found else _spoken(spoken) if spoken else []
    try:
        return date(*numbers) if len(numbers) == len(("year", "month", "day")) else None
    except ValueError:
        return None


def printed(day: date) -> str:
    """A day as a paper has it: 2027年1月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def blank_number(body_code: str, year: int, document_date: str) -> str:
    """The place of a number not yet known: 清政〔2027〕　号. Its year is that of signing, the one after the report's while that is open."""
    signed = day_of(document_date)
    return f"{body_code}〔{signed.year if signed else year + 1}〕\u3000号" if body_code else ""


def withheld(number: str, text: str, earlier: Iterable[Bearing]) -> str:
    """Why a text (the digest of `snapshot.approved`) may not bear this number, "" when it may: one number is one text."""
    other = next((each for each in earlier if number and each.number == number and each.text != text), None)
    return say.number_taken(other.number, other.form, other.day) if other else ""


def _slips(found: re.Match[str], right: str) -> tuple[tuple[bool, str], ...]:
    return (
        ((found["open"], found["close"]) != _BRACKETS, say.number_brackets(right)),
        (len(found["year"]) < len("2027"), say.number_year(right)),
        (bool(found["ordinal"]), say.number_ordinal(right)),
        (found["serial"].startswith("0"), say.number_padded(right)),
        (not found["end"], say.number_unclosed(right)),
    )


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if year >= _CENTURY - 100 else _CENTURY + year


def _spoken(found: re.Match[str]) -> list[int]:
    """Year, month and day of a date in Chinese numerals; [] when one of them is none."""
    parts = [int(found["year"].translate(_DIGITS)), read_chinese_number(found["month"]), read_chinese_number(found["day"])]
    return [part for part in parts if part is not None]


def _names(parts: list[str]) -> list[str]:
    """Names of two characters are often typed with a space between them."""
    if not parts:
        return []
    head, rest = parts[0], parts[1:]
    return [head + rest[0], *_names(rest[1:])] if len(head) == 1 and rest and len(rest[0]) == 1 else [head, *_names(rest)]


def _against(read: Mapping[str, Read]) -> dict[str, str]:
    """Mistakes between two answers."""
    signed, out = day_of(read["date"].text), day_of(read["print_date"].text)
    return {"print_date": say.printed_too_early(read["date"].text)} if signed and out and out < signed else {}


def _remarks(read: Mapping[str, Read]) -> dict[str, str]:
    signed = day_of(read["date"].text)
    found = _NUMBER.fullmatch(read["number"].text)
    year = _full_year(found["year"]) if found else 0
    return {"number": say.number_other_year(year, signed.year)} if signed and found and year != signed.year else {}
