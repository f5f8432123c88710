"""Sentences for readers about what a county does on its board: more time, nudging."""


def grace_day_late(last: str) -> str:
    """A day after the season."""
    return f"延期最晚到{last}，请填更早的日期。"


def grace_undated() -> str:
    """A unit nothing is due from."""
    return "这个单位没有报送期限，不用延期。"


def nudge_nobody() -> str:
    """No unit was chosen."""
    return "请先勾选要催办的单位。"


def nudge_way_unknown() -> str:
    """No way was chosen."""
    return "请选择用什么方式催办。"


def nudge_noted(units: int) -> str:
    """A nudge in the group, on paper or by telephone was written down."""
    return f"已登记催办{units}个单位。"


def nudge_told(units: int, people: int, without: int, *, resting: bool) -> str:
    """What came of a digest to units: how many people were told now, and how many units it cannot reach."""
    unreached = f"{without}个单位尚未建立报告，收不到提醒，请用群消息、通知或者电话。" if without else ""
    if people:
        return f"已在系统内提醒{people}人，登记了邮箱的同时发邮件。{unreached}"
    if resting:
        return f"今天不是工作日，或者是对方的免打扰日，下一个工作日提醒。{unreached}"
    silent = "没有新的提醒：对方今天已经收到过，或者没有能收提醒的人。" if units > without else ""
    return silent + unreached
