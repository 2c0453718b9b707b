"""Title, issuer, number and date: wherever a notice says them."""

from datetime import date

from notices.printed import as_html, drafted, put

from taskmatrix.notices.draft import draft
from taskmatrix.notices.formats import source_of

LETTER = """\
某市人民政府办公室关于印发《任务分解方案》的通知
某政办发〔2026〕1号
各县、区人民政府：
现将《任务分解方案》印发给你们，并就抓好落实通知如下：
1.明确任务。各单位要细化工作举措。
2.统筹协调。各单位要加强沟通联系。
某市人民政府办公室
2026年1月25日
任务分解方案
一、聚焦民生
1.稳定就业。8月底前完成。（牵头单位：市人社局；责任单位：市财政局）
"""


def test_a_letter_with_points_of_its_own_is_signed_behind_them():
    read = draft(LETTER)
    assert (read.head.issuer, read.head.issued) == ("某市人民政府办公室", date(2026, 1, 25))
    assert read.tasks[0].deadline.day == date(2026, 8, 31)


def test_a_letter_with_points_of_its_own_and_a_date_in_words():
    assert draft(LETTER.replace("2026年1月25日", "二〇二六年一月二十五日")).head.issued == date(
        2026, 1, 25
    )


def test_the_index_above_a_page_tells_number_and_date():
    index = [
        ["发布机构：", "某市委办公厅", "成文日期：", "2012年08月17日"],
        ["文    号：", "穗字〔2012〕17号", "发布日期：", "2012-09-03"],
    ]
    lines = ["一、总体目标", "2012年起5年内，引进人才2000名。", "二、任务",
             "（一）培养人才。（牵头单位：市教育局）"]  # fmt: skip
    page = as_html([], index).replace(
        "</table>", "</table>" + "".join(f"<p>{x}</p>" for x in lines)
    )
    read = draft(source_of(page.encode()).text)
    assert (read.head.document, read.head.issued) == ("穗字〔2012〕17号", date(2012, 8, 17))
    assert read.head.issuer == "某市委办公厅"
    assert (read.horizon.printed, read.horizon.day) == ("2012年起5年内", date(2016, 12, 31))


def test_a_page_that_tells_only_when_it_went_on_line():
    page = as_html(["（一）修路。（责任单位：县交通局）"], [["文号", "", "发布日期", "2012-09-03"]])
    head = draft(source_of(page.encode()).text).head
    assert (head.document, head.issued) == (None, date(2012, 9, 3))


def test_a_table_of_documents_is_no_index():
    rows = [["文号", "发文日期", "发文单位", "重点任务"], ["", "", "", "修路"]]
    head = draft(source_of(as_html([], rows).encode()).text).head
    assert (head.document, head.issued, head.issuer) == (None, None, None)


JOINT = """\
{title}关于印发《装备更新方案》的通知
工信部联规〔2024〕53号
现印发给你们。
工业和信息化部
国家发展改革委  教育部
2024年3月27日
装备更新方案
（一）更新设备。（工业和信息化部、教育部按职责分工负责）
"""


def test_of_several_that_signed_the_title_names_the_issuer(office):
    put(office, "notice.txt", JOINT.format(title="工业和信息化部等三部门").encode())
    done = office.ok("plan", "draft", "notice.txt", LANG="en_US.UTF-8")
    assert 'issuer      = "工业和信息化部等三部门"' in done.out
    assert "# 3 bodies signed; issuer is who the title names, else the first of them" in done.out


def test_of_several_that_signed_the_first_is_the_issuer_where_the_title_names_none(office):
    text = JOINT.format(title="工业和信息化部 国家发展改革委 教育部")
    assert drafted(office, text.encode()).status == 0
    assert draft(text).head.issuer == "工业和信息化部"


def test_a_text_without_breaks_has_a_head_all_the_same():
    text = "".join(LETTER.split()).replace(
        "1.明确任务。各单位要细化工作举措。2.统筹协调。各单位要加强沟通联系。", ""
    )
    head = draft(text + "扎实推进各项工作。" * 120).head
    assert (head.document, head.issued) == ("某政办发〔2026〕1号", date(2026, 1, 25))
