"""What can go wrong for a reader, in the reader's words; raised by actions, shown by the web."""

_QUOTED = 20
_NAMED_PLACES = 5


class Problem(Exception):
    """A refused act. `str(problem)` is one sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Problem):
    """What was asked for is not there, or is not this person's to know of."""

    def __init__(self, message: str = "找不到您要的内容。请检查网址，或从首页重新进入。") -> None:
        super().__init__(message)


class NotAllowed(Problem):
    """The person is known, the thing is known, the act is not theirs."""

    def __init__(self, message: str = "您的角色不能做这一步。请联系本单位的管理员或统稿人。") -> None:
        super().__init__(message)


class Locked(Problem):
    """The report's state does not admit the act at this moment."""

    def __init__(
        self, message: str = "报告现在的状态不能做这一步。已送审、审定或签发的报告要修改，请统稿人先在报告首页“撤回”并写明理由。"
    ) -> None:
        super().__init__(message)


class SignInNeeded(Problem):
    """Nobody is signed in, or the session has run out."""

    def __init__(self, message: str = "登录已过期，请重新登录。您刚才填写的内容已保留，登录后可以继续保存。") -> None:
        super().__init__(message)


class Stale(Problem):
    """Somebody else changed the same thing since the page was shown."""

    def __init__(
        self,
        message: str = "这一页打开之后，别人已经改过。您填写的内容还在下面；请另开一页核对对方的修改，确认后再点一次保存，就以您的为准。",
    ) -> None:
        super().__init__(message)


class Refused(Problem):
    """The input cannot be taken as it is; the message names the field and the way out."""


class ReadOnly(Problem):
    """The store cannot be written (disk full, file locked); what was typed must be kept by the reader."""

    def __init__(
        self,
        message: str = (
            "服务器磁盘已满或数据库暂时不能写入，现在只能查看。您刚才填写的内容还在本页，请先不要关闭，并请管理员清理磁盘后再点保存。"
        ),
    ) -> None:
        super().__init__(message)


class BrokenData(Exception):
    """Mistakes in files under data/, all of them, each as `file: place: reason`."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def unreadable_number(name: str, raw: str, unit: str) -> str:
    """The sentence for a figure that cannot be read; what was typed is quoted, shortened."""
    quoted = raw.strip()[:_QUOTED] + ("…" if len(raw.strip()) > _QUOTED else "")
    bound = "0到100之间的数" if unit == "%" else "数字"
    return f"“{name}”填的是“{quoted}”，没有看懂，已原样保留。请填{bound}，如 12、近8万、3000余；没有发生填0；没有这项工作填“不适用”。"


def source_needed(name: str) -> str:
    """A rate that cannot be recomputed and has no source."""
    return f"“{name}”不能由本系统复算，请在“口径和来源”里写明提供单位或来源文件。"


def unreadable_date(raw: str) -> str:
    """The sentence for a day that cannot be read."""
    return f"“{raw.strip()[:_QUOTED]}”不像日期，已原样保留。请写成 2026-12-31、12月31日 或 11月底。"


def already_open(year: int) -> str:
    """A second report of one year."""
    return f"本单位已有{year}年度的报告。请从首页打开它，不必新建。"


def bad_year(first: int, last: int) -> str:
    """A report year that is none."""
    return f"报告年度请填{first}到{last}之间的四位数字，如 2025。"


def reason_needed() -> str:
    """A move that must be explained."""
    return "请写明理由，再点一次。理由会记入报告的历史。"


def password_length(shortest: int, longest: int) -> str:
    """A password that is too short or too long."""
    return f"密码要有{shortest}到{longest}个字符。请换一个。"


def login_taken(login: str) -> str:
    """A sign-in name somebody has."""
    return f"登录名“{login[:30]}”已有人使用。请换一个，如加上单位简称。"


def wrong_password() -> str:
    """Name and password do not fit; which of them is not said."""
    return "登录名或密码不对。请检查大小写和输入法后重试；忘记密码请找管理员重设。"


def too_many_failures(minutes: int) -> str:
    """Guessing is slowed down."""
    return f"这个登录名连续多次密码错误，请{minutes}分钟后再试，或请管理员重设密码。"


def too_large(megabytes: int) -> str:
    """A form beyond all bounds."""
    return f"这一页的内容超过了{megabytes}MB，没有保存。请按浏览器的“后退”找回刚才填写的内容，把长篇材料分到几节填写。"


def wrong_form() -> str:
    """A body that no page of ours sends."""
    return "没有看懂浏览器发来的内容。请从页面上的按钮提交，不要用别的工具。"


def relation_broken(says: str, left: str, right: str) -> str:
    """Figures that contradict each other, with both sides."""
    return f"{says}（现为 {left} 与 {right}）。请核对。"


def need(label: str) -> str:
    """A field that cannot stay empty."""
    return f"请填写{label}。"


def gate_closed() -> str:
    """The one-time code of the first run does not fit."""
    return "启动码不对。请看运行程序的窗口里显示的一次性启动码，照着填写。"


def bad_region() -> str:
    """A region code that is none."""
    return "行政区划代码应当全是数字（最多12位），如 440823；不清楚可以留空。"


def bad_term(text: str) -> str:
    """A leader's term that cannot be read."""
    return f"任期“{text[:20]}”没有看懂。请写成 2024-03 或 2024-03-15；仍在任的，止期留空。"


