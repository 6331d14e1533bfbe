from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import paths
from kiosk.config.settings import Factory, PanelSize, Pins, Screen, Settings, Size, Speech
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
from kiosk.panel.mock_panel import with_lights
from kiosk.stats import store
from kiosk.stats.store import Row
from tests.doctor.fake_machine import GROUP, GROUPS, Answers
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_UP, USED
from tests.screen.display.test_edid import edid
from tests.yaml_inputs import SETTINGS_TEXT, swap

OK, WARNING, FAULT = Level


def one(findings: Iterable[Finding], level: Level, said: str, remedy: str = "") -> None:
    """Expect one finding, at its level, with these words in it."""
    (found,) = findings
    assert found.level is level, found
    assert said in found.text
    assert remedy in found.remedy
    assert bool(found.remedy) == (level is not OK), "what is not well has a remedy, and only that"


def worse(findings: Iterable[Finding]) -> list[Finding]:
    return [found for found in findings if found.level is not OK]


# The counts.

COUNTS = Path("/var/lib/acupressure-kiosk/counts.sqlite")


@pytest.fixture
def counted(pi: Answers) -> Path:
    """The file of counts on a Raspberry Pi that has counted on one day."""
    file = pi.machine.at(str(COUNTS))
    store.add(file, {Row("2026-11-30", "back-pain", "started", ""): 3})
    return file


def test_counts_are_told_with_their_days(pi: Answers, counted: Path) -> None:
    one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 1 days with sessions")


def test_where_nothing_is_counted_yet_all_is_well(pi: Answers) -> None:
    one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 0 days with sessions")


def test_damaged_counts_are_a_warning(pi: Answers, counted: Path) -> None:
    counted.write_bytes(b"no counts, " * 500)
    one(counts.counts(pi.machine, COUNTS), WARNING, f"{COUNTS} is damaged: file is", "restart")


def test_counts_that_have_been_set_aside_are_told(pi: Answers, counted: Path) -> None:
    store.set_aside(counted)
    aside, anew = counts.counts(pi.machine, COUNTS)
    one([aside], WARNING, f"begun anew; the old ones are kept in {COUNTS}.damaged", "sudo rm")
    assert anew.level is OK


def test_counts_of_another_version_are_a_warning(pi: Answers, counted: Path) -> None:
    with closing(sqlite3.connect(counted)) as database:
        database.execute("PRAGMA user_version = 2")
    one(counts.counts(pi.machine, COUNTS), WARNING, "is of version 2", "move it elsewhere")


# The board.


def test_the_board_is_told_with_its_revision(pi: Answers) -> None:
    one(board.board(pi.machine), OK, "Raspberry Pi 4 Model B Rev 1.4, revision c03114")


def test_another_machine_is_told_what_it_can_do(bare: Answers) -> None:
    one(board.board(bare.machine), WARNING, "no Raspberry Pi", "run --simulate")
    bare.write("/proc/device-tree/model", "Some other board\0")
    one(board.board(bare.machine), WARNING, "no Raspberry Pi")


def test_power_that_has_been_well_is_told_so(pi: Answers) -> None:
    one(board.power(pi.machine), OK, "have been well since the start")


