from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import gpiozero
import pytest

from kiosk.panel.pins import NoPins, mock_factory, open_factory
from kiosk.settings import Factory
from tests.outer import closing

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
def test_a_driver_that_is_not_installed_is_told_with_what_to_do(
    kind: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, MODULES[kind][0], None)
    with pytest.raises(NoPins) as caught:
        open_factory(kind)
    told = str(caught.value)
    assert f"The pin driver {kind.value} is not installed" in told
    assert "sudo apt install python3-" in told
    assert "start with --simulate" in told


@pytest.mark.parametrize("kind", REAL)
def test_a_driver_that_finds_no_pins_is_told_with_its_reason_and_what_to_do(
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
    told = str(caught.value)
    assert f"The pin driver {kind.value} finds no usable pins: can not open gpiochip" in told
    assert "group gpio" in told
    assert "start with --simulate" in told


@pytest.mark.parametrize("kind", REAL)
def test_a_driver_is_made_from_gpiozero_s_own_class(
    kind: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, factory = MODULES[kind]
    module, made = types.ModuleType(name), object()
    setattr(module, factory, lambda: made)
    monkeypatch.setitem(sys.modules, name, module)
    assert open_factory(kind) is made


def test_lgpio_is_not_replaced_by_mock_pins_on_a_machine_without_it() -> None:
    pytest.importorskip("gpiozero")
    if "lgpio" in sys.modules or _installed("lgpio"):
        pytest.skip("lgpio is installed here")
    with pytest.raises(NoPins, match="lgpio is not installed"):
        open_factory(Factory.LGPIO)


def _installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def test_mock_pins_are_had_when_asked_for() -> None:
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
