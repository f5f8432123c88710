"""Reports that came on paper: registered, changed, withdrawn; figures kept only when they can be read; nobody overwrites anybody."""

from datetime import date

import pytest

from server.actions import offline
from server.actions.evidence import Checked
from server.actions.offline import Typed, Where
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.proposing.registering import Registered, read
from server.report.who import Role
from server.storage import offline as rows
from server.storage import people
from server.storage.offline import Offline
from tests.cast import BEGAN, LIN, QIAN, YEAR, ZHAO, ZHENG, ZHOU, Town

PAPER = Registered("paper", date(2026, 1, 8), 2)
WORDS = {"way": "paper", "received_on": "2026年1月8日", "copies": "", "published_on": "", "address": "", "note": ""}
TODAY = date(2026, 1, 9)


def where(town: Town, unit: int = 0) -> Where:
    return Where(town.county, unit or town.other, YEAR)


def register(town: Town, typed: Registered = PAPER, base: int = 0, login: str = ZHENG, file: Checked | None = None) -> Offline:
    with town.database.write() as connection:
        return offline.register(connection, town.library, town.actor(login), where(town), typed, base, file)


def set_figures(town: Town, typed: dict[str, Typed], base: int) -> tuple[str, ...]:
    with town.database.write() as connection:
        return offline.set_figures(connection, town.library, town.actor(ZHENG), where(town), typed, base)


def kept(town: Town) -> Offline | None:
    with town.database.read() as connection:
        return rows.offline(connection, town.other, YEAR)


def figures(town: Town) -> dict[str, tuple[str, int | None, str]]:
    with town.database.read() as connection:
        found = rows.figures_of(connection, (town.other, town.unit), YEAR).get(town.other, {})
    return {key: (each.raw, each.value, each.answer) for key, each in found.items()}


def done(town: Town) -> list[str]:
    with town.database.read() as connection:
        return [each.action for each in rows.events(connection, town.other, YEAR)]


def test_a_report_is_registered_and_found_by_its_unit(town: Town) -> None:
    register(town)
    found = kept(town)
    assert found is not None
    assert (found.way, found.received_on, found.copies, found.version, found.saved_by) == ("paper", date(2026, 1, 8), 2, 1, "郑平")
    with town.database.read() as connection:
        assert list(rows.offline_of(connection, (town.unit, town.other), YEAR)) == [town.other]
        assert rows.offline_of(connection, (town.other,), YEAR + 1) == {}


def test_the_same_again_changes_nothing_and_a_stale_form_is_told(town: Town) -> None:
    register(town)
    register(town, base=1)
    assert done(town) == ["register_offline"]
    register(town, Registered("oa", date(2026, 1, 8)), base=1)
    with pytest.raises(Stale):
        register(town, PAPER, base=1)
    with pytest.raises(Stale):
        register(town)
    found = kept(town)
    assert found is not None
    assert (found.way, found.version, done(town)) == ("oa", 2, ["change_offline", "register_offline"])


def test_withdrawing_needs_a_reason_takes_the_figures_along_and_old_forms_never_fit_again(town: Town) -> None:
    register(town)
    set_figures(town, {"dis.found": Typed("12")}, 1)
    with town.database.write() as connection, pytest.raises(Refused, match="理由"):
        offline.withdraw(connection, town.library, town.actor(ZHENG), where(town), "  ", 2)
    with town.database.write() as connection:
        offline.withdraw(connection, town.library, town.actor(ZHENG), where(town), "登错单位", 2)
    assert (kept(town), figures(town)) == (None, {})
    again = register(town)
    assert again.version == 4
    with pytest.raises(Stale):
        register(town, Registered("oa", date(2026, 1, 8)), base=1)


def test_figures_are_kept_apart_as_typed_and_an_empty_one_goes(town: Town) -> None:
    register(town)
    typed = {"dis.found": Typed("约1.2万", "9"), "dis.screenings": Typed("不适用"), "dis.center_received": Typed("0", as_of="11月底")}
    assert set_figures(town, typed, 1) == tuple(typed)
    assert figures(town) == {
        "dis.found": ("约1.2万", 120_000_000, "number"),
        "dis.screenings": ("不适用", None, "not_applicable"),
        "dis.center_received": ("0", 0, "number"),
    }
    assert set_figures(town, typed, 2) == ()
    assert set_figures(town, {"dis.found": Typed()}, 2) == ("dis.found",)
    assert "dis.found" not in figures(town)


def test_what_cannot_be_read_is_refused_whole(town: Town) -> None:
    register(town)
    for wrong in (Typed("十来件"), Typed("1", "许多"), Typed("1", as_of="年底前")):
        with pytest.raises(Refused):
            set_figures(town, {"dis.screenings": Typed("1"), "dis.found": wrong}, 1)
    with pytest.raises(NotFound):
        set_figures(town, {"dis.center_rate": Typed("90")}, 1)
    assert figures(town) == {}


def test_a_figure_alone_needs_a_registration(town: Town) -> None:
    with pytest.raises(NotFound):
        set_figures(town, {"dis.found": Typed("12")}, 0)


@pytest.mark.parametrize(("login", "role", "error"), [(LIN, None, NotFound), (ZHOU, None, NotFound), (QIAN, Role.admin, NotAllowed)])
def test_nobody_but_the_overseer_registers(town: Town, login: str, role: Role | None, error: type[Exception]) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[login], town.county, (role,) if role else (), BEGAN)
    with pytest.raises(error):
        register(town, login=login)


def test_a_unit_that_is_not_below_is_not_found(town: Town) -> None:
    for unit in (town.county, 999):
        with town.database.write() as connection, pytest.raises(NotFound):
            offline.register(connection, town.library, town.actor(ZHENG), where(town, unit), PAPER, 0)
    with pytest.raises(NotFound):
        register(town, login=ZHAO)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "fax"}, "way"),
        ({"received_on": ""}, "received_on"),
        ({"received_on": "上周"}, "received_on"),
        ({"received_on": "2026年1月10日"}, "received_on"),
        ({"received_on": "2025年3月1日"}, "received_on"),
        ({"copies": "很多"}, "copies"),
        ({"copies": "0"}, "copies"),
        ({"published_on": "2026年2月1日"}, "published_on"),
        ({"published_on": "以后"}, "published_on"),
        ({"address": "县政府网站"}, "address"),
        ({"note": "长" * 501}, "note"),
    ],
)
def test_what_cannot_be_registered_is_said_beside_its_field(typed: dict[str, str], field: str, town: Town) -> None:
    found = read(WORDS | typed, YEAR, TODAY, town.library.labels["offline"])
    assert isinstance(found, dict)
    assert list(found) == [field]


def test_days_and_copies_are_read_as_people_write_them(town: Town) -> None:
    typed = {
        "received_on": "1月8日",
        "copies": "２份",
        "address": "https://www.example.gov.cn/a",
        "published_on": "2026-1-9",
        "note": " 送达 ",
    }
    assert read(WORDS | typed, YEAR, TODAY, town.library.labels["offline"]) == Registered(
        "paper", date(2026, 1, 8), 2, date(2026, 1, 9), "https://www.example.gov.cn/a", "送达"
    )
