from __future__ import annotations

import errno
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import gpiozero
import pytest

from kiosk.config.settings import Factory
from kiosk.panel import pin_factory
from kiosk.panel.pin_factory import NoPins, mock_factory, open_factory
from tests.mock_wires import closing

MODULES = {
    Factory.LGPIO: ("gpiozero.pins.lgpio", "LGPIOFactory"),
    Factory.RPIGPIO: ("gpiozero.pins.rpigpio", "RPiGPIOFactory"),
    Factory.PIGPIO: ("gpiozero.pins.pigpio", "PiGPIOFactory"),
    Factory.NATIVE: ("gpiozero.pins.native", "NativeFactory"),
}
REAL = tuple(kind for kind in Factory if kind is not Factory.MOCK)


@pytest.fixture(autouse=True)
def _gpiozero_is_left_alone() -> Iterator[None]:
    before = gpiozero.Device.pin_factory
    yield
    assert gpiozero.Device.pin_factory is before


def test_every_real_driver_is_known() -> None:
    assert set(MODULES) == set(REAL)


@pytest.mark.parametrize("kind", REAL)
def test_a_driver_that_is_not_installed_is_reported_with_a_remedy(
    kind: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, MODULES[kind][0], None)
    with pytest.raises(NoPins) as caught:
        open_factory(kind)
    message = str(caught.value)
    assert f"The pin driver {kind.value} is not installed" in message
    assert "sudo apt install python3-" in message
    assert "start with --simulate" in message


@pytest.mark.parametrize("kind", REAL)
def test_a_driver_that_finds_no_pins_is_reported_with_its_reason_and_a_remedy(
    kind: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError("can not open gpiochip")

    name, factory = MODULES[kind]
    module = types.ModuleType(name)
    setattr(module, factory, refuse)
    monkeypatch.setitem(sys.modules, name, module)
    with pytest.raises(NoPins) as caught:
        open_factory(kind)
    message = str(caught.value)
    assert f"The pin driver {kind.value} finds no usable pins: can not open gpiochip" in message
    assert "start with --simulate" in message


@pytest.mark.parametrize("kind", REAL)
def test_a_driver_is_made_from_gpiozero_s_own_class(
    kind: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, factory = MODULES[kind]
    module, made = types.ModuleType(name), object()
    setattr(module, factory, lambda: made)
    monkeypatch.setitem(sys.modules, name, module)
    assert open_factory(kind) is made


DRIVER = """
import os
open(".lgd-nfy0", "wb").close()
folder = os.getcwd()
os.chdir(os.environ.get("LG_WD", "."))
class LGPIOFactory:
    pass
"""
"""A driver that writes to the working directory on import and changes to LG_WD, as lgpio does."""


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Replace lgpio with such a driver, and work in a folder that must stay empty."""
    package, here = tmp_path / "drivers" / "lgpio_factory.py", tmp_path / "here"
    package.parent.mkdir()
    package.write_text(DRIVER, "utf-8")
    here.mkdir()
    monkeypatch.syspath_prepend(str(package.parent))
    lgpio = pin_factory.Driver("lgpio_factory.LGPIOFactory", "lgpio", "python3-lgpio")
    monkeypatch.setitem(pin_factory.DRIVERS, Factory.LGPIO, lgpio)
    monkeypatch.chdir(here)
    yield here
    sys.modules.pop("lgpio_factory", None)


@pytest.mark.parametrize("named", [False, True], ids=["on its own", "LG_WD set"])
def test_a_driver_s_pipe_is_created_in_a_temporary_folder_and_removed(
    driver: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    if named:
        monkeypatch.setenv("LG_WD", str(tmp_path / "drivers"))
    before = set(tmp_path.iterdir())
    open_factory(Factory.LGPIO)
    assert Path.cwd() == driver
    assert list(driver.iterdir()) == []
    assert set(tmp_path.iterdir()) == before
    assert Path(sys.modules["lgpio_factory"].folder).parent == tmp_path


def test_pins_open_in_a_folder_that_is_unwritable_or_gone(
    driver: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.rmdir()
    open_factory(Factory.LGPIO)
    assert not driver.exists()


def test_without_a_temporary_folder_the_remedy_is_not_the_group(
    driver: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(NoPins, match="Read-only file system") as caught:
        open_factory(Factory.LGPIO)
    assert "TMPDIR" in str(caught.value)
    assert "group" not in str(caught.value)


def test_the_remedy_fits_the_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "shows no GPIO chip" in pin_factory._remedy(Factory.LGPIO, tmp_path)
    (tmp_path / "gpiochip0").touch()
    assert "doctor" in pin_factory._remedy(Factory.LGPIO, tmp_path)
    assert "pigpiod" in pin_factory._remedy(Factory.PIGPIO, tmp_path)
    monkeypatch.setattr("os.access", lambda path, mode: False)
    remedy = pin_factory._remedy(Factory.LGPIO, tmp_path)
    assert "may not open gpiochip0" in remedy
    assert "group gpio" in remedy


def test_lgpio_is_not_replaced_by_mock_pins_on_a_machine_without_it() -> None:
    pytest.importorskip("gpiozero")
    if "lgpio" in sys.modules or _installed("lgpio"):
        pytest.skip("lgpio is installed here")
    with pytest.raises(NoPins, match="lgpio is not installed"):
        open_factory(Factory.LGPIO)


def _installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def test_mock_pins_are_opened_on_request() -> None:
    factory = open_factory(Factory.MOCK)
    with closing(factory):
        assert type(factory) is type(mock_factory())


def test_mock_pins_carry_a_tone() -> None:
    factory = mock_factory()
    with closing(factory):
        pin = factory.pin(12)
        pin.function = "output"
        pin.frequency = 2400
        assert pin.frequency == 2400