@pytest.mark.parametrize(
    ("flags", "level", "said", "remedy"),
    [
        ("1", FAULT, "the voltage is too low now", "power supply"),
        ("10000", WARNING, "it has happened that the voltage is too low", "power supply"),
        ("10001", FAULT, "the voltage is too low now", "power supply"),
        ("2", FAULT, "speed is capped now", "heat sink"),
        ("40000", WARNING, "it has happened that the processor is throttled", "heat sink"),
        ("80000", WARNING, "the temperature limit", "heat sink"),
    ],
)
def test_what_the_firmware_flags_say_is_told_in_words(
    flags: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", f"{flags}\n")
    one(board.power(pi.machine), level, said, remedy)


def test_every_flag_set_is_told(pi: Answers) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", "f000f\n")
    assert len(list(board.power(pi.machine))) == 4


def test_where_the_file_is_missing_the_command_is_asked(pi: Answers) -> None:
    pi.remove("/sys/devices/platform/soc/soc:firmware/get_throttled")
    pi.commands["vcgencmd get_throttled"] = "throttled=0x50005\n"
    assert [found.level for found in board.power(pi.machine)] == [FAULT, FAULT]
    del pi.commands["vcgencmd get_throttled"]
    one(board.power(pi.machine), WARNING, "the firmware does not tell")


def test_another_machine_has_no_such_flags(bare: Answers) -> None:
    assert list(board.power(bare.machine)) == []
    assert bare.run == []


# The pins.


def pin_findings(told: Answers, settings: Pins | None = None) -> list[Finding]:
    return list(pins.pins(told.machine, service.ask(told.machine), settings or Pins()))


def held(told: Answers, *numbers: int) -> None:
    told.chips.lines |= dict.fromkeys(numbers, (INPUT | PULL_UP | USED, "lg"))


def test_the_running_kiosk_s_pins_are_well_and_told_with_their_holder(pi: Answers) -> None:
    held(pi, 5, 6, 26)
    pi.chips.lines[12] = (OUTPUT | USED, "lg")
    found = pin_findings(pi)
    assert worse(found) == []
    texts = [one.text for one in found]
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


def test_a_pin_that_the_running_kiosk_does_not_hold_is_told(pi: Answers) -> None:
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert found.level is WARNING
    assert found.text.startswith("GPIO26, pin 37, SWITCH SIDES button")


def test_every_pin_of_the_settings_is_looked_at(pi: Answers) -> None:
    lights = with_lights(Settings()).pins
    told = " ".join(found.text for found in pin_findings(pi, lights))
    for pin in (5, 6, 26, 12, 22, 23, 24):
        assert f"GPIO{pin}, " in told


def test_the_header_is_found_among_other_chips(pi: Answers) -> None:
    pi.chips.labels = {"gpiochip0": "raspberrypi-exp-gpio", "gpiochip4": "pinctrl-rp1"}
    pi.chips.appear(pi.root / "dev")
    assert any("gpiochip4 (pinctrl-rp1)" in found.text for found in pin_findings(pi))


def test_a_chip_without_the_line_is_told(pi: Answers) -> None:
    pi.chips.count = 20
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert "GPIO26" in found.text
    assert "cannot be asked" in found.text


@pytest.mark.parametrize(
    ("labels", "level", "said"),
    [({}, FAULT, "shows no GPIO chip"), ({"gpiochip0": "exp"}, WARNING, "known as a header")],
)
def test_a_pi_without_a_header_is_told(
    labels: dict[str, str], level: Level, said: str, pi: Answers
) -> None:
    pi.remove("/dev/gpiochip0")
    pi.chips.labels = labels
    pi.chips.appear(pi.root / "dev")
    one(worse(pin_findings(pi)), level, said)


def test_chips_that_may_not_be_opened_are_told(pi: Answers) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    pi.chips.ask = refuse  # type: ignore[method-assign, assignment]
    one(worse(pin_findings(pi)), WARNING, "gpiochip0 cannot be asked", "group gpio")


def test_a_desktop_without_pins_is_only_warned(bare: Answers) -> None:
    bare.modules.clear()
    found = pin_findings(bare)
    assert [one.level for one in found] == [WARNING, WARNING]


def test_a_driver_that_is_missing_on_a_device_is_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    pi.modules.clear()
    one(worse(pin_findings(pi)), FAULT, "driver lgpio is not", "sudo apt install python3-lgpio")


def test_mock_pins_on_a_device_are_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    one(worse(pin_findings(pi, Pins(factory=Factory.MOCK))), FAULT, "no real pins", "lgpio")


# The display.


def test_a_display_is_told_with_driver_and_mode(pi: Answers) -> None:
    found = display.display(pi.machine, Screen())
    one(found, OK, "HDMI-A-1 (vc4-drm) is connected, prefers 1920x1080")


def test_no_display_is_a_fault_on_a_device_and_names_the_connectors(pi: Answers) -> None:
    pi.connect("HDMI-A-1", None)
    said = "nothing is connected to HDMI-A-1, HDMI-A-2"
    one(display.display(pi.machine, Screen()), FAULT, said, "Connect")


def test_a_display_the_driver_cannot_sense_counts_and_what_is_no_display_does_not(
    pi: Answers,
) -> None:
    pi.connect("HDMI-A-1", None)
    pi.connect("Writeback-1", "")
    pi.write("/sys/class/drm/card1-Writeback-1/status", "unknown\n")
    assert "Writeback" not in next(display.display(pi.machine, Screen())).text
    pi.connect("SPI-1", "480x320\n")
    pi.write("/sys/class/drm/card1-SPI-1/status", "unknown\n")
    one(display.display(pi.machine, Screen()), OK, "SPI-1 (vc4-drm) is unknown, prefers 480x320")


def test_no_connector_is_told(bare: Answers) -> None:
    one(display.display(bare.machine, Screen()), WARNING, "no display connector", "vc4-kms-v3d")


def test_a_size_the_display_does_not_have_is_told_with_those_it_has(pi: Answers) -> None:
    assert worse(display.display(pi.machine, Screen(size=Size(1280, 720)))) == []
    found = display.display(pi.machine, Screen(size=Size(800, 480)))
    one(found, WARNING, "has no 800x480", "1920x1080, 1280x720")


def test_sdl_without_kmsdrm_is_a_fault_on_a_device_only(pi: Answers, bare: Answers) -> None:
    wheel = ("x11", "wayland", "dummy")
    one(display.drawing(bare.machine, wheel), OK, "x11, wayland, dummy")
    one(display.drawing(pi.machine, wheel), FAULT, "needs kmsdrm", "python3-pygame")
    one(display.drawing(pi.machine, ("KMSDRM", "dummy")), OK, "KMSDRM")


def test_the_sdl_in_use_tells_its_drivers() -> None:
    assert "dummy" in display.sdl_drivers()


def as_asked(told: Answers, what: str) -> str:
    """The command by which SDL is asked on this machine."""
    asked = ["env PYGAME_HIDE_SUPPORT_PROMPT=1"]
    if told.machine.model:
        asked += ["SDL_VIDEODRIVER=kmsdrm SDL_AUDIODRIVER=alsa"]
    return " ".join([*asked, sys.executable, "-m kiosk.doctor.sdl", what])


def opened(told: Answers) -> list[Finding]:
    return list(display.opened(told.machine, service.ask(told.machine)))


def test_a_window_that_opens_is_well(bare: Answers) -> None:
    bare.commands[as_asked(bare, "screen")] = "open: x11\n"
    one(opened(bare), OK, "a window opens, by SDL's driver x11")


def test_a_window_that_does_not_open_is_told_with_its_reason(bare: Answers, pi: Answers) -> None:
    bare.commands[as_asked(bare, "screen")] = "SDL found only the driver 'offscreen'\n"
    one(opened(bare), WARNING, "no window opens: SDL found only", "graphical session")
    pi.unit("ActiveState=active", "ActiveState=inactive")
    one(opened(pi), WARNING, "no window opens: SDL does not answer", "video and render")


def test_a_running_kiosk_s_screen_is_left_to_it(pi: Answers) -> None:
    assert opened(pi) == []


@pytest.mark.usefixtures("dummy_screen")
def test_sdl_itself_is_asked_for_a_screen_and_for_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert "'dummy', which shows nothing" in (sdl.screen(Machine()) or "")
    assert len(sdl.sound(Machine()) or ()) == 1


@pytest.mark.parametrize("mm", [(16, 9), (0, 0)])
def test_a_size_of_the_display_that_does_not_count_is_told(
    mm: tuple[int, int], pi: Answers
) -> None:
    pi.write("/sys/class/drm/card1-HDMI-A-1/edid", edid(mm=mm))
    found = worse(display.display(pi.machine, Screen()))
    said = f"the size that HDMI-A-1 tells does not count: {mm[0]} x {mm[1]} mm"
    one(found, WARNING, said, "set screen.panel")
    assert worse(display.display(pi.machine, Screen(panel=PanelSize(154, 86)))) == []
    pi.write("/sys/class/drm/card1-HDMI-A-1/edid", edid())
    assert worse(display.display(pi.machine, Screen())) == []


# Sound.


def test_every_sound_card_is_told(pi: Answers) -> None:
    texts = [found.text for found in sound.sound(pi.machine, Speech())]
    assert texts == [
        "card 0: vc4-hdmi - vc4-hdmi-0",
        "card 1: bcm2835_headpho - bcm2835 Headphones",
    ]


@pytest.mark.parametrize("told", [None, "--- no soundcards ---\n"])
def test_no_sound_card_is_no_fault(told: str | None, bare: Answers) -> None:
    if told:
        bare.write("/proc/asound/cards", told)
    one(sound.sound(bare.machine, Speech()), WARNING, "no sound card", "buzzer needs none")


def test_the_names_that_a_sound_card_may_be_chosen_by_are_told(pi: Answers) -> None:
    pi.commands[as_asked(pi, "sound")] = "vc4-hdmi-0, MAI PCM\nbcm2835 Headphones\n"
    said = "names for speech.device: vc4-hdmi-0, MAI PCM; bcm2835 Headphones"
    chosen = Speech(device="bcm2835 Headphones")
    assert [found.text for found in sound.sound(pi.machine, chosen)][2:] == [said]
    found = worse(sound.sound(pi.machine, Speech(device="bcm2835 headphone")))
    one(found, WARNING, "'bcm2835 headphone'; did you mean bcm2835 Headphones?", "default card")


def test_a_sound_server_without_a_card_of_the_kernel_s_is_told(bare: Answers) -> None:
    bare.commands[as_asked(bare, "sound")] = "Built-in\n"
    one(sound.sound(bare.machine, Speech()), OK, "names for speech.device: Built-in")


# Users.


def test_users_with_every_group_are_well(pi: Answers) -> None:
    found = list(users.users(pi.machine, service.ask(pi.machine)))
    assert worse(found) == []
    assert [one.text.split()[0].rstrip(",") for one in found] == ["kiosk", "pi"]


def test_a_group_the_service_s_user_lacks_is_a_fault_with_the_command(pi: Answers) -> None:
    pi.write("/etc/group", GROUP.replace("render:x:993:kiosk", "render:x:993:"))
    one(
        worse(users.users(pi.machine, service.ask(pi.machine))),
        FAULT,
        "kiosk, the service's user, is not in render",
        "sudo usermod -aG render kiosk",
    )


def test_a_service_s_user_that_is_not_there_is_a_fault(pi: Answers) -> None:
    pi.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
    found = worse(users.users(pi.machine, service.ask(pi.machine)))
    one(found, FAULT, "kiosk, the service's user, is not there", "useradd --system")


def test_a_group_the_machine_does_not_have_is_told(pi: Answers) -> None:
    pi.write("/etc/group", GROUP.replace("gpio:x:986:kiosk,pi\n", ""))
    found = worse(users.users(pi.machine, service.ask(pi.machine)))
    one(found, WARNING, "there is no group gpio here", "groupadd --system gpio")


def test_a_group_the_present_user_lacks_is_a_warning(bare: Answers) -> None:
    bare.user = ("eva", GROUPS - {"gpio", "audio"})
    found = users.users(bare.machine, service.ask(bare.machine))
    one(found, WARNING, "eva (you) is not in gpio, audio", "usermod -aG gpio,audio eva")


def test_root_needs_no_group(bare: Answers) -> None:
    bare.user = ("root", frozenset({"root"}))
    one(users.users(bare.machine, service.ask(bare.machine)), OK, "root (you)")


# The service and the watchdog.


def unit_findings(told: Answers) -> list[Finding]:
    return list(service.service(told.machine, service.ask(told.machine)))


def test_a_running_service_is_well(pi: Answers) -> None:
    one(unit_findings(pi), OK, "active (running)")


@pytest.mark.parametrize(
    ("old", "new", "level", "said", "remedy"),
    [
        ("LoadState=loaded", "LoadState=not-found", WARNING, "is not installed", "docs/device.md"),
        ("ActiveState=active", "ActiveState=inactive", WARNING, "does not run", "start"),
        ("ActiveState=active", "ActiveState=failed", FAULT, "failed", "journalctl"),
        ("ActiveState=active", "ActiveState=activating", FAULT, "activating", "journalctl"),
        ("FileState=enabled", "FileState=disabled", WARNING, "not start at boot", "enable"),
        ("NRestarts=0", "NRestarts=7", WARNING, "restarted 7 times", "journalctl"),
    ],
)
def test_a_service_that_is_not_well_is_told(
    old: str, new: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.unit(old, new)
    one(worse(unit_findings(pi)), level, said, remedy)


def test_a_service_that_is_starting_is_no_fault(pi: Answers) -> None:
    pi.unit("ActiveState=active\nSubState=running", "ActiveState=activating\nSubState=start")
    one(worse(unit_findings(pi)), WARNING, "the kiosk is starting", "Ask again")


def test_a_machine_without_systemd_is_told(bare: Answers) -> None:
    one(unit_findings(bare), WARNING, "systemd does not answer")


def dogs(told: Answers) -> list[Finding]:
    return list(service.watchdog(told.machine, service.ask(told.machine)))


def test_both_watchdogs_are_told_with_their_patience(pi: Answers) -> None:
    texts = [found.text for found in dogs(pi)]
    assert texts == [
        "a kiosk that hangs is restarted after 20s",
        "a machine that hangs is restarted after 14s",
    ]


def test_a_unit_without_a_watchdog_is_a_fault(pi: Answers) -> None:
    pi.unit("WatchdogUSec=20s", "WatchdogUSec=0")
    one(worse(dogs(pi)), FAULT, "a kiosk that hangs is not restarted", "WatchdogSec=")


def test_a_board_s_watchdog_that_is_off_is_told(pi: Answers) -> None:
    pi.commands["systemctl show --property=RuntimeWatchdogUSec"] = "RuntimeWatchdogUSec=0\n"
    one(worse(dogs(pi)), WARNING, "machine that hangs is not restarted", "RuntimeWatchdogSec=14")


def test_a_board_without_its_watchdog_is_told(pi: Answers) -> None:
    pi.remove("/sys/class/watchdog/watchdog0/identity")
    (pi.root / "sys/class/watchdog/watchdog0").rmdir()
    one(worse(dogs(pi)), WARNING, "the board's own watchdog is not there", "dtparam=watchdog")


# The clock.


def clock_findings(told: Answers) -> list[Finding]:
    return list(clock.clock(told.machine, service.ask(told.machine)))


def test_a_clock_that_was_set_is_told_by_what(pi: Answers) -> None:
    one(clock_findings(pi), OK, "synchronised by systemd-timesyncd")


def test_a_clock_that_was_never_set_is_told_with_what_follows(pi: Answers) -> None:
    pi.remove("/run/systemd/timesync/synchronized")
    one(clock_findings(pi), WARNING, "the clock has never been set", "a battery clock")


def test_a_clock_set_by_another_service_is_told_by_whether_the_kiosk_may_know(pi: Answers) -> None:
    pi.remove("/run/systemd/timesync/synchronized")
    pi.synchronized = True
    one(clock_findings(pi), WARNING, "the service cannot know", "docs/settings.md")
    pi.unit("ProtectClock=yes", "ProtectClock=no")
    one(clock_findings(pi), OK, "as the kernel knows")


# The disk.


def disk_findings(told: Answers) -> list[Finding]:
    return list(disk.disk(told.machine, Path("/var/lib/acupressure-kiosk")))


def test_room_is_told(pi: Answers) -> None:
    one(disk_findings(pi), OK, "/: 9.0 GB free")
    (pi.root / "var/lib/acupressure-kiosk").mkdir(parents=True)
    assert len(disk_findings(pi)) == 2


@pytest.mark.parametrize(
    ("left", "said", "remedy"),
    [
        (Room(99_000_000, True), "0.1 GB free", "Make room"),
        (Room(9_000_000_000, False), "/ is read-only", "goes on without"),
    ],
)
def test_a_disk_that_is_full_or_read_only_is_told(
    left: Room, said: str, remedy: str, pi: Answers
) -> None:
    pi.room = left
    one(disk_findings(pi), WARNING, said, remedy)


# What is shown and said.


def test_what_is_shipped_is_without_a_fault() -> None:
    found = list(content.content(paths.OWN_SETTINGS))
    assert worse(found) == []
    assert {one.area for one in found} == {"settings", "routine", "pictures"}


def test_every_fault_in_the_settings_is_told(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "volume: 7", "volume: 70\nvolumme: 3"), "utf-8")
    found = list(content.content(file))
    assert [one.level for one in found] == [FAULT, FAULT]
    assert any("did you mean volume?" in one.text for one in found)
    assert {one.area for one in found} == {"settings"}


def test_settings_that_cannot_be_read_are_told_with_two_ways_out(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    one(content.content(file), FAULT, "cannot be read: No such file", "leave a file of comments")
    one(content.content(file), FAULT, str(file), "sudo chmod -R a+rX")


def test_of_very_many_faults_the_first_are_told_and_their_number(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(f"languages: [{'x, ' * 500}]\n")
    found = list(content.content(file))
    assert len(found) == 101
    assert found[-1].text == "and 401 more faults"


def test_a_missing_face_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").touch()
    one(content.fonts(tmp_path, ("a.ttf",)), OK, "1 faces")
    one(content.fonts(tmp_path, ("a.ttf", "b.ttf")), FAULT, "b.ttf not found", "reinstall")


def test_voices_are_checked_against_their_index(tmp_path: Path) -> None:
    one(content.voices(tmp_path), OK, "none installed")
    (tmp_path / "en").mkdir()
    clips = {"Press.": {"file": "1.opus", "seconds": 1}, "Stop.": {"file": "2.opus", "seconds": 1}}
    index = {"made_by": "somebody", "clips": clips}
    (tmp_path / "en" / "index.json").write_text(json.dumps(index))
    (tmp_path / "en" / "1.opus").touch()
    one(content.voices(tmp_path), FAULT, "there is no file 2.opus")
    (tmp_path / "en" / "2.opus").touch()
    one(content.voices(tmp_path), OK, "en: 2 clips")
    (tmp_path / "en" / "index.json").write_text("{")
    one(content.voices(tmp_path), FAULT, "cannot be read")
