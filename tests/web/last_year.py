"""An invented report of last year, 清溪镇's of 2024, as its clerks would have filed it: as text, and as a Word file."""

from sqlalchemy import Connection

from server.actions import reading
from server.report.reading.gathering import gathered
from server.storage import pasts
from server.storage.pasts import Past
from tests.cast import NOW, YEAR, ZHAO, Town
from tests.word.shapes import made

REPORT = """关于清溪镇2024年度法治政府建设情况的报告

云澜县人民政府：
2024年，清溪镇坚持以习近平新时代中国特色社会主义思想为指导，在县委、县政府的坚强领导下，扎实推进法治政府建设。现将有关情况报告如下：
一、2024年度推进法治政府建设的主要举措和成效
（一）深入学习贯彻习近平法治思想。坚持把学习宣传贯彻习近平法治思想作为重大政治任务。全年党委理论学习中心组开展法治专题学习6次。
（二）依法全面履行政府职能。持续优化营商环境，推行“一窗受理、集成服务”。便民服务中心按照“应进必进”的原则设置窗口。
（三）推进行政决策科学化、民主化、法治化。严格落实重大行政决策程序规定，做到公众参与、集体讨论决定。镇法律顾问列席会议提出意见。
（四）坚持严格规范公正文明执法。落实行政执法公示、执法全过程记录、重大执法决定法制审核三项制度。执法人员一律持证上岗、亮证执法。
（五）强化对行政权力的制约和监督。自觉接受镇人大监督，认真听取意见建议。
（六）依法有效化解社会矛盾纠纷。坚持和发展新时代“枫桥经验”，把矛盾化解在基层。
2024年，综治中心共受理矛盾纠纷412件，成功化解395件。4月12日，召开矛盾纠纷排查化解推进会。
村民张大山因盗伐林木被判处有期徒刑一年。
（七）全面推进政务公开。坚持以公开为常态、不公开为例外。主动公开政府信息148条。
（八）深入开展法治宣传教育。落实“谁执法谁普法”责任制。全年开展法治宣传活动36场次，发放宣传资料12000份。
二、存在的不足和原因
一是执法力量不足。镇综合行政执法队人员编制少、任务重。二是普法形式单一。宣传内容与群众需求结合不够紧密。
三、党政主要负责人履行推进法治建设第一责任人职责情况
镇党委书记、镇长切实履行推进法治建设第一责任人职责，把法治建设纳入重要议事日程。带头遵守宪法法律，自觉接受监督。
四、2025年法治政府建设主要安排
（一）加强执法队伍建设。组织执法人员参加全员轮训，规范执法行为。
（二）创新普法方式。用好乡村法治文化阵地，开展以案释法。
特此报告。

清溪镇人民政府
2025年1月16日
（联系人：林晓，电话：0759-1234567）
"""
LOOSE = "（九）办好清溪河龙舟赛。组织各村龙舟队参赛，河岸秩序井然。"
UNPLACED_REPORT = REPORT.replace("二、存在的不足和原因", f"{LOOSE}\n二、存在的不足和原因")


def docx(text: str = REPORT) -> bytes:
    """The report as offices type it in Word: numbers by hand, fonts on the runs."""
    return made([line for line in text.splitlines() if line.strip()], "typed")


def take_in(connection: Connection, town: Town, text: str = REPORT) -> int:
    """The number of the report, read and placed in the town without the pages."""
    found = reading.read(gathered(text), town.library, town.library.outlines["standard"])
    past = Past(0, town.report, "2024.txt", YEAR - 1, None, found.anatomy, found.spans, found.proof, 1, NOW, None)
    return pasts.add(connection, past, town.ids[ZHAO])
