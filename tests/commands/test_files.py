"""`-o FILE`: the suffix chooses the form; a file is there whole or not at all."""

from pathlib import Path

import pytest
from commands.programme import matrix_office
from conftest import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return matrix_office(tmp_path_factory)


@pytest.mark.parametrize("suffix", ["txt", "json", "csv", "md", "html", "CSV"])
def test_the_suffix_chooses_the_form(office: Office, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"matrix.{suffix}"
    done = office.ok("matrix", "-o", path, "--lang", "en")
    assert done.out == ""
    written = path.read_bytes()
    form = {"txt": "table"}.get(suffix, suffix.lower())
    marked = b"\xef\xbb\xbf" if form == "csv" else b""
    shown = office.ok("matrix", "--format", form, "--lang", "en").out
    assert written.replace(b"\r\n", b"\n") == marked + shown.encode()
    assert written.startswith(b"\xef\xbb\xbf") == (form == "csv")


def test_a_form_that_is_told_wins_over_the_suffix(office: Office, tmp_path: Path) -> None:
    office.ok("matrix", "--format", "json", "-o", tmp_path / "matrix.txt")
    assert (tmp_path / "matrix.txt").read_text().startswith('{"schema": 1')


def test_an_existing_file_is_replaced_whole(office: Office, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("旧" * 100_000)
    (tmp_path / "link.csv").symlink_to("real.csv")
    office.ok("matrix", "-o", tmp_path / "link.csv", "--search", "没有", "--lang", "en")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf-8-sig") == "Code,Task\n"


def test_a_device_is_written_as_it_is(office: Office) -> None:
    done = office.ok("matrix", "--format", "json", "-o", "/dev/stdout")
    assert done.json == office.ok("matrix", "--json").json


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("matrix.doc", 2, "matrix.doc"),
        ("matrix", 2, ".csv"),
        ("folder.csv", 6, "folder.csv"),
        ("no-such-folder/matrix.csv", 4, "no-such-folder/matrix.csv"),
        ("file/matrix.csv", 4, "file/matrix.csv"),
    ],
)
def test_where_it_cannot_be_written(
    office: Office, tmp_path: Path, path: str, status: int, named: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("file")
    done = office("matrix", "-o", tmp_path / path)
    assert (done.status, done.out) == (status, "")
    assert named in done.err
    assert ".tmp" not in done.err
    assert {each.name for each in tmp_path.iterdir()} == {"folder.csv", "file"}
