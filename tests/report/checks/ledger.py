"""An invented township with a small catalogue, for the tests of checks of entries."""

from collections.abc import Mapping
from dataclasses import replace

from server.report.checks.records import Records
from server.report.checks.ruling import Check
from server.report.findings import Class
from server.report.indicators import Indicator, Rate, Relation
from server.report.outline import Outline, Section
from server.report.rules import Nature, Rule
from server.report.snapshot import EntryRecord, Origin, OutlineRef, SectionRecord, Snapshot
from server.report.units import Body, Unit

YEAR = 2025
TOWN = Unit(
    name="云岭县清溪镇人民政府", short_name="清溪镇", kind="town", tier="township", region="440801", address="我镇", parent_name="云岭县"
)


def figure(key: str, name: str, unit: str = "件", section: str = "disputes", **more: object) -> Indicator:
    """One figure of the catalogue."""
    places = 1 if "rate" in more else 2 if unit in ("%", "元") else 0
    known = {"id": key, "name": name, "unit": unit, "section": section, "definition": name, "decimals": places}
    return Indicator.model_validate(known | more)


FIGURES = {
    each.id: each
    for each in (
        figure("come", "信访受理", core=True),
        figure("done", "信访办结", core=True),
        figure("open", "信访在办"),
        figure("done_rate", "信访办结率", "%", rate=Rate(part="done", whole="come")),
        figure("content_rate", "信访满意率", "%", given=True),
        figure("carried", "诉讼上年结转", carries="pending"),
        figure("pending", "诉讼未结"),
        figure("fines", "罚没金额", "元", section="enforcement"),
        figure("cases", "处罚案件", section="enforcement"),
        figure("simple", "简易程序案件", section="enforcement"),
        figure("normal", "普通程序案件", section="enforcement"),
        figure("staff", "执法人员", "名", section="enforcement", stock=True),
        figure("lectures", "法治讲座", "期", section="capacity"),
        figure("studies", "集中学法", "次", section="capacity"),
        figure("audience", "受教育群众", "人次", section="capacity"),
    )
}
RELATIONS = (
    Relation(id="within", left=("done",), sign="<=", right=("come",), says="办结不能多于受理"),
    Relation(id="balance", left=("come",), sign="=", right=("done", "open"), says="受理应等于办结与在办之和"),
    Relation(id="kinds", left=("simple", "normal"), sign="=", right=("cases",), says="两种程序之和应等于处罚案件"),
    Relation(id="fines", left=("fines",), sign="with", right=("cases",), says="有罚没金额就应当有处罚案件"),
)
OUTLINE = Outline(
    key="small",
    version=1,
    name="小提纲",
    description="",
    title="{name}报告",
    opening="",
    closing="",
    coverage="",
    sections=(
        Section(
            key="achievements",
            heading="主要举措和成效",
            covers=(1,),
            sections=(
                Section(key="disputes", heading="化解矛盾"),
                Section(key="enforcement", heading="执法"),
                Section(key="capacity", heading="能力"),
            ),
        ),
        Section(key="problems", heading="存在的不足和原因", covers=(2,)),
        Section(key="first_responsible", heading="第一责任人履职", covers=(3,)),
        Section(key="plans", heading="明年安排", covers=(4,)),
    ),
)
TEXTS = {
    "disputes": "全年排查矛盾纠纷，做到小事不出村。",
    "enforcement": "执法人员持证上岗，办案程序规范。",
    "capacity": "组织干部学法，提高办事能力。",
    "problems": "个别干部学法不深。主要原因是督促不够。",
    "first_responsible": "党委书记主持研究法治工作。镇长督办执法事项。",
    "plans": "明年把学法列入每月例会。",
}
RULE = Rule(
    id="national",
    source="《督察工作规定》",
    certainty="restated",
    tiers=("township",),
    nature=Nature.report,
    recipients=(Body.higher_party,),
    content=("主要举措和成效",),
)


def sections(texts: Mapping[str, str] = TEXTS, without: str = "") -> tuple[SectionRecord, ...]:
    """The sections of the outline with these texts."""
    return tuple(
        SectionRecord(key=each.key, parent=parent, level=level, heading=each.heading, text=texts.get(each.key, ""))
        for each, level, parent in OUTLINE.walk()
        if each.key != without
    )


def typed(raw: str = "", last: str = "", *, as_of: str = "", office: str = "司法所") -> EntryRecord:
    """A figure as somebody typed it; `records` says which it is."""
    return EntryRecord(indicator="", raw=raw, last=last, as_of=as_of, origin=Origin(office=office))


def records(figures: Mapping[str, EntryRecord | str] | None = None, *, texts: Mapping[str, str] = TEXTS, unit: Unit = TOWN) -> Records:
    """A report with these figures; a bare word is this year's answer."""
    entries = tuple(
        (typed(each) if isinstance(each, str) else each).model_copy(update={"indicator": key}) for key, each in (figures or {}).items()
    )
    snapshot = Snapshot(unit=unit, year=YEAR, outline=OutlineRef(key="small", version=1), sections=sections(texts), entries=entries)
    return Records(snapshot, FIGURES, OUTLINE, RELATIONS, (RULE,))


def with_sections(made: Records, changed: tuple[SectionRecord, ...]) -> Records:
    """The report with other sections."""
    return replace(made, snapshot=made.snapshot.model_copy(update={"sections": changed}))


def told(checks: tuple[Check[Records], ...], made: Records) -> list[tuple[str, Class, str, str]]:
    """What checks say: id, class, section, working."""
    return [(check.id, hit.weight or check.weight, hit.section, hit.working) for check in checks for hit in check.find(made)]


def figures_of(checks: tuple[Check[Records], ...], made: Records) -> list[tuple[str, tuple[str, ...]]]:
    """The ids of what checks find, with the figures each is about."""
    return [(check.id, hit.indicators) for check in checks for hit in check.find(made)]


def ids(checks: tuple[Check[Records], ...], made: Records) -> list[str]:
    """The ids of what checks find."""
    return [each[0] for each in told(checks, made)]
