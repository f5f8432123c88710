"""The office's own template: who may bring one, what is kept and noted, a template to begin with, a sample in it."""

from pathlib import Path

import pytest

from server.actions import templates
from server.report.manuscript import Imprint, Masthead, SignOff, Table
from server.report.problems import NotAllowed, NotFound
from server.report.snapshot import load
from server.storage import history, units
from server.storage.files import Kept
from server.storage.units import UnitPlace
from server.word.own_template import fill
from tests.cast import QIAN, ZHAO, ZHOU, Town
from tests.word.papers import FORMATS, TEMPLATES
from tests.word.red_heads import red_head
from tests.word.schema import faults

SAMPLE = load((Path(__file__).parents[2] / "data" / "samples" / "township.json").read_bytes())
FILE = Kept("红头.docx", "", red_head())


def place(town: Town) -> UnitPlace:
    """清溪镇 as stored."""
    with town.database.read() as connection:
        found = units.unit(connection, town.unit, town.library.kinds)
    assert found is not None
    return found


def test_an_administrator_brings_a_template_and_takes_it_away_and_history_knows(town: Town) -> None:
    with town.database.write() as connection:
        checked = templates.put(connection, town.library, town.actor(QIAN), town.unit, FILE)
        own = templates.template_of(connection, town.unit)
        templates.remove(connection, town.actor(QIAN), town.unit)
        assert templates.template_of(connection, town.unit) is None
        rows = connection.exec_driver_sql("SELECT action, unit_id FROM history WHERE target LIKE 'template:%' ORDER BY id").all()
    assert checked.errors == ()
    assert own is not None
    assert own.content == FILE.content
    assert [(row.action, row.unit_id) for row in rows] == [("put_template", town.unit), ("remove_template", town.unit)]


def test_a_file_with_errors_is_not_kept_and_the_old_template_stays(town: Town) -> None:
    with town.database.write() as connection:
        templates.put(connection, town.library, town.actor(QIAN), town.unit, FILE)
        checked = templates.put(connection, town.library, town.actor(QIAN), town.unit, Kept("坏.docx", "", red_head(body="")))
        own = templates.template_of(connection, town.unit)
        assert history.latest(connection, f"template:{town.unit}") is None
    assert len(checked.errors) == 1
    assert own is not None
    assert own.name == "红头.docx"


def test_nobody_else_may(town: Town) -> None:
    with town.database.write() as connection:
        with pytest.raises(NotAllowed):
            templates.put(connection, town.library, town.actor(ZHAO), town.unit, FILE)
        with pytest.raises(NotFound):
            templates.put(connection, town.library, town.actor(ZHOU), town.unit, FILE)
        with pytest.raises(NotFound):
            templates.remove(connection, town.actor(QIAN), town.unit)


def test_a_template_to_begin_with_is_sound_and_takes_every_fact(town: Town) -> None:
    start = templates.start(place(town).unit, FORMATS["gb9704_a"], TEMPLATES["gb9704_a"])
    checked = templates.check(town.library, "起始模板.docx", start)
    assert (checked.errors, checked.warnings) == ((), ())
    assert checked.marks == ("紧急程度", "发文字号", "签发人", "正文", "抄送", "印发机关", "印发日期")
    assert faults(start) == []


def test_a_sample_is_a_short_paper_of_the_unit_with_every_fact(town: Town) -> None:
    made = templates.sample(town.library, SAMPLE, place(town).unit)
    head = next(block for block in made.blocks if isinstance(block, Masthead))
    foot = next(block for block in made.blocks if isinstance(block, Imprint))
    signed = next(block for block in made.blocks if isinstance(block, SignOff))
    assert (head.number, head.signers) == ("禾政〔2027〕1号", ("何川", "陆怀川"))
    assert (foot.copies_to, foot.printer, foot.day) == ("中共云澜县委全面依法治县委员会办公室", "云澜县清溪镇人民政府", "2027年1月15日")
    assert (signed.names, signed.date) == (("中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"), "2027年1月15日")
    assert sum(isinstance(block, Table) for block in made.blocks) == 1
    assert len(made.blocks) < 20
    filled = fill(templates.start(place(town).unit, FORMATS["gb9704_a"], TEMPLATES["gb9704_a"]), made, FORMATS["gb9704_a"])
    assert faults(filled) == []
