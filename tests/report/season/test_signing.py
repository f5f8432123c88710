"""Who must sign a paper upwards, who could on which day, and what the signatures say of the registration."""

from datetime import UTC, date, datetime

import pytest

from server.library import Library
from server.report.season.signing import Issuer, Part, Signature, doubt, issuers_of, lacking, signers
from server.report.units import Officer, Unit
from tests.cast import unit_of

PARTY, GOVERNMENT = "中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"
DAY = date(2027, 1, 12)


def unit(library: Library, *officers: Officer, kind: str = "town", name: str = "清溪镇") -> Unit:
    """A unit with these leaders."""
    return unit_of(library, name, kind).model_copy(update={"officers": officers})


def issuers(library: Library, whose: Unit) -> tuple[Issuer, ...]:
    """Who issues for it."""
    return issuers_of(whose, library.kinds[whose.kind], library.labels["signing_posts"])


def officer(post: str, name: str, since: date | None = None, until: date | None = None) -> Officer:
    """A leader with the term."""
    return Officer(post=post, name=name, since=since, until=until)


def signature(issuer: str, name: str, day: date = DAY, part: Part = Part.signed) -> Signature:
    """A signature."""
    return Signature(1, 0, part, issuer, "", name, day, "", None, "", datetime(2027, 1, 12, tzinfo=UTC), "赵敏")


@pytest.mark.parametrize(
    ("kind", "name", "post", "head"),
    [
        ("town", "清溪镇", "镇长", True),
        ("town", "清溪镇", "党委副书记、镇长", True),
        ("town", "清溪镇", "清溪镇人民政府镇长", True),
        ("town", "清溪镇", "代镇长", True),
        ("town", "清溪镇", "镇委副书记、代理镇长", True),
        ("town", "清溪镇", "副镇长", False),
        ("town", "清溪镇", "党委委员、副镇长", False),
        ("town", "清溪镇", "原镇长", False),
        ("town", "清溪镇", "镇长助理", False),
        ("subdistrict", "城南街道", "主任", True),
        ("subdistrict", "城南街道", "办事处主任", True),
        ("subdistrict", "城南街道", "街道办事处主任", True),
        ("subdistrict", "城南街道", "人大工委主任", False),
        ("subdistrict", "城南街道", "办事处副主任", False),
        ("sumu", "宝力苏木", "苏木达", True),
        ("sumu", "宝力苏木", "副苏木达", False),
        ("county", "云澜县", "县委副书记、县长", True),
        ("county", "云澜县", "常务副县长", False),
        ("development_zone", "高新区", "管委会主任", True),
    ],
)
def test_the_head_of_a_government_is_known_by_the_post(library: Library, kind: str, name: str, post: str, *, head: bool) -> None:
    whose = unit(library, officer(post, "何川"), kind=kind, name=name)
    assert bool(issuers(library, whose)[-1].heads) is head


@pytest.mark.parametrize(
    ("post", "head"),
    [
        ("党委书记", True),
        ("书记", True),
        ("镇党委书记", True),
        ("中共清溪镇委员会书记", True),
        ("党委书记、人大主席", True),
        ("党委副书记", False),
        ("纪委书记", False),
        ("党委委员、纪委书记", False),
        ("团委书记", False),
        ("政法委书记", False),
    ],
)
def test_the_head_of_a_party_committee_is_known_by_the_post(library: Library, post: str, *, head: bool) -> None:
    first = issuers(library, unit(library, officer(post, "陈书远")))[0]
    assert (first.name, first.post) == (PARTY, "党委书记")
    assert bool(first.heads) is head


@pytest.mark.parametrize("post", ["局长", "党组书记、局长", "党组书记", "主任", "司法局局长"])
def test_a_department_is_headed_under_many_names(library: Library, post: str) -> None:
    whose = unit(library, officer(post, "孙立"), officer("副局长", "高远"), kind="department", name="司法局")
    assert [each.name for each in issuers(library, whose)[0].heads] == ["孙立"]


def test_a_joint_paper_needs_both_and_one_that_goes_nowhere_up_needs_anybody(library: Library) -> None:
    both = issuers(library, unit(library))
    assert [each.name for each in lacking(both, (), upward=True)] == [PARTY, GOVERNMENT]
    assert [each.name for each in lacking(both, (signature(PARTY, "陈书远"),), upward=True)] == [GOVERNMENT]
    assert lacking(both, (signature(PARTY, "陈书远"),), upward=False) == ()
    reviewed = signature(GOVERNMENT, "何川", part=Part.reviewed)
    assert [each.name for each in lacking(both, (reviewed,), upward=True)] == [PARTY, GOVERNMENT]


def test_a_unit_that_issues_alone_needs_one(library: Library) -> None:
    alone = unit(library).model_copy(update={"joint": False})
    assert [each.name for each in issuers(library, alone)] == [GOVERNMENT]


@pytest.mark.parametrize(
    ("name", "day", "fits"),
    [
        ("何川", date(2025, 6, 30), True),
        ("何川", date(2026, 6, 30), True),
        ("何川", date(2026, 7, 1), False),
        ("秦岭", date(2026, 6, 30), False),
        ("秦岭", date(2026, 7, 1), True),
        ("秦 岭", date(2027, 1, 12), True),
    ],
)
def test_in_a_year_of_change_each_signs_in_his_own_term(library: Library, name: str, day: date, *, fits: bool) -> None:
    whose = unit(library, officer("镇长", "何川", date(2021, 9, 1), date(2026, 6, 30)), officer("镇长", "秦岭", date(2026, 7, 1)))
    assert (doubt(issuers(library, whose)[1], whose.officers, name, day) == "") is fits


def test_a_term_typed_as_months_lasts_to_the_end_of_the_last(library: Library) -> None:
    whose = unit(library, officer("镇长", "何川", date(2021, 9, 1), date(2026, 2, 1)))
    government = issuers(library, whose)[1]
    assert doubt(government, whose.officers, "何川", date(2026, 2, 28)) == ""
    assert "2026年3月1日不担任镇长" in doubt(government, whose.officers, "何川", date(2026, 3, 1))


def test_a_doubt_says_who_it_is_and_who_should_sign(library: Library) -> None:
    whose = unit(library, officer("镇长", "何川", date(2021, 9, 1), date(2026, 6, 30)), officer("副镇长", "高远"))
    government = issuers(library, whose)[1]
    early = date(2026, 1, 8)
    deputy = doubt(government, whose.officers, "高远", early)
    assert deputy.startswith("高远是副镇长。上行文由主要负责人（镇长何川）签发，分管领导的签字是审核，不是签发。")
    assert doubt(government, whose.officers, "何川", DAY).startswith("按单位设置里的任期，何川在2027年1月12日不担任镇长。")
    assert doubt(government, whose.officers, "周全", early).startswith("周全不是单位设置里登记的镇长。")
    assert "没有登记" in doubt(issuers(library, whose)[0], whose.officers, "陈书远", early)


def test_what_is_registered_is_the_names_in_order_and_the_last_day(library: Library) -> None:
    both = issuers(library, unit(library))
    given = (signature(GOVERNMENT, "何川", date(2027, 1, 11)), signature(PARTY, "陈书远", date(2027, 1, 12)))
    assert signers(both, given) == (("陈书远", "何川"), date(2027, 1, 12))
    assert signers(both, ()) == ((), None)
    assert signers(both, (signature(GOVERNMENT, "何川"), signature(PARTY, "何川"))) == (("何川",), DAY)
