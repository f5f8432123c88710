"""What is doubtful in a table that came back, in sentences for whoever must ask: what was typed, and what to do."""

_QUOTED = 20


def quoted(raw: str) -> str:
    """What was typed, on one line and shortened, in quotation marks."""
    plain = " ".join(raw.split())
    return f"“{plain[:_QUOTED]}{'…' if len(plain) > _QUOTED else ''}”"


def cell_place(table: str, row: int, column: int) -> str:
    """A place in a table without letters; both count from 1."""
    return f"{table} 第{row}行第{column}列"


def table_cut(table: str, rows: int, columns: int) -> str:
    """A table beyond all bounds."""
    return f"“{table}”超过{rows}行或{columns}列，超出的部分没有读。请删去多余的行列后再交。"


def tables_cut(count: int) -> str:
    """A file with too many sheets."""
    return f"这个文件的工作表超过{count}张，后面的没有读。请把填报表单独存成一个文件。"


def pictures(table: str, count: int) -> str:
    """Pictures cannot be read."""
    return f"“{table}”里有{count}张图片，图片里的文字和数字读不出来。请打开文件看一看。"


def hidden_table(table: str) -> str:
    """A hidden sheet was read."""
    return f"工作表“{table}”是隐藏的，里面的内容也读了。请核对它是不是这次要交的。"


def hidden_row(row: int) -> str:
    """A value in a row that does not show."""
    return f"第{row}行是隐藏的，交表的人可能没有看到。请核对后再采用。"


def no_code() -> str:
    """No code of a form was found."""
    return "没有找到表格编码，各行是按指标编号和名称对应的。请选定这是哪一个单位交的。"


def strange_code(code: str) -> str:
    """A code that no form of this report has."""
    return f"表格编码 {code} 不是本报告发出的填报表。请核对是不是别的年度或别的单位的表。"


def broken_code(code: str) -> str:
    """A code with a slip of the pen."""
    return f"表格编码“{code}”抄错了字。请对照原表核对，或直接选定交表单位。"


def several_codes(codes: str, used: str) -> str:
    """Codes that contradict one another."""
    return f"这张表里有几个表格编码：{codes}，按表里印的 {used} 收。请核对是不是拿别的单位的表改的。"


def no_header(table: str) -> str:
    """A table whose heading row is gone."""
    return f"“{table}”里没有找到表头（“指标”“本年数”等），数字没有直接采用，请逐个核对。"


def not_given(name: str) -> str:
    """A figure that was asked for and did not come."""
    return f"“{name}”没有填。请催填，或确认是0还是不适用。"


def nothing_or_none(raw: str) -> str:
    """无: none happened, or there is no such work."""
    return f"填的是{quoted(raw)}，不知道是没有发生（填0），还是没有这项工作（填“不适用”）。请选一个。"


def stroke(raw: str) -> str:
    """A stroke in a cell."""
    return f"格子里画的是{quoted(raw)}，可能是不适用，也可能是0或者还没有数。请问清楚再填。"


def not_a_number(raw: str, unit: str) -> str:
    """What was typed is no figure."""
    return f"填的是{quoted(raw)}，没有看懂。请填数字（单位：{unit}），没有发生填0，没有这项工作填“不适用”。"


def rather(raw: str, suggestion: str) -> str:
    """A figure with something more; the figure alone is offered."""
    return f"填的是{quoted(raw)}，数字以外还有别的内容。要是“{suggestion}”就点采用，否则请改。"


def several_numbers(raw: str) -> str:
    """More than one figure in a cell."""
    return f"填的是{quoted(raw)}，有不止一个数，不知道用哪一个。请填一个数。"


def a_sum(raw: str, suggestion: str) -> str:
    """A sum written out as text."""
    return f"填的是算式{quoted(raw)}，算出来是{suggestion}。请核对后采用。"


def not_whole(raw: str, unit: str) -> str:
    """A count with decimals."""
    return f"填的是{quoted(raw)}，按“{unit}”计数的应是整数。请核对。"


def other_unit(raw: str, unit: str) -> str:
    """A figure with another unit than the one asked for."""
    return f"填的是{quoted(raw)}，这一项的单位是“{unit}”。请核对是不是同一个口径，再按“{unit}”填数。"


def changed_unit(was: str, now: str) -> str:
    """The printed unit was changed."""
    return f"表里印的单位是“{was}”，交回来改成了{quoted(now)}。请按“{was}”换算后再填。"


