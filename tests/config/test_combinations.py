from __future__ import annotations

import pytest

from tests.yaml_inputs import SETTINGS_TEXT, line_of, only_fault, settings_of, swap


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("language: en", "language: zh_TW", "language", "did you mean zh_CN?"),
        ("es, zh_CN]", "es, zh_NC]", "languages[5]", "did you mean zh_CN?"),
        (
            "[en, fr, de",
            "[fr, de",
            "languages",
            "include the kiosk's own language, en; or set language: fr",
        ),
        ("[en, fr", "[en, en, fr", "languages", "expected each entry once"),
        ("de, es, zh", "de, de, zh", "languages", "expected each entry once"),
        ("country: null", "country: UK", "country", "'UK' is not known"),
        ("country: null", "country: gb", "country", "did you mean GB?"),
        ("emergency_number: null", "emergency_number: 112", "emergency_number", "expected words"),
        ("emergency_number: null", 'emergency_number: "1"', "emergency_number", "two to eight"),
    ],
)
def test_a_wrong_language_or_country_is_reported(
    old: str, new: str, key: str, problem: str
) -> None:
    text = swap(SETTINGS_TEXT, old, new)
    fault = only_fault(lambda: settings_of(text))
    assert fault.line == line_of(SETTINGS_TEXT, old)
    assert (fault.key, problem in fault.problem) == (key, True), fault
