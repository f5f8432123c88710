"""Names of units as other systems write them."""

import pytest

from server.report.proposing.towns import Town, Towns

TOWNS = Towns(
    (
        Town(1, "云澜县清溪镇人民政府", "清溪镇", "530000101", "云澜县"),
        Town(2, "云澜县白石镇人民政府", "白石镇", "", "云澜县"),
        Town(3, "云澜县城关镇人民政府", "城关镇", "", "云澜县"),
        Town(4, "云澜县人民政府城关街道办事处", "城关街道", "", "云澜县"),
    )
)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("清溪镇", (1,)),
        ("清溪", (1,)),
        (" 清 溪 镇 ", (1,)),
        ("1.清溪镇", (1,)),
        ("（1）清溪镇", (1,)),
        ("云澜县清溪镇", (1,)),
        ("云澜县清溪镇人民政府", (1,)),
        ("清溪镇人民政府", (1,)),
        ("清溪司法所", (1,)),
        ("530000101", (1,)),
        ("城关街道办事处", (4,)),
        ("城关镇司法所", (3,)),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, meant: tuple[int, ...]) -> None:
    assert TOWNS.find(name) == meant


def test_a_name_shortened_too_far_means_several() -> None:
    assert TOWNS.find("城关") == (3, 4)


@pytest.mark.parametrize("name", ["", "镇", "白石乡", "合计", "云澜县", "清溪镇和白石镇", "单位", "12"])
def test_a_stranger_is_nobody(name: str) -> None:
    assert TOWNS.find(name) == ()
