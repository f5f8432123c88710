"""The canonical snapshot: what it holds, that it is kept, and that it comes back in whole."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from server.actions import confirming, entering, exporting, importing, reporting
from server.actions.exporting import Left
from server.actions.saving import Field, save_fields
from server.library import Library
from server.report.problems import NotFound, Refused
from server.report.snapshot import EntryRecord, Item, Snapshot, dump, load
from server.storage import reports
from server.storage import tables as t
from server.storage.engine import Database
from tests.cast import LIN, NOW, ZHAO, ZHOU, Town, settle, unit_of

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "township.json"


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def _snapshot(town: Town, report_id: int = 0) -> Snapshot:
    with town.database.read() as connection:
        report = reports.report(connection, report_id or town.report)
        assert report is not None
        return exporting.snapshot_of(connection, town.library, report)


def test_a_snapshot_says_everything_of_the_report(town: Town) -> None:
    problems = town.section("problems").id
    with town.database.write() as connection:
        fields = [
            Field("text", str(problems), {"body": "执法力量不足。"}, 0),
            Field("entry", "dis.found", {"raw": "近８万", "last": "513", "office": "综治中心"}, 0),
        ]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
        reporting.add_item(connection, town.actor(LIN), town.report, problems, Item(title="力量不足", body="编制少"))
        confirming.mark_done(connection, town.actor(LIN), town.report, problems, done=True)
    snapshot = _snapshot(town)
    section = next(each for each in snapshot.sections if each.key == "problems")
    assert (section.text, section.items, section.done) == ("执法力量不足。", (Item(title="力量不足", body="编制少"),), True)
    assert [(each.indicator, each.raw, each.last, each.origin.office) for each in snapshot.entries] == [
        ("dis.found", "近８万", "513", "综治中心")
    ]
    assert (snapshot.unit, snapshot.year, snapshot.outline.key) == (unit_of(town.library, "清溪镇"), 2025, "standard")
    assert snapshot.front.closing == "特此报告。"
    assert snapshot.catalogue == town.library.version


def test_the_same_report_gives_the_same_bytes_on_every_store(both: Town) -> None:
    content = dump(_snapshot(both))
    assert content == dump(_snapshot(both)) == dump(load(content))
    assert json.loads(content)["schema"] == 1
    assert content.endswith(b"}\n")


def test_the_sample_goes_in_and_comes_out_the_same(both: Town) -> None:
    sample = load(SAMPLE.read_bytes()).model_copy(update={"unit": unit_of(both.library, "白石镇")})
    with both.database.write() as connection:
        report_id = importing.import_report(connection, both.library, both.actor(ZHOU), both.other, sample)
    found = _snapshot(both, report_id)
    assert dump(found) == dump(sample.model_copy(update={"catalogue": both.library.version, "document_date": ""}))


def test_a_figure_the_catalogue_does_not_know_is_refused_by_name(town: Town) -> None:
    sample = load(SAMPLE.read_bytes())
    strange = sample.model_copy(update={"entries": (EntryRecord(indicator="no.such", raw="1"),)})
    with pytest.raises(Refused, match=r"no\.such"), town.database.write() as connection:
        importing.import_report(connection, town.library, town.actor(ZHOU), town.other, strange)


def test_what_leaves_is_kept_with_its_digests(town: Town) -> None:
    with town.database.write() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        for _ in range(2):
            exporting.record_export(connection, town.actor(ZHAO), report, _snapshot(town), Left("full", "报告.docx", b"PK"), "sha256")
        snapshots = connection.execute(select(t.snapshot)).all()
        documents = connection.execute(select(t.document)).all()
    assert [row.content for row in snapshots] == [dump(_snapshot(town))]
    assert [(row.form, row.made_by, row.made_at, json.loads(row.manifest)["bytes"]) for row in documents] == [
        ("full", town.ids[ZHAO], NOW, 2)
    ] * 2


def test_the_digest_may_be_the_chinese_one(town: Town) -> None:
    with town.database.write() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        exporting.record_export(connection, town.actor(ZHAO), report, _snapshot(town), Left("json", "报告.json", b"abc"), "sm3")
        manifest = json.loads(connection.execute(select(t.document.c.manifest)).scalar_one())
    assert manifest["file"] == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_sample_fills_an_empty_store_once_and_gives_a_password_each_time(sqlite: Database, library: Library) -> None:
    sample = load(SAMPLE.read_bytes())
    first, second = (importing.load_sample(sqlite, library, sample, NOW) for _ in range(2))
    assert first != second
    assert entering.sign_in(sqlite, "demo", second, NOW).login == "demo"
    with sqlite.read() as connection:
        assert len(reports.reports_of(connection, [1])) == 1


def test_a_report_of_a_unit_that_is_gone_is_not_found(town: Town) -> None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        orphan = reports.Report(**(vars(report) | {"unit_id": 99}))
        with pytest.raises(NotFound):
            exporting.snapshot_of(connection, town.library, orphan)
