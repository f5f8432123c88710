"""What can go wrong for a reader, in the reader's words; raised by actions, shown by the web."""

QUOTED = 20
NAMED_PLACES = 5


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
    quoted = raw.strip()[:QUOTED] + ("…" if len(raw.strip()) > QUOTED else "")
    bound = "0到100之间的数" if unit == "%" else "数字"
    return f"“{name}”填的是“{quoted}”，没有看懂，已原样保留。请填{bound}，如 12、近8万、3000余；没有发生填0；没有这项工作填“不适用”。"


def source_needed(name: str) -> str:
    """A rate that cannot be recomputed and has no source."""
    return f"“{name}”不能由本系统复算，请在“口径和来源”里写明提供单位或来源文件。"


def unreadable_date(raw: str) -> str:
    """The sentence for a day that cannot be read."""
    return f"“{raw.strip()[:QUOTED]}”不像日期，已原样保留。请写成 2026-12-31、12月31日 或 11月底。"


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


def moment_wrong(text: str) -> str:
    """A moment that cannot be read."""
    return (
        f"没有看懂“{text}”。请写日期，需要时加上时间，如：2026-01-09 10:30。"
        if text
        else "请写日期，需要时加上时间，如：2026-01-09 10:30。"
    )
