"""Adding units and changing their settings."""

import pytest

from server.actions import units as actions
from server.report.problems import NotAllowed, NotFound, Stale
from server.report.who import Role
from server.storage import people, units
from tests.cast import LIN, NOW, QIAN, ZHAO, ZHENG, ZHOU, Town, unit_of


def test_a_unit_below_ones_own_is_administered_by_who_added_it(town: Town) -> None:
    with town.database.write() as connection:
        added = actions.add_unit(connection, town.actor(QIAN), unit_of(town.library, "司法所", "department"), town.unit)
        assert people.roles_at(connection, town.ids[QIAN], added, NOW) == (Role.admin,)
        assert units.above(connection, added) == (added, town.unit, town.county)


def test_settings_are_changed_over_the_version_seen(town: Town) -> None:
    renamed = unit_of(town.library, "清溪街道", "subdistrict")
    with town.database.write() as connection:
        actions.change_unit(connection, town.actor(QIAN), town.unit, renamed, 1)
        place = units.unit(connection, town.unit, town.library.kinds)
    assert place is not None
    assert (place.unit.short_name, place.unit.tier, place.version) == ("清溪街道", "subdistrict", 2)
    with pytest.raises(Stale), town.database.write() as connection:
        actions.change_unit(connection, town.actor(QIAN), town.unit, unit_of(town.library, "清溪镇"), 1)


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (ZHAO, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_nobody_else_changes_or_adds_units(town: Town, login: str, problem: type[Exception]) -> None:
    unit = unit_of(town.library, "司法所", "department")
    with pytest.raises(problem), town.database.write() as connection:
        actions.change_unit(connection, town.actor(login), town.unit, unit, 1)
    with pytest.raises(problem), town.database.write() as connection:
        actions.add_unit(connection, town.actor(login), unit, town.unit)


def test_a_unit_that_is_not_there_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound), town.database.write() as connection:
        actions.add_unit(connection, town.actor(QIAN), unit_of(town.library, "司法所", "department"), 99_999)
