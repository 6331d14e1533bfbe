from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.config.screen import DisplaySize, Rotation, Screen, Size
from kiosk.doctor import display, sdl, service
from kiosk.doctor.findings import Finding
from kiosk.doctor.machine import Machine
from tests.doctor.expected import FAULT, OK, WARNING, expect_one, worse
from tests.doctor.fake_machine import Answers
from tests.screen.display.test_edid import edid


def test_a_display_is_reported_with_driver_and_mode(pi: Answers) -> None:
    found = display.display(pi.machine, Screen())
    expect_one(found, OK, "HDMI-A-1 (vc4-drm): connected, preferred mode 1920x1080")


def test_no_display_is_a_fault_on_a_device_and_names_the_connectors(pi: Answers) -> None:
    pi.connect("HDMI-A-1", None)
    said = "nothing is connected to HDMI-A-1, HDMI-A-2"
    expect_one(display.display(pi.machine, Screen()), FAULT, said, "Connect")


def test_a_display_the_driver_cannot_sense_counts_and_a_writeback_connector_does_not(
    pi: Answers,
) -> None:
    pi.connect("HDMI-A-1", None)
    pi.connect("Writeback-1", "")
    pi.write("/sys/class/drm/card1-Writeback-1/status", "unknown\n")
    assert "Writeback" not in next(display.display(pi.machine, Screen())).text
    pi.connect("SPI-1", "480x320\n")
    pi.write("/sys/class/drm/card1-SPI-1/status", "unknown\n")
    expect_one(
        display.display(pi.machine, Screen()),
        OK,
        "SPI-1 (vc4-drm): unknown, preferred mode 480x320",
    )


def test_a_missing_connector_is_reported(bare: Answers) -> None:
    expect_one(
        display.display(bare.machine, Screen()), WARNING, "no display connector", "vc4-kms-v3d"
    )


def test_a_size_the_display_lacks_is_reported_with_its_modes(pi: Answers) -> None:
    assert worse(display.display(pi.machine, Screen(size=Size(1280, 720)))) == []
    found = display.display(pi.machine, Screen(size=Size(800, 480)))
    expect_one(found, WARNING, "but not 800x480", "1920x1080, 1280x720")


def test_a_size_is_compared_as_the_page_is_seen(pi: Answers) -> None:
    standing = Screen(size=Size(720, 1280), rotation=Rotation.QUARTER)
    assert worse(display.display(pi.machine, standing)) == []
    found = display.display(pi.machine, replace(standing, size=Size(1280, 720)))
    expect_one(found, WARNING, "but not 1280x720", "with screen.rotation: 90: 1080x1920, 720x1280")


def test_millimetres_that_the_connected_display_cannot_have_are_reported(pi: Answers) -> None:
    lying = Screen(panel=DisplaySize(154, 90))
    assert worse(display.display(pi.machine, lying)) == []
    found = display.display(pi.machine, replace(lying, panel=DisplaySize(90, 154)))
    expect_one(found, WARNING, "but the picture of screen.panel stands", "screen.rotation")


def test_sdl_without_kmsdrm_is_a_fault_on_a_device_only(pi: Answers, bare: Answers) -> None:
    wheel = ("x11", "wayland", "dummy")
    expect_one(display.drawing(bare.machine, wheel), OK, "x11, wayland, dummy")
    expect_one(display.drawing(pi.machine, wheel), FAULT, "needs kmsdrm", "python3-pygame")
    expect_one(display.drawing(pi.machine, ("KMSDRM", "dummy")), OK, "KMSDRM")


def test_the_sdl_in_use_lists_its_drivers() -> None:
    assert "dummy" in display.sdl_drivers()


def opened(answers: Answers) -> list[Finding]:
    return list(display.opened(answers.machine, service.ask(answers.machine)))


def test_a_window_that_opens_is_ok(bare: Answers) -> None:
    bare.commands[bare.sdl_command("screen")] = "open: x11\n"
    expect_one(opened(bare), OK, "a window opens with SDL's driver x11")


def test_a_window_that_does_not_open_is_reported_with_its_reason(
    bare: Answers, pi: Answers
) -> None:
    bare.commands[bare.sdl_command("screen")] = "SDL found only the driver 'offscreen'\n"
    expect_one(opened(bare), WARNING, "no window opens: SDL found only", "graphical session")
    pi.unit("ActiveState=active", "ActiveState=inactive")
    expect_one(opened(pi), WARNING, "no window opens: SDL does not respond", "video and render")


def test_a_running_kiosk_s_screen_is_left_to_it(pi: Answers) -> None:
    assert opened(pi) == []


@pytest.mark.usefixtures("dummy_screen")
def test_sdl_itself_is_asked_for_a_screen_and_for_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert "'dummy', which shows nothing" in (sdl.screen(Machine()) or "")
    assert len(sdl.sound(Machine()) or ()) == 1


@pytest.mark.parametrize("mm", [(16, 9), (0, 0)])
def test_an_ignored_size_of_the_display_is_reported(mm: tuple[int, int], pi: Answers) -> None:
    pi.write("/sys/class/drm/card1-HDMI-A-1/edid", edid(mm=mm))
    found = worse(display.display(pi.machine, Screen()))
    said = f"the size reported by HDMI-A-1 is ignored: {mm[0]} x {mm[1]} mm"
    expect_one(found, WARNING, said, "set screen.panel")
    assert worse(display.display(pi.machine, Screen(panel=DisplaySize(154, 86)))) == []
    pi.write("/sys/class/drm/card1-HDMI-A-1/edid", edid())
    assert worse(display.display(pi.machine, Screen())) == []
