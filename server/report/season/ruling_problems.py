"""Sentences for readers about rules, the calendar and deadlines asked for."""


def kind_unknown(asked: str, known: list[str]) -> str:
    """A kind of unit nobody has heard of; nothing is reckoned rather than something for another kind."""
    return f"不认识单位种类“{asked}”，没有计算。可以写的是：{'、'.join(known)}。"


def region_unknown(asked: str) -> str:
    """A region that is no code."""
    return f"“{asked}”不是行政区划代码（应是2到12位数字，如440783），已不分地区，按全国规则和本地默认做法计算。"


def region_without_rule(asked: str, known: list[str]) -> str:
    """A region no rule speaks of for this kind of unit in this year."""
    return f"没有收录地区{asked}对这类单位、这一年度的专门规则（已收录规则的地区：{'、'.join(known)}），已按全国规则和本地默认做法计算。"


def year_wrong(first: int, last: int) -> str:
    """A report year that is none."""
    return f"年度请写{first}到{last}之间的四位数字，如2026。"


def day_wrong(raw: str) -> str:
    """A day on the command line."""
    return f"“{raw[:20]}”不是日期，请写成 2027-01-31 的样子。"


def calendar_year_wrong(first: int, last: int) -> str:
    """A calendar year that is none."""
    return f"年份请填{first}到{last}之间的四位数字，如2027。"


def calendar_source_needed() -> str:
    """A notice without its name."""
    return "请填写依据，如“《国务院办公厅关于2027年部分节假日安排的通知》”。"


def calendar_empty() -> str:
    """A notice that moves nothing."""
    return "请至少填写放假或上班的日期，如“2月5日至2月11日”。"


def calendar_days_unclear(part: str) -> str:
    """Days that cannot be read."""
    return f"没有看懂“{part[:20]}”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"


def calendar_day_outside(day: str, year: int) -> str:
    """A day the notice of a year cannot speak of."""
    return f"{day}不归{year}年的通知管。请填{year}年的日期，或上一年12月的日期（写上年份）。"


def calendar_day_twice(day: str) -> str:
    """A day both off and worked."""
    return f"{day}既写在放假里又写在上班里，请删去一处。"


def calendar_law(day: str, name: str) -> str:
    """A day off by law among the working days."""
    return f"{day}是{name}，是法定节假日，不会调成上班，请核对。"


def calendar_no_weekend(day: str) -> str:
    """A working day among the days that are worked instead."""
    return f"{day}不是周末，本来就上班，不用写。请核对日期。"


def calendar_too_many(days: int) -> str:
    """More days off than any notice gives."""
    return f"放假的日期一共有{days}天，比任何一年都多，请核对起止日期。"


def calendar_file_broken(said: str) -> str:
    """A file that is no TOML."""
    return f"这个文件不是.toml日历文件，没有读取（{said[:60]}）。请照 data/calendar/ 里的文件的样子写。"


def calendar_file_strange() -> str:
    """A TOML file that is no calendar."""
    return "这个文件里应当只有 year（年份）、source（依据）、off（放假）、work（上班），日期写成 2027-02-05。请照 data/calendar/ 里的写。"


def calendar_of_all(name: str) -> str:
    """Someone below who would change the calendar of all."""
    return f"日历是整个系统共用的，由{name}的管理员维护。发现日期不对，请联系他们。"


def day_of_rule_wrong(raw: str) -> str:
    """The day of a rule that cannot be read."""
    return f"没有看懂日期“{raw[:20]}”。请写成“1月31日”的样子；没有规定日期的，期限和原文都空着。"


def phrase_needed() -> str:
    """A day without the words it comes from."""
    return "请填写期限的原文，如“1月底前”“3月1日之前”。"


def recipients_needed() -> str:
    """A rule towards nobody."""
    return "请至少选一个对象。"


def years_of_rule_wrong() -> str:
    """Years of a rule that cannot be read or stand the wrong way round."""
    return "适用的报告年度请填四位数字，起始年度不能晚于截止年度；一直适用的可以空着。"


def reason_of_rule_needed() -> str:
    """A change of a rule without a reason."""
    return "请写明改动的理由。理由会记入历史，并显示在这条规则下面。"
