"""Settings: command line over environment over `taskmatrix.toml`."""

import os
from collections.abc import Mapping

from taskmatrix import language
from taskmatrix.errors import BadInput
from taskmatrix.language import gettext as _

FILE = "taskmatrix.toml"
KEYS = ("db", "as", "home", "actor", "today", "as_of", "lang", "no_color")


class Settings:
    """What holds for one command. `folder` is that of `taskmatrix.toml`, None without one.

    `given` is what the command line said.
    """

    def __init__(
        self,
        values: Mapping[str, str],
        folder: str | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        self.values = values
        self.folder = folder
        self.given = given or {}

    def get(self, key: str) -> str | None:
        """Return a setting, None where nobody gave it."""
        return self.values.get(key) or None

    def over(self, given: Mapping[str, str]) -> "Settings":
        """Return these settings with those of the command line before them."""
        return Settings({**self.values, **given}, self.folder, given)

    def options(self) -> list[str]:
        """Return the options of the command line, to repeat them in a proposed one."""
        words = []
        for key, value in self.given.items():
            flag = f"--{key.replace('_', '-')}"
            words += [flag] if key == "no_color" else [flag, value]
        return words

    @property
    def db(self) -> str:
        """The database: as given, else beside `taskmatrix.toml`, else among the user's data."""
        given = self.get("db")
        if given:
            return os.path.expanduser(given)  # noqa: PTH111
        if self.folder:
            return os.path.join(self.folder, "taskmatrix.db")  # noqa: PTH118
        from platformdirs import user_data_path

        return os.fspath(user_data_path("taskmatrix", appauthor=False) / "taskmatrix.db")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read environment and file. Raises BadInput where the file is not what it must be."""
    folder = _folder_above(os.getcwd())  # noqa: PTH109
    values = _read_file(folder) if folder else {}
    for key in KEYS:
        if environ.get(f"TASKMATRIX_{key.upper()}"):
            values[key] = environ[f"TASKMATRIX_{key.upper()}"]
    if environ.get("NO_COLOR"):
        values["no_color"] = "1"
    return Settings(values, folder)


def chosen_language(settings: Settings, argv: list[str], environ: Mapping[str, str]) -> str | None:
    """Return the language that the user chose or has by locale; None leaves it to the programme.

    The arguments are looked at before they are parsed, so that a mistake in them is told in the
    language that they ask for.
    """
    asked = settings.get("lang") or ""
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    return language.of_tag(asked) or language.of_locale(environ)


def write_settings(folder: str, values: Mapping[str, str]) -> str:
    """Write a new `taskmatrix.toml`, whole or not at all; return its path."""
    import json

    from taskmatrix.reports.files import whole_file

    path = os.path.join(folder, FILE)  # noqa: PTH118
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
    with whole_file(path) as file:
        file.write("".join(lines).encode())
    return path


def _folder_above(folder: str) -> str | None:
    while True:
        if os.path.isfile(os.path.join(folder, FILE)):  # noqa: PTH113, PTH118
            return folder
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def _read_file(folder: str) -> dict[str, str]:
    import tomli

    path = os.path.join(folder, FILE)  # noqa: PTH118
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            table = tomli.loads(file.read().decode("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadInput(
            _("{path} cannot be read: {detail}").format(path=path, detail=error),
            _("mend the file, or move it away"),
        ) from error
    for key, value in table.items():
        if key not in KEYS or not isinstance(value, bool if key == "no_color" else str):
            raise BadInput(
                _("{path}: {key} is no setting").format(path=path, key=key),
                _("settings are {keys}, each a text").format(keys=_(", ").join(KEYS)),
            )
    values = {key: str(value) for key, value in table.items() if value is not False}
    if "db" in values:
        values["db"] = os.path.join(folder, os.path.expanduser(values["db"]))  # noqa: PTH111, PTH118
    return values
