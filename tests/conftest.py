"""Settings of the whole suite. `HYPOTHESIS_PROFILE=thorough` draws ten times as much."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Windows of the editor are tested without a screen, unless one is asked for.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "quick", max_examples=30, deadline=None, derandomize=True, suppress_health_check=_QUIET
)
settings.register_profile("thorough", max_examples=300, deadline=None, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

pytest.register_assert_rewrite("goldens")

# Benchmarks are run by hand, with libraries that tests do not install; long checks take too long.
collect_ignore = ["benchmarks", "full"]


@pytest.fixture(autouse=True)
def _drawn_signs(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Models are read as without the extra `simlin`, except by the tests of it."""
    if "simlin" not in request.keywords:
        monkeypatch.setattr("cld.io.derivedsigns.is_installed", lambda: False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window; tests that need one are skipped where there is none."""
    from page_tools import CHROMIUM

    api = pytest.importorskip("playwright.sync_api", reason="no Playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Test the editor last: windows that live on slow down all tests behind them."""
    items.sort(key=lambda item: "gui" in item.path.parts)
