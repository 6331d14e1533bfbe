from __future__ import annotations

import pytest

from kiosk.config.emergency_numbers import EMERGENCY
from kiosk.config.language import LANGUAGES, translator
from tests.yaml_inputs import settings_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("volume: 7\n", "112"),
        ("country: GB\n", "999"),
        ("country: CN\n", "120"),
        ('emergency_number: "15"\n', "15"),
        ('country: GB\nemergency_number: "112"\n', "112"),
    ],
)
def test_the_number_to_call_is_the_set_one_or_else_the_country_s(text: str, number: str) -> None:
    assert settings_of(text).emergency == number


def test_every_country_has_a_number_that_can_be_dialled() -> None:
    for country, number in EMERGENCY.items():
        assert settings_of(f'country: {country}\nemergency_number: "{number}"\n').country == country


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_is_put_into_the_advice_in_every_language(language: str) -> None:
    advice = "Call {emergency}, or ask somebody to call."
    translated = translator(language, "999")(advice)
    assert "999" in translated
    assert "{" not in translated
