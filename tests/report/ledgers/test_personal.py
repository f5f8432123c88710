"""Names, ID numbers, phones, bank cards and addresses: found in columns and cells, counted, taken out unless kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.ledgers.identity import Kind, is_id_number
from server.report.ledgers.personal import Found, masked, names_in, personal_columns, without_personal
from tests.report.shipped import WORDS

GOOD_ID = "11010519491231002X"


def _columns(label: str, *cells: str) -> list[tuple[Kind, bool]]:
    return [(found.kind, found.by_header) for found in personal_columns((label,), tuple((cell,) for cell in cells), WORDS)]


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (GOOD_ID, True),
        (GOOD_ID.lower(), True),
        ("110105 19491231 002X", True),
        ("110105194912310021", True),
        ("110105199913310021", False),
        ("990105194912310021", False),
        ("440823800101123", True),
        ("440823801301123", False),
        ("914408230000000000", False),
        ("1101051949123100中X", False),
        ("", False),
    ],
)
def test_an_id_number_is_known_by_province_birthday_and_check_digit(text: str, *, yes: bool) -> None:
    assert is_id_number(text) is yes


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王小明", ("王小明",)),
        ("张  三", ("张三",)),
        ("张三、李小四，欧阳锋", ("张三", "李小四", "欧阳锋")),
        ("张三 李小四", ("张三", "李小四")),
        ("王小明（镇长）", ("王小明",)),
        ("李小四书记", ("李小四",)),
        ("阿依古丽·买买提", ("阿依古丽·买买提",)),
        ("张家村", ()),
        ("安全法", ()),
        ("张三等12人", ()),
        ("会前学法", ()),
        ("云岭县清溪镇", ()),
        ("", ()),
    ],
)
def test_names_are_counted_in_cells_that_hold_nothing_else(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell, WORDS) == names


@pytest.mark.parametrize(
    ("label", "cells", "found"),
    [
        ("姓名", ("甲", "乙"), [(Kind.name, True)]),
        ("当事人身份证号", ("/", "4.40823E+17"), [(Kind.name, True)]),
        ("身份证号码", ("4.40823E+17",), [(Kind.id_number, True)]),
        ("联系方式", ("12345",), [(Kind.phone, True)]),
        ("家庭住址", ("清溪村",), [(Kind.address, True)]),
        ("参加人员人数", ("12",), []),
        ("责任单位", ("清溪镇司法所",), []),
        ("", (GOOD_ID, "110105194912310021", "无"), [(Kind.id_number, False)]),
        ("其他", ("13800001234", "0668-1234567", ""), [(Kind.phone, False)]),
        ("其他", ("6222021234567890128",), [(Kind.bank_card, False)]),
        ("其他", ("清溪村幸福路12号", "石桥街3巷5号"), [(Kind.address, False)]),
        ("其他", ("王小明", "李四", "赵小六", "钱七"), [(Kind.name, False)]),
        ("其他", ("王家村", "李庄村", "赵各庄", "钱塘村"), []),
        ("其他", ("宪法", "民法典", "宪法"), []),
        ("姓名", ("", ""), []),
    ],
)
def test_columns_are_found_by_header_or_content(label: str, cells: tuple[str, ...], found: list[tuple[Kind, bool]]) -> None:
    assert _columns(label, *cells) == found


def test_the_different_names_of_a_column_are_counted() -> None:
    assert personal_columns(("姓名",), (("张三、李四",), ("张三",), ("/",)), WORDS) == (Found(0, Kind.name, 3, 3, 2, by_header=True),)


def test_a_column_known_to_hold_something_else_is_searched_for_numbers_only() -> None:
    body = (("王小明", "13800001234"), ("李四", "13800001235"), ("赵小六", "13800001236"))
    found = personal_columns(("主持人", "地点"), body, WORDS, known={0, 1})
    assert [(each.at, each.kind) for each in found] == [(1, Kind.phone)]


@pytest.mark.parametrize(
    ("text", "left", "counts"),
    [
        ("张某，13800001234，已联系", "张某，〔电话略〕，已联系", {Kind.phone: 1}),
        ("电话：138-0000-1234或+86 13800001235", "电话：〔电话略〕或〔电话略〕", {Kind.phone: 2}),
        ("身份证１１０１０５１９４９１２３１００２Ｘ", "身份证〔身份证号略〕", {Kind.id_number: 1}),
        (f"证{GOOD_ID}、卡6222 0212 3456 7890 128", "证〔身份证号略〕、卡〔银行卡号略〕", {Kind.id_number: 1, Kind.bank_card: 1}),
        ("云府办〔2026〕12号，罚款1380000元", "云府办〔2026〕12号，罚款1380000元", {}),
        ("统一社会信用代码914408230000000000", "统一社会信用代码914408230000000000", {}),
        ("2026030520260307", "2026030520260307", {}),
        ("订单138000012345", "订单138000012345", {}),
    ],
)
def test_numbers_of_persons_inside_a_text_are_masked_and_counted(text: str, left: str, counts: dict[Kind, int]) -> None:
    assert masked(text, WORDS) == (left, counts)


def test_rows_keep_their_shape_without_what_is_personal() -> None:
    rows = (("姓名", "电话", "事由"), ("张三、李四", "13800001234", "张三与李四争水"), ("王五", "/", "王五来访，13800001235"))
    found = personal_columns(rows[0], rows[1:], WORDS)
    cleared = without_personal(rows, found, (), WORDS, first=1)
    assert cleared.rows == (rows[0], ("", "", "〔姓名略〕与〔姓名略〕争水"), ("", "", "〔姓名略〕来访，〔电话略〕"))
    assert cleared.counts == {Kind.name: 6, Kind.phone: 2}


def test_columns_that_were_asked_for_stay_as_they_are() -> None:
    rows = (("张三", "13800001234"),)
    found = personal_columns(("姓名", "电话"), rows, WORDS)
    assert without_personal(rows, found, {0, 1}, WORDS).rows == rows


@given(st.lists(st.tuples(st.text(max_size=30), st.text(st.sampled_from("0123456789Xx -+张三、"), max_size=40)), max_size=4))
def test_clearing_never_fails_and_leaves_nothing_to_clear(rows: list[tuple[str, str]]) -> None:
    body = tuple(rows)
    cleared = without_personal(body, personal_columns(("备注", "其他"), body, WORDS), (), WORDS)
    assert [len(row) for row in cleared.rows] == [2] * len(rows)
    again = without_personal(cleared.rows, (), (), WORDS)
    assert (again.rows, again.counts) == (cleared.rows, {})
