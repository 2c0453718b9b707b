"""A small programme in March 2026, with one of everything that documents tell of."""

from commands.supervised import act
from conftest import Office, made

LOADED, FIRST_ISSUE, TODAY, MONTH_END = "2026-03-02", "2026-03-13", "2026-03-27", "2026-03-31"
OFFICE, DATA, ROADS, MONEY = "省发展改革委", "省数据局", "省交通运输厅", "省财政厅"
SCHOOLS, RULES, CITY = "省教育厅", "省市场监管局", "甲市政府"

PLAN = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省深入实施“人工智能+”行动实施方案"
    source      = "某省人民政府办公厅"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    leader      = "分管副省长"
    local       = ["各市政府"]

    [supervision]
    calendar = "none"

    [[unit]]
    name = "省发展改革委"

    [[unit]]
    name = "省数据局"

    [[unit]]
    name = "省交通运输厅"

    [[unit]]
    name = "省财政厅"

    [[unit]]
    name = "省教育厅"

    [[unit]]
    name = "省市场监管局"

    [[unit]]
    name = "甲市政府"
    kind = "region"

    [[unit]]
    name = "乙市政府"
    kind = "region"

    [[unit]]
    name    = "各市政府"
    kind    = "group"
    members = ["甲市政府", "乙市政府"]

    [[unit]]
    name = "分管副省长"
    kind = "leader"

    [[task]]
    number  = "1"
    title   = "优化算力支撑底座"
    section = "夯实基础底座"
    summary = "统筹布局智能算力，建设全省一体化算力调度平台"
    lead    = ["省数据局"]
    support = ["省发展改革委"]

      [[task.milestone]]
      title = "印发算力布局规划"
      due   = 2026-03-20

      [[task.milestone]]
      title = "建成算力调度平台"
      due   = 2026-04-08

      [[task.target]]
      id       = "compute"
      title    = "智能算力规模"
      op       = ">="
      value    = 5000
      measure  = "PFLOPS"
      due      = 2027-12-31
      baseline = { date = 2026-01-05, value = 1000 }

    [[task]]
    number   = "2"
    title    = "实施“人工智能+交通”"
    section  = "赋能重点领域"
    lead     = ["省交通运输厅"]
    support  = ["省数据局"]
    deadline = 2026-03-17
    local    = []

    [[task]]
    number = "3"
    title  = "强化要素保障"

    [[task]]
    number = "3.1"
    title  = "加强资金保障"
    lead   = ["省财政厅"]
    local  = []

    [[task]]
    number   = "3.2"
    title    = "加快人才培养"
    lead     = ["省教育厅"]
    deadline = 2026-04-10
    local    = []

    [[task]]
    number   = "4"
    title    = "开展数据交通联合试点"
    lead     = ["省数据局", "省交通运输厅"]
    deadline = 2026-12-31
    local    = []

    [[task]]
    number   = "5"
    title    = "制定标准规范"
    lead     = ["省市场监管局"]
    deadline = 2026-03-31
    local    = []

    [[target]]
    id      = "share"
    title   = "规模以上工业企业应用普及率"
    op      = ">"
    value   = 70
    measure = "%"
    due     = 2027-12-31
    soft    = true
"""
REGION = """
    format = 1

    [plan]
    id     = "P-A"
    tier   = "X"
    title  = "甲市“人工智能+”行动方案"
    parent = "P"
    owner  = "甲市政府"
    local  = []

    [[task]]
    number   = "1"
    title    = "建设甲市智算中心"
    lead     = ["甲市政府"]
    deadline = 2026-09-30
    advances = ["P/1"]
"""


def golden(office: Office) -> Office:
    """Bring an office to the fourth Friday of the programme."""
    return made(office, _live)


def _live(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", PLAN)
    office.write("plans/region.toml", REGION)
    office.ok("plan", "load", "plans", "--today", LOADED)
    _to_the_first_weekly(office)
    act(office, OFFICE, FIRST_ISSUE, "report", "weekly", "--issue", "-o", "first.md")
    _to_the_second(office)


def _to_the_first_weekly(office: Office) -> None:
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "10", "-d", "完成全省算力资源摸底。",
        "-n", "起草布局规划")  # fmt: skip
    act(office, ROADS, "2026-03-04", "update", "P/2", "-p", "30", "-d", "完成试点路段勘察")
    act(office, MONEY, "2026-03-04", "accept", "P/3.1")
    act(office, SCHOOLS, "2026-03-05", "update", "P/3.2", "-p", "40", "-d", "确定首批5所试点院校")
    act(office, RULES, "2026-03-05", "update", "P/5", "-p", "60", "-d", "形成标准草案")
    act(office, CITY, "2026-03-06", "update", "P-A/1", "-p", "15", "-d", "完成选址论证",
        "-i", "用电容量不足", "--ask", "请省里协调新增用电容量")  # fmt: skip
    act(office, DATA, "2026-03-06", "update", "P/4", "-p", "10", "-d", "签订R&D合作协议3份")
    act(office, OFFICE, "2026-03-09", "targets", "record", "P#compute", "1200",
        "--on", "2026-03-06")  # fmt: skip
    act(office, DATA, "2026-03-11", "update", "P/1", "-p", "25", "-d", "完成布局规划初稿",
        "--promise", "印发算力布局规划", "--by", "2026-03-20")  # fmt: skip
    act(office, OFFICE, FIRST_ISSUE, "escalate", "P/2", "--yes")


def _to_the_second(office: Office) -> None:
    act(office, RULES, "2026-03-16", "update", "P/5", "-p", "100", "-d", "发布地方标准4项")
    act(office, RULES, "2026-03-16", "finish", "P/5")
    act(office, OFFICE, "2026-03-16", "approve", "P/5")
    act(office, CITY, "2026-03-17", "update", "P-A/1", "-p", "20", "-d", "取得土地预审意见",
        "--on", "2026-03-12")  # fmt: skip
    act(office, DATA, "2026-03-19", "update", "P/1", "-p", "40", "-d", "印发算力布局规划",
        "--reached", "1", "--kept", "-n", "启动调度平台招标")  # fmt: skip
    act(office, CITY, "2026-03-20", "update", "P/1", "-d", "落实机房场地", "-i", "缺少运维人员")
    act(office, DATA, "2026-03-23", "wait", "P/4", "--on", MONEY, "--reason", "资金计划待下达")
    act(office, ROADS, "2026-03-23", "update", "P/2", "-p", "55", "-d", "完成试点路段改造",
        "-i", "设备到货推迟", "--promise", "完成联调联试", "--by", "2026-04-03")  # fmt: skip
    act(office, OFFICE, "2026-03-24", "escalate", "P/2", "--yes")
    act(office, SCHOOLS, "2026-03-25", "update", "P/3.2", "-p", "50", "-d", "完成课程开发")
    act(office, SCHOOLS, "2026-03-25", "extend", "P/3.2", "--to", "2026-06-30",
        "--reason", "师资培训周期较长")  # fmt: skip
    act(office, OFFICE, "2026-03-26", "targets", "record", "P#compute", "1500",
        "--on", "2026-03-26")  # fmt: skip
    act(office, OFFICE, "2026-03-26", "targets", "record", "P#share", "31.5",
        "--on", "2026-03-26")  # fmt: skip
