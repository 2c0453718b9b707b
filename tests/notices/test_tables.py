"""Tables beside clauses, heads in two rows, goals with measures, rows that are told."""

from datetime import date

import pytest
from notices.printed import as_docx, as_html, drafted, put

from taskmatrix.notices.draft import draft

HEADS = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
BODY = [
    "某市重点任务分解方案",
    "一、产业升级",
    "（一）稳定就业。（牵头单位：市人社局；责任单位：市财政局）2026年6月底前完成。",
    "（二）办好教育。新建公办幼儿园。（牵头单位：市教育局；责任单位：市财政局）",
    "附件：任务分工表",
]


def numbered(told):
    return [(each["number"], each["title"]) for each in told["tasks"]]


def test_rows_and_clauses_of_one_numbering_are_one_plan(office):
    table = [
        HEADS,
        ["1", "做强石化产业。产值增长8%以上。", "市工信局", "市发改委", "2026年12月底"],
        ["2", "建设农田5万亩。", "市农业农村局", "市水利局", "年底前"],
    ]
    then = ["二、民生改善", "3.稳定就业。（市人社局牵头，市财政局配合）"]
    data = as_docx([*BODY[:1], "2026年1月25日", "一、产业升级"], table, then)
    told = drafted(office, data).json
    assert numbered(told) == [("1", "做强石化产业"), ("2", "建设农田5万亩"), ("3", "稳定就业")]
    assert [each["section"] for each in told["tasks"]] == ["产业升级", "产业升级", "民生改善"]
    assert told["tasks"][1]["lead"] == ["市农业农村局"]
    assert told["unread"] == []
    assert [each.measure for task in draft("\t".join(HEADS) + "\n" + "\t".join(table[1])).tasks
            for each in task.targets] == ["%"]  # fmt: skip


def test_a_row_that_says_what_the_text_says_is_not_told(office):
    table = [
        HEADS,
        ["1", "稳定就业", "市人社局", "市财政局", "2026年6月底前"],
        ["2", "新建公办幼儿园", "市教育局", "市财政局", ""],
    ]
    told = drafted(office, as_docx(BODY, table)).json
    assert numbered(told) == [("1", "稳定就业"), ("2", "办好教育")]
    assert told["unread"] == []


@pytest.mark.parametrize(
    "row",
    [
        ["1", "稳定就业", "市人社局", "市财政局、市总工会", "2026年6月底前"],
        ["1", "稳定就业", "市财政局", "市人社局", "2026年6月底前"],
        ["1", "稳定就业", "市人社局", "市财政局", "2026年底前"],
    ],
)
def test_a_row_that_adds_units_or_days_to_the_text_is_told(office, row):
    told = drafted(office, as_docx(BODY, [HEADS, row])).json
    assert [each["title"] for each in told["tasks"]] == ["稳定就业", "办好教育"]
    assert [(each["line"], each["why"]) for each in told["unread"]] == [(7, "differs")]


def test_a_row_of_another_task_with_a_number_of_the_text_is_numbered_on(office):
    table = [HEADS, ["1", "建设医院", "市卫健委", "市财政局", "长期"]]
    told = drafted(office, as_docx(BODY, table)).json
    assert numbered(told) == [("1", "稳定就业"), ("2", "办好教育"), ("3", "建设医院")]


def test_a_head_in_two_rows_may_say_no_more_than_the_role(office):
    page = """<table><tr><th rowspan=2>序号<th rowspan=2>重点任务<th colspan=2>责任分工</tr>
        <tr><th>牵头<th>配合</tr><tr><td>1<td>建设公园<td>省住建厅<td>省林草局</tr></table>"""
    tasks = drafted(office, page.encode()).json["tasks"]
    assert [(each["lead"], each["support"]) for each in tasks] == [(["省住建厅"], ["省林草局"])]


def test_measures_under_one_goal_are_tasks_with_titles_of_their_own(office):
    rows = [
        ["工作目标", "具体举措", "责任单位"],
        ["绿色低碳", "建设公园", "省住建厅"],
        ["", "建设绿道", "省财政厅"],
        ["便民利企", "减少环节", "省数据局"],
    ]
    tasks = drafted(office, as_html([], rows).encode()).json["tasks"]
    assert [(each["title"], each["section"]) for each in tasks] == [
        ("建设公园", "绿色低碳"), ("建设绿道", "绿色低碳"), ("便民利企", None),
    ]  # fmt: skip


def test_a_remark_in_a_table_says_who_leads(office):
    rows = [
        ["重点任务", "责任单位", "备注"],
        ["修路", "县交通局、县财政局", "排在首位的为牵头单位"],
    ]
    put(office, "notice.html", as_html([], rows).encode())
    done = office.ok("plan", "draft", "notice.html", LANG="en_US.UTF-8")
    assert "the first one listed leads, says line 2" in done.out


def test_a_row_without_units_is_told(office):
    rows = [["重点任务", "牵头单位", "时限"], ["修路", "县交通局", "年底"], ["架桥", "", "年底"]]
    told = drafted(office, as_html([], rows).encode()).json
    assert [each["title"] for each in told["tasks"]] == ["修路"]
    assert [(each["text"], each["why"]) for each in told["unread"] if each["why"] == "row"] == [
        ("架桥 | 年底", "row")
    ]


LAID_OUT = """\
某市重点任务分工表
2026年1月25日

序号                重点任务       牵头单位      配合单位      完成时限
1                 建设城市公园     市住建局      市林草局      2026 年 6 月底
2                 建设城市绿道     市财政局      市住建局、市林   年底前
                                       草局
3                 新建幼儿园 10   市教育局      市财政局，各区   2026 年 8 月底
                  所以上                  政府
4                 推进一网通办     市数据局（市营   市直各部门     持续推进
                             商局）
抄送：市委办公室。
"""


