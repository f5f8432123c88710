"""What readers are told: every problem is a whole sentence, quotes only a little of what was typed, and keeps its message."""

from collections.abc import Callable

import pytest

from server.report import problems
from server.report.problems import BrokenData, Locked, NotAllowed, NotFound, Problem, ReadOnly, Refused, SignInNeeded, Stale


@pytest.mark.parametrize("kind", [NotFound, NotAllowed, Locked, SignInNeeded, Stale, ReadOnly])
def test_every_problem_says_by_itself_what_to_do(kind: Callable[[], Problem]) -> None:
    problem = kind()
    assert str(problem) == problem.message
    assert problem.message.endswith("。")
    assert problem.message.count("。") >= 2


@pytest.mark.parametrize("kind", [NotFound, NotAllowed, Locked, SignInNeeded, Stale, ReadOnly, Refused])
def test_a_problem_can_carry_a_message_of_its_own(kind: Callable[[str], Problem]) -> None:
    assert str(kind("请先填写单位名称。")) == "请先填写单位名称。"


def test_broken_data_tells_every_mistake_on_its_own_line() -> None:
    broken = BrokenData(("kinds.toml: 甲: 乙", "labels.toml: 丙: 丁"))
    assert (str(broken), broken.mistakes) == ("kinds.toml: 甲: 乙\nlabels.toml: 丙: 丁", ("kinds.toml: 甲: 乙", "labels.toml: 丙: 丁"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (problems.already_open(2025), "本单位已有2025年度的报告。请从首页打开它，不必新建。"),
        (problems.reason_needed(), "请写明理由，再点一次。理由会记入报告的历史。"),
        (problems.password_length(10, 128), "密码要有10到128个字符。请换一个。"),
        (problems.login_taken("林" * 50), f"登录名“{'林' * 30}”已有人使用。请换一个，如加上单位简称。"),
        (problems.wrong_password(), "登录名或密码不对。请检查大小写和输入法后重试；忘记密码请找管理员重设。"),
        (problems.too_many_failures(15), "这个登录名连续多次密码错误，请15分钟后再试，或请管理员重设密码。"),
        (problems.too_large(8), "这一页的内容超过了8MB，没有保存。请按浏览器的“后退”找回刚才填写的内容，把长篇材料分到几节填写。"),
        (problems.wrong_form(), "没有看懂浏览器发来的内容。请从页面上的按钮提交，不要用别的工具。"),
        (problems.relation_broken("办结不能多于受理", "514件", "513件"), "办结不能多于受理（现为 514件 与 513件）。请核对。"),
        (problems.source_needed("满意率"), "“满意率”不能由本系统复算，请在“口径和来源”里写明提供单位或来源文件。"),
        (
            problems.nothing_kept(),
            "这个数据库里还没有呈报的数据。请检查 CHENGBAO_DATABASE 或 CHENGBAO_VAR 指的位置，或先启动一次程序。",
        ),
        (
            problems.unknown_figures(["a", "b", "c", "d", "e", "f"]),
            "这个文件里有本程序不认识的指标：a、b、c、d、e。请用同一版本程序导出的文件，或先更新数据文件。",
        ),
        (problems.need("单位名称"), "请填写单位名称。"),
        (problems.gate_closed(), "启动码不对。请看运行程序的窗口里显示的一次性启动码，照着填写。"),
        (problems.bad_region(), "行政区划代码应当全是数字（最多12位），如 440823；不清楚可以留空。"),
        (
            problems.bad_term("去年三月" * 10),
            f"任期“{'去年三月' * 5}”没有看懂。请写成 2024-03 或 2024-03-15；仍在任的，止期留空。",
        ),
        (problems.too_long("单位名称", 60), "单位名称最多60个字。请缩短后再保存，您填写的内容还在框里。"),
        (problems.characters_replaced(3), "有3个无法保存的字符（控制符或残缺字符）已去掉或换成“\ufffd”，其余内容照原样保存。"),
        (problems.changed_by_other("赵敏", "10:32", "正文"), "赵敏 10:32 改了“正文”，已采用其内容"),
        (problems.changed_by_other("", "10:32", "正文"), "另一位同事 10:32 改了“正文”，已采用其内容"),
        (problems.form_expired(), "这个页面已经过期（可能在另一个窗口重新登录过）。您填写的内容在下面，请核对后点“再次提交”。"),
        (
            problems.broken_down(),
            "程序出错了，已记录。您刚才填写的内容列在下面，可以再次提交；仍不行请告诉管理员时间和您在做的事。",
        ),
        (problems.bad_backup("a.zip", "缺文件"), "a.zip 不是完好的备份文件（缺文件），没有恢复任何内容。请换一个备份文件。"),
        (problems.wrong_revision("a.zip"), "a.zip 是用更新版本的程序备份的，本程序不认识它的结构。请先升级程序再恢复。"),
        (problems.already_serving(), "已有一个服务在使用这个数据库。请先停止它，再启动或恢复。"),
    ],
)
def test_each_sentence_says_what_is_wrong_and_what_to_do(said: str, sentence: str) -> None:
    assert said == sentence
