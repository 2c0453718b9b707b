"""What people of a demo write: phrases about a task's own title that claim no fact or figure."""

from random import Random

from taskmatrix.reports.documents.parts import within

_DONE = {
    0: (
        "已明确“{title}”任务分工，建立工作台账。",
        "召开专题会议研究“{title}”，形成阶段工作安排。",
        "围绕“{title}”开展前期调研，梳理需求和问题清单。",
        "起草“{title}”工作方案，正在征求有关单位意见。",
        "组织有关单位学习对接，明确“{title}”工作路径。",
        "“{title}”纳入本单位年度重点工作，确定责任处室和责任人。",
        "根据各方意见修改完善“{title}”工作方案。",
    ),
    35: (
        "“{title}”按工作方案有序推进，阶段任务按计划完成。",
        "会同有关单位推进“{title}”，完成阶段性评估。",
        "组织现场调度，协调解决“{title}”推进中的具体问题。",
        "“{title}”试点工作已启动，正在跟踪实施情况。",
        "召开“{title}”工作推进会，通报进展、部署下阶段任务。",
        "赴基层调研“{title}”落实情况，收集意见建议。",
        "梳理“{title}”阶段成果，更新工作台账。",
    ),
    70: (
        "“{title}”主要工作基本完成，正在查漏补缺。",
        "对“{title}”进展情况开展自查，完善佐证材料。",
        "总结“{title}”试点经验，研究推广措施。",
        "汇总“{title}”成果材料，组织内部审核。",
        "“{title}”进入收尾阶段，逐项核对任务清单。",
    ),
    100: ("“{title}”各项任务已完成，佐证材料已整理归档，申请办结。",),
}
"""By the progress from which they fit."""

_LOCAL = (
    "对照省级部署制定“{title}”属地落实清单，责任落实到部门。",
    "组织市直有关部门推进“{title}”，按月调度进展。",
    "“{title}”属地任务按计划推进，已向牵头单位报送情况。",
)
_SUPPORT = (
    "按职责配合牵头单位推进“{title}”，已反馈书面意见。",
    "参加“{title}”联席会议，认领并落实配合事项。",
)
_ISSUE = (
    "部分要素保障尚未落实，影响实施进度。",
    "跨部门数据共享流程较长，需进一步对接。",
    "基层专业力量不足，工作进展不够均衡。",
    "个别子项前期手续办理较慢。",
)
_NEXT = (
    "细化下阶段任务，压实责任，加快实施。",
    "加强与配合单位会商，推动问题销号。",
    "按月开展调度，形成阶段性成果。",
    "开展督导检查，完善工作台账。",
)
_ASK = (
    "请综合协调单位组织会商，明确数据共享口径。",
    "请协调有关单位按时反馈配合事项。",
    "请协调加快前期手续办理。",
)
_PROMISE = ("完成实施方案并印发。", "完成问题整改并报送情况。", "完成阶段性成果并组织验收。")

_ANSWERS = {
    "silent": "已安排专人负责，于承诺日期前补报进展情况，今后按期反馈。",
    "behind": "已查找滞后原因，倒排工期、加大力度，于承诺日期前赶上序时进度。",
    "unsigned": "正在明确承办处室和责任人，于承诺日期前完成签收。",
    "awaited": "正在研究办理，于承诺日期前反馈意见。",
}
_ANSWER = "已制定整改措施，于承诺日期前整改到位。"
"""What units answer to slips, by what these are about."""

UNCONCERNED = "经研究，本单位职责不涉及该项任务，申请不再反馈。"
STILL_CONCERNED = "该项任务仍有需配合事项，请继续反馈。"
NOT_COMPLETE = "佐证材料不完整，请补充成果材料后重新申请。"
DROPPED = "经研究，该项任务并入其他工作统筹推进，不再单独督办。"
WITHDRAWN = "经核实，该单位已书面反馈，系统未及时录入，予以撤回。"
WAITS = "待该单位就配合事项反馈意见。"
RESUMED = "已收到反馈意见，恢复推进。"
NEEDS_TIME = "跨部门协调事项尚未办结，申请适当延长完成时限。"
CALLED = "已电话提醒，请尽快反馈进展情况。"


def done(chance: Random, title: str, progress: int) -> str:
    """Return what a lead did, fit to how far it has come."""
    stage = max(each for each in _DONE if each <= progress)
    return chance.choice(_DONE[stage]).format(title=within(title))


def local(chance: Random, title: str) -> str:
    """Return what a region did."""
    return chance.choice(_LOCAL).format(title=within(title))


def support(chance: Random, title: str) -> str:
    """Return what a supporting unit did."""
    return chance.choice(_SUPPORT).format(title=within(title))


def answer(rule: str) -> str:
    """Return what a unit answers to a slip."""
    return _ANSWERS.get(rule, _ANSWER)


def issue(chance: Random) -> str:
    """Return a problem."""
    return chance.choice(_ISSUE)


def following(chance: Random) -> str:
    """Return a next step."""
    return chance.choice(_NEXT)


def ask(chance: Random) -> str:
    """Return what is to be settled by others."""
    return chance.choice(_ASK)


def promise(chance: Random) -> str:
    """Return a promise."""
    return chance.choice(_PROMISE)
