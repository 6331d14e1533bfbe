from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.runtime.instance_lock import AlreadyRunning, only_one

HOLD = """
import sys
from pathlib import Path
from kiosk.runtime.instance_lock import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def chip(tmp_path: Path) -> Path:
    """Return a read-only device, as on a read-only root."""
    made = tmp_path / "gpiochip0"
    made.touch(0o444)
    return made


def test_a_second_kiosk_on_the_same_pins_is_refused(chip: Path) -> None:
    with only_one(chip):
        with (
            pytest.raises(AlreadyRunning, match=r"Another kiosk already runs.*gpiochip0"),
            only_one(chip),
        ):
            pass
        with pytest.raises(AlreadyRunning), only_one(chip):
            pass  # a second attempt leaves the first undisturbed


def test_the_pins_are_free_once_the_first_kiosk_ends(chip: Path) -> None:
    for _ in range(2):
        with only_one(chip):
            pass


def test_the_pins_are_free_after_a_kill(chip: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(chip)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning), only_one(chip):
            pass
        first.send_signal(signal.SIGKILL)
        first.wait(20)
    with only_one(chip):
        pass


def test_two_chips_are_two_kiosks(chip: Path, tmp_path: Path) -> None:
    other = tmp_path / "gpiochip1"
    other.touch()
    with only_one(chip), only_one(other):
        pass


@pytest.mark.parametrize("missing", [None, Path("/dev/no-such-chip")])
def test_where_there_is_no_chip_there_is_nothing_to_share(missing: Path | None) -> None:
    with only_one(missing), only_one(missing):
        pass
