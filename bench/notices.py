"""A row for notices: `plan draft` of 10 MB takes ten times what 1 MB takes."""

from itertools import count
from pathlib import Path

from bench.cache import folder, made
from bench.commands import taskmatrix
from bench.measure import Command, time_ratio
from bench.rows import Row

MEGABYTE = 1024**2
LARGE, PAIRS = 10, 3
UNITS = "省数据局 省财政厅 省教育厅 省交通运输厅 省农业农村厅 省卫生健康委 省市场监管局".split()


def rows() -> list[Row]:
    """Return the rows."""
    what = f"a notice of {LARGE} MB: `plan draft`; against one of 1 MB"
    return [Row("draft-large", what, 12, lambda: time_ratio(_draft(LARGE), _draft(1), PAIRS))]


def _draft(megabytes: int) -> Command:
    notice = made(f"notice-{megabytes}.txt", lambda path: _write(path, megabytes * MEGABYTE))
    return taskmatrix(folder() / "none.db", "plan", "draft", notice)


def _write(path: Path, size: int) -> None:
    """Write a notice of so many bytes, every task with its clause."""
    lines, written = ["某省重点任务分工方案", "一、重点任务"], 0
    for number in count(1):
        lead, *others = (UNITS[(number + step) % len(UNITS)] for step in range(1 + number % 4))
        support = f"；配合单位：{'、'.join(others)}，各市人民政府" if others else ""
        lines.append(
            f"{number}.建设第{number}号工程。到2027年底前建成，服务企业{number}家以上，"
            f"群众满意度达到90%以上。（牵头单位：{lead}{support}）"
        )
        written += len(lines[-1].encode()) + 1
        if written >= size:
            break
    path.write_text("\n".join(lines), encoding="utf-8")
