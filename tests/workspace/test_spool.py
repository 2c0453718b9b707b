"""Many objects that are not held in memory together."""

from taskmatrix.workspace.documents.spool import HELD, Spool


def test_what_was_put_in_comes_out_as_often_as_one_asks() -> None:
    items = [
        {"code": f"P/{number}", "done": "第一行\n第二行", "none": None} for number in range(250)
    ]
    spool = Spool()
    spool.extend(items[:120])
    assert list(spool) == items[:120]
    spool.extend(items[120:])
    assert (len(spool), list(spool)) == (250, items)
    pairs = [(one["code"], other["code"]) for one in spool for other in spool]
    assert len(pairs) == 250 * 250
    assert pairs[-1] == ("P/249", "P/249")


def test_it_may_be_larger_than_what_is_held_in_memory() -> None:
    long = "进展" * (HELD // 1_000)
    spool = Spool()
    spool.extend({"number": number, "text": long} for number in range(1_000))
    assert [item["number"] for item in spool] == list(range(1_000))
    assert all(item["text"] == long for item in spool)


def test_an_empty_one_is_empty() -> None:
    assert not Spool()
    assert list(Spool()) == []
