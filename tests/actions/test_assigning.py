"""Who writes what: arranged by the editor, two at once, taken over from last year, reminded of by its inner date."""

from datetime import date

import pytest

from server.actions import arranging, assigning, confirming, reporting
from server.actions.arranging import Arranged
from server.actions.assigning import NOBODY, Wanted
from server.actions.calling import calls_of
from server.report.problems import Locked, NotAllowed, NotFound
from server.report.season.reminding import INNER
from server.report.workflow import Move
from server.storage import assignments, people, reports
from server.storage.assignments import Assigned
from tests.cast import BEGAN, LIN, NOW, WU, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of

DUE = date(2026, 1, 14)


def assign(town: Town, wanted: dict[str, Assigned], seen: str = NOBODY.said, login: str = ZHAO) -> dict[int, Assigned]:
    """Somebody arranges sections, each as the page showed it."""
    given = {town.section(key).id: Wanted(each, seen) for key, each in wanted.items()}
    with town.database.write() as connection:
        return assigning.assign(connection, town.actor(login), town.report, given)


def standing(town: Town, key: str) -> Assigned:
    """How a section is arranged."""
    with town.database.read() as connection:
        return assignments.assigned(connection, town.report).get(town.section(key).id, NOBODY)


def inner(town: Town) -> list[tuple[str, date, tuple[int, ...]]]:
    """What the calls of a day say of inner dates."""
    with town.database.read() as connection:
        found = calls_of(connection, town.library, town.report, NOW)
    assert found is not None
    return [(each.matter.name, each.matter.due, tuple(each.heard)) for each in found.calls if each.matter.kind == INNER]


def test_a_section_has_one_who_leads_helpers_and_a_day(town: Town) -> None:
    lin, zhao = town.ids[LIN], town.ids[ZHAO]
    assert assign(town, {"disputes": Assigned(lin, (zhao,), DUE)}) == {}
    found = standing(town, "disputes")
    assert (found.lead, found.helpers, found.due, found.names) == (lin, (zhao,), DUE, {lin: "林晓", zhao: "赵敏"})


def test_two_who_arrange_different_sections_both_have_their_way(town: Town) -> None:
    lin, zhao = town.ids[LIN], town.ids[ZHAO]
    assign(town, {"disputes": Assigned(lin), "problems": NOBODY})
    assert assign(town, {"disputes": NOBODY, "problems": Assigned(zhao)}) == {}
    assert (standing(town, "disputes").lead, standing(town, "problems").lead) == (lin, zhao)


def test_two_who_arrange_the_same_section_see_each_other_and_nothing_is_overwritten(town: Town) -> None:
    lin, zhao, section = town.ids[LIN], town.ids[ZHAO], town.section("disputes").id
    assign(town, {"disputes": Assigned(lin)})
    clashes = assign(town, {"disputes": Assigned(zhao)})
    assert clashes[section].names == {lin: "林晓"}
    assert standing(town, "disputes").lead == lin
    assert assign(town, {"disputes": Assigned(zhao)}, seen=Assigned(lin).said) == {}
    assert standing(town, "disputes").lead == zhao


@pytest.mark.parametrize(("login", "refused"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_the_editor_arranges(town: Town, login: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        assign(town, {"disputes": Assigned(town.ids[LIN])}, login=login)


def test_nobody_from_elsewhere_and_no_reviewer_is_given_a_section(town: Town) -> None:
    for login in (ZHOU, WU, ZHENG):
        with pytest.raises(NotFound):
            assign(town, {"disputes": Assigned(town.ids[login])})


def test_nothing_is_arranged_in_a_report_that_was_handed_in(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        assign(town, {"disputes": Assigned(town.ids[LIN])})


def test_last_year_is_taken_over_where_nobody_is_yet_without_those_who_left(town: Town) -> None:
    lin, zhao, editor = town.ids[LIN], town.ids[ZHAO], town.actor(ZHAO)
    unit, outline = unit_of(town.library, "清溪镇"), town.library.outlines["standard"]
    with town.database.write() as connection:
        gone = people.add_person(connection, "old", "旧人", "x", BEGAN)
        earlier = reporting.open_report(connection, town.library, editor, town.unit, unit, YEAR - 1, outline)
        ids = {each.key: each.id for each in reports.sections(connection, earlier)}
        assignments.assign(connection, ids["disputes"], Assigned(lin, (zhao,), date(2024, 12, 20)), editor.id, NOW)
        assignments.assign(connection, ids["problems"], Assigned(gone), editor.id, NOW)
        assignments.assign(connection, ids["publicity"], Assigned(lin), editor.id, NOW)
    assign(town, {"publicity": Assigned(zhao)})
    with town.database.write() as connection:
        taken = assigning.take_over(connection, editor, town.report)
    assert (taken.sections, taken.gone) == (1, ("旧人",))
    assert (standing(town, "disputes").people, standing(town, "disputes").due) == ((lin, zhao), None)
    assert standing(town, "problems").people == ()
    assert standing(town, "publicity").lead == zhao


def test_everybody_is_reminded_of_what_is_theirs_until_it_is_done(town: Town) -> None:
    lin, zhao = town.ids[LIN], town.ids[ZHAO]
    assign(town, {"disputes": Assigned(lin, (zhao,), DUE), "problems": Assigned(lin, (), DUE), "plans": Assigned(None, (), DUE)})
    disputes, problems = town.section("disputes").heading, town.section("problems").heading
    assert sorted(inner(town)) == sorted(
        [(f"填写“{disputes}”、“{problems}”", DUE, (lin,)), (f"填写“{disputes}”", DUE, (zhao,))],
    )
    with town.database.write() as connection:
        confirming.mark_done(connection, town.actor(LIN), town.report, town.section("disputes").id, done=True)
    assert inner(town) == [(f"填写“{problems}”", DUE, (lin,))]
    with town.database.write() as connection:
        section = town.section("problems")
        arranging.arrange(connection, town.actor(ZHAO), town.report, [Arranged(section.id, section.heading, shown=False)], None)
    assert inner(town) == []


def test_what_is_with_one_who_leaves_goes_to_another(town: Town) -> None:
    lin, zhao = town.ids[LIN], town.ids[ZHAO]
    assign(town, {"disputes": Assigned(lin, (zhao,)), "problems": Assigned(None, (lin,)), "plans": Assigned(zhao)})
    ids = [town.section(key).id for key in ("disputes", "problems", "plans")]
    with town.database.write() as connection:
        assignments.hand_over(connection, ids, lin, zhao)
    assert [standing(town, key).people for key in ("disputes", "problems", "plans")] == [(zhao,), (zhao,), (zhao,)]
    assert standing(town, "disputes").lead == zhao
    assert standing(town, "problems").lead is None
