from __future__ import annotations

from kiosk.doctor import clock, service
from kiosk.doctor.findings import Finding
from tests.doctor.expected import OK, WARNING, expect_one
from tests.doctor.fake_machine import Answers


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
