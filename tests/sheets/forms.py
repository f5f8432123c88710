"""A small catalogue, a form of an invented office, and reading what came back: for tests of tables, sheets and whole collections."""

import tomllib
from pathlib import Path

from server.report.forms.collecting import Asked, AskedText, CollectionForm, Wording
from server.report.forms.grids import Grid, pasted_grid
from server.report.forms.outcomes import Kind, Known, Outcome, Returned
from server.report.forms.returns import read
from server.report.indicators import Indicator, Rate, Relation
from server.word.grids import Called

ROOT = Path(__file__).parents[2]
WORDING = Wording.model_validate(tomllib.loads((ROOT / "data/collecting.toml").read_text("utf-8")))
CALLED = Called(WORDING.document_sheet, WORDING.document_table, WORDING.margin_sheet)
CODE, OTHER_CODE = "CB-2222-259H", "CB-2222-44JZ"


def _figure(key: str, name: str, unit: str, decimals: int = 0, *, given: bool = False, rate: Rate | None = None) -> Indicator:
    return Indicator(
        id=key, name=name, unit=unit, section="disputes", definition=f"{name}的口径。", decimals=decimals, given=given, rate=rate
    )


INDICATORS = {
    each.id: each
    for each in (
        _figure("dis.received", "信访受理", "件"),
        _figure("dis.done", "信访办结", "件"),
        _figure("dis.rate", "信访办结率", "%", 1, rate=Rate(part="dis.done", whole="dis.received")),
        _figure("dis.meetings", "矛盾纠纷排查次数", "次"),
        _figure("dis.pleased", "群众满意率", "%", 2, given=True),
        _figure("enf.fines", "罚没金额", "元", 2),
        _figure("pub.villages", "民主法治示范村（社区）", "个"),
        _figure("learn.exams", "学法考试", "人"),
    )
}
WITHIN = Relation(id="within", left=("dis.done",), sign="<=", right=("dis.received",), says="办结数不能大于受理数")
KNOWN = Known(INDICATORS, (WITHIN,), WORDING, 2025)


def form(
    code: str = CODE, *, share: bool = False, lasts: dict[str, str] | None = None, texts: tuple[AskedText, ...] = ()
) -> CollectionForm:
    """The form of 信访办: six figures; 学法考试 of the catalogue is not asked for."""
    asked = [each for each in INDICATORS.values() if not each.rate][:6]
    rows = tuple(
        Asked(each.id, each.name, each.unit, each.definition, (lasts or {}).get(each.id, ""), "化解矛盾", each.decimals) for each in asked
    )
    return CollectionForm(code, "清溪镇", 2025, "信访办", "林晓 0000-8123456", "2025年12月20日", rows, texts, share)


def table(text: str) -> Grid:
    """A table with its cells parted by |, one row a line."""
    return pasted_grid(text.strip("\n").replace("|", "\t"), "填报表")


def answered(
    *grids: Grid, forms: tuple[CollectionForm, ...] | None = None, present: dict[str, str] | None = None, name: str = ""
) -> Returned:
    """What came of some tables, read against one form."""
    return read(grids, (form(),) if forms is None else forms, KNOWN, {"": present or {}}, name)


def short(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str, str]]:
    """Kind, whom it is about, what was typed; blanks are left out."""
    about = ((each.kind.value, each.indicator or each.section or each.label, each.raw) for each in outcomes if each.kind is not Kind.blank)
    return list(about)
