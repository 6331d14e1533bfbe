from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import paths
from kiosk.config.screen import DisplaySize, Rotation, Screen, Size
from kiosk.config.settings import Factory, Pins, Speech
from kiosk.doctor import (
    board,
    clock,
    content,
    counts,
    disk,
    display,
    pins,
    sdl,
    service,
    sound,
    users,
)
from kiosk.doctor.findings import Finding, Level
from kiosk.doctor.machine import Machine, Room
from kiosk.stats import store
from kiosk.stats.store import Row
from tests.doctor.fake_machine import GROUP, GROUPS, Answers
from tests.mock_wires import LIGHTS
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_UP, USED
from tests.screen.display.test_edid import edid
from tests.yaml_inputs import SETTINGS_TEXT, swap

OK, WARNING, FAULT = Level


def expect_one(findings: Iterable[Finding], level: Level, said: str, remedy: str = "") -> None:
    """Expect one finding with this level and these words."""
    (found,) = findings
    assert found.level is level, found
    assert said in found.text
    assert remedy in found.remedy
    assert bool(found.remedy) == (level is not OK), "only problems have a remedy"


def worse(findings: Iterable[Finding]) -> list[Finding]:
    return [found for found in findings if found.level is not OK]


# The counts.

COUNTS = Path("/var/lib/acupressure-kiosk/counts.sqlite")


@pytest.fixture
def counted(pi: Answers) -> Path:
    """The counts file of a Raspberry Pi with one day of sessions."""
    file = pi.machine.at(str(COUNTS))
    store.add(file, {Row("2026-11-30", "back-pain", "started", ""): 3})
    return file


def test_counts_are_reported_with_their_days(pi: Answers, counted: Path) -> None:
    expect_one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 1 days with sessions")


def test_without_any_counts_the_doctor_reports_ok(pi: Answers) -> None:
    expect_one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 0 days with sessions")


def test_damaged_counts_are_a_warning(pi: Answers, counted: Path) -> None:
    counted.write_bytes(b"no counts, " * 500)
    expect_one(
        counts.counts(pi.machine, COUNTS), WARNING, f"{COUNTS} is damaged: file is", "restart"
    )


def test_counts_that_have_been_set_aside_are_reported(pi: Answers, counted: Path) -> None:
    store.set_aside(counted)
    aside, anew = counts.counts(pi.machine, COUNTS)
    expect_one(
        [aside], WARNING, f"started afresh; the old ones are kept in {COUNTS}.damaged", "sudo rm"
    )
    assert anew.level is OK


def test_counts_of_another_version_are_a_warning(pi: Answers, counted: Path) -> None:
    with closing(sqlite3.connect(counted)) as database:
        database.execute("PRAGMA user_version = 2")
    expect_one(counts.counts(pi.machine, COUNTS), WARNING, "has version 2", "move it away")


# The board.


def test_the_board_is_reported_with_its_revision(pi: Answers) -> None:
    expect_one(board.board(pi.machine), OK, "Raspberry Pi 4 Model B Rev 1.4, revision c03114")


def test_a_machine_that_is_not_a_raspberry_pi_is_warned(bare: Answers) -> None:
    expect_one(board.board(bare.machine), WARNING, "not a Raspberry Pi", "run --simulate")
    bare.write("/proc/device-tree/model", "Some other board\0")
    expect_one(board.board(bare.machine), WARNING, "not a Raspberry Pi")


def test_good_power_is_reported_as_ok(pi: Answers) -> None:
    expect_one(board.power(pi.machine), OK, "have been fine since boot")


