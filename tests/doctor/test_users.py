from __future__ import annotations

from kiosk.doctor import service, users
from tests.doctor.expected import FAULT, OK, WARNING, expect_one, worse
from tests.doctor.fake_machine import GROUP, GROUPS, Answers


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
