"""Kinds of unit, the bodies around them, who signs."""

import pytest

from server.library import Library
from server.report.units import Body, Unit, default_bodies

HIGHER = {
    Body.higher_party: "中共{parent}委",
    Body.higher_government: "{parent}人民政府",
    Body.higher_oversight: "中共{parent}委全面依法治{tail}委员会办公室",
}


def _town(*, joint: bool, bodies: dict[Body, str]) -> Unit:
    return Unit(name="遂河镇人民政府", short_name="遂河镇", kind="town", tier="township", address="我镇", joint=joint, bodies=bodies)


@pytest.mark.parametrize(
    ("kind", "short", "parent", "expected"),
    [
        (
            "town",
            "遂河镇",
            "云和县",
            {
                Body.own_party: "中共云和县遂河镇委员会",
                Body.own_government: "云和县遂河镇人民政府",
                Body.own_congress: "遂河镇人民代表大会主席团",
                Body.higher_party: "中共云和县委",
                Body.higher_government: "云和县人民政府",
                Body.higher_oversight: "中共云和县委全面依法治县委员会办公室",
                Body.public: "社会公众",
            },
        ),
        (
            "subdistrict",
            "城东街道",
            "霞光区",
            {
                Body.own_party: "中共霞光区城东街道工作委员会",
                Body.own_government: "霞光区城东街道办事处",
                Body.own_congress: "霞光区人大常委会城东街道工作委员会",
                Body.higher_party: "中共霞光区委",
                Body.higher_government: "霞光区人民政府",
                Body.higher_oversight: "中共霞光区委全面依法治区委员会办公室",
                Body.public: "社会公众",
            },
        ),
        (
            "development_zone",
            "临港开发区",
            "云和县",
            {
                Body.own_party: "中共临港开发区工作委员会",
                Body.own_government: "临港开发区管理委员会",
                Body.higher_party: "中共云和县委",
                Body.higher_government: "云和县人民政府",
                Body.higher_oversight: "中共云和县委全面依法治县委员会办公室",
                Body.public: "社会公众",
            },
        ),
        (
            "county",
            "云和县",
            "",
            {
                Body.own_party: "中共云和县委员会",
                Body.own_government: "云和县人民政府",
                Body.own_congress: "云和县人民代表大会常务委员会",
                Body.public: "社会公众",
            },
        ),
    ],
)
def test_the_bodies_around_a_unit_are_named_after_its_kind(
    library: Library, kind: str, short: str, parent: str, expected: dict[Body, str]
) -> None:
    assert default_bodies(library.kinds[kind], short, parent, HIGHER) == expected


@pytest.mark.parametrize("key", ["town", "rural_township", "ethnic_township", "sumu"])
def test_a_township_has_a_presidium_and_never_a_standing_committee(library: Library, key: str) -> None:
    named = default_bodies(library.kinds[key], "白石", "云和县", HIGHER)
    assert named[Body.own_congress] == "白石人民代表大会主席团"
    assert not [name for name in named.values() if "常务委员会" in name or "人大常委会" in name]


@pytest.mark.parametrize("key", ["county_district", "development_zone", "department"])
def test_a_kind_without_a_congress_has_no_congress_body(library: Library, key: str) -> None:
    assert Body.own_congress not in default_bodies(library.kinds[key], "某", "云和县", HIGHER)


def test_a_name_that_looks_like_a_pattern_stays_as_typed(library: Library) -> None:
    assert default_bodies(library.kinds["town"], "{parent}镇", "云和县", {})[Body.own_government] == "云和县{parent}镇人民政府"


@pytest.mark.parametrize(
    ("joint", "bodies", "names"),
    [
        (True, {Body.own_party: "中共遂河镇委员会"}, ("中共遂河镇委员会", "遂河镇人民政府")),
        (False, {Body.own_party: "中共遂河镇委员会"}, ("遂河镇人民政府",)),
        (True, {}, ("遂河镇人民政府",)),
    ],
)
def test_the_party_committee_signs_first_in_a_joint_issue(*, joint: bool, bodies: dict[Body, str], names: tuple[str, ...]) -> None:
    assert _town(joint=joint, bodies=bodies).issuers == names
