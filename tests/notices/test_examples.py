"""Every construction of `examples/`, read as labelled; `score.py` tells the differences."""

from pathlib import Path

import pytest
from notices.score import KINDS, compared, report, together

EXAMPLES = Path(__file__).parent / "examples"
SHARED = Path(__file__).parents[3] / "shared" / "notices"


@pytest.mark.parametrize("one", compared(EXAMPLES), ids=lambda one: one.name)
def test_a_construction_is_read_as_labelled(one):
    assert "\n".join(one.differences()) == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled public notices are not here")
def test_public_notices_are_read_as_labelled():
    each = compared(SHARED)
    told = "\n".join(report(each))
    assert together(each, "role").f1 >= 0.99, told
    assert min(one.score("role").f1 for one in each) >= 0.97, told
    assert min(together(each, kind).f1 for kind in KINDS) >= 0.97, told
