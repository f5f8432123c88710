"""Reads data/ into the library. A mistake names file, place and reason; all mistakes are told at once."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from server.calendars import calendar_of
from server.crossing import crossed
from server.datafiles import Reader, files_below
from server.library import Library
from server.report.checks.binding import Threshold
from server.report.checks.wording import (
    Common,
    Confusable,
    Doubling,
    Formula,
    Misspelt,
    Organ,
    Pattern,
    Plain,
    Reduplicated,
    Shape,
    Sound,
    Superseded,
    Tifa,
    TitleOf,
    Titles,
    Vocabulary,
    Wording,
)
from server.report.formats import Format
from server.report.forms.collecting import Wording as FormWording
from server.report.indicators import Indicator, Relation
from server.report.inspection.fonts import Fonts
from server.report.ledgers.lists import RecordList
from server.report.ledgers.personal import PersonalWords
from server.report.outline import Outline, SectionKind
from server.report.past.judging import Judgement
from server.report.past.wordings import Wordings
from server.report.phrases import Phrase
from server.report.problems import BrokenData
from server.report.prose.recognising import Recogniser
from server.report.publicity.finding import Finder
from server.report.publicity.finding import Wordings as Sensitive
from server.report.publicity.shapes import NameWords
from server.report.rules import Rule, Step
from server.report.units import Kind
from server.report.values import Frozen
from server.report.workdays import Arrangement

_BOTH = ("indicator", "relation")
_WORDS: dict[str, tuple[str, type[Frozen]]] = {
    "confusable": ("confusables", Confusable),
    "misspelt": ("misspelt", Misspelt),
    "formula": ("formulas", Formula),
    "superseded": ("superseded", Superseded),
    "pattern": ("patterns", Pattern),
    "title": ("titles", TitleOf),
    "titles": ("more_titles", Titles),
    "organ": ("organs", Organ),
    "plain": ("plain", Plain),
    "tifa": ("tifa", Tifa),
    "vocabulary": ("vocabulary", Vocabulary),
    "sound": ("sounds", Sound),
    "shape": ("shapes", Shape),
    "doubling": ("doublings", Doubling),
    "reduplicated": ("reduplicated", Reduplicated),
    "common": ("common", Common),
}


def load(root: Path) -> Library:
    """The library in a data folder. Raises BrokenData with every mistake found."""
    return load_files(files_below(root))


def load_files(files: Mapping[str, bytes]) -> Library:
    """The library that files make, by their paths below data/. Raises BrokenData with every mistake found."""
    reader = Reader(files)
    library = replace(_library(reader), files=files)
    mistakes = tuple(dict.fromkeys(reader.mistakes or crossed(library)))
    if mistakes:
        raise BrokenData(mistakes)
    return library


def _library(reader: Reader) -> Library:
    """Everything the files say, before it is held against each other. Raises BrokenData where a file that there is one of is broken."""
    wordings, judgement = reader.one(Wordings, "placing.toml"), reader.one(Judgement, "carrying.toml")
    form_words, personal = reader.one(FormWording, "collecting.toml"), reader.one(PersonalWords, "personal.toml")
    fonts = reader.one(Fonts, "inspection/fonts.toml")
    sensitive, names = reader.one(Sensitive, "publicity/wording.toml"), reader.one(NameWords, "publicity/names.toml")
    kinds, sections = reader.keyed(Kind, "kinds.toml", "kind"), reader.keyed(SectionKind, "sections.toml", "section")
    outlines, formats = reader.whole(Outline, "outlines/*.toml", "提纲"), reader.whole(Format, "formats/*.toml", "版式")
    indicators, relations = _figures(reader)
    phrases, rules = reader.keyed(Phrase, "phrases/*.toml", "phrase"), reader.keyed(Rule, "rules/*.toml", "rule")
    steps, calendar = reader.values(Step, "steps.toml", "step", ("step",)), reader.whole(Arrangement, "calendar/*.toml", "调休安排")
    recognisers = reader.values(Recogniser, "recognising/*.toml", "recognise", ("recognise",))
    ledgers, thresholds = reader.whole(RecordList, "lists/*.toml", "台账"), reader.keyed(Threshold, "thresholds/*.toml", "threshold")
    labels = _labels(reader)
    if not (wordings and judgement and form_words and personal and fonts and sensitive and names):
        raise BrokenData(tuple(reader.mistakes))
    return Library(
        kinds=kinds,
        sections=sections,
        labels=labels,
        outlines=outlines,
        indicators=indicators,
        relations=tuple(relations.values()),
        phrases=tuple(phrases.values()),
        rules=tuple(rules.values()),
        steps=tuple(steps),
        calendar=calendar_of(calendar.values()),
        formats=formats,
        wordings=wordings,
        judgement=judgement,
        recognisers=tuple(recognisers),
        ledgers=ledgers,
        form_words=form_words,
        personal=personal,
        finder=Finder(sensitive, names, personal),
        fonts=fonts,
        wording=_wording(reader),
        thresholds=tuple(thresholds.values()),
        version=reader.version,  # last: it tells of every file read above
    )


def _figures(reader: Reader) -> tuple[dict[str, Indicator], dict[str, Relation]]:
    """The catalogue of figures and the relations between them, which stand in the same files."""
    pattern = "indicators/*.toml"
    return reader.keyed(Indicator, pattern, "indicator", _BOTH), reader.keyed(Relation, pattern, "relation", _BOTH)


def _labels(reader: Reader) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for name, table in ((name, table) for _, tables in reader.tables("labels.toml") for name, table in tables.items()):
        if isinstance(table, dict) and all(isinstance(text, str) for text in table.values()):
            labels[name] = table
        else:
            reader.mistakes.append(f"labels.toml: [{name}]: 每一项都应是文字")
    return labels


def _wording(reader: Reader) -> Wording:
    """The lists that words are judged by, from every file of wording/; a file may hold tables of any kind. Each file is read once."""
    files = list(reader.tables("wording/*.toml"))
    reader.mistakes += [f"{name}: {key}: 不认识的表" for name, tables in files for key in tables if key not in _WORDS]
    lists: dict[str, list[Frozen]] = {field: [] for field, _ in _WORDS.values()}
    for name, tables in files:
        for key in tables.keys() & _WORDS.keys():
            field, model = _WORDS[key]
            lists[field] += reader.rows(model, tables[key], name, key)
    return Wording.model_validate(lists)
