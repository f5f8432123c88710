"""Units as they are kept: whole, in a tree, guarded by a version."""

from server.report.units import Officer
from server.storage import units
from tests.cast import BEGAN, Town, unit_of


def test_a_unit_comes_back_whole(town: Town) -> None:
    with town.database.read() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
    assert place is not None
    assert place.unit == unit_of(town.library, "清溪镇")
    assert (place.parent_id, place.version) == (town.county, 1)


def test_units_come_in_the_order_of_their_ids(town: Town) -> None:
    with town.database.read() as connection:
        found = units.units(connection, (town.other, town.unit), town.library.kinds)
        assert units.unit(connection, 99, town.library.kinds) is None
        assert units.units(connection, (), town.library.kinds) == ()
    assert [place.unit.short_name for place in found] == ["清溪镇", "白石镇"]


def test_the_tree_is_walked_both_ways(town: Town) -> None:
    with town.database.write() as connection:
        village = units.add_unit(connection, unit_of(town.library, "司法所", "department"), town.unit)
        assert units.above(connection, village) == (village, town.unit, town.county)
        assert units.below(connection, town.county) == (town.unit, town.other, village)
        assert units.below(connection, village) == ()


def test_a_change_over_the_version_seen_is_kept_with_its_leaders(town: Town) -> None:
    leaders = (Officer(post="镇长", name="何川", since=BEGAN.date(), until=BEGAN.date()), Officer(post="镇长", name="陈帆"))
    changed = unit_of(town.library, "清溪镇").model_copy(update={"body_code": "清府", "officers": leaders})
    with town.database.write() as connection:
        assert units.change_unit(connection, town.unit, changed, 1)
        assert not units.change_unit(connection, town.unit, unit_of(town.library, "清溪乡"), 1)
        place = units.unit(connection, town.unit, town.library.kinds)
    assert place is not None
    assert place.unit == changed
    assert place.version == 2
