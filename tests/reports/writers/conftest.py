"""What the tests of the writers share: the language."""

from collections.abc import Iterator

import pytest

from taskmatrix import language


@pytest.fixture(scope="module")
def chinese() -> Iterator[None]:
    """The labels of the writers in Chinese."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "zh")
        language.use("zh")
        yield
