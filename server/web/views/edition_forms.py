"""The simple forms of an edition: headings of an outline, wordings of a phrase, a 提法; what they show and the text they make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from pydantic import ValidationError

from server.report.checks.adding import Entry
from server.report.editions import problems as say
from server.report.editions.guarding import parsed
from server.report.editions.writing import Value, with_table, with_value
from server.report.outline import Outline, Section
from server.report.phrases import Phrase, slips_in
from server.report.problems import NotFound
from server.report.units import Tier
from server.web.forms import Form
from server.web.unit_form import Wrong
from server.web.views.years import tables_in

TIERS: tuple[Tier, ...] = get_args(Tier)
OWN_WORDS = "wording/own.toml"
ALL, NONE, SOME = "all", "none", "some"
CASES = ("always", "zero", "some", "grew", "fell")


@dataclass(frozen=True)
class SectionRow:
    """A section of an outline as its form has it. `shown`: all, none, or some tiers of units, whose names are `tiers`."""

    key: str
    level: int
    heading: str
    shown: str
    tiers: tuple[str, ...]


@dataclass(frozen=True)
class PhraseFile:
    """Where a phrase stands."""

    path: str
    phrase: Phrase


def outline_in(files: Mapping[str, str], key: str) -> tuple[str, Outline]:
    """An outline with the path of its file. Raises NotFound for one that is not there or cannot be read."""
    for path, tables in tables_in(files, "outlines").items():
        if tables.get("key") == key:
            try:
                return path, Outline.model_validate(tables)
            except ValidationError as wrong:
                raise NotFound from wrong
    raise NotFound


def section_rows(outline: Outline) -> tuple[SectionRow, ...]:
    """The sections of an outline in reading order."""
    return tuple(SectionRow(each.key, level, each.heading, _shown(each), each.shown) for each, level, _ in outline.walk())


def sections_typed(form: Form, rows: tuple[SectionRow, ...]) -> tuple[SectionRow, ...]:
    """The same as somebody typed them."""
    return tuple(
        SectionRow(each.key, each.level, form.line(f"heading.{each.key}"), form.get(f"shown.{each.key}", each.shown), each.tiers)
        for each in rows
    )


def sections_written(path: str, text: str, rows: tuple[SectionRow, ...], typed: tuple[SectionRow, ...]) -> str:
    """The file of an outline with what was changed. Raises Refused where the file is written too peculiarly for that."""
    for was, now in zip(rows, typed, strict=True):
        if was.heading != now.heading:
            text = with_value(path, text, now.key, "heading", now.heading)
        if was.shown != now.shown and now.shown in {ALL, NONE}:
            text = with_value(path, text, now.key, "shown", TIERS if now.shown == ALL else ())
    return text


def phrases_in(files: Mapping[str, str]) -> Iterator[PhraseFile]:
    """Every phrase that can be read, with its file."""
    for path, tables in tables_in(files, "phrases").items():
        rows = tables.get("phrase", [])
        for row in rows if isinstance(rows, list) else ():
            try:
                yield PhraseFile(path, Phrase.model_validate(row))
            except ValidationError:
                continue


def phrase_in(files: Mapping[str, str], phrase_id: str) -> PhraseFile:
    """One of them. Raises NotFound."""
    found = next((each for each in phrases_in(files) if each.phrase.id == phrase_id), None)
    if found is None:
        raise NotFound
    return found


def cases_of(phrase: Phrase) -> dict[str, str]:
    """The wordings of the cases that a phrase has, one a line."""
    has = {"always"} if phrase.always else {"zero", "some", "grew", "fell"}
    texts = {"always": phrase.always, "zero": phrase.zero, "some": phrase.some, "grew": phrase.grew, "fell": phrase.fell}
    return {case: "\n".join(texts[case]) for case in CASES if case in has}


def cases_typed(form: Form, shown: Mapping[str, str]) -> dict[str, str]:
    """The same as typed, without empty lines."""
    return {case: "\n".join(line.strip() for line in form.get(case).splitlines() if line.strip()) for case in shown}


def cases_wrong(typed: Mapping[str, str]) -> list[Wrong]:
    """What is wrong with wordings."""
    needed = [case for case in ("always", "some") if case in typed]
    few = [case for case, text in typed.items() if len(text.splitlines()) == 1 or (case in needed and not text)]
    odd = {case: slips_in(text) for case, text in typed.items()}
    return [Wrong(case, say.two_wordings()) for case in few] + [Wrong(case, say.odd_signs(slips)) for case, slips in odd.items() if slips]


def cases_written(path: str, text: str, phrase: Phrase, typed: Mapping[str, str]) -> str:
    """The file of a phrase with the wordings that were changed."""
    for case, was in cases_of(phrase).items():
        if typed[case] != was:
            text = with_value(path, text, phrase.id, case, tuple(typed[case].splitlines()))
    return text


def word_written(text: str, kind: str, entry: Entry) -> str:
    """The file of an edition's own words with a further entry."""
    values: dict[str, Value] = {key: value for key, value in dict(entry).items() if isinstance(value, str | date | tuple)}
    usual = {key: field.default for key, field in type(entry).model_fields.items()}
    return with_table(text, kind, {key: value for key, value in values.items() if value != usual[key]})


def words_in(files: Mapping[str, str]) -> list[dict[str, object]]:
    """The entries of an edition's own words as its file has them."""
    tables = parsed(OWN_WORDS, files.get(OWN_WORDS, ""))
    return [row for rows in tables.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)]


def _shown(section: Section) -> str:
    return NONE if not section.shown else ALL if set(section.shown) == set(TIERS) else SOME
