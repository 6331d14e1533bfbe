"""The commands of ``acupressure-kiosk-fleet``."""

from __future__ import annotations

import logging
import signal
import threading
from pathlib import Path

import click

from kiosk import __version__
from kiosk.cli.options import Commands, log_plainly, say, stop
from kiosk.config import fleet as settings
from kiosk.config.fleet import Fleet
from kiosk.fleet.identity import NoIdentity, kiosk_id
from kiosk.system.errors import UNAVAILABLE

log = logging.getLogger(__name__)

NO_CLIENT = (
    "The MQTT client paho-mqtt 2 is not installed."
    " On Debian: sudo apt install acupressure-kiosk-fleet; in a checkout: pip install .[fleet]"
)

CLEAR = "broker.tls: false sends the password and everything else readable over the network"

settings_option = click.option(
    "--settings",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=settings.DEVICE_FILE,
    show_default=True,
    help="Settings file of the agent.",
)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="acupressure-kiosk-fleet")
@click.option("-v", "--verbose", is_flag=True, help="Log debug messages too.")
def main(verbose: bool) -> None:
    """Report this kiosk's status by MQTT, for Home Assistant and others."""
    log_plainly(logging.DEBUG if verbose else logging.INFO)


def _need_client() -> None:
    try:
        import paho.mqtt.enums  # noqa: F401  # version 1 has none
    except ImportError:
        stop(NO_CLIENT, UNAVAILABLE)


@main.command()
@settings_option
def run(file: Path) -> None:
    """Run the agent, until it is stopped."""
    _need_client()
    import os

    from kiosk.exchange.files import WISHES
    from kiosk.fleet.agent import Agent
    from kiosk.fleet.report import Reporter
    from kiosk.fleet.wishing import WishWriter
    from kiosk.runtime.systemd import notifier, on_signals

    fleet = settings.load(file)
    if not fleet.broker.tls:
        log.warning(CLEAR)
    wishes = Path(os.environ.get("RUNTIME_DIRECTORY", WISHES.parent), WISHES.name)
    with notifier() as notify:
        agent = Agent(
            fleet,
            file,
            kiosk_id(),
            Reporter(),
            WishWriter(wishes),
            alive=lambda: notify("WATCHDOG=1"),
        )
        with on_signals(agent.stop):
            notify("READY=1")
            agent.run()


@main.command()
@click.option("--connect", is_flag=True, help="Connect to the broker too.")
@settings_option
def check(connect: bool, file: Path) -> None:
    """Check the settings, and print the kiosk's id and topics."""
    fleet = settings.load(file)
    say(f"{file}: no faults found")
    warnings = secrets(fleet, file)
    if not fleet.broker.tls:
        warnings.append(CLEAR)
    try:
        _describe(fleet, kiosk_id())
    except NoIdentity as error:  # as in an image, before its first boot
        warnings.append(str(error))
    for problem in warnings:
        say(f"warning: {problem}", err=True)
    if connect:
        _try_to_connect(fleet, file, kiosk_id())


def _describe(fleet: Fleet, kiosk: str) -> None:
    """Print how the kiosk is known to the fleet."""
    from kiosk.fleet.discovery import default_name
    from kiosk.fleet.topics import Topics

    topics = Topics.of(fleet, kiosk)
    say(f"id: {kiosk}")
    say(f"name: {fleet.name or default_name(kiosk)}")
    say(f"broker: {fleet.broker.host}:{fleet.broker.port}, user {fleet.broker.user or kiosk}")
    say(*(f"publishes: {topic}" for topic in topics.retained))
    if fleet.commands:
        say(f"takes: {topics.command('+')}")


def secrets(fleet: Fleet, file: Path) -> list[str]:
    """Return which files of the settings are missing, or may be read by everybody."""
    found = []
    for name in filter(None, (fleet.broker.password, fleet.broker.ca)):
        secret = settings.secret(file, name)
        try:
            mode = secret.stat().st_mode
        except OSError as error:
            found.append(f"{secret} cannot be read: {error.strerror}")
            continue
        if name == fleet.broker.password and mode & 0o077:
            found.append(f"{secret} may be read by others: sudo chmod 600 {secret}")
    return found


def _try_to_connect(fleet: Fleet, file: Path, kiosk: str) -> None:
    _need_client()
    from kiosk.fleet.connection import Connection
    from kiosk.fleet.trouble import NoConnection

    try:
        # Under another name than the agent's, which would be disconnected.
        with Connection(fleet.broker, file, f"{kiosk}-check", kiosk):
            say("connected")
    except NoConnection as error:
        stop(f"Not connected: {error.problem.text}", UNAVAILABLE)


@main.command()
@click.argument("kiosk", required=False)
@settings_option
def forget(kiosk: str | None, file: Path) -> None:
    """Clear the topics of a retired kiosk: of the one with this id, or of this one.

    Stop its agent first, which would publish them again.
    """
    _need_client()
    from kiosk.fleet.retire import forget as clear

    own = kiosk_id()
    cleared = clear(settings.load(file), file, kiosk or own, own)
    say(*(f"cleared: {topic}" for topic in cleared))


@main.command()
@click.argument("count", type=click.IntRange(1, 500))
@click.option("--seconds", type=click.FloatRange(min=0.1), help="End after this time.")
@settings_option
def simulate(count: int, seconds: float | None, file: Path) -> None:
    """Run COUNT mock kiosks until Ctrl+C; then clear their topics."""
    _need_client()
    from kiosk.fleet import simulate as mock
    from kiosk.fleet.retire import forget as clear
    from kiosk.system.signals import handled

    fleet, stopping = settings.load(file), threading.Event()
    with handled(lambda *_: stopping.set(), (signal.SIGINT, signal.SIGTERM)):
        with mock.running(fleet, file, count):
            say(f"{count} mock kiosks run; Ctrl+C ends them.")
            stopping.wait(seconds)
        for number in range(1, count + 1):
            clear(fleet, file, mock.name(number), mock.name(0))