def too_long(label: str, limit: int) -> str:
    """A short field with a long text."""
    return f"{label}最多{limit}个字。请缩短后再保存，您填写的内容还在框里。"


def characters_replaced(count: int) -> str:
    """What the border changed, said once."""
    return f"有{count}个无法保存的字符（控制符或残缺字符）已去掉或换成“\ufffd”，其余内容照原样保存。"


def item_removed() -> str:
    """An autosave met an item that is gone."""
    return "有一条您正在写的事项刚被别人删除，没有自动保存。请点“保存并继续”，您写的会作为新的一条保留。"


def changed_by_other(who: str, at: str, label: str) -> str:
    """Somebody else changed another field of the page."""
    return f"{who or '另一位同事'} {at} 改了“{label}”，已采用其内容"


def form_expired() -> str:
    """A form whose token does not fit: an old tab, or a form of another site."""
    return "这个页面已经过期（可能在另一个窗口重新登录过）。您填写的内容在下面，请核对后点“再次提交”。"


def broken_down() -> str:
    """A mistake of the program itself."""
    return "程序出错了，已记录。您刚才填写的内容列在下面，可以再次提交；仍不行请告诉管理员时间和您在做的事。"


def bad_backup(name: str, why: str) -> str:
    """A backup that is none or is damaged."""
    return f"{name} 不是完好的备份文件（{why}），没有恢复任何内容。请换一个备份文件。"


def unknown_store(kind: str) -> str:
    """An address of a database we do not speak to."""
    return f"不支持 {kind} 数据库。CHENGBAO_DATABASE 请写 sqlite:///文件 或 postgresql://用户@主机/库，不写就用 SQLite。"


def nothing_kept() -> str:
    """A store without tables: a wrong address, or a program that was never started."""
    return "这个数据库里还没有呈报的数据。请检查 CHENGBAO_DATABASE 或 CHENGBAO_VAR 指的位置，或先启动一次程序。"


def unknown_figures(names: list[str]) -> str:
    """Figures of a REPORT.json that the catalogue does not have."""
    return f"这个文件里有本程序不认识的指标：{'、'.join(names[:5])}。请用同一版本程序导出的文件，或先更新数据文件。"


def wrong_revision(name: str) -> str:
    """A backup of a newer program."""
    return f"{name} 是用更新版本的程序备份的，本程序不认识它的结构。请先升级程序再恢复。"


def already_serving() -> str:
    """A second server on the same database."""
    return "已有一个服务在使用这个数据库。请先停止它，再启动或恢复。"


def upload_too_large(megabytes: int, files: int) -> str:
    """Files beyond all bounds."""
    return f"一次最多上传{files}个文件、共{megabytes}MB，这次超过了，没有保存任何文件。请分几次上传，或者把文件里的大图片删掉再试。"


def upload_broken() -> str:
    """An upload that broke off or is no form of ours."""
    return "文件没有传完整，没有保存。请检查网络后重新选择文件上传。"


def nothing_uploaded() -> str:
    """A form of files without one."""
    return "还没有选择文件，也没有粘贴文字。请先选择文件，或把文字粘贴到框里，再点开始。"


def job_broken() -> str:
    """Work that stopped because of a mistake of the program."""
    return "读取时程序出错了，已记录，没有改动报告。请把文件交给管理员，或者另存为.docx、把文字复制粘贴进来再试。"


