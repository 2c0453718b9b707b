"""The register: every name of a unit, and who acts for a group."""

from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.model import Unit
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import Kind


def group(name: str, *members: str) -> Unit:
    return Unit(name, Kind.GROUP, members=members)


def test_a_unit_is_found_by_name_alias_and_former_name():
    unit = Unit("省市场监管局", aliases=("省市场局",), formerly=("省工商局", "省质监局"))
    register = Register([unit, Unit("省数据局")])
    for name in ("省市场监管局", "省市场局", "省工商局", "省质监局"):
        assert register.unit(name) is unit
    assert register.unit("省监管局") is None
    assert register.former == {"省工商局", "省质监局"}


def test_of_two_claims_to_a_name_the_first_holds():
    """`plan check` reports the second; what else it says must not depend on it."""
    first, second = Unit("甲厅", aliases=("甲",)), Unit("乙厅", aliases=("甲",))
    assert Register([first, second, Unit("甲厅")]).unit("甲") is first


def test_members_are_those_who_act_in_the_order_of_the_lists():
    register = Register(
        [
            group("各地", "新区", "各市", "东市"),
            group("各市", "东市政府", "西市"),
            Unit("东市", Kind.REGION, aliases=("东市政府",)),
            Unit("西市", Kind.REGION),
            Unit("新区", Kind.REGION),
        ]
    )
    assert register.members("各地") == ("新区", "东市", "西市")
    assert register.members("东市政府") == ("东市",)
    assert register.members("无此单位") == ()


def test_groups_inside_one_another_end():
    register = Register([group("甲组", "乙组", "甲厅"), group("乙组", "甲组"), Unit("甲厅")])
    assert register.members("甲组") == register.members("乙组") == ("甲厅",)


def test_groups_in_groups_in_groups():
    nested = [group(f"组{n}", f"组{n + 1}") for n in range(5000)]
    register = Register([*nested, group("组5000", "甲厅"), Unit("甲厅")])
    assert register.members("组0") == ("甲厅",)


NAMES = [f"{n}" for n in range(8)]
UNITS = st.tuples(
    *(
        st.builds(
            Unit,
            st.just(name),
            st.sampled_from([Kind.GROUP, Kind.DEPARTMENT]),
            members=st.lists(st.sampled_from([*NAMES, "unknown"]), max_size=4).map(tuple),
        )
        for name in NAMES
    )
)


@given(UNITS, st.sampled_from(NAMES))
def test_members_are_what_can_be_reached_and_acts(units, start):
    register = Register(units)
    reached = {start}
    for _ in NAMES:
        reached |= {m for u in units if u.name in reached for m in u.members if m in NAMES}
    members = register.members(start)
    assert len(set(members)) == len(members)
    assert set(members) == {u.name for u in units if u.name in reached and u.kind != "group"}
