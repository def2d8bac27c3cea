"""`cld leverage` and `cld whatif` as a user meets them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from test_cli import run

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
GOLDEN = Path(__file__).parent / "golden" / "leverage"

PAGES = {
    "leverage-retry-storm.txt": ("leverage", "examples/retry-storm.cld"),
    "leverage-api-cascade.txt": ("leverage", "examples/api-cascade.cld"),
    "leverage-api-cascade.md": ("leverage", "examples/api-cascade.cld", "-f", "markdown"),
    "leverage-thermostat.txt": ("leverage", "examples/thermostat.cld"),
    "whatif-breaker.txt": (
        *("whatif", "examples/retry-storm-held.cld"),
        *("no breaker", "cut Timeouts -> Retries", "add Timeouts (+)-> Budget (+)-> Retries"),
    ),
    "whatif-breaker.md": (
        "whatif",
        "examples/retry-storm.cld",
        "Circuit breaker",
        "-f",
        "markdown",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_golden_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ACCEPT=1 pytest` takes what is printed now as right: read the diff before you commit."""
    monkeypatch.chdir(ROOT)
    done = run(*PAGES[name])
    assert done.returncode == 0
    golden = GOLDEN / name
    if os.environ.get("ACCEPT"):
        golden.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == golden.read_text(encoding="utf-8")
    if name.endswith(".txt"):
        assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_json_has_the_keys_of_the_schema() -> None:
    path = EXAMPLES / "retry-storm.cld"
    values = json.loads(run("analyze", path, "-f", "json").stdout)
    breaker = next(i for i in values["interventions"] if i["name"] == "Circuit breaker")
    assert breaker["level"] == 7 and breaker["also"] == [8] and breaker["strength"] == "strong"
    assert breaker["level_name"] == "gain of reinforcing loops" and breaker["stated"] == 7
    assert breaker["created"][0]["type"] == "B"
    assert "Circuit open" in breaker["created"][0]["variables"]
    for key in ("broken", "lengthened", "weakened", "strengthened", "slowed", "quickened"):
        assert breaker[key] == []
    assert breaker["may_make_it_worse"] is False and breaker["because"]
    leverage = values["leverage"]
    assert leverage["links"][0] == {
        "from": "Load",
        "to": "Latency",
        "unheld_reinforcing_loops": 1,
        "reinforcing_loops": 1,
        "balancing_loops": 0,
    }
    assert leverage["cut_set"] == [{"from": "Load", "to": "Latency"}]
    assert leverage["cut_set_exact"] is True
    page = json.loads(run("leverage", path, "-f", "json").stdout)
    assert page["interventions"] == values["interventions"]
    assert page["leverage"] == leverage


def test_whatif_names_the_new_loops_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "storm.cld"
    path.write_bytes((EXAMPLES / "retry-storm.cld").read_bytes())
    before = path.read_bytes()
    done = run("whatif", path, "add Latency (+, delay 3min)-> Pods (-)-> Latency", "-f", "json")
    values = json.loads(done.stdout)
    assert (values["before"]["B"], values["after"]["B"]) == (0, 1)
    assert values["intervention"]["level"] == 8 and values["intervention"]["also"] == [7]
    storm = next(loop for loop in values["loops"] if loop["id"] == "R1")
    assert storm["protection"]["verdict"] == "late"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ("cut Latncy -> Timeouts", "did you mean “Latency”?"),
        ("cut Timeouts -> Latency", "the other way round it stands: Latency → Timeouts"),
        ("break everything", "“break” is no operation"),
        ("Circiut breaker", "did you mean “Circuit breaker”?"),
        ("cut A -> B } intervention {", "cld: "),
        ("", "cld: "),
    ],
)
def test_an_operation_that_cannot_be_done_is_one_line_and_exit_2(operation: str, said: str) -> None:
    done = run("whatif", EXAMPLES / "retry-storm.cld", operation)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_an_operation_that_fits_only_half_is_done_and_said() -> None:
    done = run("whatif", EXAMPLES / "retry-storm.cld", "delay Latency -> Timeouts: 9s to 1s")
    assert done.returncode == 0 and "comes round sooner" in done.stdout
    assert "the delay of Latency → Timeouts is 5s in the diagram, not 9s" in done.stderr


def test_the_page_is_written_but_not_over_its_diagram(tmp_path: Path) -> None:
    path = tmp_path / "storm.cld"
    path.write_bytes((EXAMPLES / "retry-storm.cld").read_bytes())
    assert run("leverage", path, "-o", tmp_path / "page.txt").returncode == 0
    page = (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert page == run("leverage", path).stdout
    refused = run("leverage", path, "-o", path)
    assert refused.returncode == 2 and "would replace the diagram" in refused.stderr
    assert run("leverage", path, "--top", "many").returncode == 2


def test_a_diagram_without_loops_has_a_page_too(tmp_path: Path) -> None:
    path = tmp_path / "plain.cld"
    path.write_text("A (+)-> B\n", encoding="utf-8")
    done = run("leverage", path)
    assert (
        done.returncode == 0 and "No reinforcing loop, so there is nothing to open" in done.stdout
    )
    empty = tmp_path / "empty.cld"
    empty.write_text("", encoding="utf-8")
    assert run("leverage", empty).returncode == 0
