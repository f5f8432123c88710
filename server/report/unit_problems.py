"""What can be wrong with units, their people and a file of both, in the reader's words."""

from collections.abc import Iterable

QUOTED = 20


def last_admin(unit: str) -> str:
    """Somebody who alone administers a unit."""
    return f"{unit}只有这一位管理员，收回后就没有人能管理人员和设置了。请先给另一位同事“管理员”，再收回。"


def own_admin() -> str:
    """An administrator who would shut himself out without knowing."""
    return "您收回的是自己的“管理员”，保存后您就不能再管理本单位的人员和设置。确定这样做的，请勾选“我知道”，再点一次。"


def roles_changed() -> str:
    """Roles somebody else changed since the page was shown."""
    return "这一页打开之后，这位同事的角色已经被别人改过。您的勾选还在下面，请对照现在的角色核对，再点一次保存。"


def role_needed() -> str:
    """Nobody stays in a unit without a role."""
    return "请至少留一个角色。要让这位同事退出本单位，请点“移交并退出”。"


def parent_needed() -> str:
    """A move without a place to go to."""
    return "请选择移到哪个单位下面。"


def parent_below(unit: str) -> str:
    """A unit that would lie in its own branch."""
    return f"不能把{unit}移到它自己或者它的下级单位下面。请选择别的单位。"


def heir_needed() -> str:
    """A handover to nobody."""
    return "请选择接手的同事。"


def handover_stale() -> str:
    """What is open changed since the page was shown."""
    return "这一页打开之后，这位同事名下的事项已经变了，下面显示的是现在的情况。请核对后再点一次“移交并退出”。"


def file_wanted() -> str:
    """An import without a file."""
    return "请选择填好的名册文件（.xlsx）。"


def heir_writes_not(name: str) -> str:
    """An heir who may not write what is handed over."""
    return f"{name}现在不是填报人或统稿人，接不了分到的章节。请在下面同时给{name}“填报人”或“统稿人”，或者换一位同事。"


def own_leave() -> str:
    """Somebody who would leave the unit himself."""
    return "您办的是自己的移交，完成后您就不再属于本单位。确定这样做的，请勾选“我知道”，再点一次。"


def no_roster() -> str:
    """A file in which neither sheet was found."""
    return "没有在文件里找到“单位”表或者“人员”表的表头。请用本页下载的模板填写，不要改表头的文字。"


def no_rows() -> str:
    """Sheets without a row."""
    return "表里还没有填写内容。请从表头下面一行开始填，再上传。"


def sheet_cut(sheet: str) -> str:
    """A sheet longer or wider than is read."""
    return f"“{sheet}”表太长或太宽，一次最多5000行、100列。请分成几个文件，先传上级单位，再传下级单位。"


def not_used(sheet: str, heading: str) -> str:
    """A column nobody asked for."""
    return f"“{sheet}”表的“{heading[:QUOTED]}”一列没有用到。"


def row_hidden() -> str:
    """A row that does not show on the screen."""
    return "这一行在表里是隐藏的。"


def cell_merged(place: str) -> str:
    """A merged cell where each row needs its own."""
    return f"{place}是合并单元格，看不出属于哪一行。请取消合并，每行分别填写。"


def cell_unread(place: str) -> str:
    """A formula without a result, or an error."""
    return f"{place}是没有结果的公式或者出错的单元格。请改成直接填写的文字。"


def cell_too_long(place: str, most: int) -> str:
    """A text that is too long."""
    return f"{place}超过{most}个字。请改短。"


def line_lacks(place: str, heading: str) -> str:
    """A cell that must not be empty."""
    return f"{place}没有填“{heading}”。请填写；整行不要的，请删掉这一行。"


def kind_unknown(place: str, said: str, names: Iterable[str]) -> str:
    """A kind of unit nobody knows."""
    return f"{place}的“{said[:QUOTED]}”不是已知的单位类型。请填：{'、'.join(names)}。"


