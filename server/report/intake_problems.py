"""What can go wrong between last year's report, the forms, the ledgers and this year's entries; in the reader's words."""

from server.report.problems import NAMED_PLACES, QUOTED


def still_unplaced(first_words: list[str]) -> str:
    """Parts of last year's report that go nowhere yet."""
    named = "、".join(f"“{words[:QUOTED]}”" for words in first_words[:3])
    return f"还有{len(first_words)}块没有放好：{named}。请给它们选一个章节，或者选“不带入”，再带入。"


def set_aside_by_hand() -> str:
    """Why a part of last year's report is not carried, when a person said so."""
    return "人工选择不带入"


def unknown_outline(key: str, known: list[str]) -> str:
    """A command with an outline that is not shipped."""
    return f"没有叫 {key} 的提纲。可以用的是：{'、'.join(known)}。"


def record_removed() -> str:
    """An autosave met a row of a record list that is gone."""
    return "有一行您正在改的记录刚被别人删除，没有自动保存。请点“保存”，您写的会作为新的一行保留。"


def records_tell(name: str) -> str:
    """“None this year” where rows speak of the figure."""
    return f"台账里有和“{name}”有关的记录，不能记为本年没有。请先核对这些记录：写错的改过来，不该有的删掉。"


def figure_filled(name: str, raw: str) -> str:
    """“None this year” where a figure stands already."""
    return f"“{name}”已经填了{raw.strip()[:QUOTED]}，没有改成0。确实没有的，请先到章节里把它清空。"


def figure_changed(name: str, who: str, raw: str) -> str:
    """A figure that somebody changed while its difference to a list was looked at."""
    return f"“{name}”刚被{who or '另一位同事'}改为“{raw.strip()[:QUOTED]}”，没有覆盖。请核对后再点一次“用台账的数”。"


def nothing_pasted() -> str:
    """A paste without a cell."""
    return "还没有粘贴内容。请在WPS表格里选中带表头的区域，复制后粘贴到框里。"


def column_undecided(label: str, at: int) -> str:
    """A pasted column of which nobody has said where it goes."""
    return f"请给第{at}列“{label[:QUOTED]}”选一个去处，不要的选“不放进台账”。"


def column_twice(name: str, places: list[int]) -> str:
    """Two pasted columns for one of the list."""
    return f"“{name}”选给了第{'、'.join(map(str, places))}列。请只留一列，其余选别的去处或“不放进台账”。"


def mapping_unnamed() -> str:
    """A mapping to remember without a name."""
    return "请给这种对应起个名称，如“综治中心月报”，再点一次。"


def look_again() -> str:
    """Rows that read differently from those that were shown."""
    return "粘贴的内容或列的对应改过了，下面是重新读出来的结果，还没有加入。请看过再点一次“加入台账”。"


def nothing_to_add() -> str:
    """A block of which no row is new."""
    return "没有可以加入的行。请看下面没有采用的行和原因，或检查表头、列的对应是否选对。"


def placed_meanwhile(first_words: list[str]) -> str:
    """Parts that two people sent to different places, cut or joined at the same time."""
    named = "、".join(f"“{words[:QUOTED]}”" for words in first_words[:NAMED_PLACES])
    return (
        f"您打开这一页之后，别人动过{named}，这几块没有保存，其他的已保存。"
        "您的选择还在框里，对方放的位置写在下面；再点一次保存，就以您的为准。"
    )


def changed_before_carrying() -> str:
    """Somebody moved parts since the page was shown that is to be carried over."""
    return "您打开这一页之后，别人改过位置或者章节里的文字，还没有带入。您的选择已保存；请核对现在的位置，再点一次带入。"


def answer_too_long(title: str, limit: int) -> str:
    """A note on one of last year's plans or problems."""
    return f"“{title[:QUOTED]}”的说明最多{limit}个字。详细情况请写进本年的章节，这里写要点；您写的内容还在框里。"


