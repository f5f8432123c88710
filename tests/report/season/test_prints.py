"""The papers around delivery: what each row says, who gets a sheet to sign on, what the archive lacks, where evidence lies."""

from dataclasses import replace
from datetime import UTC, date, datetime

from server.library import Library
from server.report.deadlines import Extension
from server.report.season.archiving import Announced, File, archive, evidence
from server.report.season.ledger import Correction, Done, Evidence, Fact, Record, Round, Stage, rows_of
from server.report.season.opinions import Opinion
from server.report.season.prints import Entry, Head, situation, slips
from server.report.season.signing import Meeting, Part, Signature
from server.report.snapshot import EntryRecord, Origin
from tests.report.season.test_ledger import COPY, HEAR, PARTY, PUBLIC, done

AT = datetime(2027, 1, 20, 2, tzinfo=UTC)
DAY = date(2027, 1, 12)
HEAD = Head(
    "清溪镇", "清溪镇人民政府", 2026, "关于2026年度法治政府建设情况的报告", "清政〔2027〕3号", "2027年1月12日", (), date(2027, 1, 20)
)
ROUND = Round(1, Correction.correct, "一处数字有误", AT, "赵敏")
ROWS = (PARTY, COPY, HEAR, PUBLIC)


def _entries(kept: Done) -> tuple[Entry, ...]:
    again = {each.number: each for each in kept.rounds}
    rows = rows_of(ROWS, kept)
    proofs = [row.record.evidence.address or row.record.evidence.text if row.done else "" for row in rows]
    documents = ["正式文稿 清政〔2027〕3号" if row.done else "" for row in rows]
    told = zip(rows, documents, proofs, strict=True)
    return tuple(Entry(row, document, proof, again.get(row.round)) for row, document, proof in told)


KEPT = Done(
    {
        **done(PARTY, PUBLIC),
        (0, PARTY.key): Record(0, PARTY.key, "paper", 3, 7, DAY, Evidence("县委办收文3号"), version=1, by="赵敏"),
        (0, COPY.key): Record(0, COPY.key, done_on=DAY, version=1, by="赵敏"),
        (0, HEAR.key): Record(0, HEAR.key, extension=Extension(date(2027, 3, 20), "镇人大主席团", "推迟"), version=1),
        (1, PARTY.key): Record(1, PARTY.key, version=1),
    },
    (ROUND,),
)


def test_the_situation_says_of_every_row_what_was_sent_when_and_what_proves_it(library: Library) -> None:
    sheet = situation(HEAD, _entries(KEPT), (Stage.published,), library.labels)
    assert sheet.title == "清溪镇2026年法治政府建设年度报告报送情况表"
    assert sheet.notes == ("截至2027年1月20日。文号：清政〔2027〕3号。报告已公开。",)
    assert sheet.header == ("序号", "对象", "方式", "依据和期限", "完成情况", "送出的文稿", "凭据")
    assert sheet.rows[0] == (
        *(1, "某higher_party", "报送", "规则，最迟2027年1月29日", "2027年1月12日，赵敏登记"),
        *("纸质，3份，正式文稿 清政〔2027〕3号", "县委办收文3号"),
    )
    assert sheet.rows[1][4:] == ("2027年1月12日，赵敏登记", "正式文稿 清政〔2027〕3号", "缺回执")
    assert sheet.rows[2] == (3, "某own_congress（按需）", "听取", "规则；镇人大主席团同意延到2027年3月20日", "未完成", "", "")
    assert sheet.rows[4] == (5, "第1次更正：某higher_party", "报送", "规则", "未完成", "", "")


def test_a_report_without_number_or_stage_says_neither(library: Library) -> None:
    sheet = situation(replace(HEAD, number=""), _entries(Done()), (), library.labels)
    assert sheet.notes == ("截至2027年1月20日。报告还没有报送完。",)


def test_who_signs_for_the_paper_gets_a_sheet_with_what_goes_with_it(library: Library) -> None:
    sheets = slips(replace(HEAD, attachments=("指标表", "任务表")), _entries(KEPT), library.labels)
    assert [sheet.name for sheet in sheets] == ["某higher_party", "某higher_oversight", "某own_congress", "某higher_party"]
    assert [sheet.label for sheet in sheets] == ["第1张，共4张", "第2张，共4张", "第3张，共4张", "第4张，共4张"]
    assert sheets[0].rows == (
        ("收文单位", "某higher_party"),
        ("送文单位", "清溪镇人民政府"),
        ("文件标题", "关于2026年度法治政府建设情况的报告"),
        ("发文字号", "清政〔2027〕3号"),
        ("成文日期", "2027年1月12日"),
        ("方式和形式", "报送，纸质"),
        ("份数", "3"),
        ("随送材料", "报告正文；附件：指标表、任务表"),
        ("依据和期限", "规则，最迟2027年1月29日"),
        *((name, "") for name in ("送件人、送件日期", "收件人签名", "收件日期", "收文编号", "备注")),
    )
    assert len(sheets[0].heights_mm) == 1 + len(sheets[0].rows)


