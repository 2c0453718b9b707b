"""What the tests of the writers share: the language."""

import pytest


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The labels of the writers in Chinese."""
    monkeypatch.setenv("LANGUAGE", "zh")
