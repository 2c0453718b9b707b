"""The user's language. Messages are English in the code; `locale/` holds what they are in Chinese.

Help texts are translated when a command's module is imported, so the language is chosen first.
"""

import gettext
import os
from collections.abc import Mapping

DOMAIN = "taskmatrix"
LANGUAGES = ("zh", "en")
_CATALOGUES = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120


def use(language: str) -> None:
    """Speak `zh` or `en` from now on, in our messages and in click's."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, _CATALOGUES)
    gettext.textdomain(DOMAIN)


def current() -> str:
    """Return the language in use."""
    return os.environ.get("LANGUAGE", "zh")


def of_locale(environ: Mapping[str, str]) -> str | None:
    """Return the language of the locale where it is one that we speak, else None."""
    locale = next(
        (environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), ""
    )
    return of_tag(locale)


def of_tag(tag: str) -> str | None:
    """Return the language of a tag such as `zh_CN.UTF-8` or `en-GB`, None for any other."""
    return next((known for known in LANGUAGES if tag.lower().startswith(known)), None)