def role_unknown(place: str, said: str, names: Iterable[str]) -> str:
    """A role nobody knows."""
    return f"{place}的“{said[:QUOTED]}”不是已知的角色。请填：{'、'.join(names)}；几个角色用顿号隔开。"


def yes_or_no(place: str, said: str) -> str:
    """What is neither yes nor no."""
    return f"{place}填的是“{said[:QUOTED]}”。请填“是”或“否”。"


def no_such_row(place: str, said: str) -> str:
    """A row that is not there."""
    return f"{place}写的“{said[:QUOTED]}”在单位表里没有对应的行，或者就是本行。请填上级单位的简称，或者它所在的行号。"


def no_such_unit(place: str, said: str) -> str:
    """A unit nobody knows."""
    return f"{place}的“{said[:QUOTED]}”在表里和本单位下面都没有找到。请核对名称，或者先在单位表里加一行。"


def many_such(place: str, said: str, count: int) -> str:
    """A name that several units have."""
    return f"{place}的“{said[:QUOTED]}”有{count}个同名单位。请写成“上级简称/单位简称”，或者写单位表里的行号。"


def kind_wanted(place: str) -> str:
    """A new unit without a kind."""
    return f"{place}没有填单位类型。新单位要填类型，如镇、街道、县。"


def parent_circle(place: str) -> str:
    """Units that stand below each other in a circle, or too deep."""
    return f"{place}：上下级绕成了圈，或者一层套一层超过10层。请改上级单位。"


def parent_wrong(place: str, row: int) -> str:
    """A unit above that is wrong itself."""
    return f"{place}指的是单位表第{row}行，那一行还有错。请先改好那一行。"


def same_row(place: str, name: str, row: int) -> str:
    """A unit that stands in the file twice."""
    return f"{place}的“{name[:QUOTED]}”和第{row}行是同一个上级下面的同名单位。请删掉一行，或者改名。"


def not_yours(place: str, name: str) -> str:
    """A unit somebody else administers."""
    return f"{place}：您不是{name}的管理员，不能改它的设置、在它下面加单位或者给它加人。请它的管理员来做，或者删掉这一行。"


def name_elsewhere(line: str) -> str:
    """A new unit whose name another one has."""
    return f"已有同名的“{line}”，这里会另建一个。如果是要移动它，请到它的单位设置里办。"


def namesake(name: str) -> str:
    """Somebody of the same name with another telephone."""
    return f"本单位已有一位{name}，电话不同，按另一个人邀请。"


def which_of_them(place: str, name: str) -> str:
    """A name several people of one unit have."""
    return f"{place}：本单位有几位{name}。请在“电话”里写明是哪一位。"


def same_person(place: str, name: str, row: int) -> str:
    """Somebody who stands in the file twice for one unit."""
    return f"{place}的{name[:QUOTED]}和第{row}行是同一个单位的同一个人。请合成一行，几个角色用顿号隔开；是两个人的，请都写上电话。"


def roster_wrong(count: int) -> str:
    """A roster with wrong rows."""
    return f"还有{count}行有错，什么都没有写入。请在表里改好，再上传一次。"


def roster_same() -> str:
    """A roster that changes nothing."""
    return "表里的内容和现有的完全一致，没有要写入的。"


def roster_moved() -> str:
    """Units or people changed since the dry run."""
    return "试读之后，单位或人员已经被别人改过，下面是按现在的情况重新试读的结果。请核对后再点一次“写入”。"


def unit_not_there(name: str) -> str:
    """A command for a unit nobody has."""
    return f"没有叫“{name[:QUOTED]}”的单位。请写单位的简称或全称。"


def unit_not_named(names: Iterable[str]) -> str:
    """A command that may mean several units."""
    return f"请用 --unit 写明读入哪个单位（简称重复的写全称）：{'、'.join(names) or '还没有单位，请先在浏览器里完成首次使用'}。"


def no_administrator(name: str) -> str:
    """A command for a unit nobody administers."""
    return f"{name}还没有管理员，不能读入名册。请先在浏览器里加一位管理员。"
