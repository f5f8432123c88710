"""What a paragraph can be in the paper, and how single lines around the body are known by their words."""

import re
from enum import StrEnum


class Part(StrEnum):
    """What a paragraph is in the paper. `urgency` also holds 份号 and 密级, `banner` every line of the 红头 above the number."""

    banner = "banner"
    number = "number"
    signatory = "signatory"
    urgency = "urgency"
    title = "title"  # type: ignore[assignment]  # hides str.title, which nobody asks a part for
    recipients = "recipients"
    opening = "opening"
    heading = "heading"
    text = "text"
    table = "table"
    closing = "closing"
    attachment_note = "attachment_note"
    sign_off = "sign_off"
    date = "date"
    remark = "remark"
    attachment = "attachment"
    imprint = "imprint"
    margin = "margin"
    note = "note"


_BODIES = (
    "人民政府|政府|办事处|委员会|党委|党组|党工委|工委|办公室|管委会|主席团"
    "|局|厅|处|科|股|室|部|院|中心|大队|支队|分局|所|站|办|委|公司|总社"
)
_YEAR = "(?:(?:19|20) ?[0-9] ?[0-9]|[一二][〇○零ＯO0九][〇○零ＯO0一二三四五六七八九]{2}|[X×xＸ]{2,4})"
_OF = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[X×xＸ]{1,2})?"
_BLANK = "[ \u3000_＿]"
_ROOM = f"{_BLANK}{{0,8}}"
# Also while year, month or day are still to be filled in.
_DAY = (
    rf"{_BLANK}{{0,12}}(?:20[0-9]?)?{_ROOM}年{_BLANK}+月{_BLANK}+日|{_YEAR}{_ROOM}年{_ROOM}{_OF}{_ROOM}月(?:{_ROOM}{_OF}{_ROOM}日)?"
    r"|20[0-9]{2} *[-./．] *[0-9]{1,2} *[-./．] *[0-9]{1,2}"
)
_BODY = rf"[^，。；：:、“”0-9]{{1,38}}(?:{_BODIES})(?: *[（(](?:盖章|印章|公章|章|代章)[)）])?"
# Year and ordinal may be still to be filled in: 清府〔2027〕　号.
_NUMBERED = (
    rf"[^\s，。]{{2,16}} *[〔\[［（(【﹝]{_ROOM}(?:(?:19|20)?[0-9]{{2}}|20[0-9]?{_ROOM})?{_BLANK}?"
    rf"[〕\]］）)】﹞]{_ROOM}第?{_BLANK}?(?:[0-9]{{1,4}}|[×xXＸ]{{1,3}})?{_ROOM}号"
)
_ORDINAL = "[0-9一二三四五六七八九十]"

DATE = re.compile(rf"[（(]? *(?:{_DAY}) *[)）]?")
BODY = re.compile(_BODY)
SIGNED = re.compile(rf"{_BODY}[ \t\u3000]*(?:{_DAY})")
NUMBER = re.compile(rf"(?:(?:发文)?(?:文|字) *号 *[:：] *)?({_NUMBERED})(?:\s+签 *发 *人.*)?")
SIGNATORY = re.compile(r"(?:签 *发 *人?|会 *签(?: *人)?) *[:：].{0,40}")
URGENCY = re.compile(
    r"特 *急|加 *急|急 *件|平 *急|特 *提|(?:绝密|机密|秘密)(?:[★☆*].{0,10})?|(?:份号 *[:：]? *)?[0-9]{6}|内部(?:资料|文件).{0,10}"
)
BANNER = re.compile(r"[^，。；：]{2,60}文 *件")
TITLE = re.compile(r".{0,80}(?:报 *告|总结|汇报|自查|自评|通知|意见|方案|要点|函|公报|说明|情况)(?:[（(].{0,20}[)）])?")
GENRE = re.compile(r"(?:报 *告|总结|汇报|通知|意见|方案|要点|公报)(?:[（(].{0,20}[)）])?$")
LAW = re.compile("法治政府建设|依法行政|法治建设|法治工作|依法治")
RECIPIENTS = re.compile(
    rf"(?:主送 *[:：] *)?[^。；！？]{{0,200}}(?:{_BODIES}|法治.{{0,12}}[办委]|[县区市镇乡省州旗]委|[县区市镇乡省州旗]府"
    r"|部门|机构|机关|单位|领导|同志|人大|政协|组)(?:[）)])?[:：]"
)
NOT_RECIPIENTS = re.compile("如下|汇报|现将|情况|包括|分别|主要")
CLOSING = re.compile(r"(?:特此|专此|此致|以上(?:报告|情况|汇报|总结|就是|是|为|意见|，请)|请予?审|妥否|当否|敬请|请批)[^。]{0,45}[。！.]?")
ATTACHMENT_NOTE = re.compile(rf"附 *件? *{_ORDINAL}{{0,2}} *[:：].{{0,80}}")
ATTACHMENT = re.compile(rf"附 *件? *{_ORDINAL}{{0,2}} *[:：]?|附 *(?:件|表) *{_ORDINAL}{{1,2}}[ :：\u3000]?.{{0,40}}")
REMARK = re.compile(
    r"[（(](?![一二三四五六七八九十]{1,3}[)）]).{2,80}[)）]|主动公开|依申请公开|不予公开"
    r"|(?:联 *系 *人|联系电话|联系方式|电话|公开方式|公开属性|信息公开(?:选项|类别)|此件).{0,60}"
)
IMPRINT = re.compile(
    r"(?:抄 *送|抄 *报|分 *送|[报送发] *[:：]|主题词 *[:：]).*|[^。]{0,60}(?:[0-9]|月)[ \u3000_＿]{0,8}日 *印 *发[。 ]*"
    r"|[（(]?共印 *.{0,12}|(?:校对|拟稿|打印|录入) *[:：].{0,40}"
)
NO_HEADING = re.compile(
    rf"(?:表|图|附表) *{_ORDINAL}|(?:单位|注|说明|备注|来源) *[:：]|[一二三四五六七八九十]{{1,2}}[是要]|[（(]|[0-9.%％ ]+$"
)
CHAPTER = re.compile(
    r"(?!.*[了着]|取得|实现|形成)[^，。；：]{0,24}(?:问题|不足|短板|困难|差距|原因|计划|打算|安排|设想|思路|举措|措施|成效|做法|亮点|建议|努力方向|其他情况"
    r"|(?:履职|职责|工作|开展|基本|总体)情况|工作(?:重点|要点))"
)


def recipients(text: str) -> bool:
    """Whether a line before the body names whom the paper is sent to: 县委、县政府："""
    return RECIPIENTS.fullmatch(text) is not None and NOT_RECIPIENTS.search(text) is None


def document_number(text: str) -> str:
    """The 发文字号 of a line that holds one, alone or beside the 签发人; "" without one and while it is still to be filled in."""
    found = NUMBER.fullmatch(text)
    return found[1] if found and re.search("[0-9] *号$", found[1]) else ""


def signatory(text: str) -> str:
    """The names behind 签发人 in a text, parted by single spaces; "" without any."""
    found = re.search(r"签 *发 *人? *[:：]([^\n]*)", text)
    return " ".join(found[1].split()) if found else ""