def test_columns_of_blanks_are_read_by_where_the_pieces_stand():
    tasks = draft(LAID_OUT).tasks
    assert [each.number for each in tasks] == ["1", "2", "3", "4"]
    named = [each.readings[0].by_role() for each in tasks]
    assert named[1] == {"lead": ("市财政局",), "support": ("市住建局", "市林草局")}
    assert named[2] == {"lead": ("市教育局",), "support": ("市财政局", "各区政府")}
    assert named[3]["lead"] == ("市数据局（市营商局）",)
    assert tasks[2].deadline.day == date(2026, 8, 31)


def test_a_number_in_the_middle_of_its_row_has_as_many_lines_before_as_behind():
    text = """\
序号      重点任务        牵头单位        配合单位
        建设城市公园                  市林草局、市
1                   市住建局
        和绿道                     财政局
2       推进一网通办      市数据局        市直各部门
        新建幼儿园                   市住房城乡建
3                   市教育局
        十所                      设局
"""
    tasks = draft(text).tasks
    assert [each.title for each in tasks] == [
        "建设城市公园和绿道",
        "推进一网通办",
        "新建幼儿园十所",
    ]
    assert tasks[0].readings[0].names("support") == ("市林草局", "市财政局")
    assert tasks[2].readings[0].names("support") == ("市住房城乡建设局",)


def test_a_table_whose_columns_are_not_clear_is_told_with_its_lines():
    moved = LAID_OUT.replace("                                       草局", "      草局      市")
    read = draft(moved)
    assert read.tasks == ()
    told = [(each.line, each.text) for each in read.unread if each.why == "columns"]
    assert told == [(4, "4—11 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限")]


def test_a_row_that_lies_across_columns_is_told():
    text = """\
序号 重点任务 牵头单位 配合单位 完成时限
1 建设城市公园 市住建局 市林草局 2026年6月底
2 推进一网通办 市数据局（市营
商局） 市直各部门 持续推进
3 建设绿道 市林草局 市住建局 年底前
"""
    read = draft(text)
    assert [each.title for each in read.tasks] == ["建设城市公园", "建设绿道"]
    assert [each.line for each in read.unread if each.why == "columns"] == [3]


TITLE = ["某市方案", "2026年1月5日", "一、任务"]


def plain(office, *lines):
    return drafted(office, "\n".join([*TITLE, *lines, ""]).encode()).json


def test_a_row_whose_number_leaves_some_out_is_a_row_and_the_gap_is_told(office):
    rows = ["序号 重点任务 责任单位", "1 修路 市交通局", "3 架桥 市水利局", "4 植树 市林草局"]
    told = plain(office, *rows)
    assert numbered(told) == [("1", "修路"), ("3", "架桥"), ("4", "植树")]
    assert [(each["line"], each["why"]) for each in told["unread"]] == [(6, "gap")]


def test_two_columns_of_units_in_one_role_are_one_list(office):
    told = plain(
        office,
        "序号\t重点任务\t牵头单位\t市级配合单位\t县级配合单位\t责任单位联系人",
        "1\t修路\t市交通局\t市财政局\t县交通局、县财政局\t市审计局张三",
    )
    assert told["tasks"][0]["support"] == ["市财政局", "县交通局", "县财政局"]
    assert told["tasks"][0]["lead"] == ["市交通局"]


def test_the_same_as_above_is_the_cell_above_and_a_stroke_is_nobody(office):
    table = [
        HEADS,
        ["1", "修路", "市交通局", "市财政局", "6月底前"],
        ["2", "架桥", "市水利局", "〃", "同上"],
        ["3", "植树", "同上", "—", "无"],
    ]
    told = drafted(office, as_docx(TITLE, table)).json
    tasks = told["tasks"]
    said = [(each["lead"], each["support"], each["deadline"]) for each in tasks]
    assert said == [
        (["市交通局"], ["市财政局"], "2026-06-30"),
        (["市水利局"], ["市财政局"], "2026-06-30"),
        (["市水利局"], [], None),
    ]
    assert told["unread"] == []
    toml = office.ok("plan", "draft", "notice", LANG="en_US.UTF-8").out
    assert toml.count("stands for the cell above") == 2


def test_the_same_as_above_with_nothing_above_is_told(office):
    told = plain(office, "序号\t任务\t牵头单位\t配合单位", "1\t修路\t市交通局\t市财政局、同上")
    assert told["tasks"][0]["support"] == ["市财政局"]
    assert [(each["line"], each["why"]) for each in told["unread"]] == [(5, "row")]


def test_goals_and_duties_in_the_prose_around_a_table_are_read_or_told(office):
    table = [HEADS, ["1", "修路", "市交通局", "市财政局", "6月底前"]]
    before = [*TITLE[:2], "到2028年底，高新技术企业达到60家。", "其中市税务局牵头做好服务。"]
    then = ["一、有关要求", "各单位要加强领导，由市政府督查室牵头开展督查。"]
    told = drafted(office, as_docx(before, table, then)).json
    assert [each["value"] for each in told["targets"]] == [60]
    assert numbered(told) == [("1", "修路")]
    assert [(each["line"], each["why"]) for each in told["unread"]] == [(4, "prose"), (8, "prose")]


def test_rows_keep_their_numbers_and_the_tasks_behind_them_count_on(office):
    table = [
        HEADS,
        ["1", "修路", "市交通局", "市财政局", ""],
        ["2", "架桥", "市水利局", "市财政局", ""],
    ]
    then = ["三、保障", "（一）资金保障。由市财政局负责。"]
    told = drafted(office, as_docx(TITLE[:2], table, then)).json
    assert numbered(told) == [("1", "修路"), ("2", "架桥"), ("3", "资金保障")]