def job_files_gone() -> str:
    """Work that cannot go on after a restart."""
    return "程序中途重新启动过，上传的文件没有保住。报告没有改动，请重新上传。"


def job_stopped() -> str:
    """Work that somebody cancelled."""
    return "已取消，报告没有改动。"


def secret_file(mark: str) -> str:
    """A file with a mark of secrecy."""
    return f"文件标有密级（{mark}），已拒收、没有保存。涉密文件不能上传到本系统，请按保密规定在涉密设备上处理。"


def file_too_large(megabytes: int) -> str:
    """An upload beyond all bounds."""
    return f"文件超过{megabytes}MB，没有读取。请删去或压缩文件里的图片后再上传，也可以只复制文字粘贴进来。"


def file_bursting() -> str:
    """A package that grows beyond all bounds when unpacked."""
    return "文件解压后大得不正常，已停止读取、没有保存。请用WPS或Word打开原文件，另存一份新的再上传。"


def file_damaged() -> str:
    """A package that is cut off or broken."""
    return "文件不完整或已损坏，没有读取。请用WPS或Word打开原文件，另存一份新的再上传。"


def file_locked() -> str:
    """A file that opens with a password only."""
    return "文件设了打开密码，没有读取。请打开文件，去掉密码后再上传。"


def file_with_macros() -> str:
    """A file that carries a program."""
    return "文件里带有宏，没有读取。请另存为不带宏的.docx或.xlsx后再上传。"


def file_with_definitions() -> str:
    """XML that brings its own entities; no office program writes that."""
    return "文件里有不该出现的内容（自定义的XML实体），没有读取。请用WPS或Word打开原文件，另存一份新的再上传。"


def file_linked(what: str, target: str) -> str:
    """A file part of whose content stands in another one."""
    kinds = {"externalLink": "其他工作簿", "oleObject": "链接的对象"}
    shown = target.rsplit("/", 1)[-1].rsplit("\\", 1)[-1][:40]
    named = f"（{shown}）" if shown else ""
    return f"文件有内容引用自{kinds.get(what, '其他文件')}{named}，没有读取。请断开链接、粘贴为文字或数值，另存后再上传。"


def not_a_document(wanted: str) -> str:
    """Bytes that are no file of ours."""
    return {
        "docx": "这不是Word文件，没有读取。请用WPS或Word打开，另存为.docx后再上传。",
        "xlsx": "这不是Excel文件，没有读取。请用WPS或Excel打开，另存为.xlsx后再上传。",
    }[wanted]


def other_kind(wanted: str) -> str:
    """A workbook where a document belongs, or the other way round."""
    return {
        "docx": "这里要传的是Word文件，收到的是表格文件，没有读取。请检查是否选错了文件。",
        "xlsx": "这里要传的是表格文件，收到的是Word文件，没有读取。请检查是否选错了文件。",
    }[wanted]


def old_format(wanted: str) -> str:
    """A file of an old format where nothing can convert it."""
    return f"本机不能读取这种格式的文件。请用WPS另存为.{wanted}后再上传。"


def conversion_slow(seconds: int) -> str:
    """A conversion that did not come to an end."""
    return f"转换文件超过{seconds}秒没有完成，已停止。请用WPS另存为.docx或.xlsx后再上传。"


def conversion_stopped() -> str:
    """A conversion that somebody cancelled."""
    return "已取消转换，没有保存任何内容。"


def part_embedded(place: int) -> str:
    """Another document put in whole, which only Word itself unfolds."""
    return f"第{place}段附近嵌入了另一份文档，它的文字读不出来，已停止。请用WPS或Word打开，另存一份新的再上传。"


def too_deep() -> str:
    """A document nested beyond all sense."""
    return "文件的结构层层嵌套，读不下去，已停止。请把文字复制到新文档里另存后再上传。"


def revisions_accepted(count: int) -> str:
    """Tracked changes were settled."""
    return f"有{count}处修订，已按接受修订读取。"


def comments_left(count: int) -> str:
    """Comments are nobody's text."""
    return f"有{count}条批注，没有读入。"


def hidden_left(count: int) -> str:
    """Hidden text is not what the reader of the paper sees."""
    return f"有{count}处隐藏文字，没有读入。"


def contents_left(count: int) -> str:
    """The table of contents repeats the headings."""
    return f"目录共{count}行，没有读入。"


