"""Papers in one zip: every form of a report, or one form of many units; each with a list that says what is in it and what is not."""

import json
from dataclasses import dataclass

from server.actions.exporting import manifest_of
from server.actions.printing import Edition, Paper, Press, printed
from server.report.papers.kinds import Form
from server.web.render import page
from server.word.package import deflated


@dataclass(frozen=True)
class Bundle:
    """A zip and the papers in it."""

    name: str
    content: bytes
    papers: tuple[Paper, ...]


def bundle(press: Press, edition: Edition, layout: str) -> Bundle:
    """All forms that can be made. Raises Refused when figures differ between forms, as every export does."""
    made, lacking = [], []
    for form in Form:
        if form in edition.refused:
            lacking.append((form, edition.refused[form]))
        else:
            made.append(printed(press, edition, form, layout))
    labels, stock = press.library.labels, edition.stock
    told = page("papers/list.txt", made=made, lacking=lacking, edition=edition, labels=labels, stock=stock)
    manifests = [manifest_of(stock.snapshot, paper.left, press.algorithm) for paper in made]
    listed = json.dumps({"files": manifests}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    parts = [(paper.name, paper.content) for paper in made]
    content = deflated([*parts, (labels["papers"]["list"], told.encode("utf-8-sig")), ("manifest.json", listed.encode())])
    title = labels["papers"]["bundle"].format(name=stock.snapshot.unit.short_name, year=stock.report.year)
    return Bundle(f"{title}.zip", content, tuple(made))
