"""Divisions of work, remarks, approvals and presences as both databases keep them."""

from datetime import date, timedelta

from server.storage import approvals, assignments, papers, presences, remarks
from server.storage.assignments import Assigned
from server.storage.remarks import Kind
from tests.cast import LIN, NOW, WU, ZHAO, ZHENG, Town

DAY = date(2026, 1, 14)


def test_a_division_is_replaced_as_a_whole_and_found_by_person(town: Town) -> None:
    section, lin, zhao = town.section("disputes").id, town.ids[LIN], town.ids[ZHAO]
    with town.database.write() as connection:
        assignments.assign(connection, section, Assigned(lin, (zhao,), DAY), zhao, NOW)
        assignments.assign(connection, section, Assigned(zhao, (), None), zhao, NOW)
        assignments.assign(connection, town.section("plans").id, Assigned(None, (), DAY), zhao, NOW)
    with town.database.read() as connection:
        found = assignments.assigned(connection, town.report)
        mine = assignments.sections_of(connection, town.report, zhao)
        assert assignments.sections_of(connection, town.report, lin) == frozenset()
    assert found[section] == Assigned(zhao, (), None)
    assert found[town.section("plans").id] == Assigned(None, (), DAY)
    assert mine == {section}


def test_what_is_with_a_person_goes_to_one_who_has_part_in_it_already(town: Town) -> None:
    section, lin, zhao = town.section("disputes").id, town.ids[LIN], town.ids[ZHAO]
    with town.database.write() as connection:
        assignments.assign(connection, section, Assigned(lin, (zhao,), DAY), zhao, NOW)
        assignments.hand_over(connection, [section], lin, zhao)
        assignments.hand_over(connection, [], lin, zhao)
    with town.database.read() as connection:
        assert assignments.assigned(connection, town.report)[section] == Assigned(zhao, (), DAY)


def test_remarks_are_kept_with_answers_and_settled_once(town: Town) -> None:
    section, zheng, lin = town.section("disputes").id, town.ids[ZHENG], town.ids[LIN]
    with town.database.write() as connection:
        first = remarks.add(connection, town.report, Kind.county, section, "请补数。", zheng, NOW)
        remarks.add(connection, town.report, Kind.comment, None, "全文再读一遍。", lin, NOW)
        to = remarks.remark(connection, town.report, first)
        assert to is not None
        answer = remarks.answer(connection, town.report, to, "补了。", lin, NOW)
        assert [remarks.settle(connection, first, lin, NOW) for _ in range(2)] == [True, False]
        assert remarks.remark(connection, town.report, answer) is None
    with town.database.read() as connection:
        found = remarks.remarks(connection, town.report)
    assert [(each.section_id, each.open, [one.body for one in each.answers]) for each in found] == [
        (section, False, ["补了。"]),
        (None, True, []),
    ]
    assert {place: dict(counts) for place, counts in remarks.counted(found).items()} == {section: {Kind.county: 0}, 0: {Kind.comment: 1}}
    with town.database.write() as connection:
        assert [remarks.reopen(connection, first) for _ in range(2)] == [True, False]


def test_of_approved_texts_the_newest_that_was_not_ended_holds(town: Town) -> None:
    zhao, wu = town.ids[ZHAO], town.ids[WU]
    with town.database.write() as connection:
        for content in (b"one", b"two"):
            assert approvals.holding(connection, town.report) is None
            kept = papers.keep_snapshot(connection, town.report, content.hex(), content, NOW)
            approvals.add(connection, town.report, kept, zhao, wu, NOW)
            assert approvals.holding(connection, town.report) == content
            approvals.end(connection, town.report, zhao, NOW + timedelta(hours=1), "改数。")
    with town.database.read() as connection:
        found = approvals.approvals(connection, town.report)
    assert [(each.digest, each.submitter, each.approver, each.ended, each.reason) for each in found] == [
        (b"two".hex(), "赵敏", "吴江", "赵敏", "改数。"),
        (b"one".hex(), "赵敏", "吴江", "赵敏", "改数。"),
    ]


def test_an_open_page_is_told_anew_and_forgotten_after_a_while(town: Town) -> None:
    section, lin, late = town.section("disputes").id, town.ids[LIN], NOW + timedelta(minutes=10)
    with town.database.write() as connection:
        assert not presences.told(connection, section, lin, NOW)
        presences.tell(connection, section, lin, NOW)
        presences.tell(connection, section, lin, NOW + timedelta(minutes=1))
        assert presences.told(connection, section, lin, NOW + timedelta(minutes=2))
        assert not presences.told(connection, section, lin, NOW + timedelta(minutes=4))
        assert [each.name for each in presences.open_pages(connection, town.report, NOW + timedelta(minutes=2))] == ["林晓"]
        assert presences.open_pages(connection, town.report, late) == ()
        presences.tell(connection, section, town.ids[ZHAO], late)
        assert [each.person_id for each in presences.open_pages(connection, town.report, late)] == [town.ids[ZHAO]]
