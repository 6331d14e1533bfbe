from __future__ import annotations

import pytest
from hypothesis import given

from kiosk.config.header import Role
from kiosk.config.settings import Buzzer, BuzzerKind, Pins, Pull, Settings
from kiosk.session.keys import Key
from kiosk.wiring.circuits import BuzzerCircuit, Chain, circuits, notes
from kiosk.wiring.text import text
from tests.wiring.strategies import every_wiring, wired


def chains(settings: Settings, title: str) -> tuple[Chain, ...]:
    (found,) = (circuit for circuit in circuits(settings) if circuit.title.startswith(title))
    return found.chains


def test_the_shipped_settings_wire_three_buttons_and_the_buzzer() -> None:
    titles = [circuit.title for circuit in circuits(Settings())]
    assert titles == [
        *("ADVANCE button", "REPEAT button", "SWITCH SIDES button", "Buzzer, active, 5 V"),
    ]


def test_a_fourth_button_and_lights_are_wired_where_the_settings_name_them() -> None:
    made = wired(pause=16, advance_light=22, switch_light=24)
    titles = [circuit.title for circuit in circuits(made)]
    assert titles[3] == "PAUSE button"
    assert titles[5:] == ["ADVANCE light", "SWITCH SIDES light"]


@pytest.mark.parametrize(
    ("pull", "expected"),
    [
        (Pull.UP, [("pin 29", "button", "ground")]),
        (Pull.DOWN, [("pin 29", "button", "3.3 V")]),
        (
            Pull.EXTERNAL_UP,
            [
                ("pin 29", "button", "ground"),
                ("pin 29", "resistor 10k", "3.3 V"),
                ("pin 29", "capacitor 100 nF", "ground"),
            ],
        ),
        (
            Pull.EXTERNAL_DOWN,
            [
                ("pin 29", "button", "3.3 V"),
                ("pin 29", "resistor 10k", "ground"),
                ("pin 29", "capacitor 100 nF", "ground"),
            ],
        ),
    ],
)
def test_a_button_is_wired_for_its_pull(pull: Pull, expected: list[Chain]) -> None:
    assert list(chains(wired(pull), "ADVANCE")) == expected


def test_a_light_has_its_resistor() -> None:
    (chain,) = chains(wired(advance_light=22), "ADVANCE light")
    assert chain == ("pin 15", "resistor 330R", "LED, long leg first", "ground")


def test_the_buzzer_has_an_npn_transistor_with_base_resistor_and_pull_down() -> None:
    parts = chains(Settings(), "Buzzer")
    assert parts[0] == ("pin 32", "resistor 1k", "base of the transistor (NPN, e.g. BC337)")
    assert parts[1] == ("base", "resistor 10k", "ground")
    assert ("5 V", "buzzer, + first", "collector") in parts
    assert ("emitter", "ground") in parts


def test_a_buzzer_that_a_low_line_sounds_has_a_pnp_transistor_from_3_3_v() -> None:
    made = wired(low_sounds=True)
    parts = chains(made, "Buzzer")
    assert parts[1] == ("base", "resistor 10k", "3.3 V")
    assert ("3.3 V", "emitter") in parts
    assert ("collector", "buzzer, + first", "ground") in parts
    assert any("it must be one for 3.3 V" in note for note in notes(circuits(made)))


def test_a_high_line_sounds_a_passive_buzzer_whatever_active_high_says() -> None:
    made = Settings(buzzer=Buzzer(kind=BuzzerKind.PASSIVE, active_high=False))
    (buzzer,) = (one for one in circuits(made) if isinstance(one, BuzzerCircuit))
    assert buzzer.supply is Role.V5


@given(every_wiring)
def test_every_wired_pin_is_listed_once_and_ends_at_ground_or_supply(settings: Settings) -> None:
    described = circuits(settings)
    pins = vars(settings.pins)
    named = {pins[name] for name in pins if name not in ("factory", "reserved_ok")} - {None}
    assert sorted(circuit.bcm for circuit in described) == sorted(named)
    joined = {role.value for role in Role}
    for circuit in described:
        assert circuit.chains[0][0] == f"pin {circuit.pin}"
        assert joined & {end for chain in circuit.chains for end in chain}


@given(every_wiring)
def test_the_text_shows_every_circuit_beside_its_pin_and_below(settings: Settings) -> None:
    printed = text(circuits(settings))
    rows = printed.splitlines()[2:22]
    assert len(rows) == 20
    assert sum(row.count("●") for row in rows) == len(circuits(settings))
    for circuit in circuits(settings):
        (row,) = (row for row in rows if f"GPIO{circuit.bcm} " in f"{row} ")
        assert circuit.title in row
        assert f"\n{circuit.title} ({circuit.where})\n" in printed


def test_keys_have_the_names_on_the_buttons() -> None:
    pins = Pins(pause=16, volume=17)
    titles = " ".join(circuit.title for circuit in circuits(Settings(pins=pins)))
    assert all(key.value.upper() in titles for key in Key)
