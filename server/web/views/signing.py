"""The page of signing on paper: what its forms say, what is wrong with them, and what it shows again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from server.actions import evidence
from server.actions.consulting import Clash
from server.actions.evidence import Checked
from server.clock import BEIJING
from server.report.entries import read_date
from server.report.papers.registering import day_of
from server.report.problems import Refused, need, too_long
from server.report.season import signing_problems as say
from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Meeting, Part, Signature
from server.report.season_problems import before_season, choose_file_again, choose_one
from server.report.words import half_width
from server.web.depends import Asking
from server.web.forms import Form
from server.web.render import day_full
from server.web.unit_form import Wrong

SPARE_ROWS = 2
LONGEST_LINE, LONGEST_TEXT = 100, 4_000
COLUMNS = ("who", "day", "opinion", "adopted", "reason")
_ROW = re.compile(r"opinion\.(n?[0-9]{1,9})\.who")
_SECOND_HALF = 7
_Made = TypeVar("_Made", Meeting, Signature)


@dataclass(frozen=True)
class Row:
    """One row of the consultation in the form. `key` is its id, or n1, n2 for one that is new; `wrong` by column."""

    key: str
    version: int = 0
    typed: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ""))
    wrong: Mapping[str, str] = field(default_factory=dict)
    clash: Clash | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(text.strip() for text in self.typed.values())


@dataclass(frozen=True)
class Given(Generic[_Made]):
    """A meeting or a signature as its form says it, None when something must be put right; the file is checked, not kept."""

    made: _Made | None
    file: Checked | None
    wrong: tuple[Wrong, ...]

    def again(self, element: str) -> list[Wrong]:
        """What is said of the file when the form cannot be kept for another reason."""
        return [Wrong(element, choose_file_again())] if self.file else []


def rows_of(opinions: Iterable[Opinion]) -> tuple[Row, ...]:
    """Stored opinions as rows."""
    return tuple(Row(str(each.id), each.version, _typed(each)) for each in opinions)


def spare(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with some empty ones to write on."""
    used = [int(row.key[1:]) for row in rows if row.key.startswith("n")]
    first = max(used, default=0) + 1
    return (*rows, *(Row(f"n{at}") for at in range(first, first + SPARE_ROWS)))


def typed_rows(ask: Asking, year: int) -> tuple[tuple[Row, ...], tuple[Opinion, ...]]:
    """The rows of the form with what is wrong in them, and as opinions those that say anything; a row to be removed may be wrong."""
    keys = list(dict.fromkeys(found[1] for name, _ in ask.form.pairs if (found := _ROW.fullmatch(name))))
    rows = tuple(_row(ask.form, key) for key in keys)
    filled = tuple(row for row in rows if not (row.blank and row.key.startswith("n")))
    gone = ask.form.get("do").removeprefix("remove:")
    judged = tuple(row if row.key == gone else replace(row, wrong=_wrong(ask, row, year)) for row in filled)
    return judged, tuple(_opinion(row, year) for row in judged)


def wrongs_of(rows: Iterable[Row]) -> list[Wrong]:
    """A sentence for each box of the table that must be put right."""
    return [Wrong(f"opinion-{row.key}-{column}", text) for row in rows for column, text in row.wrong.items()]


def clashing(rows: Iterable[Row], clashes: Iterable[Clash], stored: Iterable[Opinion]) -> tuple[Row, ...]:
    """The rows as stored, with those of a person that somebody overtook in their place or, where theirs is gone, at the end."""
    mine = {str(each.mine.id): each for each in clashes}
    typed = {row.key: row for row in rows}
    shown = [replace(row, typed=typed[row.key].typed, clash=mine[row.key]) if row.key in mine else row for row in rows_of(stored)]
    lost = [each for each in mine.values() if each.theirs is None]
    again = [Row(f"n{at}", typed=typed[str(each.mine.id)].typed, clash=each) for at, each in enumerate(lost, 1)]
    return (*shown, *again)


def meeting_given(ask: Asking, year: int, kinds: Iterable[str]) -> Given[Meeting]:
    """What the form of a meeting says."""
    form, labels = ask.form, ask.site.library.labels["signing_fields"]
    day, late = _day(ask, year, form.get("meeting.day"), "meeting-day", labels["meeting_day"])
    kind = form.line("meeting.kind")
    wrong = [] if kind in set(kinds) else [Wrong("meeting-kind", choose_one(labels["kind"]))]
    wrong += [*late, *_long(form, labels, ("meeting.minutes", "meeting.note"))]
    made = Meeting(0, kind, day or ask.at.date(), form.line("meeting.minutes"), form.line("meeting.note"), None, "", ask.at, "")
    return _given(made, form, "meeting-file", wrong)


