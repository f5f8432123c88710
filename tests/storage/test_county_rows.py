"""What a county registers and gives, as both databases keep it: in its place, by unit and year, gone with what belongs to it."""

from dataclasses import replace
from datetime import date

from server.report.entries import read_entry
from server.report.snapshot import EntryRecord
from server.storage import offline, proposals
from server.storage.offline import Offline
from server.storage.proposals import Proposal
from tests.cast import NOW, YEAR, ZHAO, ZHENG, Town

PAPER = Offline(0, YEAR, "paper", date(2026, 1, 8), 2, saved_at=NOW)


def test_a_registration_takes_the_place_of_the_one_before_and_goes_with_its_figures(town: Town) -> None:
    paper = replace(PAPER, unit_id=town.other)
    entry = read_entry(EntryRecord(indicator="dis.found", raw="约1.2万", last="9"), town.library.indicators["dis.found"], YEAR)
    with town.database.write() as connection:
        offline.put(connection, paper, town.ids[ZHENG])
        offline.put_figures(connection, town.other, YEAR, [entry], ())
        offline.put(connection, replace(paper, way="oa", version=2), town.ids[ZHENG])
    with town.database.read() as connection:
        found = offline.offline_of(connection, (town.unit, town.other), YEAR)
        figure = offline.figures_of(connection, (town.unit, town.other), YEAR)[town.other]["dis.found"]
    assert {unit: (each.way, each.version, each.saved_by, each.saved_at) for unit, each in found.items()} == {
        town.other: ("oa", 2, "郑平", NOW)
    }
    assert (figure.raw, figure.value, figure.qualifier, figure.last_value) == ("约1.2万", 120_000_000, "约", 90_000)
    with town.database.write() as connection:
        offline.remove(connection, town.other, YEAR)
        assert offline.offline(connection, town.other, YEAR) is None
        assert offline.figures_of(connection, (town.other,), YEAR) == {}


def test_a_figure_given_is_answered_and_replaced(town: Town) -> None:
    given = Proposal(town.unit, YEAR, "dis.found", "12", office="县司法局", given_at=NOW)
    with town.database.write() as connection:
        proposals.put(connection, [given, replace(given, unit_id=town.other, raw="0")], town.ids[ZHENG])
        assert proposals.open_count(connection, town.unit, YEAR) == 1
        proposals.answer(connection, replace(given, answer="disputed", note="台账为10件", version=2, answered_at=NOW), town.ids[ZHAO])
    with town.database.read() as connection:
        found = proposals.proposals_of(connection, (town.unit, town.other), YEAR)
        assert proposals.open_count(connection, town.unit, YEAR) == 0
    assert (found[town.unit]["dis.found"].answer, found[town.unit]["dis.found"].answered_by) == ("disputed", "赵敏")
    assert found[town.other]["dis.found"].raw == "0"
    with town.database.write() as connection:
        proposals.put(connection, [replace(given, raw="11", version=3)], town.ids[ZHENG])
        assert proposals.proposals_of(connection, (town.unit,), YEAR)[town.unit]["dis.found"].answer == "open"
        proposals.remove(connection, [given])
        assert proposals.proposals_of(connection, (town.unit,), YEAR) == {}
