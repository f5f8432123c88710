"""Sentences for readers about the season: notices, rules, dates, signing, deliveries and reminders."""

from datetime import date

from server.report.problems import QUOTED


def before_season(year: int) -> str:
    """A date outside the season of a report."""
    return f"日期应当在{year}年7月到{year + 1}年6月之间，请核对。"


def evidence_empty() -> str:
    """A file without a byte."""
    return "这个文件是空的，没有保存。请检查文件是否已经写完、能否打开，再重新选择。"


def evidence_too_large(megabytes: int) -> str:
    """A file beyond the bound for evidence."""
    return f"文件超过{megabytes}MB，没有保存。请降低扫描分辨率或分成几个文件，也可以不传文件，只登记编号和日期。"


def evidence_unknown() -> str:
    """Bytes that are none of the types that can be kept, whatever the file is called."""
    return "这个文件的内容不是PDF、图片（.jpg .png）、Word（.docx .doc .wps）、OFD或.xlsx，没有保存。请用WPS另存为其中一种，或扫描成PDF。"


def outside_season(label: str, year: int) -> str:
    """A date of the notice outside the season of its report."""
    return f"{label}应当在{year}年7月到{year + 1}年6月之间，请核对年份和月份。"


def day_unclear(label: str, raw: str, year: int) -> str:
    """A date of the notice that cannot be read."""
    return f"{label}填的是“{raw.strip()[:20]}”，没有看懂。请写一个日期，如 {year}年1月10日、{year}-1-10 或 1月10日。"


def first_after_final() -> str:
    """A first draft that is asked for after the final text."""
    return "正式稿报送日期早于初稿报送日期。请对照通知核对这两个日期。"


def cap_unclear(raw: str, least: int, most: int) -> str:
    """A length cap that is no number of characters."""
    return f"字数上限填的是“{raw.strip()[:20]}”，没有看懂。请填{least}到{most}之间的数字，如 3000；通知没有限制就空着。"


def longer_than_cap(used: int, cap: int, source: str) -> str:
    """A report with more characters than the notice allows."""
    return f"正文{used}字，超过{source}规定的{cap}字，多出{used - cap}字。请压缩，或者写明经同意不压缩的理由。"


def heading_not_shown(heading: str, outline: str) -> str:
    """A section of the outline that the notice asks for and the report does not have."""
    return f"通知要求的提纲（{outline}）有“{heading}”，报告里没有打开这一节。请在“章节”页打开或增加。"


def choose_one(label: str) -> str:
    """A choice that was not made."""
    return f"请选择{label}。"


def choose_file_again() -> str:
    """A file that came with a form that could not be kept."""
    return "文件没有保存。请改正上面的问题，再重新选择文件。"


def not_done_yet(label: str) -> str:
    """A day on which something was done that has not come yet."""
    return f"{label}还没有到。请在办完以后再登记，或核对日期。"


def done_before(label: str, year: int) -> str:
    """A day on which something was done before there was anything to report on."""
    return f"{label}早于{year}年，请核对年份。"


def done_day_unclear(label: str, raw: str, year: int) -> str:
    """A day of the ledger that cannot be read."""
    return f"{label}填的是“{raw.strip()[:20]}”，没有看懂。请写一个日期，如 {year}年1月15日、{year}-1-15 或 1月15日。"


def done_day_needed() -> str:
    """Evidence of something without the day on which it was done."""
    return "请填完成日期；还没有办完的，其他几项可以先存着。"


def address_needed() -> str:
    """A publication without the place where it can be read."""
    return "公开要写明网址；登在报刊上的，写报刊名称、日期和版面。"


def copies_wanted() -> str:
    """Copies that are no number."""
    return "份数请填数字，如 3。"


def extension_needs(label: str) -> str:
    """An extension without one of its parts."""
    return f"延期要写明{label}，以备查考。"


def extension_earlier() -> str:
    """An extension that ends before the day it extends."""
    return "延期后的日期不晚于原来的期限。请核对日期。"


def correction_reason_needed() -> str:
    """A correction nobody knows the reason of."""
    return "请写明更正或者重报的理由。"


def nothing_to_correct() -> str:
    """A correction before anything went out."""
    return "还没有登记送出或公开过的，不用登记更正或重报；直接修改后送出即可。"


def correction_under_way() -> str:
    """A correction that is taken back after a row of it was done."""
    return "这一次已经有签发或者送出的登记，不能撤销。登记有误的，请先取消那一条登记。"


def document_cancelled() -> str:
    """A paper of which it was said that it never went out."""
    return "所选的文稿已经作废，请换一份。"


def document_other_number(borne: str, registered: str) -> str:
    """A paper that bears another number than the one registered, or none."""
    bears = f"上的文号是{borne}" if borne else "上没有文号"
    return f"所选的文稿{bears}，签发登记的是{registered}。请核对送出的是哪一份。"


def document_other_text(form: str, day: str) -> str:
    """A paper made of a text that is not the one of now."""
    return f"所选的文稿（{day}的{form}）和现在的文字不一致。送出的应当是签发的那一稿，请核对。"


def reminder_joined(day: date) -> str:
    """A reminder that did not go out on its day."""
    return f"当天没有发出去，内容并入{day.month}月{day.day}日的提醒。"


def reminder_past(day: date) -> str:
    """A reminder that did not go out on its day, and speaks of nothing that is still to be said."""
    return f"当天没有发出去，到{day.month}月{day.day}日已不用再提醒。"


def reminder_closed() -> str:
    """A reminder of what was done, put off, or is no more this person's."""
    return "发送前再看时，事项已经办结、延期或不再由此人办理，没有发送。"


def reminder_quiet() -> str:
    """A reminder on a quiet day."""
    return "今天不打扰，留到下一个工作日。"


def result_unknown() -> str:
    """A reminder that was taken up by a process that never told what became of it."""
    return "发送过程中断，结果不明，用同一个编号再发。"


def ahead_unread(raw: str, most: int, days: int) -> str:
    """Days before that cannot be read."""
    return f"提前的工作日“{raw.strip()[:QUOTED]}”没有看懂。请写1到{most}之间的数字，最多{days}个，用顿号隔开，如 30、14、7、3、1。"


def quiet_unread(raw: str, days: int) -> str:
    """Quiet days that cannot be read."""
    said = raw.strip()[:QUOTED]
    return f"不提醒的日子“{said}”没有看懂。请一行写一天或一段，如 2027-02-05 或 2027-02-05至2027-02-19，一共不超过{days}天。"


def day_filter_unread(raw: str) -> str:
    """A day to look at that cannot be read."""
    return f"日期“{raw.strip()[:QUOTED]}”没有看懂，下面是全部记录。请写成 2027年1月8日 或 2027-1-8。"


def store_not_ready() -> str:
    """A store of another version, or none."""
    return "数据库还没有准备好，或者是旧版本的。请先用 python -m server serve 启动一次，它会备份并升级，然后再运行 remind。"
