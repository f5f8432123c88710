"""What can go wrong while a year is made ready, in the administrator's words."""

from collections.abc import Iterable

NAMED = 3


def edition_unreadable() -> str:
    """For everybody in a report whose edition is broken in the store."""
    return "这份报告所用的年度方案读不出来，本页暂时按程序自带的内容显示，已填写的内容没有丢失。修复之前请不要导出和报送。"


def not_top() -> str:
    """A year is opened for a whole tree."""
    return "年度方案由最上级单位的管理员统一制定，对所有下级单位生效。请联系上级单位的管理员。"


def year_taken(year: int) -> str:
    """There is a draft or an open one of the year already."""
    return f"{year}年已经有一份拟定中的方案。请在它上面继续修改，或者先把它作废。"


def no_such_path(path: str) -> str:
    """A path that is no kind of data file."""
    folders = "outlines、indicators、phrases、rules、wording、calendar"
    return f"“{path}”不是能放进方案的文件。文件要放在 {folders} 等文件夹里，名称用小写字母，以 .toml 结尾。"


def file_too_large(path: str, kilobytes: int) -> str:
    """A file, or all together, beyond any use."""
    return f"{path} 太大，最多 {kilobytes} KB。请拆成几个文件。"


def too_many_files(most: int) -> str:
    """More files than a year can need."""
    return f"文件太多，最多 {most} 个。请把同类内容并到一个文件里。"


def not_utf8(path: str) -> str:
    """A file in another encoding."""
    return f"{path} 不是 UTF-8 编码的文本。请在编辑器里“另存为”，编码选 UTF-8。"


def not_toml(path: str, reason: str) -> str:
    """A file that cannot be read, with the parser's place."""
    return f"{path}：语法：{reason}"


def own_pattern(path: str, pattern: str) -> str:
    """A regular expression that did not come with the program."""
    return f"{path}：“{pattern}”是匹配式。方案里只能写普通的词，匹配式只能用程序自带的。请改成普通的词，或者删去这一项。"


def not_editable_here(path: str) -> str:
    """A form that cannot change a file without touching the rest of it."""
    return f"{path} 的写法比较特殊，这里改不了。请到“编辑文件”里直接修改。"


def file_gone(path: str) -> str:
    """Somebody took the file away."""
    return f"{path} 已经不在这份方案里。请刷新页面。"


def nothing_uploaded() -> str:
    """A form without a file."""
    return "请选择要上传的 .toml 文件。"


def check_first() -> str:
    """Opening a year that has not passed its check."""
    return "方案还没有检查通过。请先点“检查”，按提示改好再启用。"


def outline_missing(key: str) -> str:
    """The outline offered first is not among the files."""
    return f"方案里没有提纲“{key}”。请重新选择默认提纲。"


def outline_not_of_year(year: int, names: Iterable[str]) -> str:
    """An outline that the edition of the year does not have."""
    return f"{year}年没有您选的提纲，可以选：{'、'.join(names)}。"


def sample_broke(reason: str) -> str:
    """The sample report came to grief over the files."""
    return f"用这份方案试做示例报告时出错：{reason}。请检查最近改过的文件。"


def nothing_drafted(outline: str) -> str:
    """An outline under which the sample's figures make no sentence."""
    return f"按提纲“{outline}”试起草，一句话也没有。请检查各节的 key 和套话、指标是否对得上。"


def name_needed() -> str:
    """A year without a name."""
    return "请填写方案名称，如“2026年度”。"


def two_wordings() -> str:
    """A phrase with fewer than two wordings for a case."""
    return "每种情况至少写两种说法，一行一种，便于各单位写得不一样。"


def term_needed() -> str:
    """A 提法 without words."""
    return "请填写应当使用的提法。"


def source_needed() -> str:
    """A 提法 without a source."""
    return "请填写出处，如文件名称和文号。"


def date_wrong() -> str:
    """A date that is none."""
    return "请按“2026-03-15”这样填写日期。"


def dates_turned() -> str:
    """A period that ends before it begins."""
    return "截止日期不能早于起始日期。"


def heading_needed() -> str:
    """A section without a heading."""
    return "请填写标题。"


def odd_signs(signs: Iterable[str]) -> str:
    """Braces and brackets in a wording that can never be filled."""
    return f"“{'、'.join(dict.fromkeys(signs))}”没有写完整。花括号里写指标，方括号要成对。"