def seen_unread(kind: str, places: list[int]) -> str:
    """Pictures and the like, with the paragraphs they stand near, from 1."""
    apart = [str(place) for place in dict.fromkeys(places)]
    shown = "、".join(apart[:_NAMED_PLACES]) + ("等" if len(apart) > _NAMED_PLACES else "")
    return (
        f"第{shown}段附近有{len(places)}"
        + {
            "picture": "张图片，图片里的文字没有读入。",
            "link": "张链接到别处的图片，没有读入。",
            "chart": "个图表，图表里的数字没有读入。",
            "object": "个嵌入的对象，里面的内容没有读入。",
            "equation": "个公式，只读入了其中的文字，请核对。",
            "diagram": "个SmartArt图形，里面的文字已逐条读入，请核对先后次序。",
            "symbol": "个特殊符号，没有认出，已用□代替。",
        }[kind]
    )


def levels_contradict(number: int, words: str, level: int, styled: int) -> str:
    """A heading whose number says one level and whose style in the file says another."""
    quoted = words[:_QUOTED] + ("…" if len(words) > _QUOTED else "")
    return f"第{number}段“{quoted}”：按编号是第{level}级标题，按文件里的样式是第{styled}级，已先按编号放。请核对它属于哪一级。"


def not_text() -> str:
    """A file that was given as plain text and is none."""
    return "这个文件不是文字文件（.txt）。请用WPS或Word打开，另存为.docx再上传，或把文字复制后粘贴进来。"


def lines_joined(count: int) -> str:
    """Lines that were broken inside a sentence."""
    return f"有{count}处在句子中间断行，已接成整段。"


def page_marks_aside(count: int) -> str:
    """Page numbers met in a text."""
    return f"有{count}处页码不属于正文，已放在一边，没有丢弃。"


def furniture_aside(count: int) -> str:
    """What a web page has around a text."""
    return f"有{count}行像是网页上的栏目、时间或按钮，不属于正文，已放在一边，没有丢弃。"


def spaces_removed(count: int) -> str:
    """Stray spaces between Chinese characters, or between them and figures."""
    return f"汉字之间、汉字与数字之间有{count}处多余的空格，已去掉。"


def still_unplaced(first_words: list[str]) -> str:
    """Parts of last year's report that go nowhere yet."""
    named = "、".join(f"“{words[:_QUOTED]}”" for words in first_words[:3])
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
    return f"“{name}”已经填了{raw.strip()[:_QUOTED]}，没有改成0。确实没有的，请先到章节里把它清空。"


def figure_changed(name: str, who: str, raw: str) -> str:
    """A figure that somebody changed while its difference to a list was looked at."""
    return f"“{name}”刚被{who or '另一位同事'}改为“{raw.strip()[:_QUOTED]}”，没有覆盖。请核对后再点一次“用台账的数”。"


def nothing_pasted() -> str:
    """A paste without a cell."""
    return "还没有粘贴内容。请在WPS表格里选中带表头的区域，复制后粘贴到框里。"


def column_undecided(label: str, at: int) -> str:
    """A pasted column of which nobody has said where it goes."""
    return f"请给第{at}列“{label[:_QUOTED]}”选一个去处，不要的选“不放进台账”。"


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
    named = "、".join(f"“{words[:_QUOTED]}”" for words in first_words[:_NAMED_PLACES])
    return f"您打开这一页之后，别人动过{named}，这几块没有保存，其他的已保存。您的选择还在框里，对方放的位置写在下面；再点一次保存，就以您的为准。"


def changed_before_carrying() -> str:
    """Somebody moved parts since the page was shown that is to be carried over."""
    return "您打开这一页之后，别人改过位置或者章节里的文字，还没有带入。您的选择已保存；请核对现在的位置，再点一次带入。"


def answer_too_long(title: str, limit: int) -> str:
    """A note on one of last year's plans or problems."""
    return f"“{title[:_QUOTED]}”的说明最多{limit}个字。详细情况请写进本年的章节，这里写要点；您写的内容还在框里。"


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
    return f"“{name}”刚被{who or '另一位同事'}改为“{raw.strip()[:_QUOTED]}”，没有覆盖。请核对下面两边的数，再点一次采用，就以表里的为准。"


def section_gone(name: str) -> str:
    """Paragraphs for a section that this report does not have."""
    return f"报告里没有“{name[:_QUOTED]}”这一节，文字没有加进去。请先在“章节”页打开这一节，再点采用。"


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
