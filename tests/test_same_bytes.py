"""The same input gives the same bytes, whatever the hash seed, threads, order and clock.

A sample is in the suite; `python tests/full/same_bytes.py` compares all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "full" / "same_bytes.py"


def test_a_sample_of_all_outputs() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--sample", "24"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "24 outputs, 2 ways, 0 different" in done.stdout