FILE = File(HEAD, _entries(KEPT), KEPT, None, (), (), (), "正式文稿 清政〔2027〕3号")


def test_the_archive_says_what_is_there_and_what_is_lacking(library: Library) -> None:
    rows = {str(row[1]): row[2:] for row in archive(FILE, library.labels).rows}
    assert rows == {
        "年度报告通知": ("", "", "缺", ""),
        "报告定稿（正式文稿）": ("清政〔2027〕3号", "", "有", "正式文稿 清政〔2027〕3号"),
        "发文稿纸": ("", "", "缺", ""),
        "征求意见情况表": ("", "", "缺", ""),
        "第1次更正的报告": ("", "", "有", "一处数字有误"),
        "报送凭据：某higher_party": ("县委办收文3号", "2027年1月12日", "有", ""),
        "抄送凭据：某higher_oversight": ("", "2027年1月12日", "缺", ""),
        "公开页面截图": ("http://www.qingxi.example/1.html", "2027年1月15日", "有", ""),
        "报送凭据：第1次更正：某higher_party": ("", "", "缺", ""),
        "公开审查表": ("", "", "缺", ""),
    }


def test_what_was_recorded_goes_into_the_archive_with_its_number_and_day(library: Library) -> None:
    meeting = Meeting(1, "党政联席会议", DAY, "〔2027〕1号", "", "0" * 64, "纪要.pdf", AT, "赵敏")
    signature = Signature(1, 0, Part.signed, "", "镇长", "何川", DAY, "", None, "", AT, "赵敏")
    notice = Announced("《年度报告通知》（云法办〔2026〕9号）", "云法办〔2026〕9号", date(2026, 12, 1), "")
    steps = {"secrecy_review": Fact("tick", DAY, "赵敏", "审查表1份")}
    kept = replace(KEPT, steps=steps)
    file = replace(FILE, notice=notice, meetings=(meeting,), signatures=(signature,), opinions=(Opinion(1, "司法所"),), done=kept)
    rows = {str(row[1]): row[2:] for row in archive(file, library.labels).rows}
    assert rows["年度报告通知"] == ("《年度报告通知》（云法办〔2026〕9号）", "2026年12月1日", "有", "")
    assert rows["发文稿纸"] == ("", "2027年1月12日", "有", "")
    assert rows["征求意见情况表"] == ("", "", "有", "1条意见")
    assert rows["会议纪要：党政联席会议"] == ("〔2027〕1号", "2027年1月12日", "有", "扫描件：纪要.pdf")
    assert rows["公开审查表"] == ("", "2027年1月12日", "有", "审查表1份")
    listed = evidence(file, (), library.labels).rows
    assert listed[0] == (1, "通知", "《年度报告通知》（云法办〔2026〕9号）", "云法办〔2026〕9号", "2026年12月1日", "")
    assert listed[1] == (2, "会议", "党政联席会议", "〔2027〕1号", "2027年1月12日", "本系统（纪要.pdf）")


def test_the_evidence_of_figures_names_their_source_and_says_which_have_none(library: Library) -> None:
    figures = (
        (
            "信访受理",
            EntryRecord(indicator="a", raw="498", origin=Origin(office="信访办", person="林晓", date="2026-12-31", system="信访系统")),
        ),
        ("调解案件", EntryRecord(indicator="b", raw="32")),
        ("没有填的", EntryRecord(indicator="c", raw=" ", origin=Origin(office="司法所"))),
    )
    sheet = evidence(FILE, figures, library.labels)
    assert sheet.rows[0] == (1, "指标数据", "信访受理：498", "信访系统，林晓", "2026-12-31", "信访办")
    assert sheet.notes == ("截至2027年1月20日。只列编号、日期和存放地点，材料由提供单位保存。另有1项指标没有写来源：调解案件。",)
    assert [row[1] for row in sheet.rows[1:]] == ["报送凭据"] * 3
