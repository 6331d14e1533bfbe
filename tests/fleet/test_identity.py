from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.fleet.identity import NoIdentity, kiosk_id


def test_the_id_is_the_machine_s_and_does_not_reveal_it(tmp_path: Path) -> None:
    file = tmp_path / "machine-id"
    file.write_text("0123456789abcdef0123456789abcdef\n")
    one = kiosk_id(file)
    assert re.fullmatch("[0-9a-f]{12}", one)
    file.write_text("0123456789abcdef0123456789abcdee\n")
    assert kiosk_id(file) != one
    assert one not in "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("text", ["", "uninitialized\n", "0123", "\xff" * 32])
def test_a_machine_without_an_id_has_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "machine-id"
    file.write_text(text, "latin-1")
    with pytest.raises(NoIdentity, match="systemd-machine-id-setup"):
        kiosk_id(file)
    with pytest.raises(NoIdentity, match="cannot be read"):
        kiosk_id(tmp_path / "none")
