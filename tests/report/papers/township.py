"""An invented township, its report and a small catalogue, for the tests of its papers."""

from server.report.indicators import Indicator, Rate
from server.report.papers.assembling import Material
from server.report.snapshot import EntryRecord, Front, Origin, OutlineRef, Registration, SectionRecord, Snapshot
from server.report.units import Body, Unit

TOWN = Unit(
    name="云岭县清溪镇人民政府",
    short_name="清溪镇",
    kind="town",
    tier="township",
    address="我镇",
    body_code="清政",
    parent_name="云岭县",
    bodies={
        Body.own_party: "中共云岭县清溪镇委员会",
        Body.own_government: "云岭县清溪镇人民政府",
        Body.higher_party: "中共云岭县委",
        Body.higher_government: "云岭县人民政府",
        Body.higher_oversight: "中共云岭县委全面依法治县委员会办公室",
    },
)
FRONT = Front(
    title="清溪镇人民政府关于2026年度法治政府建设情况的报告",
    recipients="云岭县人民政府：",
    opening="现将有关情况报告如下：",
    closing="特此报告。",
)
SECTIONS = (
    SectionRecord(key="achievements", level=1, heading="主要举措和成效"),
    SectionRecord(
        key="disputes",
        parent="achievements",
        level=2,
        heading="化解矛盾纠纷",
        text="全年排查矛盾纠纷513件，化解473件。镇长岑知远接待来访群众12人次。\n1.健全网络。设立调解室16个。",
    ),
    SectionRecord(key="oversight", parent="achievements", level=2, heading="接受监督", text=""),
    SectionRecord(key="plans", level=1, heading="下一步安排", text="继续排查。"),
)
REGISTERED = Registration(number="清政〔2027〕3号", signers="季明溪", copies="30", print_date="2027年1月16日")
LABELS = {
    "papers": {
        "review": "送审稿",
        "deliberation": "审议稿",
        "changes": "花脸稿[，对照{base}]",
        "address": "各位代表：",
        "attachment": "附件",
        "openness": "公开方式：{}",
        "figures_title": "{name}{year}年指标表",
        "figure_heads": "指标|单位|{year}年|{last_year}年|增减|来源",
        "not_applicable": "不适用",
        "not_filled": "未填",
        "no_figure": "—",
        "points": "{points}个百分点",
        "computed": "计算",
        "cut_off": "截至{day}。",
        "other_cut_off": "{names}截至{day}。",
        "findings_title": "{title}核校单",
        "findings_none": "没有问题。",
        "findings_count": "共{count}条：{classes}。",
        "findings_heads": "序号|类别|位置|问题|依据|说明",
        "findings_own": "报告数据",
        "findings_seen": "[应为：{expected}。][现为：{found}。]",
        "findings_explained": "说明：{words}[（{who}）]",
        "findings_override": "仍按原稿：{words}[（{who}）]",
        "findings_dismissed": "已看过，不改[（{who}）]",
    }
}


def indicator(
    key: str, name: str, *, section: str = "disputes", unit: str = "件", core: bool = True, rate: Rate | None = None
) -> Indicator:
    """A figure of the small catalogue."""
    return Indicator(id=key, name=name, unit=unit, section=section, definition=name, core=core, decimals=1 if rate else 0, rate=rate)


INDICATORS = {
    each.id: each
    for each in (
        indicator("dis.found", "排查纠纷"),
        indicator("dis.resolved", "化解纠纷"),
        indicator("dis.rate", "化解率", unit="%", rate=Rate(part="dis.resolved", whole="dis.found")),
        indicator("dis.petitions", "信访", core=False),
        indicator("ovs.proposals", "代表建议", section="oversight"),
    )
}


def entry(key: str, raw: str, last: str = "", *, as_of: str = "2026-12-31", office: str = "司法所", system: str = "台账") -> EntryRecord:
    """A figure as somebody typed it."""
    return EntryRecord(indicator=key, raw=raw, last=last, as_of=as_of, origin=Origin(office=office, system=system))


ENTRIES = (entry("dis.found", "513", "500"), entry("dis.resolved", "473", "451"))


def report(
    *,
    front: Front = FRONT,
    sections: tuple[SectionRecord, ...] = SECTIONS,
    entries: tuple[EntryRecord, ...] = ENTRIES,
    unit: Unit = TOWN,
    registration: Registration = REGISTERED,
    document_date: str = "2027年1月15日",
) -> Snapshot:
    """The report, signed unless told otherwise."""
    return Snapshot(
        unit=unit,
        year=2026,
        outline=OutlineRef(key="small", version=1),
        front=front,
        document_date=document_date,
        registration=registration,
        sections=sections,
        entries=entries,
    )


def material(snapshot: Snapshot | None = None) -> Material:
    """What the papers of the report are made of."""
    return Material(snapshot or report(), None, LABELS, INDICATORS)
