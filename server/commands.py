"""The commands that read a file, write at most another one and touch no database: render, read, inspect, proofread."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from server.actions import checking, proofreading, reading
from server.loading import load
from server.report.checks import telling as proofs
from server.report.findings import Class
from server.report.inspection import telling
from server.report.inspection.digests import HARMLESS, difference
from server.report.intake_problems import unknown_outline
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.problems import Refused
from server.report.reading.source import Source
from server.report.snapshot import load as load_snapshot
from server.settings import Settings
from server.word.inspecting.digests import digests_of
from server.word.inspecting.inspector import inspect as inspection_of
from server.word.sources import source_of
from server.word.writer import write

FINE, FAILED, UNUSABLE = 0, 1, 2
FORMAT = "gb9704_a"
# A 花脸稿 needs a second text; what is public is decided in the database, never in a file.
RENDERED = tuple(form.value for form in Form if form not in (Form.changes, Form.public, Form.web))


def render(settings: Settings, args: argparse.Namespace) -> int:
    """A REPORT.json as .docx, in one of the forms that need nothing besides it."""
    library = load(settings.data)
    snapshot = load_snapshot(Path(args.report).read_bytes())
    form, outline, known = Form(args.form), library.outlines.get(snapshot.outline.key), library.indicators
    signed = snapshot.document_date or snapshot.registration.number
    mark = library.labels["papers"]["draft"] if form is Form.full and not signed else ""
    findings = checking.examine_file(library, snapshot) if form is Form.findings else ()
    paper = assemble(form, Material(snapshot, outline, library.labels, known, findings=findings, watermark=mark))
    template = (settings.docx_templates / f"{FORMAT}.docx").read_bytes()
    Path(args.output).write_bytes(write(paper.manuscript, library.formats[FORMAT], template))
    for heading in paper.left_out:
        print(f"没有正文，未印出：{heading}", file=sys.stderr)
    return FINE


def read(settings: Settings, args: argparse.Namespace) -> int:
    """A report in any file, understood and placed in an outline."""
    library = load(settings.data)
    outline = library.outlines.get(args.outline)
    if outline is None:
        raise Refused(unknown_outline(args.outline, sorted(library.outlines)))
    found = reading.read(_source(args), library, outline)
    words = json.dumps(reading.told(found, library), ensure_ascii=False, indent=2) if args.json else reading.in_words(found, library)
    print(words)
    return FINE


def inspect(settings: Settings, args: argparse.Namespace) -> int:
    """A document examined against GB/T 9704-2012, or held against its manifest."""
    path = Path(args.file)
    if args.manifest:
        kept = telling.manifest(Path(args.manifest).read_bytes(), path.name)
        changed = difference(kept, digests_of(path.read_bytes(), kept.algorithm))
        print(json.dumps({"changed": changed.value}) if args.json else telling.difference_in_words(changed))
        return FINE if changed in HARMLESS else FAILED
    with tempfile.TemporaryDirectory() as folder:
        found = inspection_of(path.read_bytes(), path.name, load(settings.data).fonts, Path(folder), lambda: False)
    print(json.dumps(telling.told(found), ensure_ascii=False, indent=2) if args.json else telling.in_words(found))
    return FAILED if found.failed else FINE


def proofread(settings: Settings, args: argparse.Namespace) -> int:
    """The words and figures of any paper checked."""
    library = load(settings.data)
    said = proofreading.known(args.year, args.unit_kind, library)
    found = proofreading.proofread(_source(args), library, said)
    if args.json:
        print(json.dumps(proofs.told(found.text, found.findings), ensure_ascii=False, indent=2))
    else:
        print("\n".join((proofs.in_words(found.text, found.profile, found.findings, library.kinds.values()), *found.notes)))
    return FAILED if any(each.weight is Class.must for each in found.findings) else FINE


def _source(args: argparse.Namespace) -> Source:
    path = Path(args.file)
    with tempfile.TemporaryDirectory() as folder:
        return source_of(path.name, path.read_bytes(), Path(folder), lambda: False)
