"""`cld leverage` and `cld whatif` as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from goldens import assert_golden
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
    monkeypatch.chdir(ROOT)
    done = run(*PAGES[name])
    assert done.returncode == 0
    assert_golden(GOLDEN / name, done.stdout)
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
        "unchecked_reinforcing_loops": 1,
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
    assert storm["opposition"]["verdict"] == "opposed"
    assert [one["timing"] for one in storm["opposition"]["by"]] == ["later"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ("cut Latncy -> Timeouts", "did you mean “Latency”?"),
        ("cut Timeouts -> Latency", "the opposite link exists: Latency → Timeouts"),
        ("break everything", "unknown operation `break`"),
        ("Circiut breaker", "did you mean the intervention “Circuit breaker”?"),
        ("cut A -> B } intervention {", "cld: "),
        ("", "cld: "),
    ],
)
def test_an_operation_that_cannot_be_done_is_one_line_and_exit_2(operation: str, said: str) -> None:
    done = run("whatif", EXAMPLES / "retry-storm.cld", operation)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_an_intervention_without_a_name_has_a_page(tmp_path: Path) -> None:
    path = tmp_path / "blank.cld"
    path.write_text('A (+)-> B\nintervention " " { rule "x" }\n', encoding="utf-8")
    done = run("leverage", path)
    assert done.returncode == 0 and "(no name)" in done.stdout


def test_a_link_added_without_a_sign_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "sign.cld"
    path.write_text("A (+)-> B (+)-> A\n", encoding="utf-8")
    done = run("whatif", path, "add B -> A")
    assert done.returncode == 2 and "has no sign" in done.stderr
    path.write_text('A (+)-> B\nintervention "I" { add B -> A }\n', encoding="utf-8")
    assert "CLD103" in run("check", path).stdout
    path.write_text('A (+)-> B\nintervention "I" { inform B -> A }\n', encoding="utf-8")
    assert run("check", path).returncode == 0


def test_the_intervention_meant_is_done_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "names.cld"
    text = "A (+)-> B (+)-> A\n"
    text += 'intervention "Brake" { cut B -> A }\nintervention "BRAKE" { weaken B -> A }\n'
    text += 'intervention "Same" { cut B -> A }\nintervention "Same" { weaken B -> A }\n'
    text += 'intervention "cut A -> B" { strengthen A -> B }\n'
    path.write_text(text, encoding="utf-8")
    assert "opens R1" in run("whatif", path, "Brake").stdout
    assert "weakens R1" in run("whatif", path, "BRAKE").stdout
    assert "opens R1" in run("whatif", path, "cut A -> B").stdout
    same = run("whatif", path, "Same")
    assert same.returncode == 2 and "2 interventions are called “Same”" in same.stderr
    assert run("whatif", path, "stock Nope").returncode == 2


def test_standard_input_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "in.cld"
    path.write_text("A (+)-> B\n", encoding="utf-8")
    with path.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "cld", "leverage", "-", "-o", str(path)],
            stdin=stream,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2 and path.read_text(encoding="utf-8") == "A (+)-> B\n"
    assert run("leverage", path, "-o", "").returncode == 2


def test_an_output_that_is_not_utf8_loses_no_name(tmp_path: Path) -> None:
    path = tmp_path / "names.cld"
    path.write_text("Größe (+)-> 负载 (+)-> Größe\n", encoding="utf-8")
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    values = json.loads(run("leverage", path, "-f", "json", env=env).stdout)
    assert [v["name"] for v in values["leverage"]["variables"]] == ["Größe", "负载"]
    plain = run("leverage", EXAMPLES / "retry-storm.cld", env={**env, "PYTHONIOENCODING": "ascii"})
    assert "Load -> Latency" in plain.stdout and "?" not in plain.stdout.split("The questions")[0]


def test_a_file_of_many_interventions_lists_some_loops_of_each(tmp_path: Path) -> None:
    names = [f"V{i}" for i in range(7)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    path = tmp_path / "many.cld"
    path.write_text(text + '\nintervention "I" { add V0 (+)-> X (-)-> V1 }\n', encoding="utf-8")
    (found,) = json.loads(run("leverage", path, "-f", "json").stdout)["interventions"]
    assert len(found["created"]) == 50 < found["how_many"]["created"]


def test_an_operation_that_fits_only_half_is_done_and_said() -> None:
    done = run("whatif", EXAMPLES / "retry-storm.cld", "delay Latency -> Timeouts: 9s to 1s")
    assert done.returncode == 0 and "shortens the round-trip time of" in done.stdout
    assert "the delay of Latency → Timeouts in the diagram is 5s, not 9s" in done.stderr


def test_the_page_is_written_but_not_over_its_diagram(tmp_path: Path) -> None:
    path = tmp_path / "storm.cld"
    path.write_bytes((EXAMPLES / "retry-storm.cld").read_bytes())
    assert run("leverage", path, "-o", tmp_path / "page.txt").returncode == 0
    page = (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert page == run("leverage", path).stdout
    refused = run("leverage", path, "-o", path)
    assert refused.returncode == 2 and "would overwrite the diagram" in refused.stderr
    assert run("leverage", path, "--top", "many").returncode == 2


def test_a_diagram_without_loops_has_a_page_too(tmp_path: Path) -> None:
    path = tmp_path / "plain.cld"
    path.write_text("A (+)-> B\n", encoding="utf-8")
    done = run("leverage", path)
    assert done.returncode == 0 and "The diagram has no reinforcing loop." in done.stdout
    empty = tmp_path / "empty.cld"
    empty.write_text("", encoding="utf-8")
    assert run("leverage", empty).returncode == 0


def test_whatif_shows_delays_and_timing_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "storm.cld"
    path.write_text(
        "Load (+, delay 6s)-> Retries (+)-> Requests (+)-> Load\n"
        "Load (+, delay 3min)-> Pods (-)-> Load\n"
        'loop R1 "Storm": Load, Retries, Requests\n',
        encoding="utf-8",
    )
    operation = "delay Retries -> Requests: 0s to 30s"
    text = " ".join(run("whatif", path, operation).stdout.split())
    assert "Slower: 1 loop R1 “Storm”: 6s → 36s" in text
    assert "before: B1 responds after 30 cycles (3min); one cycle takes 6s" in text
    assert "now: B1 responds after 5 cycles (3min); one cycle takes 36s" in text
    page = run("whatif", path, operation, "-f", "markdown").stdout
    assert "## Slower: 1 loop\n\n- **R1** “Storm”: 6s → 36s\n" in page
    assert "\n    - now: B1 responds after 5 cycles (3min)" in page
    values = json.loads(run("whatif", path, operation, "-f", "json").stdout)
    assert values["faster"] == []
    (slower,), (timing,) = values["slower"], values["timing"]
    assert (slower["id"], slower["before"]["max"], slower["after"]["max"]) == ("R1", 6.0, 36.0)
    assert timing["before"][0]["turns"] == [30.0, 30.0]
    assert timing["after"][0]["turns"] == [5.0, 5.0]
    faster = run("whatif", path, "delay Load -> Retries: 6s to 2s").stdout
    assert "Faster: 1 loop\n  R1 “Storm”: 6s → 2s\n" in faster
    plain = json.loads(run("whatif", path, "cut Load -> Pods", "-f", "json").stdout)
    assert (plain["slower"], plain["timing"]) == ([], [])
