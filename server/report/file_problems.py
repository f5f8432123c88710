"""What can go wrong with a file that comes in, and what is told of one that was read; in the reader's words."""

from server.report.problems import NAMED_PLACES, QUOTED


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
    shown = "、".join(apart[:NAMED_PLACES]) + ("等" if len(apart) > NAMED_PLACES else "")
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
    quoted = words[:QUOTED] + ("…" if len(words) > QUOTED else "")
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


def no_office() -> str:
    """Pages as they print, or a PDF, on a machine without LibreOffice."""
    return "本机没有安装LibreOffice，不能生成PDF和打印页面。请下载Word文件查看，或请管理员安装LibreOffice。"
