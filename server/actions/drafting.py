"""Drafts sections from their figures and items, keeps the draft beside the text, and adopts it when asked or when nothing is lost."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.knowledge import bound
from server.actions.saving import Field, Saved, save_fields
from server.library import Library
from server.report import drafting as rules
from server.report.drafting import Drafted, Facts
from server.report.entries import read_entry
from server.report.outline import asked_keys, family
from server.report.problems import NotFound
from server.report.snapshot import Item
from server.report.who import Act
from server.storage import contents, reports, units
from server.storage.contents import StoredDraft, Text
from server.storage.reports import Report, Section


@dataclass(frozen=True)
class Outcome:
    """What a draft came to: nothing to say, taken over as the text, or kept beside what a person wrote."""

    section: Section
    drafted: Drafted
    adopted: bool


@dataclass(frozen=True)
class Place:
    """Where a draft is to stand: the section's key, the keys whose figures it takes, its level."""

    key: str
    takes: tuple[str, ...]
    level: int


def drafted_of(
    library: Library, place: Place, shown: Container[str], known: Facts, items: Iterable[Item], chosen: Mapping[str, int] | None = None
) -> Drafted:
    """What the phrases of a library make of one section; `shown`: the keys of the sections that are on."""
    asked = asked_keys(place.key, place.takes, shown)
    phrases = [each for each in library.phrases if each.section == place.key or (each.about and each.section in asked)]
    kind = library.sections.get(family(place.key)) or library.sections["other"]
    indicators = [each for key in asked for each in library.by_section.get(key, ())]
    return rules.draft(phrases, kind, place.level, known, items, chosen or {}, indicators)


def facts_of(connection: Connection, library: Library, report: Report) -> Facts:
    """What the report's figures let phrases say."""
    library = bound(connection, library, report)
    stored = contents.entries(connection, report.id)
    known = {key: each for key, each in stored.items() if key in library.indicators}
    entries = {key: read_entry(each.record, library.indicators[key], report.year) for key, each in known.items()}
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    setting = rules.Setting(place.unit.address, place.unit.name, report.year)
    return rules.facts(entries, library.indicators.values(), library.relations, setting)


def draft_section(
    connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, chosen: Mapping[str, int]
) -> Outcome:
    """Draft one section with the wordings chosen by phrase id."""
    standing = allow(connection, actor, Act.fill, report_id)
    section = reports.section(connection, report_id, section_id)
    if section is None or not section.level:
        raise NotFound
    return _draft(connection, library, actor, standing, (section,), chosen)[0]


def draft_all(connection: Connection, library: Library, actor: Actor, report_id: int) -> tuple[Outcome, ...]:
    """Draft every section that is on."""
    standing = allow(connection, actor, Act.fill, report_id)
    sections = tuple(section for section in reports.sections(connection, report_id) if section.level and section.shown)
    return _draft(connection, library, actor, standing, sections, {})


def adopt(connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, *, append: bool, base: int) -> Saved:
    """Put the waiting draft in the place of the text, or behind it. `base` is the text version the person saw."""
    standing = allow(connection, actor, Act.fill, report_id)
    waiting = contents.drafts(connection, [section_id], adopted=False).get(section_id)
    section = reports.section(connection, report_id, section_id)
    if waiting is None or section is None:
        raise NotFound
    text = contents.texts(connection, [section_id]).get(section_id, Text(section_id))
    body = f"{text.body.rstrip()}\n{waiting.drafted.text}".strip() if append else waiting.drafted.text
    saved = save_fields(connection, library, actor, standing, [Field("text", str(section_id), {"body": body}, base)], "draft")
    if not saved.conflicts:
        contents.adopt_draft(connection, waiting.id, saved.versions[f"text.{section_id}"])
    return saved


def _draft(
    connection: Connection,
    library: Library,
    actor: Actor,
    standing: Standing,
    sections: tuple[Section, ...],
    chosen: Mapping[str, int],
) -> tuple[Outcome, ...]:
    ids = [section.id for section in sections]
    shown = {each.key for each in reports.sections(connection, standing.report.id) if each.shown}
    known = facts_of(connection, library, standing.report)
    items = contents.items(connection, ids)
    texts, adopted = contents.texts(connection, ids), contents.drafts(connection, ids, adopted=True)
    outcomes = []
    for section in sections:
        mine = [each.item for each in items if each.section_id == section.id]
        drafted = drafted_of(library, Place(section.key, section.takes, section.level), shown, known, mine, chosen)
        text = texts.get(section.id, Text(section.id))
        free = not text.body.strip() or _as_drafted(text, adopted.get(section.id))
        outcomes.append(_keep(connection, library, actor, standing, Outcome(section, drafted, free), text))
    return tuple(outcomes)


def _as_drafted(text: Text, draft: StoredDraft | None) -> bool:
    """Whether the text is an adopted draft that nobody has touched since."""
    return draft is not None and draft.drafted.text == text.body


def _keep(connection: Connection, library: Library, actor: Actor, standing: Standing, outcome: Outcome, text: Text) -> Outcome:
    """Store the draft; take it over at once where no person's words would go."""
    section, body = outcome.section, outcome.drafted.text
    if not body:
        return Outcome(section, outcome.drafted, adopted=False)
    draft_id = contents.add_draft(connection, section.id, outcome.drafted, text.version, actor.id, actor.at)
    if not outcome.adopted:
        return outcome
    saved = save_fields(connection, library, actor, standing, [Field("text", str(section.id), {"body": body}, text.version)], "draft")
    contents.adopt_draft(connection, draft_id, saved.versions[f"text.{section.id}"])
    return outcome
