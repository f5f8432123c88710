"""Papers that are right in everything: what the writer makes of each kind, on both profiles."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from server.report.formats import Format
from server.report.inspection.fonts import Fonts
from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Note,
    Paragraph,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
)
from server.word.template import build
from server.word.writer import write

Which = Literal["report", "joint", "blank", "unsealed", "plain", "letter", "bare"]
DATA = Path(__file__).parents[2] / "data"
FONTS = Fonts.model_validate(tomllib.loads((DATA / "inspection/fonts.toml").read_text("utf-8")))
NAME, PARTY, OFFICE = "云岭县清溪镇人民政府", "中共云岭县清溪镇委员会", "云岭县清溪镇人民政府办公室"
TEXT: tuple[Block, ...] = (
    Title(("云岭县清溪镇人民政府关于", "2025年度法治政府建设情况的报告")),
    Recipients("县委、县政府："),
    Paragraph("现将我镇2025年度法治政府建设情况报告如下："),
    Heading(1, "一、", "主要做法和成效"),
    Heading(2, "（一）", "加强组织领导。", "镇党委把法治建设列入年度要点，全年召开专题会议4次，研究重大事项12件，推动各项任务落到实处。"),
    Heading(3, "1.", "压实责任。", "制定责任清单，明确牵头单位和完成时限，每季度通报一次进展情况，督促各村（社区）按时完成。"),
    Heading(3, "2.", "抓好学习。", "组织会前学法12次，举办“法律进村”专题讲座3期，参加人数420人次。"),
    Heading(2, "（二）", "规范行政执法。", "全年办理行政处罚案件18件，未发生复议纠错和败诉案件。具体情况见下表。"),
    Table((("序号", "事项", "2024年", "2025年"), ("1", "行政处罚", "16", "18"), ("2", "行政许可", "120", "131"))),
    Heading(1, "二、", "存在问题"),
    Paragraph("执法力量仍显不足，基层法律服务供给有待加强，个别干部运用法治思维解决问题的能力还不够强。"),
    Heading(1, "三、", "下一步打算"),
    Paragraph("我们将坚持问题导向，补齐短板，完善制度，加强培训，不断提升依法行政的能力和水平。"),
    Paragraph("特此报告。"),
)
NOTED = AttachmentNote(("2025年度法治政府建设主要指标完成情况对照表及说明", "重点任务清单"))
REMARK, OPENNESS = Note("联系人：王五，电话：0000-1234567"), Note("公开方式：主动公开")
ENCLOSED: tuple[Block, ...] = (
    Attachment("附件1", ("2025年度法治政府建设", "主要指标完成情况对照表及说明")),
    Table((("指标", "数值"), ("专题会议", "4"))),
    Attachment("附件2", ("重点任务清单",)),
    Paragraph("完善制度，强化监督，按期完成年度任务。"),
)
IMPRINT = Imprint("县司法局，县人大常委会办公室", "清溪镇党政办公室", "2026年1月16日")
DAY = "2026年1月15日"


@cache
def measures(profile: str) -> Format:
    """The measures of profile a or b."""
    return Format.model_validate(tomllib.loads((DATA / f"formats/gb9704_{profile}.toml").read_text("utf-8")))


@cache
def template(profile: str) -> bytes:
    """The template of profile a or b."""
    return build(measures(profile))


@cache
def right(which: Which = "report", profile: str = "a") -> bytes:
    """A paper of one kind as .docx."""
    said = Manuscript(Properties("报告", NAME, "2026-01-15"), blocks(which), numbered=which != "bare")
    return write(said, measures(profile), template(profile))


def blocks(which: Which) -> tuple[Block, ...]:
    """What stands in a paper of one kind."""
    tail = (REMARK, OPENNESS, *ENCLOSED, IMPRINT)
    return {
        "report": (Masthead((NAME,), "清府〔2026〕1号", ("张三",)), *TEXT, NOTED, SignOff((NAME,), DAY), *tail),
        "joint": (
            Masthead((PARTY, NAME), "清委〔2026〕1号", ("张三", "李四四"), urgency="特急"),
            *TEXT,
            NOTED,
            SignOff((PARTY, NAME), DAY),
            *tail,
        ),
        "blank": (Masthead((NAME,)), *TEXT, NOTED, SignOff((NAME,), ""), *tail),
        "unsealed": (*TEXT, SignOff((OFFICE,), DAY, sealed=False), REMARK),
        "plain": (*TEXT, SignOff((NAME,), DAY)),
        "letter": (
            Letterhead(NAME, "清府函〔2026〕1号"),
            Title(("云岭县清溪镇人民政府关于商请协助", "开展执法培训的函")),
            Recipients("县司法局："),
            *TEXT[2:4],
            Paragraph("为提高执法人员的业务水平，我镇拟于3月举办一期行政执法培训班，商请贵局派员授课。"),
            Paragraph("请予支持为盼。"),
            SignOff((NAME,), DAY),
            Imprint("县委政法委"),
        ),
        "bare": (TEXT[0], *TEXT[2:]),
    }[which]