def pasted_name() -> str:
    """What pasted text is called among files."""
    return "粘贴的文字.txt"


def office_needed() -> str:
    """A form without anybody to fill it in."""
    return "请填写交表单位，如“综治中心”。"


def villages_needed(most: int) -> str:
    """A form for many without their names, or for too many."""
    return f"请写村（社区）的名称，一行一个，一次最多{most}个。"


def nothing_asked() -> str:
    """A form that asks for nothing."""
    return "还没有选要填什么。请勾选章节的主要指标、单项指标或文字材料，再点一次。"


def nothing_to_sum() -> str:
    """A form of shares with nothing that can be added."""
    return "选中的都是比率一类不能相加的指标，不能由各村分填。请改选件数、人次一类的指标。"


def form_answered() -> str:
    """A form to which something has come back."""
    return "这份表已经有交回来的了，不能删除，也不能改指标。交表单位、期限和联系人还可以改；要加指标，请另发一份。"


def pasted_block() -> str:
    """What a pasted block is called among what came back."""
    return "粘贴的表格.txt"


def secret_name(number: int) -> str:
    """What a file is called whose name is not kept."""
    return f"第{number}个文件（标有密级，名称也没有保存）"


def form_too_large(cells: int) -> str:
    """A workbook that is no form."""
    return f"这个文件有{cells}个格子填了内容，不像填报表，没有读取。请只留下填报表那一张工作表，另存后再交。"


def indicator_needed() -> str:
    """A figure of which nobody has said what it counts."""
    return "请先选定这个数是哪一项指标，再点采用。"


def value_needed(name: str) -> str:
    """A doubtful figure that is to be taken without a value."""
    return f"请先把“{name}”的数填在框里，再点采用。"


def overtaken(name: str, who: str, raw: str) -> str:
    """A figure that somebody changed while the returned form was looked at."""
    return f"“{name}”刚被{who or '另一位同事'}改为“{raw.strip()[:QUOTED]}”，没有覆盖。请核对下面两边的数，再点一次采用，就以表里的为准。"


def section_gone(name: str) -> str:
    """Paragraphs for a section that this report does not have."""
    return f"报告里没有“{name[:QUOTED]}”这一节，文字没有加进去。请先在“章节”页打开这一节，再点采用。"


def columns_needed() -> str:
    """A table of which nobody has said what its columns are."""
    return "请选出哪一列是指标名称、哪一列是本年数，两列不能相同。"


def form_decided() -> str:
    """A return that is moved to another form after something of it was taken."""
    return "这份表里已经有采用的数，不能再改成别的单位交的。交错了的，请在章节里改数，并让对的单位另交一份。"


def nothing_summed() -> str:
    """A sum of nothing."""
    return "各村（社区）还没有交这一项的数，不能用合计。请先核对收到的表，或点“催交”。"


def form_line_too_long(limit: int) -> str:
    """A name, a date or a contact that would not fit the head of the form."""
    return f"交表单位、交表期限和联系人各不超过{limit}个字，写长了表头印不下。请缩短后再点一次。"


def phrase_empty() -> str:
    """A wording without words."""
    return "还没有写字句。请写好或选好一句话，再点一次。"


def phrase_too_long(most: int) -> str:
    """A wording beyond all length."""
    return f"一条常用语最多{most}个字，这一条超过了，没有保存。请分成几条。"


def phrase_braces(slip: str) -> str:
    """A wording with braces or brackets that do not pair."""
    return f"“{slip[:QUOTED]}”这里的花括号或方括号不成对。花括号里只能写指标，方括号用来括可省的话；文件字号请用〔〕。"


def phrase_unknown(name: str, example: str) -> str:
    """A wording with a placeholder that stands for nothing."""
    return f"没有“{name[:QUOTED]}”这个指标，花括号里请照原样保留系统写的代号；{{{example}}} 是本单位的自称。"
