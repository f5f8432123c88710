"""What somebody types for the lists of words → an entry, or a sentence for each field that cannot be taken. Words only, no patterns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from server.report.checks.wording import Confusable, Formula, Plain, Superseded, Tifa
from server.report.entries import read_date
from server.report.findings import Finding

Entry = Confusable | Formula | Superseded | Tifa | Plain
KINDS = ("tifa", "confusable", "formula", "superseded", "plain")
FIELDS = ("wrong", "right", "source", "since", "until")
SHORTEST, LONGEST, LONGEST_SOURCE, MOST_FORMS = 2, 60, 200, 20
# Kinds of which one entry is about one word, and those that need no right form beside it.
_ONE = ("confusable", "superseded", "plain")
_ALONE = ("superseded", "plain")


@dataclass(frozen=True)
class Typed:
    """An entry as typed; `wrong` holds one form a line."""

    kind: str
    wrong: str = ""
    right: str = ""
    source: str = ""
    since: str = ""
    until: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that are wrong, each once."""
        return tuple(dict.fromkeys(" ".join(line.split()) for line in self.wrong.splitlines() if line.strip()))


def mistakes(typed: Typed, year: int) -> dict[str, str]:
    """What must be put right, by field; nothing when it makes an entry. `year`: of days typed without one."""
    wrong = {
        "kind": "" if typed.kind in KINDS else "请选择这是哪一类词。",
        "wrong": _forms(typed),
        "right": _right(typed),
        "source": _source(typed.source),
        "since": read_date(typed.since, year)[1],
        "until": read_date(typed.until, year)[1] or _order(typed, year),
    }
    return {name: said for name, said in wrong.items() if said}


def entry_of(typed: Typed, year: int) -> Entry:
    """The entry that something typed without mistakes makes."""
    since, until = read_date(typed.since, year)[0], read_date(typed.until, year)[0]
    return _MAKE[typed.kind](typed, since, until)


def typed_of(kind: str, entry: Entry) -> Typed:
    """An entry as its form shows it."""
    days = {"since": _day(entry.since), "until": _day(entry.until)}
    match entry:
        case Confusable():
            return Typed(kind, entry.wrong, entry.right, entry.source, **days)
        case Superseded():
            return Typed(kind, entry.term, entry.instead, entry.source, **days)
        case Plain():
            return Typed(kind, entry.word, "", entry.source, **days)
        case _:
            return Typed(kind, "\n".join(entry.wrong), entry.right, entry.source, **days)


def left_alone(found: Finding, source: str) -> Plain:
    """The words a finding quotes as words that its rule leaves alone."""
    return Plain(word=found.quote, rule=found.rule, source=source)


def _forms(typed: Typed) -> str:
    forms = typed.forms
    if not forms:
        return "请填写要查的词。"
    if len(forms) > (1 if typed.kind in _ONE else MOST_FORMS):
        return "这一类一条只写一个词，请分开添加。" if typed.kind in _ONE else f"一条最多写{MOST_FORMS}种写法，请分开添加。"
    if any(not SHORTEST <= len(each) <= LONGEST for each in forms):
        return f"每种写法要有{SHORTEST}到{LONGEST}个字：一个字太容易误报。"
    held = next((each for each in forms if each in typed.right), "") if typed.kind not in _ALONE else ""
    return f"正确的写法里也有“{held}”，会把对的也当成错的。请把要查的词写得长一些。" if held else ""


def _right(typed: Typed) -> str:
    if not typed.right and typed.kind not in _ALONE:
        return "请填写应当怎么写。"
    return f"最多{LONGEST}个字。" if len(typed.right) > LONGEST else ""


def _source(source: str) -> str:
    if not source:
        return "请写明出处，如文件名和文号、会议、“县政府办要求”。"
    return f"最多{LONGEST_SOURCE}个字。" if len(source) > LONGEST_SOURCE else ""


def _order(typed: Typed, year: int) -> str:
    since, until = read_date(typed.since, year)[0], read_date(typed.until, year)[0]
    return "停用的日子不能早于起用的日子。" if since and until and until < since else ""


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _confusable(typed: Typed, since: date | None, until: date | None) -> Entry:
    return Confusable(wrong=typed.forms[0], right=typed.right, source=typed.source, since=since, until=until)


def _formula(typed: Typed, since: date | None, until: date | None) -> Entry:
    return Formula(wrong=typed.forms, right=typed.right, source=typed.source, since=since, until=until)


def _superseded(typed: Typed, since: date | None, until: date | None) -> Entry:
    return Superseded(term=typed.forms[0], instead=typed.right, source=typed.source, since=since, until=until)


def _tifa(typed: Typed, since: date | None, until: date | None) -> Entry:
    return Tifa(wrong=typed.forms, right=typed.right, source=typed.source, since=since, until=until)


def _plain(typed: Typed, since: date | None, until: date | None) -> Entry:
    return Plain(word=typed.forms[0], source=typed.source, since=since, until=until)


_MAKE: Mapping[str, Callable[[Typed, date | None, date | None], Entry]] = {
    "confusable": _confusable,
    "formula": _formula,
    "superseded": _superseded,
    "tifa": _tifa,
    "plain": _plain,
}
