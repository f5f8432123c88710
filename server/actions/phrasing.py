"""Wordings to choose from: keeping a unit's own, changing and removing them, and putting one into the text of a section."""

from dataclasses import replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.redrafting import body_at
from server.actions.saving import TEXT, Field, Saved, save_fields
from server.library import Library
from server.report.intake_problems import phrase_braces, phrase_empty, phrase_too_long, phrase_unknown
from server.report.outline import family
from server.report.phrases import OUTLINE_WORDS, keys_in, slips_in
from server.report.problems import NotFound, Refused, Stale
from server.report.prose.generalising import generalised
from server.report.who import Act
from server.storage import contents, history, phrases, reports
from server.storage.contents import Text
from server.storage.history import Event
from server.storage.phrases import UnitPhrase
from server.storage.reports import Section

LONGEST = 500


def keep(connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, words: str) -> int:
    """Keep a sentence as a wording of the unit: figures that are recognised become placeholders. Raises Refused when it is none."""
    standing = allow(connection, actor, Act.fill, report_id)
    section = _section(connection, report_id, section_id)
    body = _checked(library, generalised(_line(words), family(section.key), library.recognition))
    found = phrases.add(connection, standing.report.unit_id, section.key, body, actor.id, actor.at)
    _record(connection, actor, standing, UnitPhrase(found, section.key, body), "save")
    return found


def change(connection: Connection, library: Library, actor: Actor, report_id: int, phrase_id: int, body: str, version: int) -> None:
    """Write a wording of the unit anew, placeholders and all. Raises Stale when somebody did so since `version`, Refused for a slip."""
    standing = allow(connection, actor, Act.fill, report_id)
    written = replace(_known(connection, standing, phrase_id), body=_checked(library, _line(body)), version=version)
    _write(connection, actor, standing, written, removed=False)


def remove(connection: Connection, actor: Actor, report_id: int, phrase_id: int, version: int) -> None:
    """Take a wording of the unit away; what was written with it stays. Raises Stale when somebody changed it since `version`."""
    standing = allow(connection, actor, Act.fill, report_id)
    _write(connection, actor, standing, replace(_known(connection, standing, phrase_id), version=version), removed=True)


def insert(
    connection: Connection, library: Library, actor: Actor, report_id: int, section_id: int, words: str, where: tuple[int, int]
) -> Saved:
    """Put words into the text of a section. `where`: the paragraph they end, from 1, or 0 for a new one behind all; the version seen.

    What is put in is text, whatever stands in it. A text that changed since is a conflict and stays.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    _section(connection, report_id, section_id)
    place, base = where
    now = contents.texts(connection, [section_id]).get(section_id, Text(section_id))
    body = now.body if base == now.version else body_at(connection, report_id, section_id, base)
    field = Field(TEXT, str(section_id), {"body": with_words(body, _line(words), place)}, base)
    return save_fields(connection, library, actor, standing, [field], "phrase")


def with_words(body: str, words: str, place: int) -> str:
    """A text with words at the end of its paragraph `place`, or behind all of it."""
    lines = body.rstrip().split("\n") if body.strip() else []
    full = [at for at, line in enumerate(lines) if line.strip()]
    if not 0 < place <= len(full):
        return "\n".join((*lines, words))
    at = full[place - 1]
    return "\n".join((*lines[:at], lines[at].rstrip() + words, *lines[at + 1 :]))


def _line(words: str) -> str:
    """One paragraph. Raises Refused for nothing and for too much."""
    plain = " ".join(words.split())
    if not plain:
        raise Refused(phrase_empty())
    if len(plain) > LONGEST:
        raise Refused(phrase_too_long(LONGEST))
    return plain


def _checked(library: Library, body: str) -> str:
    """A wording whose placeholders can all be filled."""
    if slips_in(body):
        raise Refused(phrase_braces(slips_in(body)[0]))
    named = (each.partition(":")[0] for each in keys_in(body))
    unknown = next((each for each in named if each not in library.indicators and each not in OUTLINE_WORDS), None)
    if unknown is not None:
        raise Refused(phrase_unknown(unknown, OUTLINE_WORDS[0]))
    return body


def _section(connection: Connection, report_id: int, section_id: int) -> Section:
    section = reports.section(connection, report_id, section_id)
    if section is None or not section.level:
        raise NotFound
    return section


def _known(connection: Connection, standing: Standing, phrase_id: int) -> UnitPhrase:
    found = phrases.phrase(connection, standing.report.unit_id, phrase_id)
    if found is None:
        raise NotFound
    return found


def _write(connection: Connection, actor: Actor, standing: Standing, written: UnitPhrase, *, removed: bool) -> None:
    if not phrases.change(connection, written, actor.id, actor.at, removed=removed):
        raise Stale
    _record(connection, actor, standing, replace(written, version=written.version + 1), "remove" if removed else "save")


def _record(connection: Connection, actor: Actor, standing: Standing, written: UnitPhrase, action: str) -> None:
    value = {"section": written.section, "body": written.body}
    target, report = f"phrase:{written.id}", standing.report
    history.add(connection, Event(actor.at, actor.id, target, action, report.unit_id, report.id, written.version, value))
