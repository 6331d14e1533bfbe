from __future__ import annotations

import pytest

from kiosk.config.settings import Speech
from kiosk.doctor import sound
from tests.doctor.expected import OK, WARNING, expect_one, worse
from tests.doctor.fake_machine import Answers


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
        bare.commands[bare.sdl_command("sound")] = listed
    found = sound.sound(bare.machine, Speech())
    expect_one(found, WARNING, "no sound card: nothing is spoken (the buzzer needs none)", "USB")


def test_the_valid_names_of_sound_cards_are_reported(pi: Answers) -> None:
    pi.commands[pi.sdl_command("sound")] = "vc4-hdmi-0, MAI PCM\nbcm2835 Headphones\n"
    said = "names for speech.device: vc4-hdmi-0, MAI PCM; bcm2835 Headphones"
    chosen = Speech(device="bcm2835 Headphones")
    assert [found.text for found in sound.sound(pi.machine, chosen)][2:] == [said]
    found = worse(sound.sound(pi.machine, Speech(device="bcm2835 headphone")))
    expect_one(
        found, WARNING, "'bcm2835 headphone'; did you mean bcm2835 Headphones?", "default card"
    )


def test_a_sound_server_without_a_kernel_card_is_reported(bare: Answers) -> None:
    bare.commands[bare.sdl_command("sound")] = "Built-in\n"
    expect_one(sound.sound(bare.machine, Speech()), OK, "names for speech.device: Built-in")
