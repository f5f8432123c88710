"""A file or pasted text → a report understood and placed: what the `read` command tells and what starting from last year begins with."""

import re
from dataclasses import dataclass
from decimal import Decimal

from server.library import Library
from server.report.outline import Outline, family
from server.report.past.placing import Proof, Span, parts, place, proof
from server.report.past.wordings import targets
from server.report.prose.figures import Figure, figures_in
from server.report.reading.anatomy import Anatomy, Part, understand
from server.report.reading.source import Source

_NAMES = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True)
class Reading:
    """A report as understood: its paragraphs, where each goes, and the proof that none is lost."""

    anatomy: Anatomy
    spans: tuple[Span, ...]
    proof: Proof


def read(source: Source, library: Library, outline: Outline) -> Reading:
    """What a document says and where its parts belong in an outline."""
    anatomy = understand(source)
    spans = place(anatomy, targets(outline, library.wordings), library.wordings)
    return Reading(anatomy, spans, proof(anatomy, spans))


def figures_of(reading: Reading, library: Library) -> tuple[Figure, ...]:
    """Every figure of the sections in reading order, those of plans and problems among them."""
    rows = parts(reading.anatomy, reading.spans)
    return tuple(figure for row in rows for figure in figures_in(f"{row.heading}\n{row.text}", library.recognition, family(row.key)))


def told(reading: Reading, library: Library) -> dict[str, object]:
    """The reading as the `read` command prints it."""
    anatomy = reading.anatomy
    lost = [span for span in reading.spans if not (span.key or span.reason)]
    gone = [each.whole for span in lost for each in anatomy.paragraphs[span.first : span.last + 1]]
    return {
        "title": anatomy.words(Part.title).replace("\n", ""),
        "document_number": anatomy.document_number,
        "signatory": anatomy.signatory,
        "recipients": [name for name in _NAMES.split(anatomy.words(Part.recipients).strip("：: \n")) if name.strip()],
        "sections": [
            {"key": part.key, "heading": part.heading, "level": part.level, "text": part.text, "confidence": round(part.confidence, 2)}
            for part in parts(anatomy, reading.spans)
        ],
        "figures": [
            {
                "indicator": figure.indicator or None,
                "value": _plain(figure.value),
                "unit": figure.unit,
                "qualifier": figure.before + figure.after,
                "quote": figure.quote,
            }
            for figure in figures_of(reading, library)
        ],
        "unplaced": gone,
        "paragraphs": {
            "in": reading.proof.paragraphs,
            "placed": reading.proof.placed[0],
            "set_aside": reading.proof.aside[0],
            "unplaced": reading.proof.unplaced[0],
        },
        "characters": {
            "in": reading.proof.characters,
            "placed": reading.proof.placed[1],
            "set_aside": reading.proof.aside[1],
            "unplaced": reading.proof.unplaced[1],
        },
        "notes": list(anatomy.notes),
    }


def in_words(found: Reading, library: Library) -> str:
    """A reading for a person at a console: headings with where they go, then what was counted."""
    names = {key: kind.name for key, kind in library.sections.items()}
    rows = [
        f"{'　' * row.level}{row.heading or '（没有标题）'} → {names.get(family(row.key), '没放好')}"
        f"（{row.confidence:.0%}，{len(row.text)}字）"
        for row in parts(found.anatomy, found.spans)
    ]
    count = found.proof
    counted = (
        f"共{count.paragraphs}段{count.characters}字：放好{count.placed[0]}段，不带入{count.aside[0]}段，没放好{count.unplaced[0]}段。"
    )
    return "\n".join((found.anatomy.words(Part.title), *rows, counted, *found.anatomy.notes))


def _plain(value: Decimal) -> int | float:
    """A number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)
