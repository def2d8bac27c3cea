"""`cld render` as a user meets it: files, formats, refusals, metrics, and the live page."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import in_process
import pytest
from interrupts import heed
from page_tools import CHROMIUM
from PIL import Image
from pypdf import PdfReader
from test_architecture import loaded_by
from test_cli import BAD, GOOD, run

from cld.analyze import analyze
from cld.output.live import LivePage
from cld.picture.metrics import Metrics

ROOT = Path(__file__).parent.parent
QUICK = ("--gear", "quick")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.cld"
    path.write_text(GOOD, encoding="utf-8")
    return path


def said_in(svg: str) -> str:
    return "\n".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter())


# -- files and formats --


def test_the_ending_tells_the_format(good: Path, tmp_path: Path) -> None:
    begins = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF-", "dot": b"digraph", "gv": b"dig"}
    for ending, first in begins.items():
        out = tmp_path / f"out.{ending}"
        done = run("render", good, "-o", out, *QUICK)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert out.read_bytes().startswith(first)
        again = out.read_bytes()
        assert run("render", good, "-o", out, *QUICK).returncode == 0
        assert out.read_bytes() == again
    image = Image.open(io.BytesIO((tmp_path / "out.png").read_bytes()))
    root = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert abs(image.width - 2 * float(root.get("width", "0"))) <= 1
    text = PdfReader(io.BytesIO((tmp_path / "out.pdf").read_bytes())).pages[0].extract_text()
    assert "Retry storm" in text and "Timeouts" in text and "R1" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "good.cld", "out.dot", "out.gv", "out.pdf", "out.png", "out.svg",
    ]  # fmt: skip


def test_without_a_name_svg_goes_to_standard_output(good: Path) -> None:
    for extra in ((), ("-o", "-")):
        done = run("render", good, *QUICK, *extra)
        assert done.returncode == 0 and "Latency" in said_in(done.stdout)
    assert run("render", "-", *QUICK, stdin=GOOD.encode()).stdout == done.stdout
    assert run("render", good, *QUICK, "-f", "dot").stdout.startswith("digraph {")
    raw = subprocess.run(
        [sys.executable, "-m", "cld", "render", str(good), "-f", "pdf", *QUICK],
        capture_output=True, check=True,
    )  # fmt: skip
    assert len(PdfReader(io.BytesIO(raw.stdout)).pages) == 1


def test_options_change_the_picture(good: Path) -> None:
    plain = run("render", good, *QUICK, "--no-font").stdout
    assert "@font-face" not in plain and "prefers-color-scheme" in plain
    for options, shown in (
        (("--theme", "dark"), 'fill="#16181c"'),
        (("--highlight", "Autoscaler"), "cld-faded"),
        (("--delays",), ">3min</text>"),
        (("--legend",), ">opposite direction</text>"),
        (("--scale", "3"), "viewBox"),
        (("--loops", "B1"), 'data-cld-loop="B1"'),
    ):
        changed = run("render", good, *QUICK, "--no-font", *options).stdout
        assert shown in changed and changed != plain
    assert 'data-cld-loop="' not in run("render", good, *QUICK, "--loops", "none").stdout
    assert "Retry storm</text>" not in run("render", good, *QUICK, "--no-title").stdout
    for loops in ("all", "2", "R1,B1", "R1, Autoscaler"):
        drawn = run("render", good, *QUICK, "--loops", loops).stdout
        assert re.findall('data-cld-loop="(.*?)"', drawn) == ["R1", "B1"]
    lit = run("render", good, *QUICK, "--loops", "R1", "--highlight", "B1").stdout
    assert re.findall('data-cld-loop="(.*?)"', lit) == ["R1", "B1"]


def test_what_cannot_be_is_said_in_one_line(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    for args, reason in (
        (("-o", tmp_path / "out.jpeg"), "cannot infer the format"),
        (("-o", out, "--highlight", "R7"), "no loop is called “R7”"),
        (("-o", out, "--loops", "R1,X"), "no loop is called “X”"),
        (("-o", tmp_path / "none" / "out.svg"), "out.svg: there is no such folder"),
        (("-o", tmp_path / "none" / "out.pdf"), "out.pdf: there is no such folder"),
        (("-o", good, "-f", "svg"), "the report would overwrite the diagram"),
        (("-o", "-", "--metrics"), "name a file with -o"),
        (("--watch", "--metrics"), "--watch requires a file"),
        (("-o", tmp_path), "this is a folder; name a file in it"),
        (("-o", tmp_path, "-f", "png"), "this is a folder"),
    ):
        done = run("render", good, *QUICK, *args)
        assert done.returncode == 2 and done.stdout == "", args
        assert reason in done.stderr and done.stderr.count("\n") == 1
    assert not out.exists()
    assert run("render", tmp_path / "none.cld").returncode == 2
    done = run("render", tmp_path / "none.cld", "--watch", "--no-browser")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert good.read_text(encoding="utf-8") == GOOD


def test_a_scale_that_is_none_is_refused(good: Path, tmp_path: Path) -> None:
    for ending in ("svg", "png"):
        out = tmp_path / f"out.{ending}"
        for scale in ("0", "-1", "nan", "inf", "1e9", "two"):
            done = run("render", good, *QUICK, "-o", out, f"--scale={scale}")
            assert done.returncode == 2 and "Invalid value for '--scale'" in done.stderr
        assert not out.exists()


def test_what_is_not_as_asked_for_is_said(tmp_path: Path) -> None:
    strange, out = tmp_path / "strange.cld", tmp_path / "out.png"
    strange.write_text('"\U0010fffd" (+)-> A (+)-> "\U0010fffd"\n', encoding="utf-8")
    done = run("render", strange, *QUICK, "-o", out)
    assert done.returncode == 0 and out.exists()
    assert "no font on this system has" in done.stderr and done.stderr.count("\n") == 1
    done = run("render", strange, *QUICK, "-o", tmp_path / "out.svg")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_with_errors_is_drawn_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "bad.cld"
    path.write_text(BAD, encoding="utf-8")
    done = run("render", path, *QUICK)
    assert done.returncode == 1
    assert "errors; `cld check` shows" in done.stderr
    assert "B1" in said_in(done.stdout)
    path.write_text("", encoding="utf-8")
    done = run("render", path, *QUICK, "--legend", "--delays")
    assert done.returncode == 0 and "0 variables" in said_in(done.stdout)


def test_metrics_are_json_and_write_no_picture(good: Path, tmp_path: Path) -> None:
    done = run("render", good, "--metrics", *QUICK)
    found = json.loads(done.stdout)
    assert {field.name for field in fields(Metrics)} < set(found)
    assert (found["schema_version"], found["file"]) == (1, str(good))
    out = tmp_path / "out.svg"
    done = run("render", good, "--metrics", *QUICK, "-o", out)
    assert json.loads(done.stdout) == found and out.read_text(encoding="utf-8")[:5] == "<svg "


def test_many_loops_get_a_hundred_badges(tmp_path: Path) -> None:
    path = tmp_path / "many.cld"
    names = "ABCDEF"
    lines = [f"{a} (+)-> {b}" for a in names for b in names if a != b]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("render", path, *QUICK, "--loops", "all")
    assert done.returncode == 0 and done.stdout.count('data-cld-loop="') == 100
    assert "only 100 of 409 loops get a badge" in done.stderr


def test_only_what_is_needed_is_loaded(good: Path, tmp_path: Path) -> None:
    heavy = {"numpy", "fontTools", "fpdf", "resvg_py", "PIL", "cld.paint", "cld.picture"}
    command = "import sys\nfrom cld.cli import main\nsys.argv = ['cld', *{!r}]\n"
    command += "try: main()\nexcept SystemExit: pass"
    assert not heavy & loaded_by(command.format(["check", str(good)]))
    out = str(tmp_path / "out.svg")
    loaded = loaded_by(command.format(["render", str(good), "-o", out, *QUICK]))
    assert "numpy" in loaded and not loaded & {"fpdf", "resvg_py", "PIL"}


# -- live --


@contextmanager
def watching(path: Path, *args: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "cld", "render", path, "--watch", "--no-browser", *args]
    process = subprocess.Popen(
        list(map(str, command)), stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"}, preexec_fn=heed,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert found
        yield process, found.group()
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def news(answer: io.BufferedReader) -> dict[str, object]:
    """The next thing that is told; the same as before may come in between."""
    while not (line := answer.readline()).startswith(b"data: "):
        assert line
    found = json.loads(line.removeprefix(b"data: "))
    assert isinstance(found, dict)
    return found


def until(answer: io.BufferedReader, key: str, value: object) -> dict[str, object]:
    for _ in range(20):
        found = news(answer)
        if found[key] == value:
            return found
    raise AssertionError(f"{key} never was {value}")


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


def test_the_live_page_follows_the_file(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    with watching(good, "-o", out) as (process, url):
        assert "good.cld" in get(url)
        with urllib.request.urlopen(f"{url}news", timeout=20) as answer:
            until(answer, "picture", 1)
            assert "Circuit open" not in said_in(get(f"{url}picture.svg"))
            good.write_text(GOOD + "Timeouts (+)-> Circuit open (-)-> Load\n", encoding="utf-8")
            until(answer, "picture", 2)
            assert "Circuit open" in said_in(get(f"{url}picture.svg"))
            assert "Circuit open" in said_in(out.read_text(encoding="utf-8"))
            good.write_text(GOOD + "Timeouts (+)-> \n", encoding="utf-8")
            while not (found := news(answer))["messages"]:
                pass
            assert found["picture"] == 2 and "line 8" in str(found["messages"])
            assert "Circuit open" in said_in(get(f"{url}picture.svg"))
            good.write_text(GOOD, encoding="utf-8")
            assert until(answer, "picture", 3)["messages"] == []
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130


def test_the_live_page_is_for_this_machine_alone() -> None:
    with LivePage("<script>") as page:
        page.show("<svg/>", ["one"])
        assert "<title>&lt;script&gt;</title>" in get(page.url)
        assert page.after(0) == (1, '{"picture": 1, "messages": ["one"]}')
        for path, host, code in (("", "evil.example", 403), ("../etc", page.url[7:-1], 404)):
            request = urllib.request.Request(page.url + path, headers={"Host": host})
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=20)
            assert refused.value.code == code
            refused.value.close()
    assert page.after(1) is None
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(page.url, timeout=5)


# -- in a browser --


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize(("scheme", "paper"), [("light", 255), ("dark", 0x16)])
def test_chromium_shows_it_light_and_dark(tmp_path: Path, scheme: str, paper: int) -> None:
    path = tmp_path / "held.svg"
    path.write_text(analyze(GOOD)._repr_svg_(), encoding="utf-8")
    shot = tmp_path / "shot.png"
    setting = {"light": 1, "dark": 0}[scheme]
    subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={setting}", "--window-size=300,200",
            f"--screenshot={shot}", path.as_uri(),
        ],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    image = Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")
    assert image.getpixel((1, 1))[0] == paper  # type: ignore[index]
    assert len(image.getcolors(1 << 20) or []) > 20


def test_the_loops_without_a_badge_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "named.cld"
    path.write_text(
        'A (+)-> B (+)-> A\nB (+)-> C (-)-> B\nB (+)-> D (-)-> B\nloop R1 "X": A, B\n',
        encoding="utf-8",
    )
    said = f"cld: {path}: 1 of 3 loops is marked; `--loops all` marks all\n"
    command = ("render", path, "-o", tmp_path / "out.svg", *QUICK)
    assert run(*command).stderr == said
    assert run(*command, "--loops", "R1").stderr == ""
    path.write_text("A (+)-> B (+)-> A\n", encoding="utf-8")
    assert run(*command).stderr == ""


def test_what_is_too_large_is_refused_before_its_loops_are_sought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_search(*_: object) -> None:
        raise AssertionError("nothing to search for")

    monkeypatch.setattr("cld.commands.options.analyze", no_search)
    path = tmp_path / "large.cld"
    path.write_text("\n".join(f"V{n} (+)-> V{n + 1}" for n in range(3_000)), encoding="utf-8")
    done = in_process.run(["render", str(path), "-o", str(tmp_path / "large.png")])
    assert (done.code, done.raised) == (2, "")
    assert "a PNG can show at most 5,000 variables and links, but there are 6,001" in done.err
    done = in_process.run(["render", str(path), "--metrics"])
    assert (done.code, done.raised) == (2, "")
    assert "--metrics takes at most 1,500 variables" in done.err
