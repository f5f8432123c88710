"""Sentences about accounts, codes, the sign-in service of the house and the security log, in the reader's words."""


def old_password_wrong() -> str:
    """The password one has was asked for and does not fit."""
    return "原密码不对。请检查大小写和输入法后重填；忘记了请找管理员要重设密码的口令。"


def same_password() -> str:
    """The new password is the old one."""
    return "新密码和原密码一样。请换一个。"


def phone_wrong() -> str:
    """A phone number that is none."""
    return "办公电话没有看懂。请只写数字和横线，如 0759-1234567转8，最多40个字；不想填的可以空着。"


def code_wrong() -> str:
    """Name and code do not fit, or the code is used up or has run out; which is not said."""
    return "登录名或口令不对，或者口令已经用过、过期。请核对后重填；不行请再向管理员要一个口令。"


def code_for_oneself() -> str:
    """An administrator asks for a code for themselves."""
    return "自己的密码请在“我的账号”里改，不用口令。"


def code_beyond() -> str:
    """A person who also holds roles where the administrator has no say."""
    return "这位同事还在您不管理的单位任职，口令要由上级单位的管理员来发。"


def period_wrong() -> str:
    """Days that cannot be read, or that end before they begin."""
    return "起止日期没有看懂。请写成 2026-01-05 或 2026年1月5日，止日不能早于起日。"


def too_much_to_export(most: int, ending: str) -> str:
    """More rows than one file may have."""
    other = "，或者改用 .csv" if ending == ".xlsx" else ""
    return f"这段时间的记录超过{most}行，{ending} 文件放不下。请把起止日期缩短，分几次导出{other}。"


def house_away(name: str) -> str:
    """The sign-in service of the house does not answer, or not sensibly."""
    return f"{name}暂时连不上，请稍后再试，或者用登录名和密码登录。"


def house_refused(name: str) -> str:
    """The sign-in service of the house answered, and what it said cannot be trusted or has been used."""
    return f"{name}这一次没有登录成功。请回到登录页重新点一次，或者用登录名和密码登录。"


def house_unknown(name: str) -> str:
    """Somebody the house knows and we do not."""
    return f"这个{name}账号还没有在呈报绑定。已有呈报账号的，请先用登录名和密码登录，在“我的账号”里绑定；没有的请向管理员要邀请链接。"


def house_taken(name: str) -> str:
    """An account of the house that belongs to somebody else here."""
    return f"这个{name}账号已经绑定了另一位同事。请换一个{name}账号，或请那位同事先在“我的账号”里解除。"


def password_first() -> str:
    """Somebody would take away the only way in."""
    return "您还没有密码，解除后就不能登录了。请先向管理员要一个重设密码的口令，设好密码再解除。"
