"""How fast a browser opens the page of a report with thousands of loops, and lights one of them.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/pages.py`. The peer is the same page with
JavaScript off: a script that hides cards one by one takes a time that grows with their square.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from page_tools import drawn
from playwright.sync_api import sync_playwright
from test_page_browser import Shown
from test_render import CHROMIUM

CARDS, RUNS = 5_000, 5
OPENED = "performance.timing.loadEventEnd - performance.timing.fetchStart"
LIGHT = """() => {
    const cards = document.querySelectorAll('.card'), start = performance.now();
    for (let n = 0; n < 100; n++) {
        cards[n * 9].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        document.body.offsetHeight;
    }
    return (performance.now() - start) / 100;
}"""


def source() -> str:
    """A text with more loops than cards."""
    ring = "\n".join(f"V{n} (+)-> V{n + 1} (+)-> V{n}" for n in range(400))
    dense = "\n".join(f"W{a} (+)-> W{b}" for a in range(8) for b in range(8) if a != b)
    return f"{ring}\n{dense}"


def main() -> None:
    """Print the medians of several runs, each way in turn."""
    said = drawn(source(), CARDS)
    took: dict[bool, list[float]] = {False: [], True: []}
    lit = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(RUNS):
            for script in (False, True):
                shown = Shown(browser, said, Path(folder, "page.html"), java_script_enabled=script)
                took[script].append(shown.page.evaluate(OPENED))
                if script:
                    shown.page.click("#all")
                    lit.append(shown.page.evaluate(LIGHT))
                shown.context.close()
        browser.close()
    plain, live = (statistics.median(took[script]) for script in (False, True))
    print(f"open {CARDS:,} cards: {live:.0f} ms, without scripts {plain:.0f}: {live / plain:.2f}")
    print(f"light a loop: {statistics.median(lit):.1f} ms")


if __name__ == "__main__":
    main()
