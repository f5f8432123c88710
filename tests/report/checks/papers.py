"""Invented papers for the checks of words: a yearly report made from a seed, well formed in every respect, and a text read as a file is."""

from random import Random

from server.report.checks.guessing import profile_of
from server.report.checks.judging import finding
from server.report.checks.proofs import text_of
from server.report.checks.ruling import Check, Subject
from server.report.checks.wording import Wording
from server.report.findings import Class, Finding
from server.report.prose.recognising import recognition
from server.report.reading.anatomy import understand
from server.report.reading.gathering import gathered

_POINTS = (
    "健全会前学法制度，把法律法规列为必学篇目",
    "完善合法性审查流程，明确审查时限和责任人",
    "落实行政执法公示制度，及时公开执法信息",
    "畅通信访渠道，推动初信初访就地化解",
    "规范网格事项清单，细化岗位职责",
    "加强执法人员培训，提升办案质量",
)
_NAMES = ("强化组织领导", "规范行政决策", "严格行政执法", "化解矛盾纠纷", "推进普法宣传", "深化政务公开")
_HAN = "一二三四五六七八九十"


def subject(text: str, year: int | None = None) -> Subject:
    """A text read as a file is, with the profile it gives itself."""
    read = text_of(understand(gathered(text)))
    return Subject(read, profile_of(read, {}, year), Wording(), recognition([], {}))


def found(text: str, *checks: tuple[Check[Subject], ...], year: int | None = None, hints: bool = True) -> list[Finding]:
    """What these families of checks say of a text, in reading order."""
    seen = subject(text, year)
    every = [finding(check, hit, seen) for family in checks for check in family for hit in check.find(seen)]
    return sorted((each for each in every if hints or each.weight is not Class.hint), key=lambda each: each.start)


def report(seed: int) -> str:
    """A yearly report of an invented town without a mistake that a check of words could find."""
    pick = Random(seed)  # a reproducible paper, no secret
    year = pick.randint(2019, 2026)
    chapters = [
        f"清溪镇{year}年法治政府建设情况报告",
        f"现将我镇{year}年度法治政府建设情况报告如下：",
        f"一、{year}年法治政府建设主要举措和成效",
    ]
    for number, name in enumerate(pick.sample(_NAMES, pick.randint(4, 6))):
        chapters.append(f"（{_HAN[number]}）{name}。" + "".join(pick.sample(_sentences(pick, year), pick.randint(3, 5))))
    chapters.append("二、存在的问题和不足")
    chapters.append("执法力量还比较薄弱，普法的针对性有待增强，个别村（社区）的台账还不够规范。")
    chapters.append(f"三、{year + 1}年工作打算")
    chapters.append(f"{year + 1}年，我镇将继续加强执法队伍建设，进一步规范执法行为，努力让群众满意。{_points(pick)}")
    chapters += ["云岭县清溪镇人民政府", f"{year + 1}年1月{pick.randint(5, 20)}日"]
    return "\n".join(chapters)


def _sentences(pick: Random, year: int) -> list[str]:
    many = [pick.randint(2, 40) for _ in range(12)]
    return [
        f"全年召开党委会议研究法治建设工作{many[0]}次，解决执法用房等难题{many[1]}个。",
        f"组织学习《中华人民共和国行政处罚法》《信访工作条例》等法律法规{many[2]}次，{many[3]}名干部参加考试。",
        f"根据《云岭县法治政府建设实施方案（{year - 4}—{year + 1}年）》（云府发〔{year - 1}〕{many[4]}号）要求，细化任务{many[5]}项。",
        f"{year}年{pick.randint(2, 11)}月{pick.randint(1, 28)}日，我镇举办法治讲座{many[6]}期，干部群众踊跃参加。",
        f"围绕“12·4”国家宪法日、“6·26”国际禁毒日等节点开展宣传{many[7]}场，发放资料{many[8]}00余份。",
        f"与{year - 1}年相比，信访量下降{many[9]}.{pick.randint(1, 9)}%，群众满意度提高到{pick.randint(80, 99)}.{pick.randint(1, 9)}%。",
        f"受理调解申请{many[10]}件（其中邻里纠纷{many[11]}件、土地纠纷{many[0]}件），推行“一窗受理”和“最多跑一次”改革。",
        f"截至{year}年12月31日，{year - 1}年底建成的公共法律服务站接待群众{many[1]}00人次。",
        "将“谁执法谁普法”责任制列入考核，网址为http://www.example.cn:8080/a,b，热线每天8:30至17:30有人值守。",
        _points(pick),
    ]


def _points(pick: Random) -> str:
    chosen = pick.sample(_POINTS, pick.randint(3, 5))
    return "；".join(f"{_HAN[at]}是{point}" for at, point in enumerate(chosen)) + "。"
