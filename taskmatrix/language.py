"""The user's language. Messages are English in the code; `locale/` holds what they are in Chinese.

The catalogue is the standard library's, read when the first message is needed; its own `gettext`
would look for the file at every message. Messages that are translated later than they are written
are marked by `N_`.
"""

import gettext as catalogues
import os
from collections.abc import Mapping

DOMAIN = "taskmatrix"
LANGUAGES = ("zh", "en")
_CATALOGUES = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120
_open: dict[str, catalogues.NullTranslations] = {}


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools find messages
    """Mark a message that is translated where it is shown."""
    return message


def use(language: str) -> None:
    """Speak `zh` or `en` from now on, in our messages and in click's."""
    os.environ["LANGUAGE"] = language
    catalogues.bindtextdomain(DOMAIN, _CATALOGUES)
    catalogues.textdomain(DOMAIN)


def gettext(message: str) -> str:
    """Return a message in the language in use."""
    return _catalogue().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message about a count in the language in use."""
    return _catalogue().ngettext(singular, plural, count)


def _catalogue() -> catalogues.NullTranslations:
    language = current()
    if language not in _open:
        known = catalogues.translation(DOMAIN, _CATALOGUES, [language], fallback=True)
        _open[language] = known
    return _open[language]


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
