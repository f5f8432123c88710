"""Gives 填报表 out: what an office or village is asked for, kept under a code of its own, and printed with last year's values."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from server.actions.allowing import Actor, Standing, allow
from server.actions.knowledge import bound
from server.library import Library
from server.report.forms.collecting import CODES, Asked, AskedText, CollectionForm, code_of
from server.report.indicators import Indicator
from server.report.intake_problems import form_answered, form_line_too_long, nothing_asked, nothing_to_sum, office_needed
from server.report.outline import asked_keys, family
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage import contents, forms, history, reports, units
from server.storage.contents import StoredEntry
from server.storage.forms import Form
from server.storage.history import Event
from server.storage.reports import Report, Section

TRIES = 5
LONGEST = 60
Draw = Callable[[int], int]


@dataclass(frozen=True)
class Wanted:
    """What one form shall ask, of whom and by when. `share`: the office gives its part of the unit's figures."""

    office: str
    contact: str = ""
    due: str = ""
    indicators: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    share: bool = False


@dataclass(frozen=True)
class Topic:
    """A section of the report as something to ask for: its figures, those asked of every unit first; `text`: it has items of its own."""

    section: Section
    core: tuple[Indicator, ...]
    further: tuple[Indicator, ...]
    text: bool

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All its figures."""
        return self.core + self.further


@dataclass(frozen=True)
class Press:
    """What forms of one report are printed from."""

    report: Report
    unit: str
    topics: tuple[Topic, ...]
    entries: Mapping[str, StoredEntry]

    def printed(self, form: Form, library: Library) -> CollectionForm:
        """A form as it is printed. Shares carry no last year's value: the unit's own would mislead a village."""
        asked = set(form.indicators)
        placed = [(each, topic.section.heading) for topic in self.topics for each in topic.indicators if each.id in asked]
        elsewhere = asked - {each.id for each, _ in placed}
        more = [(library.indicators[key], "") for key in form.indicators if key in elsewhere and key in library.indicators]
        rows = tuple(self._asked(each, heading, share=form.share) for each, heading in (*placed, *more))
        texts = tuple(AskedText(topic.section.key, topic.section.heading) for topic in self.topics if topic.section.key in form.sections)
        return CollectionForm(form.code, self.unit, self.report.year, form.office, form.contact, form.due, rows, texts, form.share)

    def _asked(self, indicator: Indicator, section: str, *, share: bool) -> Asked:
        stored = self.entries.get(indicator.id)
        last = stored.record.last.strip() if stored and not share else ""
        return Asked(indicator.id, indicator.name, indicator.unit, indicator.definition, last, section, indicator.decimals)


def press_of(connection: Connection, library: Library, report: Report) -> Press:
    """What the forms of a report are printed from, as things stand."""
    library = bound(connection, library, report)
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    sections = tuple(section for section in reports.sections(connection, report.id) if section.level)
    keys = {section.key for section in sections if section.shown}
    above = {section.parent for section in sections if section.shown}
    found = (_topic(library, section, keys, place.unit.tier, leaf=section.key not in above) for section in sections if section.shown)
    topics = tuple(topic for topic in found if topic.indicators or topic.text)
    return Press(report, place.unit.short_name, topics, contents.entries(connection, report.id))


def make(
    connection: Connection, library: Library, actor: Actor, report_id: int, wanted: Iterable[Wanted], draw: Draw = secrets.randbelow
) -> tuple[int, ...]:
    """Forms to give out, each under a new code. Raises Refused for one that asks nobody, or for nothing."""
    standing = allow(connection, actor, Act.collect, report_id)
    press = press_of(connection, library, standing.report)
    return tuple(_made(connection, actor, standing, _sound(press, each), draw) for each in tuple(wanted))


def change(connection: Connection, library: Library, actor: Actor, report_id: int, form_id: int, wanted: Wanted) -> None:
    """Another office, date, contact or set of figures; the code stays. Raises Refused for other figures once something came back."""
    standing = allow(connection, actor, Act.collect, report_id)
    form = form_of(connection, report_id, form_id)
    if answered(connection, form):
        if set(wanted.indicators) != set(form.indicators) or set(wanted.sections) != set(form.sections):
            raise Refused(form_answered())
        sound = replace(wanted, office=_office(wanted), share=form.share, indicators=form.indicators, sections=form.sections)
    else:
        sound = _sound(press_of(connection, library, standing.report), wanted)
    forms.change_form(connection, _with(form, sound))
    _note(connection, actor, standing, form, "change_form", sound)


def remove(connection: Connection, actor: Actor, report_id: int, form_id: int) -> None:
    """Take a form away. Raises Refused once something came back."""
    standing = allow(connection, actor, Act.collect, report_id)
    form = form_of(connection, report_id, form_id)
    if answered(connection, form):
        raise Refused(form_answered())
    forms.remove_form(connection, report_id, form_id)
    _note(connection, actor, standing, form, "remove_form", Wanted(form.office, form.contact, form.due, form.indicators, form.sections))


def record_download(connection: Connection, actor: Actor, report: Report, codes: Iterable[str], ending: str) -> None:
    """Keep that forms left the program."""
    value = {"codes": " ".join(codes), "form": ending}
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", "download_forms", report.unit_id, report.id, 0, value))


def form_of(connection: Connection, report_id: int, form_id: int) -> Form:
    """One form of a report. Raises NotFound."""
    found = forms.form(connection, report_id, form_id)
    if found is None:
        raise NotFound
    return found


def answered(connection: Connection, form: Form) -> bool:
    """Whether anything came back to a form, be it together with others in one file."""
    return any(each.form_id == form.id or form.code in each.content for each in forms.returns(connection, form.report_id))


def _topic(library: Library, section: Section, shown: set[str], tier: str, *, leaf: bool) -> Topic:
    keys = asked_keys(section.key, section.takes, shown)
    asked = tuple(each for key in keys for each in library.by_section.get(key, ()) if tier in each.tiers and not each.rate)
    kind = library.sections.get(family(section.key)) or library.sections["other"]
    text = leaf and kind.items != "none"
    return Topic(section, tuple(each for each in asked if each.core), tuple(each for each in asked if not each.core), text)


def _office(wanted: Wanted) -> str:
    name = " ".join(wanted.office.split())
    if not name:
        raise Refused(office_needed())
    if max(map(len, (name, wanted.due, wanted.contact))) > LONGEST:
        raise Refused(form_line_too_long(LONGEST))
    return name


def _sound(press: Press, wanted: Wanted) -> Wanted:
    """What is wanted, without what the report does not ask for, and for shares without what cannot be added."""
    office = _office(wanted)
    known = [each for topic in press.topics for each in topic.indicators]
    asked = tuple(each.id for each in known if each.id in wanted.indicators and (each.sums or not wanted.share))
    texts = tuple(topic.section.key for topic in press.topics if topic.text and topic.section.key in wanted.sections)
    if not asked and not texts:
        raise Refused(nothing_to_sum() if wanted.indicators and wanted.share else nothing_asked())
    return replace(wanted, office=office, indicators=asked, sections=texts)


def _made(connection: Connection, actor: Actor, standing: Standing, wanted: Wanted, draw: Draw) -> int:
    form = Form(0, standing.report.id, "", "", "", "", False, (), (), actor.at, None)  # noqa: FBT003
    for _ in range(TRIES - 1):
        try:
            with connection.begin_nested():
                return _added(connection, actor, standing, replace(_with(form, wanted), code=code_of(draw(CODES))), wanted)
        except IntegrityError:
            continue
    return _added(connection, actor, standing, replace(_with(form, wanted), code=code_of(draw(CODES))), wanted)


def _added(connection: Connection, actor: Actor, standing: Standing, form: Form, wanted: Wanted) -> int:
    form_id = forms.add_form(connection, form, actor.id)
    _note(connection, actor, standing, replace(form, id=form_id), "give_form", wanted)
    return form_id


def _with(form: Form, wanted: Wanted) -> Form:
    return replace(
        form,
        office=wanted.office,
        contact=wanted.contact,
        due=wanted.due,
        share=wanted.share,
        indicators=wanted.indicators,
        sections=wanted.sections,
    )


def _note(connection: Connection, actor: Actor, standing: Standing, form: Form, action: str, wanted: Wanted) -> None:
    value = {"code": form.code, "office": wanted.office, "due": wanted.due, "contact": wanted.contact}
    value |= {"indicators": " ".join(wanted.indicators), "sections": " ".join(wanted.sections)}
    report = standing.report
    history.add(connection, Event(actor.at, actor.id, f"form:{form.id}", action, report.unit_id, report.id, 0, value))
