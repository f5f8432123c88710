"""How a person might write a town's year, section by section: wordings the checks were not written for. `[x]` marks a figure, year or body.

`[id]` is this year's figure, `[id:last]` last year's, `[id:rate]` a computed share, `[id:growth]` the change in percent, `[@year]` and
`[@next]` years, `[#body]` a body, `[!word]` a word that counts or numbers. Each entry offers ways to say one thing.
"""

SECTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "thought": (
        (
            "[#party]把学习贯彻习近平法治思想列为理论学习中心组的必修内容，全年组织专题学习[learn.center_group]次。",
            "一年来，[#party]理论学习中心组围绕习近平法治思想开展集中学习[learn.center_group]次，班子成员轮流领学。",
            "[@year]年，[#party]理论学习中心组专题学法[learn.center_group]次，做到学用结合。",
        ),
    ),
    "leadership": (
        (
            "党委会先后[lead.special_meetings]次专题研究法治建设工作，[lead.hear_reports]次听取法治建设工作汇报。",
            "[#party]召开专题会议[lead.special_meetings]次研究法治建设，听取法治建设情况汇报[lead.hear_reports]次。",
        ),
        (
            "年末，[lead.shufa_people]名班子成员和站所负责人进行了述法，其中会议述法[lead.shufa_meeting]人。",
            "全镇[lead.shufa_people]人参加年度述法，会议述法[lead.shufa_meeting]人，其余书面述法。",
        ),
        (
            "法治建设领导小组全年开会[lead.leader_group_meetings]次，按季度调度任务进展，并向[#oversight]报告情况。",
            "领导小组办公室按照[#oversight]的部署细化任务，提请召开法治建设领导小组会议[lead.leader_group_meetings]次。",
        ),
    ),
    "functions": (
        (
            "按照县里统一口径，认领基本履职事项[func.duty_basic]项、配合履职事项[func.duty_joint]项，[func.duty_returned]项由上级部门收回。",
            "编制履职事项清单，明确基本履职事项[func.duty_basic]项，配合履职事项[func.duty_joint]项，上级部门收回事项[func.duty_returned]项。",
        ),
        (
            "便民服务中心受理政务服务事项[func.services_received]件，办结[func.services_handled]件，办结率[func.settle_rate:rate]%。",
            "全年共受理各类政务服务事项[func.services_received]件，已办结[func.services_handled]件，办结率为[func.settle_rate:rate]%。",
        ),
    ),
    "institutions": (
        (
            "全年制定行政规范性文件[rule.issued]件，报送备案[rule.filed]件。",
            "[@year]年，以镇政府名义制定行政规范性文件[rule.issued]件，按规定报送[#government_above]备案[rule.filed]件。",
        ),
    ),
    "decisions": (
        (
            "镇司法所和法律顾问对重大行政决策进行合法性审查[dec.legality_reviews]件，审核合同协议[dec.contracts]件。",
            "全年开展重大行政决策合法性审查[dec.legality_reviews]件、合同协议合法性审核[dec.contracts]件，防止带病出台。",
        ),
        (
            "法律顾问全年出具法律意见[dec.opinions]份，被采纳[dec.opinions_adopted]份。",
            "聘请的法律顾问提出书面法律意见[dec.opinions]份，采纳[dec.opinions_adopted]份，采纳率[dec.adopt_rate:rate]%。",
        ),
        (
            "全镇[dec.villages]个村（社区）中，[dec.village_advisers]个配备了法律顾问，覆盖率[dec.village_adviser_rate:rate]%。",
            "落实“一村一法律顾问”，[dec.villages]个村（社区）有[dec.village_advisers]个已配备法律顾问。",
        ),
    ),
    "enforcement": (
        (
            "综合行政执法队现有行政执法人员[sec.enforcement_staff]名，实际持有行政执法证[enf.certified_staff]名。",
            "目前，全镇行政执法人员[sec.enforcement_staff]名，其中持有执法证的[enf.certified_staff]名。",
        ),
        (
            "全年开展行政检查[enf.inspections]次，其中涉企行政检查[enf.biz_inspections]次。",
            "[@year]年共组织行政检查[enf.inspections]次，涉企行政检查[enf.biz_inspections]次，涉企检查比上年有所减少。",
        ),
        (
            "办理行政处罚案件[enf.cases]件，其中简易程序[enf.cases_simple]件，普通程序[enf.cases_normal]件，罚没金额[enf.fine_amount]元。",
            "全年办结行政处罚案件[enf.cases]件，包括简易程序案件[enf.cases_simple]件、普通程序案件[enf.cases_normal]件；罚没款[enf.fine_amount]元。",
        ),
        (
            "应当进行法制审核的重大执法决定[enf.legal_audit_due]件，已审核[enf.legal_audit]件，审核率[enf.legal_audit_rate:rate]%。",
            "重大执法决定应审[enf.legal_audit_due]件，实际完成法制审核[enf.legal_audit]件。",
        ),
        (
            "组织执法案卷评查[enf.file_reviews]次，开展联合执法[enf.joint_ops]次。",
            "会同市场监管、自然资源等[!three]个部门开展联合执法[enf.joint_ops]次，案卷评查[enf.file_reviews]次。",
        ),
    ),
    "oversight": (
        (
            "全年收到人大代表建议[sup.npc_suggestions]件，办结[sup.npc_done]件，办结率[sup.npc_rate:rate]%，办理情况已向[#congress]报告。",
            "主动接受[#congress]监督，承办人大代表建议[sup.npc_suggestions]件，已办结[sup.npc_done]件。",
        ),
        (
            "12345热线转来工单[sup.hotline_received]件，办结[sup.hotline_done]件，在办[sup.hotline_pending]件。",
            "共接到12345热线工单[sup.hotline_received]件，已办结[sup.hotline_done]件，办结率[sup.hotline_done_rate:rate]%，还有[sup.hotline_pending]件正在办理。",
        ),
        (
            "法治督察反馈问题[sup.inspect_problems]个，已整改[sup.inspect_rectified]个，整改率[sup.inspect_rate:rate]%。",
            "对县里法治督察反馈的[sup.inspect_problems]个问题逐项销号，现已整改[sup.inspect_rectified]个。",
        ),
    ),
    "disputes": (
        (
            "开展矛盾纠纷排查[dis.screenings]次，排查出矛盾纠纷[dis.found]件。",
            "在[#politics_law]指导下，组织矛盾纠纷集中排查[dis.screenings]次，发现矛盾纠纷[dis.found]件，分类建账。",
        ),
        (
            "综治中心受理群众诉求[dis.center_received]件，化解[dis.center_resolved]件，化解率[dis.center_rate:rate]%。",
            "镇综治中心全年受理[dis.center_received]件，已化解[dis.center_resolved]件。",
        ),
        (
            "人民调解组织受理纠纷[dis.mediation_received]件，调解成功[dis.mediation_success]件，成功率[dis.mediation_rate:rate]%。",
            "全年调解受理纠纷[dis.mediation_received]件，比上年[dis.mediation_received:growth]，调解成功[dis.mediation_success]件。",
            "各级人民调解委员会共受理调解[dis.mediation_received]件，成功[dis.mediation_success]件，调解成功率达到[dis.mediation_rate:rate]%。",
        ),
        (
            "受理信访事项[dis.petition_received]件，办结[dis.petition_done]件，办结率[dis.petition_rate:rate]%。",
            "全年共受理信访[dis.petition_received]件，上年为[dis.petition_received:last]件，现已办结[dis.petition_done]件。",
        ),
        (
            "以镇政府为被申请人的行政复议案件[rec.as_respondent]件，被纠错[rec.corrected]件。",
            "作为被申请人的行政复议案件[rec.as_respondent]件，其中被纠错[rec.corrected]件。",
        ),
        (
            "负责人应出庭案件[lit.head_due]件，实际出庭[lit.head_appeared]件，出庭应诉率[lit.appear_rate:rate]%。",
            "行政机关负责人应当出庭[lit.head_due]件，实际出庭[lit.head_appeared]件，其中正职出庭[lit.head_chief]件，副职出庭[lit.head_deputy]件。",
        ),
    ),
    "openness": (
        (
            "通过政府网站主动公开政府信息[open.items]条，收到政府信息公开申请[open.requests]件，办结[open.answered]件。",
            "全年主动公开信息[open.items]条；收到依申请公开[open.requests]件，已办结[open.answered]件。",
        ),
    ),
    "publicity": (
        (
            "开展法治宣传活动[pub.events]场，发放宣传资料[pub.materials]份，受教育群众[pub.audience]人次。",
            "组织法治宣传活动[pub.events]场次，发放法治宣传资料[pub.materials]份，[pub.audience]人次群众受到教育。",
        ),
        (
            "培养“法律明白人”[pub.law_clever]名，组织培训[pub.law_clever_trained]名。",
            "全镇共有法律明白人[pub.law_clever]名，其中[pub.law_clever_trained]名参加了培训。",
        ),
        (
            "建成民主法治示范村（社区）[pub.demo_villages]个，其中省级[pub.demo_provincial]个、市级[pub.demo_municipal]个。",
            "全镇民主法治示范村（社区）达到[pub.demo_villages]个，含省级[pub.demo_provincial]个、市级[pub.demo_municipal]个。",
        ),
    ),
    "capacity": (
        (
            "举办法治专题讲座[learn.lectures]期，培训[learn.trainees]人次，会前学法[learn.pre_meeting]次。",
            "坚持会前学法[learn.pre_meeting]次，举办法治讲座[learn.lectures]期，参训[learn.trainees]人次。",
        ),
    ),
    "problems": (
        (
            "对照上级要求，还存在以下不足：[!one]是执法力量与承接事项不匹配，专业人员偏少；[!two]是个别站所依法办事的意识不强；[!three_is]是普法形式比较单一。",
            "不足之处主要有[!three]个方面：[!one]是部分村干部运用法治方式处理问题的办法不多；[!two]是执法文书制作质量不高；[!three_is]是矛盾纠纷排查还有盲区。",
        ),
    ),
    "plans": (
        (
            "[@next]年，我镇将在[#party]领导下重点抓好以下工作：[!one]是补齐执法力量短板；[!two]是把合法性审核做实；[!three_is]是推动矛盾纠纷就地化解。",
            "[@next]年，围绕[#oversight]的工作安排，[!one]是加强执法培训；[!two]是健全审核机制；[!three_is]是创新普法方式。",
        ),
    ),
}
FILLERS: dict[str, tuple[str, ...]] = {
    "thought": ("班子成员带头撰写心得，推动学习成果转化为工作举措。", "把学习教育同日常工作结合起来，防止学用脱节。"),
    "leadership": ("主要负责人对重点任务亲自部署、亲自过问。", "把法治建设纳入年度考核，与业务工作同部署、同落实。"),
    "functions": ("窗口实行一次告知、限时办结，群众少跑了路。", "对清单之外的事项不再要求村里出具证明。"),
    "enforcement": ("落实行政执法公示、全过程记录、重大执法决定法制审核制度。", "对轻微违法行为先提醒、后处罚，做到宽严相济。"),
    "disputes": ("坚持和发展新时代“枫桥经验”，小事不出村、大事不出镇。", "对疑难复杂纠纷实行领导包案，逐件跟踪问效。"),
    "publicity": ("利用集市、节庆等时机把法律知识送到群众身边。", "突出青少年、老年人等重点对象开展分类普法。"),
}
EDITS: tuple[tuple[str, str], ...] = (
    ("全年", "一年下来，"),
    ("开展", "组织开展"),
    ("办结率", "办结率达"),
    ("已办结", "目前已办结"),
    ("受理", "共受理"),
    ("发放", "累计发放"),
    ("。", "，成效逐步显现。"),
    ("，", "，同时"),
    ("组织", "精心组织"),
    ("其中", "这当中"),
    ("全镇", "我镇"),
    ("收到", "先后收到"),
)