@pytest.mark.parametrize(
    ("flags", "level", "said", "remedy"),
    [
        ("1", FAULT, "voltage too low now", "power supply"),
        ("10000", WARNING, "voltage too low at some point since boot", "power supply"),
        ("10001", FAULT, "voltage too low now", "power supply"),
        ("2", FAULT, "processor speed capped now", "heat sink"),
        ("40000", WARNING, "processor throttled at some point since boot", "heat sink"),
        ("80000", WARNING, "temperature limit active at some point since boot", "heat sink"),
    ],
)
def test_the_firmware_flags_are_reported_in_words(
    flags: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", f"{flags}\n")
    expect_one(board.power(pi.machine), level, said, remedy)


def test_every_flag_set_is_reported(pi: Answers) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", "f000f\n")
    assert len(list(board.power(pi.machine))) == 4


def test_without_the_file_the_command_is_run(pi: Answers) -> None:
    pi.remove("/sys/devices/platform/soc/soc:firmware/get_throttled")
    pi.commands["vcgencmd get_throttled"] = "throttled=0x50005\n"
    assert [found.level for found in board.power(pi.machine)] == [FAULT, FAULT]
    del pi.commands["vcgencmd get_throttled"]
    expect_one(board.power(pi.machine), WARNING, "the firmware reports nothing")


def test_a_machine_that_is_not_a_raspberry_pi_has_no_power_flags(bare: Answers) -> None:
    assert list(board.power(bare.machine)) == []
    assert bare.run == []


# The pins.


def pin_findings(answers: Answers, settings: Pins | None = None) -> list[Finding]:
    return list(pins.pins(answers.machine, service.ask(answers.machine), settings or Pins()))


def held(answers: Answers, *numbers: int) -> None:
    answers.chips.lines |= dict.fromkeys(numbers, (INPUT | PULL_UP | USED, "lg"))


def test_the_running_kiosk_s_pins_are_ok_and_reported_with_their_holder(pi: Answers) -> None:
    held(pi, 5, 6, 26)
    pi.chips.lines[12] = (OUTPUT | USED, "lg")
    found = pin_findings(pi)
    assert worse(found) == []
    texts = [item.text for item in found]
    assert "driver lgpio is installed" in texts
    assert "the header is gpiochip0 (pinctrl-bcm2711)" in texts
    assert "GPIO5, pin 29, ADVANCE button: input, pulled up, held by lg" in texts
    assert "GPIO12, pin 32, buzzer: output, held by lg" in texts


def test_no_line_is_ever_claimed(pi: Answers) -> None:
    pin_findings(pi)
    assert set(pi.chips.asked) == {"0x8044b401", "0xc100b405"}, "only questions"


def test_a_pin_held_by_another_program_is_a_fault_with_its_name(pi: Answers) -> None:
    pi.unit("ActiveState=active", "ActiveState=inactive")
    pi.chips.lines[6] = (INPUT | USED, "gpiomon")
    (found,) = worse(pin_findings(pi))
    assert found.level is FAULT
    assert "GPIO6, pin 31, REPEAT button: input, held by gpiomon" in found.text
    assert "fuser" in found.remedy


def test_a_pin_that_the_running_kiosk_does_not_hold_is_reported(pi: Answers) -> None:
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert found.level is WARNING
    assert found.text.startswith("GPIO26, pin 37, SWITCH SIDES button")


def test_every_pin_of_the_settings_is_looked_at(pi: Answers) -> None:
    lights = Pins(**LIGHTS)
    texts = " ".join(found.text for found in pin_findings(pi, lights))
    for pin in (5, 6, 26, 12, 22, 23, 24):
        assert f"GPIO{pin}, " in texts


def test_the_header_is_found_among_other_chips(pi: Answers) -> None:
    pi.chips.labels = {"gpiochip0": "raspberrypi-exp-gpio", "gpiochip4": "pinctrl-rp1"}
    pi.chips.appear(pi.root / "dev")
    assert any("gpiochip4 (pinctrl-rp1)" in found.text for found in pin_findings(pi))


def test_a_chip_without_the_line_is_reported(pi: Answers) -> None:
    pi.chips.count = 20
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert "GPIO26" in found.text
    assert "cannot be queried" in found.text


@pytest.mark.parametrize(
    ("labels", "level", "said"),
    [
        ({}, FAULT, "reports no GPIO chip"),
        ({"gpiochip0": "exp"}, WARNING, "no known header chip among gpiochip0 (exp)"),
    ],
)
def test_a_pi_without_a_header_is_reported(
    labels: dict[str, str], level: Level, said: str, pi: Answers
) -> None:
    pi.remove("/dev/gpiochip0")
    pi.chips.labels = labels
    pi.chips.appear(pi.root / "dev")
    expect_one(worse(pin_findings(pi)), level, said)


def test_unreadable_chips_are_reported(pi: Answers) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    pi.chips.ask = refuse  # type: ignore[method-assign, assignment]
    expect_one(worse(pin_findings(pi)), WARNING, "gpiochip0 cannot be queried", "group gpio")


def test_a_desktop_without_pins_is_only_warned(bare: Answers) -> None:
    bare.modules.clear()
    found = pin_findings(bare)
    assert [item.level for item in found] == [WARNING, WARNING]


def test_a_driver_that_is_missing_on_a_device_is_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    pi.modules.clear()
    expect_one(
        worse(pin_findings(pi)), FAULT, "driver lgpio is not", "sudo apt install python3-lgpio"
    )


def test_mock_pins_on_a_device_are_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    expect_one(worse(pin_findings(pi, Pins(factory=Factory.MOCK))), FAULT, "no real pins", "lgpio")


# The display.


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


def sdl_command(answers: Answers, what: str) -> str:
    """Return the command that queries SDL on this machine."""
    asked = ["env PYGAME_HIDE_SUPPORT_PROMPT=1"]
    if answers.machine.model:
        asked += ["SDL_VIDEODRIVER=kmsdrm SDL_AUDIODRIVER=alsa"]
    return " ".join([*asked, sys.executable, "-m kiosk.doctor.sdl", what])


def opened(answers: Answers) -> list[Finding]:
    return list(display.opened(answers.machine, service.ask(answers.machine)))


def test_a_window_that_opens_is_ok(bare: Answers) -> None:
    bare.commands[sdl_command(bare, "screen")] = "open: x11\n"
    expect_one(opened(bare), OK, "a window opens with SDL's driver x11")


def test_a_window_that_does_not_open_is_reported_with_its_reason(
    bare: Answers, pi: Answers
) -> None:
    bare.commands[sdl_command(bare, "screen")] = "SDL found only the driver 'offscreen'\n"
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


# Sound.


def test_every_sound_card_is_reported(pi: Answers) -> None:
    texts = [found.text for found in sound.sound(pi.machine, Speech())]
    assert texts == [
        "card 0: vc4-hdmi - vc4-hdmi-0",
        "card 1: bcm2835_headpho - bcm2835 Headphones",
    ]


@pytest.mark.parametrize("listed", [None, "\n"])
@pytest.mark.parametrize("cards", [None, "--- no soundcards ---\n"])
def test_a_missing_sound_card_is_not_a_fault(
    cards: str | None, listed: str | None, bare: Answers
) -> None:
    if cards:
        bare.write("/proc/asound/cards", cards)
    if listed:
        bare.commands[sdl_command(bare, "sound")] = listed
    found = sound.sound(bare.machine, Speech())
    expect_one(found, WARNING, "no sound card: nothing is spoken (the buzzer needs none)", "USB")


def test_the_valid_names_of_sound_cards_are_reported(pi: Answers) -> None:
    pi.commands[sdl_command(pi, "sound")] = "vc4-hdmi-0, MAI PCM\nbcm2835 Headphones\n"
    said = "names for speech.device: vc4-hdmi-0, MAI PCM; bcm2835 Headphones"
    chosen = Speech(device="bcm2835 Headphones")
    assert [found.text for found in sound.sound(pi.machine, chosen)][2:] == [said]
    found = worse(sound.sound(pi.machine, Speech(device="bcm2835 headphone")))
    expect_one(
        found, WARNING, "'bcm2835 headphone'; did you mean bcm2835 Headphones?", "default card"
    )


def test_a_sound_server_without_a_kernel_card_is_reported(bare: Answers) -> None:
    bare.commands[sdl_command(bare, "sound")] = "Built-in\n"
    expect_one(sound.sound(bare.machine, Speech()), OK, "names for speech.device: Built-in")


# Users.


def test_users_with_every_group_are_ok(pi: Answers) -> None:
    found = list(users.users(pi.machine, service.ask(pi.machine)))
    assert worse(found) == []
    assert [item.text.split()[0].rstrip(",") for item in found] == ["kiosk", "pi"]


def test_a_group_the_service_s_user_lacks_is_a_fault_with_the_command(pi: Answers) -> None:
    pi.write("/etc/group", GROUP.replace("render:x:993:kiosk", "render:x:993:"))
    expect_one(
        worse(users.users(pi.machine, service.ask(pi.machine))),
        FAULT,
        "kiosk, the service's user, is not in render",
        "sudo usermod -aG render kiosk",
    )


def test_a_missing_service_user_is_a_fault(pi: Answers) -> None:
    pi.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
    found = worse(users.users(pi.machine, service.ask(pi.machine)))
    expect_one(found, FAULT, "kiosk, the service's user, does not exist", "useradd --system")


def test_a_group_missing_from_the_machine_is_reported(pi: Answers) -> None:
    pi.write("/etc/group", GROUP.replace("gpio:x:986:kiosk,pi\n", ""))
    found = worse(users.users(pi.machine, service.ask(pi.machine)))
    expect_one(found, WARNING, "this machine has no group gpio", "groupadd --system gpio")


def test_a_group_the_present_user_lacks_is_a_warning(bare: Answers) -> None:
    bare.user = ("eva", GROUPS - {"gpio", "audio"})
    found = users.users(bare.machine, service.ask(bare.machine))
    expect_one(found, WARNING, "eva (you) is not in gpio, audio", "usermod -aG gpio,audio eva")


def test_root_needs_no_group(bare: Answers) -> None:
    bare.user = ("root", frozenset({"root"}))
    expect_one(users.users(bare.machine, service.ask(bare.machine)), OK, "root (you)")


# The service and the watchdog.


def unit_findings(answers: Answers) -> list[Finding]:
    return list(service.service(answers.machine, service.ask(answers.machine)))


def test_a_running_service_is_ok(pi: Answers) -> None:
    expect_one(unit_findings(pi), OK, "active (running)")


@pytest.mark.parametrize(
    ("old", "new", "level", "said", "remedy"),
    [
        ("LoadState=loaded", "LoadState=not-found", WARNING, "is not installed", "docs/install.md"),
        ("ActiveState=active", "ActiveState=inactive", WARNING, "is not running", "start"),
        ("ActiveState=active", "ActiveState=failed", FAULT, "failed", "journalctl"),
        ("ActiveState=active", "ActiveState=activating", FAULT, "activating", "journalctl"),
        ("FileState=enabled", "FileState=disabled", WARNING, "not start at boot", "enable"),
        ("NRestarts=0", "NRestarts=7", WARNING, "restarted 7 times", "journalctl"),
    ],
)
def test_a_service_with_a_problem_is_reported(
    old: str, new: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.unit(old, new)
    expect_one(worse(unit_findings(pi)), level, said, remedy)


def test_a_service_that_is_starting_is_not_a_fault(pi: Answers) -> None:
    pi.unit("ActiveState=active\nSubState=running", "ActiveState=activating\nSubState=start")
    expect_one(worse(unit_findings(pi)), WARNING, "the kiosk is starting", "Run the doctor again")


def test_a_machine_without_systemd_is_reported(bare: Answers) -> None:
    expect_one(unit_findings(bare), WARNING, "systemd does not respond")


def dogs(answers: Answers) -> list[Finding]:
    return list(service.watchdog(answers.machine, service.ask(answers.machine)))


def test_both_watchdogs_are_reported_with_their_patience(pi: Answers) -> None:
    texts = [found.text for found in dogs(pi)]
    assert texts == [
        "a kiosk that hangs is restarted after 20s",
        "a machine that hangs is restarted after 14s",
    ]


def test_a_unit_without_a_watchdog_is_a_fault(pi: Answers) -> None:
    pi.unit("WatchdogUSec=20s", "WatchdogUSec=0")
    expect_one(worse(dogs(pi)), FAULT, "a kiosk that hangs is not restarted", "WatchdogSec=")


def test_a_board_s_watchdog_that_is_off_is_reported(pi: Answers) -> None:
    pi.commands["systemctl show --property=RuntimeWatchdogUSec"] = "RuntimeWatchdogUSec=0\n"
    expect_one(
        worse(dogs(pi)), WARNING, "machine that hangs is not restarted", "RuntimeWatchdogSec=14"
    )


def test_a_board_without_its_watchdog_is_reported(pi: Answers) -> None:
    pi.remove("/sys/class/watchdog/watchdog0/identity")
    (pi.root / "sys/class/watchdog/watchdog0").rmdir()
    expect_one(worse(dogs(pi)), WARNING, "the board's own watchdog is missing", "dtparam=watchdog")


# The clock.


def clock_findings(answers: Answers) -> list[Finding]:
    return list(clock.clock(answers.machine, service.ask(answers.machine)))


def test_a_set_clock_is_reported_with_its_source(pi: Answers) -> None:
    expect_one(clock_findings(pi), OK, "synchronised by systemd-timesyncd")


def test_a_clock_that_was_never_set_is_reported_with_the_consequence(pi: Answers) -> None:
    pi.remove("/run/systemd/timesync/synchronized")
    expect_one(clock_findings(pi), WARNING, "the clock has never been set", "a battery clock")


def test_a_clock_set_by_another_service_is_ok_only_if_the_kiosk_may_know(pi: Answers) -> None:
    pi.remove("/run/systemd/timesync/synchronized")
    pi.synchronized = True
    expect_one(clock_findings(pi), WARNING, "the service cannot know", "docs/operate.md")
    pi.unit("ProtectClock=yes", "ProtectClock=no")
    expect_one(clock_findings(pi), OK, "according to the kernel")


# The disk.


def disk_findings(answers: Answers) -> list[Finding]:
    return list(disk.disk(answers.machine, Path("/var/lib/acupressure-kiosk")))


def test_free_space_is_reported(pi: Answers) -> None:
    expect_one(disk_findings(pi), OK, "/: 9.0 GB free")
    (pi.root / "var/lib/acupressure-kiosk").mkdir(parents=True)
    assert len(disk_findings(pi)) == 2


@pytest.mark.parametrize(
    ("left", "said", "remedy"),
    [
        (Room(99_000_000, True), "0.1 GB free", "Free some space"),
        (Room(9_000_000_000, False), "/ is read-only", "runs without it"),
    ],
)
def test_a_disk_that_is_full_or_read_only_is_reported(
    left: Room, said: str, remedy: str, pi: Answers
) -> None:
    pi.room = left
    expect_one(disk_findings(pi), WARNING, said, remedy)


# What is shown and said.


def test_the_shipped_files_have_no_fault() -> None:
    found = list(content.content(paths.OWN_SETTINGS))
    assert worse(found) == []
    assert {item.area for item in found} == {"settings", "routine", "pictures"}


def test_every_fault_in_the_settings_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "volume: 7", "volume: 70\nvolumme: 3"), "utf-8")
    found = list(content.content(file))
    assert [item.level for item in found] == [FAULT, FAULT]
    assert any("did you mean volume?" in item.text for item in found)
    assert {item.area for item in found} == {"settings"}


