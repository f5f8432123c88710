"""填报表: what an office or village is asked for, under a code that can be read over the phone; the words come from data/."""

import re
from dataclasses import dataclass
from itertools import groupby

from server.report.values import Frozen
from server.report.words import chinese_number, half_width

# 31 signs, a prime, so that the check character catches every single slip and every swap; none looks like another.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "CB"
CODES = len(SIGNS) ** 7
TEXT_ID = "text:"
_HALF = 4
_MISREAD = str.maketrans("—–－_ \u3000", "------")
_CODE = re.compile(rf"(?<![A-Z0-9]){PREFIX}-*((?:[A-Z0-9]-*){{8}})(?![A-Z0-9])")


@dataclass(frozen=True)
class Asked:
    """One figure on a form, as printed. `last` is last year's value as text, "" when not known; `section` the name of its section."""

    indicator: str
    name: str
    unit: str
    definition: str
    last: str = ""
    section: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class AskedText:
    """A section whose paragraphs are asked for."""

    section: str
    name: str


@dataclass(frozen=True)
class CollectionForm:
    """A 填报表 given to one office. `unit` is the short name of the reporting unit, `contact` a name and a phone as typed.

    `due` is a date or words, `share` says that a village gives its part of the unit's figure.
    """

    code: str
    unit: str
    year: int
    office: str
    contact: str
    due: str
    rows: tuple[Asked, ...]
    texts: tuple[AskedText, ...] = ()
    share: bool = False


class Column(Frozen):
    """A column of the form: what is printed over it, its width in half-width characters, and what people call it instead."""

    key: str
    heading: str
    width: int
    also: tuple[str, ...] = ()


class Wording(Frozen):
    """The words and widths of the form, from data/collecting.toml; `{…}` are filled by `filled`."""

    sheet: str
    title: str
    head: str
    code: str
    rules: tuple[str, ...]
    shared_rule: str
    chapter: str
    chapter_heading: str
    giver: str
    giver_also: tuple[str, ...]
    phone: str
    phone_also: tuple[str, ...]
    day: str
    day_also: tuple[str, ...]
    foot_also: tuple[str, ...]
    font: str
    heading_font: str
    document_sheet: str
    document_table: str
    margin_sheet: str
    box_sheet: str
    pasted_sheet: str
    prompt_title: str
    prompt_count: str
    prompt_decimal: str
    prompt_percent: str
    prompt_date: str
    warning_title: str
    warning: str
    warning_date: str
    nothing: tuple[str, ...]
    strokes: tuple[str, ...]
    not_applicable: str
    around: dict[str, str]
    column: tuple[Column, ...]
    words_column: Column

    def heading(self, key: str) -> str:
        """What is printed over a column, "" for no column of the form."""
        return next((column.heading for column in self.column if column.key == key), "")


def filled(pattern: str, form: CollectionForm) -> str:
    """A wording with the facts of the form in it."""
    facts = {"year": str(form.year), "last_year": str(form.year - 1), "unit": form.unit, "office": form.office}
    return with_words(pattern, facts | {"due": form.due, "contact": form.contact, "code": form.code})


def with_words(pattern: str, words: dict[str, str]) -> str:
    """A wording with `{name}` exchanged; a name that is not among `words` stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), pattern)


def chapters(form: CollectionForm, wording: Wording) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    """The rows of a form under the line printed above them: 一、执法; "" for rows of no section."""
    parts = [(section, tuple(rows)) for section, rows in groupby(form.rows, lambda asked: asked.section)]
    return tuple((_chapter(section, number, wording) if section else "", rows) for number, (section, rows) in enumerate(parts, 1))


def code_of(number: int) -> str:
    """The code of a form: CB-7K3M-9Q2X. `number` is drawn at random below CODES by the caller."""
    signs = ""
    for _ in range(2 * _HALF - 1):
        number, rest = divmod(number, len(SIGNS))
        signs = SIGNS[rest] + signs
    whole = signs + _check(signs)
    return f"{PREFIX}-{whole[:_HALF]}-{whole[_HALF:]}"


def codes_in(text: str) -> tuple[str, ...]:
    """Every code written in a text, right or wrong, in its canonical form; full width, small letters and lost dashes are no matter."""
    found = _CODE.findall(half_width(text).upper().translate(_MISREAD))
    plain = (signs.replace("-", "") for signs in found)
    return tuple(dict.fromkeys(f"{PREFIX}-{signs[:_HALF]}-{signs[_HALF:]}" for signs in plain))


def sound(code: str) -> bool:
    """Whether a code has no slip of the pen."""
    signs = code.removeprefix(f"{PREFIX}-").replace("-", "")
    return set(signs) <= set(SIGNS) and _check(signs[:-1]) == signs[-1:]


def _chapter(section: str, number: int, wording: Wording) -> str:
    return with_words(wording.chapter, {"number": chinese_number(number), "name": section})


def _check(signs: str) -> str:
    return SIGNS[sum(weight * SIGNS.index(sign) for weight, sign in enumerate(signs, 2)) % len(SIGNS)]