def signature_given(ask: Asking, year: int, issuers: tuple[str, ...]) -> Given[Signature]:
    """What the form of a signature says. Where one body issues alone, it is the one."""
    form, labels = ask.form, ask.site.library.labels["signing_fields"]
    day, late = _day(ask, year, form.get("signature.day"), "signature-day", labels["signature_day"])
    part, issuer = form.get("signature.part"), issuers[0] if len(issuers) == 1 else form.get("signature.issuer")
    unnamed = part == Part.signed and issuer not in issuers
    wrong = [] if part in set(Part) else [Wrong("signature-part", choose_one(labels["part"]))]
    wrong += [Wrong("signature-issuer", choose_one(labels["issuer"]))] if unnamed else []
    wrong += [] if form.line("signature.name") else [Wrong("signature-name", need(labels["name"]))]
    wrong += [*late, *_long(form, labels, ("signature.name", "signature.post", "signature.note"))]
    lines = {name: form.line(f"signature.{name}") for name in ("post", "name", "note")}
    kind = Part(part) if part in set(Part) else Part.drafted
    made = Signature(
        *(0, 0, kind, issuer, lines["post"], lines["name"], day or ask.at.date(), lines["note"], None, "", ask.at, ""),
    )
    return _given(made, form, "signature-file", wrong)


def season_day(raw: str, year: int) -> date | None:
    """A day as typed; one without a year is in the season of a report: from July of its year on."""
    plain = half_width("".join(raw.split()))
    month = re.search(r"\d+", plain)
    early = month is not None and int(month[0]) < _SECOND_HALF
    return day_of(plain) or read_date(raw, year + early)[0]


def _given(made: _Made, form: Form, element: str, wrong: list[Wrong]) -> Given[_Made]:
    """With the file checked before anything is written; one that came with mistakes has to be chosen again."""
    file, unkept = _checked(form, element)
    again = [Wrong(element, choose_file_again())] if file and wrong else []
    told: list[Wrong] = wrong + unkept + again
    return Given(None if told else made, file, tuple(told))


def _checked(form: Form, element: str) -> tuple[Checked | None, list[Wrong]]:
    """The file of a form, if there is one, and why it cannot be kept."""
    try:
        return next((evidence.checked(each.name, each.content) for each in form.files), None), []
    except Refused as refused:
        return None, [Wrong(element, refused.message)]


def _day(ask: Asking, year: int, raw: str, element: str, label: str) -> tuple[date | None, list[Wrong]]:
    """A day in the season that has come, and what is wrong with it."""
    day = season_day(raw, year)
    if day is None:
        return None, [Wrong(element, say.signing_day_unread(label, raw))]
    if day > ask.at.astimezone(BEIJING).date():
        return None, [Wrong(element, say.signing_day_ahead(label))]
    return (day, []) if day >= date(year, _SECOND_HALF, 1) else (None, [Wrong(element, before_season(year))])


def _long(form: Form, labels: Mapping[str, str], names: Iterable[str]) -> list[Wrong]:
    long = (name for name in names if len(form.line(name)) > LONGEST_LINE)
    return [Wrong(name.replace(".", "-"), too_long(labels[name.partition(".")[2]], LONGEST_LINE)) for name in long]


def _row(form: Form, key: str) -> Row:
    typed = {column: form.get(f"opinion.{key}.{column}") for column in COLUMNS}
    version = form.get(f"opinion.{key}.v")
    return Row(key, int(version) if re.fullmatch(r"[0-9]{1,9}", version, re.ASCII) else 0, typed)


def _wrong(ask: Asking, row: Row, year: int) -> dict[str, str]:
    labels, typed = ask.site.library.labels["opinion_fields"], {column: text.strip() for column, text in row.typed.items()}
    limits = {"who": LONGEST_LINE, "opinion": LONGEST_TEXT, "reason": LONGEST_TEXT}
    wrong = {column: too_long(labels[column], limit) for column, limit in limits.items() if len(typed[column]) > limit}
    wrong |= {} if typed["who"] else {"who": need(labels["who"])}
    wrong |= {} if typed["opinion"] else {"opinion": say.opinion_without_words()}
    days = _day(ask, year, typed["day"], "", labels["day"])[1] if typed["day"] else []
    wrong |= {"day": days[0].text} if days else {}
    unexplained = typed["adopted"] in (Adopted.partly, Adopted.no) and not typed["reason"]
    return wrong | ({"reason": say.opinion_without_reason()} if unexplained else {})


def _opinion(row: Row, year: int) -> Opinion:
    typed = {column: text.strip() for column, text in row.typed.items()}
    adopted = Adopted(typed["adopted"]) if typed["adopted"] in set(Adopted) else Adopted.open
    opinion_id = 0 if row.key.startswith("n") else int(row.key)
    day = season_day(typed["day"], year) if typed["day"] else None
    return Opinion(opinion_id, " ".join(typed["who"].split()), day, typed["opinion"], adopted, typed["reason"], row.version)


def _typed(opinion: Opinion) -> dict[str, str]:
    return opinion.said | {"day": day_full(opinion.day) if opinion.day else ""}
