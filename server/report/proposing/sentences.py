"""What is said of a table with a row per town, of a report that came 线下, and of figures that a town and its county count differently."""

_QUOTED = 20


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"{plain[:_QUOTED]}…" if len(plain) > _QUOTED else plain


def no_towns() -> str:
    """Not one row names a unit of this county."""
    return "表里没有找到下级单位的名称，什么都没有读。请用本页的模板，或者让一列写明单位简称（如“清溪镇”），一行一个单位。"


def other_sheet(name: str, read: str) -> str:
    """A sheet with towns that was not read."""
    return f"工作表“{_short(name)}”里也有单位名称，这次只读了“{_short(read)}”。请把它单独存成文件再提供一次。"


def several_towns(name: str, meant: str) -> str:
    """A name that may be one of several units."""
    return f"“{_short(name)}”可能是{meant}，没有读这一行。请写明是镇还是街道。"


def same_town(name: str, rows: str) -> str:
    """A unit with several rows."""
    return f"{name}出现了不止一次（{rows}），这几行都没有读。请只留一行。"


def unknown_column(name: str) -> str:
    """A heading that no indicator has."""
    return f"“{_short(name)}”不知道是哪一项指标，没有读。请在下面选定，或者不用它。"


def same_column(name: str, places: str) -> str:
    """An indicator with several columns."""
    return f"“{name}”有不止一列（{places}），都没有读。请在下面只留一列。"


def last_year_column(name: str) -> str:
    """A column of last year."""
    return f"“{_short(name)}”是上年的数，没有读。"


def computed_column(name: str) -> str:
    """A rate that the program computes."""
    return f"“{name}”由系统计算，不用提供。"


def nothing_given() -> str:
    """A sheet without a single figure that can be given."""
    return "没有可以提供的数。请先改好表再读，或者在有疑问的格子里填上数。"


def office_needed() -> str:
    """Nobody is named as giver."""
    return "请填写提供单位，如“县司法局”。各单位会看到数是谁提供的。"


def sheet_needed() -> str:
    """Neither a file nor a pasted block."""
    return "请选择文件，或者把表格粘贴到下面的框里。"


def given_unreadable(unit: str, name: str, raw: str, measure: str) -> str:
    """A figure for a unit that cannot be read."""
    return f"{unit}的“{name}”填的是“{_short(raw)}”，没有看懂。请填数字（单位：{measure}），或者“不适用”。"


def day_unclear(raw: str) -> str:
    """A cut-off date that is no day."""
    return f"“{_short(raw)}”不像日期。请写成 12月31日 或 11月底。"


def reason_short(least: int) -> str:
    """A dispute without a reason."""
    return f"请写明有异议的理由，至少{least}个字，如“司法所台账为12件，见调解卷宗”。"


def answered_meanwhile(name: str) -> str:
    """A figure that was replaced or answered since the page was shown."""
    return f"“{name}”刚才有新的数，或者同事已经答复，这一项没有处理。请看下面现在的数，再点一次。"


def entry_changed(name: str, raw: str) -> str:
    """The town's own figure changed since the page was shown."""
    return f"“{name}”刚才有人改成了“{_short(raw)}”，没有覆盖。请看下面现在的数，再点一次。"


def unit_needed() -> str:
    """No unit chosen."""
    return "请选择单位。"


def registered_already() -> str:
    """A unit registered by somebody else meanwhile."""
    return "这个单位已经登记过。请在上面的表里点进去核对、修改；您填写的内容还在下面。"


def way_needed() -> str:
    """Not said how it came."""
    return "请选择报送方式：纸质或者办公系统。"


def received_needed() -> str:
    """No day of receipt."""
    return "请填写收到日期，如 1月28日。"


def received_unclear(raw: str, year: int) -> str:
    """A day of receipt that is none."""
    return f"收到日期“{_short(raw)}”没有看懂。请写成 {year}年1月28日 或 1月28日。"


def received_ahead(day: str) -> str:
    """A day of receipt still to come."""
    return f"收到日期{day}还没有到。请核对后改成实际收到的日期。"


def received_early(day: str, year: int) -> str:
    """A day of receipt before there could be a report."""
    return f"收到日期{day}早于{year}年度报告可能报送的时间。请核对年份。"


def published_unclear(raw: str) -> str:
    """A day of publication that is none."""
    return f"公开日期“{_short(raw)}”没有看懂。请写成 2月20日 这样的日期，没有公开就空着。"


def published_ahead(day: str) -> str:
    """A day of publication still to come."""
    return f"公开日期{day}还没有到。没有公开的请空着。"


def copies_unclear(raw: str) -> str:
    """Copies that are no number."""
    return f"份数“{_short(raw)}”没有看懂。请填1到999的整数，或者空着。"


def address_unclear() -> str:
    """An address that is none."""
    return "公开网址要以 http:// 或 https:// 开头。只有栏目名称的，请写在备注里。"


def too_much(label: str, most: int) -> str:
    """A field that is too long."""
    return f"“{label}”超过{most}个字。请写短一些。"


def old_sheet() -> str:
    """A sheet that is neither a table nor a document."""
    return "指标表请交 .xlsx、.xls、.et 或 .docx 文件。扫描件和图片里的数字读不出来，请在下面的表里逐项填写。"


def figure_unreadable(name: str, raw: str, measure: str) -> str:
    """A figure of a report that came 线下 that cannot be read."""
    return f"“{name}”填的是“{_short(raw)}”，没有看懂。请填数字（单位：{measure}），或者“不适用”。"


def unknown_figure(name: str) -> str:
    """A row whose figure a person must name."""
    return f"“{_short(name)}”不是指标表里的指标。请从列表里选一项。"


def withdraw_reason() -> str:
    """A registration withdrawn without a reason."""
    return "请写明撤回的理由，如“登错单位”。"
