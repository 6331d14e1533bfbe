from __future__ import annotations

from pathlib import Path

from kiosk.screen.display.connectors import plugged


def test_the_connectors_with_a_display_are_named(tmp_path: Path) -> None:
    found = {
        "card1-HDMI-A-1": "connected\n",
        "card1-HDMI-A-2": "disconnected\n",
        "card0-DSI-1": "connected\n",
        "card0-Writeback-1": "unknown\n",
    }
    for name, status in found.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "status").write_text(status)
    (tmp_path / "card0").mkdir()
    assert plugged(tmp_path) == {"card1-HDMI-A-1", "card0-DSI-1"}


def test_a_connector_that_cannot_be_read_has_no_display(tmp_path: Path) -> None:
    (tmp_path / "card1-HDMI-A-1" / "status").mkdir(parents=True)
    assert plugged(tmp_path) == frozenset()


def test_a_machine_without_connectors_has_none(tmp_path: Path) -> None:
    assert plugged(tmp_path / "nowhere") == frozenset()
