"""The forms given out as their pages show them: where each stands, what is chosen for one, who must be reminded."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions.forms import Press, Topic, Wanted, press_of
from server.actions.received import Desk, desk_of
from server.library import Library
from server.report.entries import read_date
from server.storage import forms
from server.storage.forms import Form, Returned
from server.storage.reports import Report
from server.web.forms import Form as Typed

OFFICE, VILLAGES, SECTIONS = "office", "villages", "sections"
WAYS = (OFFICE, VILLAGES, SECTIONS)
OUT, WAITING, TAKEN = "out", "waiting", "taken"
_FIRST_HALF, _YEAR_DIGITS = 6, 4


@dataclass(frozen=True)
class GivenForm:
    """A form given out. `state` is out, waiting or taken; `headings` are the sections it asks about; `late`: past its day."""

    form: Form
    headings: tuple[str, ...]
    asked: int
    taken: int
    returns: tuple[Returned, ...]
    state: str
    day: date | None
    late: bool


@dataclass(frozen=True)
class Pick:
    """A section with what is chosen of it. `whole`: its main figures together, which then are not ticked one by one."""

    topic: Topic
    whole: bool
    text: bool
    single: frozenset[str]


@dataclass(frozen=True)
class Draft:
    """A form as it is being put together."""

    office: str = ""
    villages: str = ""
    contact: str = ""
    due: str = ""
    share: bool = False
    topics: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()

    def picks(self, press: Press) -> tuple[Pick, ...]:
        """Every section with what is chosen of it."""
        return tuple(_pick(topic, self) for topic in press.topics)

    def indicators(self, press: Press) -> tuple[str, ...]:
        """The figures it asks for, in the order of the report."""
        whole = {each.id for topic in press.topics if topic.section.key in self.topics for each in topic.core}
        known = (each.id for topic in press.topics for each in topic.indicators)
        return tuple(key for key in known if key in whole or key in self.figures)

    def wanted(self, press: Press, office: str = "") -> Wanted:
        """What is to be given out, to its own office or another."""
        sections = tuple(topic.section.key for topic in press.topics if topic.section.key in self.texts)
        return Wanted(office or self.office, self.contact, self.due, self.indicators(press), sections, self.share)


def given_forms(connection: Connection, library: Library, report: Report, today: date) -> tuple[GivenForm, ...]:
    """Every form of a report with where it stands."""
    desk, press = desk_of(connection, library, report), press_of(connection, library, report)
    came = forms.returns(connection, report.id)
    return tuple(_given(desk, press, came, form, today) for form in desk.stored)


def due_day(due: str, year: int) -> date | None:
    """The day a due date means, None for words. Without a year, a day of the first half is in the year after the report's."""
    plain, _ = read_date(due, year)
    written = sum(each.isdigit() for each in due[:_YEAR_DIGITS]) == _YEAR_DIGITS
    if plain is None or written or plain.month > _FIRST_HALF:
        return plain
    later, _ = read_date(due, year + 1)
    return later


def typed_draft(form: Typed) -> Draft:
    """A form as its page sends it."""
    lists = {name: frozenset(form.all(name)) for name in ("topic", "words", "figure")}
    return Draft(
        office=form.line("office"),
        villages=form.get("villages"),
        contact=form.line("contact"),
        due=form.line("due"),
        share=form.get("share") == "yes",
        topics=lists["topic"],
        texts=lists["words"],
        figures=lists["figure"],
    )


def draft_of(form: Form, press: Press) -> Draft:
    """A form that was given out, to be changed."""
    asked = set(form.indicators)
    whole = {topic.section.key for topic in press.topics if topic.core and {each.id for each in topic.core} <= asked}
    return Draft(
        office=form.office,
        contact=form.contact,
        due=form.due,
        share=form.share,
        topics=frozenset(whole),
        texts=frozenset(form.sections),
        figures=frozenset(asked),
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names of villages, one a line, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def by_section(form: Typed, press: Press) -> tuple[Wanted, ...]:
    """One form for each office that sections were given to; an office with several sections gets one form."""
    offices = {topic.section.key: form.line(f"office.{topic.section.id}") for topic in press.topics}
    named = tuple(dict.fromkeys(filter(None, offices.values())))
    plain = typed_draft(form)
    return tuple(_together(plain, press, office, {key for key, each in offices.items() if each == office}) for office in named)


def _together(plain: Draft, press: Press, office: str, keys: set[str]) -> Wanted:
    draft = Draft(office=office, contact=plain.contact, due=plain.due, topics=frozenset(keys), texts=plain.texts & keys)
    return draft.wanted(press)


def _given(desk: Desk, press: Press, came: tuple[Returned, ...], form: Form, today: date) -> GivenForm:
    mine = tuple(each for each in came if each.form_id == form.id or form.code in each.content)
    day = due_day(form.due, press.report.year)
    taken = len(desk.taken_of(form) & set(form.indicators))
    state = OUT if not mine else TAKEN if all(each.settled_at for each in mine) else WAITING
    headings = tuple(dict.fromkeys(each.section for each in desk.printed[form.code].rows if each.section))
    words = tuple(each.name for each in desk.printed[form.code].texts)
    late = state == OUT and day is not None and day < today
    return GivenForm(form, tuple(dict.fromkeys(headings + words)), len(form.indicators), taken, mine, state, day, late)


def _pick(topic: Topic, draft: Draft) -> Pick:
    key = topic.section.key
    whole = key in draft.topics
    covered = {each.id for each in topic.core} if whole else set()
    return Pick(topic, whole, key in draft.texts, frozenset({each.id for each in topic.indicators} & draft.figures - covered))