def test_unreadable_settings_are_reported_with_two_remedies(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    expect_one(
        content.content(file),
        FAULT,
        "cannot be read: No such file",
        "leave a file with only comments",
    )
    expect_one(content.content(file), FAULT, str(file), "sudo chmod -R a+rX")


def test_of_very_many_faults_the_first_and_the_number_of_the_rest_are_reported(
    tmp_path: Path,
) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(f"languages: [{'x, ' * 500}]\n")
    found = list(content.content(file))
    assert len(found) == 101
    assert found[-1].text == "and 402 more faults"


def test_a_missing_face_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").touch()
    expect_one(content.fonts(tmp_path, ("a.ttf",)), OK, "1 font files")
    expect_one(content.fonts(tmp_path, ("a.ttf", "b.ttf")), FAULT, "b.ttf not found", "reinstall")


def test_voices_are_checked_against_their_index(tmp_path: Path) -> None:
    expect_one(content.voices(tmp_path), OK, "none installed")
    (tmp_path / "en").mkdir()
    clips = {"Press.": {"file": "1.opus", "seconds": 1}, "Stop.": {"file": "2.opus", "seconds": 1}}
    index = {"made_by": "somebody", "clips": clips}
    (tmp_path / "en" / "index.json").write_text(json.dumps(index))
    (tmp_path / "en" / "1.opus").touch()
    expect_one(content.voices(tmp_path), FAULT, "there is no file 2.opus")
    (tmp_path / "en" / "2.opus").touch()
    expect_one(content.voices(tmp_path), OK, "en: 2 clips")
    (tmp_path / "en" / "index.json").write_text("{")
    expect_one(content.voices(tmp_path), FAULT, "cannot be read")
