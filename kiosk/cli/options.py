"""Shared by the commands: options, output, and the one error handler."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from kiosk.config.faults import plain
from kiosk.system.command import give_settings
from kiosk.system.errors import UNAVAILABLE, KioskError

if TYPE_CHECKING:
    from kiosk.config.settings import Settings
    from kiosk.library.content import Content


class PixelSize(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from 8.4 on
    """A size such as ``800x480``."""

    name = "WxH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return width and height."""
        match = re.fullmatch(r"([0-9]{1,4})x([0-9]{1,4})", str(value))
        if match is None:
            self.fail(
                f"{value!r} is not a size; expected width x height such as 800x480", param, ctx
            )
        width, height = int(match[1]), int(match[2])
        if not (320 <= width <= 7680 and 320 <= height <= 7680):
            self.fail(f"{value} is out of range; expected 320 to 7680 pixels a side", param, ctx)
        return width, height


class Commands(click.Group):
    """The command group, with one error handler and output in any terminal's encoding."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command; replace unencodable output, and escape it on standard error."""
        for stream, instead in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=instead)
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print a :class:`KioskError` and exit with its code."""
        try:
            return super().invoke(ctx)
        except KioskError as error:
            stop(error, error.exit_code)
        except BrokenPipeError:  # the reader, such as head, has enough
            unread = os.open(os.devnull, os.O_WRONLY)
            os.dup2(unread, sys.stdout.fileno())  # or else Python complains when it ends
            sys.exit(0)


class OneLine(logging.Formatter):
    """Formats each message on one line, with characters that could steer the terminal escaped."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return a record's line, without the traceback that may follow."""
        return plain(super().formatMessage(record))


def log_plainly(level: int) -> None:
    """Log to standard error, one line per message."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])


def say(*lines: object, err: bool = False) -> None:
    """Print lines, with characters that could steer the terminal or break the line escaped."""
    click.echo("\n".join(plain(str(line)) for line in lines), err=err)


def stop(message: object, code: int) -> NoReturn:
    """Print a message to standard error and exit with ``code``."""
    say(*str(message).split("\n"), err=True)
    sys.exit(code)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows progress on one line of standard error, if it is a terminal."""
    stream, wide = sys.stderr, 0

    def show(doing: str) -> None:
        nonlocal wide
        if stream.isatty():
            stream.write(f"\r{'':{wide}}\r{doing}")
            stream.flush()
            wide = len(doing)

    try:
        yield show
    finally:
        show("")


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Report a file that cannot be written, and exit with code 69."""
    try:
        yield
    except BrokenPipeError:  # of the output, not of the file
        raise
    except OSError as error:
        stop(f"{target} cannot be written: {error.strerror}", UNAVAILABLE)


Command = TypeVar("Command", bound=Callable[..., Any])


def _given(ctx: click.Context, _: click.Parameter, file: Path | None) -> Path | None:
    """Let the commands that messages name have the same settings, until this command ends."""
    give_settings(file)
    ctx.call_on_close(lambda: give_settings(None))
    return file


settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_given,
    help="Settings file. [default: the device's in /etc, else the shipped one]",
)
routine_option = click.option(
    "--routine", help="Name of a routine, instead of the one in the settings."
)
language_option = click.option(
    "--language",
    metavar="CODE",
    help="Language of the pages, instead of the one in the settings.",
)
page_size_option = click.option(
    "--size",
    type=PixelSize(),
    help="Size of a page as it is seen. [default: from the settings, or else 800x480]",
)


def output_option(text: str, default: Path | None = None) -> Callable[[Command], Command]:
    """Return the option for the file to write."""
    return click.option(
        "-o",
        "output",
        type=click.Path(path_type=Path, dir_okay=False, writable=True),
        default=default,
        show_default=default is not None,
        help=text,
    )


def in_language(loaded: Content, language: str | None) -> Content:
    """Return the content in a language; warn if its pages mix two.

    :raises UnknownLanguage: if there is no such language
    """
    from kiosk.library.content import mixed

    shown = loaded.in_language(language)
    if problem := mixed(shown):
        say(f"warning: {problem}", err=True)
    return shown


def page_size(size: tuple[int, int] | None, settings: Settings) -> tuple[int, int]:
    """Return the size asked for, else that of the settings' screen or display, else a usual one."""
    return size or settings.screen.likely_page
