"""A plan rendered as a notice, in any style of clause and layout, and drafted again is the same."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.notices.draft import draft

UNITS = (
    "省发展和改革委员会 省工业和信息化厅 省教育厅 省文化和旅游厅 省住房和城乡建设厅 省委宣传部 "
    "省财政厅 省数据局（省营商局） 人民银行东泽省分行 国网东泽省电力公司 省粮食和物资储备局 "
    "省总工会 东泽海关 省“双减”工作专班 省农业科学院 省供销合作社联合社"
).split()
GROUPS = (
    "各市、州、县人民政府 各设区市人民政府 各市〔州〕、各县〔市、区〕人民政府 "
    "各盟行政公署、市人民政府"
).split()
NUMERALS = "一二三四五六七八九十"


class Duty(NamedTuple):
    """Who answers for one task."""

    leads: tuple[str, ...]
    supports: tuple[str, ...]
    open_ended: bool


def listed(names: tuple[str, ...], tail: str = "") -> str:
    """Names with 、 between, a group of governments behind a comma."""
    plain = "、".join(name for name in names if name not in GROUPS)
    groups = "".join(f"，{name}" for name in names if name in GROUPS)
    return (plain + tail + groups).strip("，")


def labels(duty: Duty, lead: str = "牵头单位", support: str = "责任单位") -> str:
    supports = listed(duty.supports, "等" if duty.open_ended else "")
    return f"（{lead}：{listed(duty.leads)}；{support}：{supports}）"


def own_lines(duty: Duty) -> str:
    return "\n" + labels(duty, support="配合单位")[1:-1].replace("；", "\n")


def acts(duty: Duty) -> str:
    supports = listed(duty.supports, "等" if duty.open_ended else "")
    return f"（{listed(duty.leads)}牵头，{supports}按职责分工负责）"


def helped(duty: Duty) -> str:
    supports = listed(duty.supports, "等有关单位" if duty.open_ended else "")
    return f"（{listed(duty.leads)}牵头；{supports}配合）"


def together(duty: Duty) -> str:
    supports = listed(duty.supports, "等" if duty.open_ended else "")
    return f"（由{listed(duty.leads)}会同{supports}负责落实）"


STYLES = (labels, own_lines, acts, helped, together)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    units = draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=8, unique=True))
    leads = draw(st.integers(1, min(3, len(units) - 1)))
    group = draw(st.one_of(st.just(()), st.sampled_from(GROUPS).map(lambda name: (name,))))
    return Duty(tuple(units[:leads]), (*units[leads:], *group), draw(st.booleans()))


def rendered(all_duties: list[Duty], style) -> str:
    tasks = (
        f"（{NUMERALS[i]}）任务{NUMERALS[i]}。做好本项工作，形成一批成果。{style(duty)}"
        for i, duty in enumerate(all_duties)
    )
    return "一、主要任务\n" + "\n".join(tasks) + "\n"


def half_width(text: str) -> str:
    return text.translate(str.maketrans("（），：；", "(),:;"))


def wrapped(text: str) -> str:
    """Lines of 24 characters, as a page has them, paragraphs indented."""
    pages = []
    for line in text.splitlines():
        line = f"　　{line}"
        pages += [line[i : i + 24] for i in range(0, len(line), 24)]
    return "\n".join(pages) + "\n"


LAYOUTS = (str, half_width, wrapped)


def narrow(duty: Duty) -> Duty:
    """The same with half-width signs in the names: they come back as the layout printed them."""
    names = (tuple(half_width(name) for name in each) for each in (duty.leads, duty.supports))
    return Duty(*names, duty.open_ended)


def read(text: str) -> list[Duty]:
    return [
        narrow(Duty(reading.names("lead"), reading.names("support"), reading.open_ended))
        for task in draft(text).every()
        for reading in task.readings
    ]


@settings(deadline=None, max_examples=400)
@given(
    st.lists(duties(), min_size=1, max_size=10), st.sampled_from(STYLES), st.sampled_from(LAYOUTS)
)
def test_a_rendered_plan_is_drafted_again(all_duties, style, layout):
    assert read(layout(rendered(all_duties, style))) == [narrow(duty) for duty in all_duties]


@settings(deadline=None, max_examples=100)
@given(st.lists(duties(), min_size=1, max_size=10))
def test_first_listed_leads_come_back(all_duties):
    firsts = [Duty(duty.leads[:1], duty.leads[1:] + duty.supports, False) for duty in all_duties]
    text = rendered(firsts, lambda duty: f"（责任单位：{listed(duty.leads + duty.supports)}）")
    found = [
        reading.names("responsible") for task in draft(text).every() for reading in task.readings
    ]
    assert found == [duty.leads + duty.supports for duty in firsts]
