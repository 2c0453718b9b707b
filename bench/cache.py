"""What is made once a day and kept below `build/bench`: programmes, databases, peers' data."""

import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()


@cache
def folder() -> Path:
    """Return the folder of the day; what other days or other sources made is deleted."""
    digest = sha256(TODAY.isoformat().encode())
    makers = [
        Path(__file__).with_name(f"{name}.py")
        for name in ("programmes", "taskwarrior", "years", "offices", "notices")
    ]
    for source in (*makers, *sorted((ROOT / "migrations").glob("*.sql"))):
        digest.update(source.read_bytes())
    path = ROOT / "build" / "bench" / digest.hexdigest()[:12]
    if not path.exists():
        shutil.rmtree(path.parent, ignore_errors=True)
        path.mkdir(parents=True)
    return path


def made(name: str, make: Callable[[Path], object]) -> Path:
    """Return a file or folder of the cache; where there is none it is made, whole or not at all."""
    path = folder() / name
    if not path.exists():
        print(f"making {name} …", file=sys.stderr)
        draft = folder() / f"draft-{name}"
        remove(draft)
        make(draft)
        draft.rename(path)
    return path


def remove(path: Path) -> None:
    """Delete a folder, or a file with what SQLite keeps beside it."""
    if path.is_dir():
        shutil.rmtree(path)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