def became_day(day: str) -> str:
    """A spreadsheet made a date of what was typed."""
    return f"这一格是日期 {day}，可能是填“12/10”“3-5”时被表格软件自动改成了日期。请问清楚原来填的是什么。"


def no_result(formula: str) -> str:
    """A formula whose result the file does not hold, or an error."""
    return f"这一格是公式{quoted(formula)}，文件里没有算出结果。请用WPS或Excel打开，保存一次再交，或直接填数字。"


def small_percent(raw: str, suggestion: str) -> str:
    """0.922 in a column of percentages."""
    return f"填的是{quoted(raw)}，不知道是{suggestion}%，还是百分之{raw.strip()}。请选一个。"


def merged(rows: int) -> str:
    """One number for several rows."""
    return f"这个数填在合并的{rows}行里，不知道是哪一项的。请拆开，分别填写。"


def above_hundred(raw: str) -> str:
    """A percentage beyond 100."""
    return f"填的是{quoted(raw)}，百分数应在0到100之间。请核实。"


def negative(raw: str) -> str:
    """A figure below zero."""
    return f"填的是{quoted(raw)}，这一项不会是负数。请核实。"


def too_big(raw: str) -> str:
    """A figure that nothing in a town counts."""
    return f"填的是{quoted(raw)}，数太大，可能是电话号码或者编号填错了格。请核实。"


def far_from_last(last: str, now: str) -> str:
    """Twenty times last year's figure, or a twentieth."""
    return f"上年是{last}，今年填{now}，相差20倍以上。请核实单位和口径。"


def rule_broken(says: str, left: str, right: str) -> str:
    """Figures of a return that contradict one another."""
    return f"{says}（现为 {left} 与 {right}）。请核实。"


def two_rows(first: str, second: str) -> str:
    """Two indicators claim one row."""
    return f"这一行的编号是“{first}”，名称却是“{second}”，可能是排序时没有带上全部的列。请核对这个数是哪一项的。"


def given_twice(place: str, raw: str) -> str:
    """One figure given in two places with two values."""
    return f"同一指标在 {place} 填的是{quoted(raw)}，两处不一样。请问清楚用哪一个。"


def given_again(place: str) -> str:
    """One figure given in two places, the same."""
    return f"与 {place} 填的相同。"


def two_columns(first: str, second: str) -> str:
    """Two columns for this year's figure with two values."""
    return f"两列都像“本年数”，分别填了“{first}”和“{second}”。请问清楚用哪一个。"


def headless(raw: str) -> str:
    """A figure in a table without a heading row."""
    return f"这张表没有表头，看来填的是{quoted(raw)}。请核对后采用。"


def differs_from(present: str) -> str:
    """Something else stands in the report."""
    return f"报告里现在是{quoted(present)}。采用后会换成表里的数。"


def not_asked(name: str) -> str:
    """A known figure that this form does not ask for."""
    return f"这份表没有要“{name}”，对方也填了。需要就点采用。"


def unknown_name(name: str, near: str) -> str:
    """A row whose name no figure has."""
    guess = f"，像是“{near}”" if near else ""
    return f"不认识指标{quoted(name)}{guess}。请选定它是哪一项，或留作参考。"


def computed_rate(name: str) -> str:
    """A rate that is never typed."""
    return f"“{name}”由系统按分子、分母计算，不用填。交来的数请用来核对。"


def strange_day(raw: str, year: int) -> str:
    """A cut-off date that is none, or of another year."""
    return f"统计截止日填的是{quoted(raw)}。请写成 {year}-12-31、12月31日 或 12月底，年份应是{year}年。"


def printed_over(printed: str, found: str) -> str:
    """A printed cell was changed."""
    return f"表里原来印的是{quoted(printed)}，交回来是{quoted(found)}。请看是不是在更正。"


def written_besides(heading: str) -> str:
    """Text that the form has no place for."""
    return f"写在“{heading}”一列。请看是否要用。" if heading else "写在表格以外的地方。请看是否要用。"


def pinned() -> str:
    """A comment pinned to a cell."""
    return "这是加在单元格上的批注。请看是否要用。"


def words_given(section: str) -> str:
    """Paragraphs for a section."""
    return f"要写进“{section}”的文字。采用后加到这一节的材料里。"


def last_given(raw: str) -> str:
    """Last year's figure where the form had none."""
    return f"上年数一栏填了{quoted(raw)}，发出的表里没有印上年数。请看是否要用。"


def remarks_cut(table: str, count: int) -> str:
    """Too much besides the form to list it all."""
    return f"“{table}”里还有{count}行与填报表无关的内容，没有逐条列出。请打开原文件看。"
