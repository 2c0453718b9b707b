"""The shipped plans against what the sources say."""

import csv
from pathlib import Path

import pytest

READING = Path(__file__).parent / "data" / "liaoning-matrix.tsv"
"""The notice's 29 responsibility clauses, read by a second person who had not seen the plan."""

CITIES = "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛".split()
REGIONS = [*(f"{city}市政府" for city in CITIES), "省沈抚改革创新示范区管委会"]


def second_reading() -> set[tuple[str, str, str, int, str]]:
    with READING.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    stated = {(f"LN/{r['task']}", r["unit"], r["role"], int(r["rank"]), r["basis"]) for r in rows}
    blanket = {
        (f"LN/{task}", region, "local", rank, "blanket")
        for task in {r["task"] for r in rows}
        for rank, region in enumerate(REGIONS, 1)
    }
    return stated | blanket


def test_two_readings_of_the_liaoning_notice_agree_in_every_cell(liaoning):
    matrix = liaoning.ok("matrix", "--plan", "LN", "--json").json
    cells = {(c["task"], c["unit"], c["role"], c["rank"], c["basis"]) for c in matrix["cells"]}
    assert cells == second_reading()
    assert len(matrix["cells"]) == 532
    assert len(matrix["tasks"]) == 33
    assert [t["number"] for t in matrix["tasks"] if t["group"]] == ["12", "13", "14", "15"]
    assert len(matrix["units"]) == 42


def test_the_programme_is_one_overall_plan_key_areas_and_fifteen_regions(liaoning):
    plans = liaoning.ok("plan", "list", "--json").json["plans"]
    tiers = [plan["tier"] for plan in plans]
    assert (tiers.count("1"), tiers.count("X")) == (1, 15)
    assert tiers.count("N") >= 4
    assert {p["owner"] for p in plans if p["tier"] == "X"} == set(REGIONS)


@pytest.mark.parametrize(
    ("target", "goal"),
    [
        ("LN", (">=", 5000, "PFLOPS")),
        ("LN", (">=", 100, "项")),
        ("LN", (">=", 300, "家")),
        ("LN-INDUSTRY", ("=", 800, "个")),
        ("LN-INDUSTRY", (">=", 100, "个")),
        ("LN-TRANSPORT", ("=", 2210, "公里")),
        ("LN-TRANSPORT", (">=", 20, "亿元")),
        ("LN-GOVERNMENT", (">=", 50, "个")),
    ],
)
def test_the_figures_of_the_sources_are_targets(target, goal):
    from conftest import PLANS

    from taskmatrix.domain.definitions import targets
    from taskmatrix.plans.reader import read_folder

    programme = read_folder(PLANS / "liaoning").programme
    assert programme
    found = {(p.id, (t.op, t.value, t.measure)) for p, _task, t in targets(programme).values()}
    assert (target, goal) in found


@pytest.mark.parametrize("programme", ["sichuan", "shandong"])
def test_units_that_a_source_does_not_name_are_not_invented(office, programme):
    from conftest import PLANS

    office.ok("plan", "load", PLANS / programme)
    assert office.ok("matrix", "--json").json["cells"] == []
    assert "no-lead" in office("plan", "check", PLANS / programme).out


@pytest.mark.parametrize("programme", ["liaoning", "sichuan", "shandong"])
def test_every_shipped_plan_loads_and_each_kind_of_warning_is_explained(office, programme):
    from conftest import PLANS

    folder = PLANS / programme
    problems = office.ok("plan", "check", folder, "--json").json["problems"]
    assert {problem["severity"] for problem in problems} == {"warning"}
    for problem in problems:
        lines = (folder / problem["file"]).read_text("utf-8").splitlines()
        assert any(line.lstrip().startswith("#") for line in lines[: problem["line"]]), problem
    office.ok("plan", "load", folder)
    office.ok("db", "check")
