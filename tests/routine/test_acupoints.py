from __future__ import annotations

import pytest

from kiosk.config.schema import Expected
from kiosk.routine.acupoints import POINTS_OF_MERIDIAN, WhoCode

ALL = [f"{name}{n}" for name, last in POINTS_OF_MERIDIAN.items() for n in range(1, last + 1)]

NO_CODES = ["", "6", "CV", "CV0", "CV06", "cv6", "Cv6", " CV6", "CV6 ", "CV6\n", "CV 6", "CV-6"]
NO_CODES += ["CV\u0666", "C\u21646", "\u0421V6", "CV100", "CVV6", "CV6a"]


def refusal(code: str) -> str:
    with pytest.raises(Expected) as caught:
        WhoCode().check(code)
    return str(caught.value)


def test_the_who_lists_361_points_and_each_is_accepted() -> None:
    assert len(ALL) == 361
    for code in ALL:
        WhoCode().check(code)


@pytest.mark.parametrize(
    "code", ["CV6", "BL23", "BL52", "BL53", "GB30", "BL40", "BL39", "LI4", "LR3"]
)
def test_the_points_of_the_article_are_accepted(code: str) -> None:
    WhoCode().check(code)


@pytest.mark.parametrize(("meridian", "last"), sorted(POINTS_OF_MERIDIAN.items()))
def test_a_meridian_ends_where_it_ends(meridian: str, last: int) -> None:
    assert f"{meridian} ends at {meridian}{last}" in refusal(f"{meridian}{last + 1}")


@pytest.mark.parametrize("code", NO_CODES)
def test_a_malformed_code_is_rejected(code: str) -> None:
    assert "expected a WHO point code such as BL52" in refusal(code)


@pytest.mark.parametrize(
    ("code", "current"),
    [("B54", "BL"), ("UB40", "BL"), ("4GI", "LI"), ("GI4", "LI"), ("Liv3", "LR"), ("REN6", "CV")],
)
def test_an_old_name_is_rejected_with_the_current_name(code: str, current: str) -> None:
    assert f"is now {current}, and its numbers may differ" in refusal(code)


@pytest.mark.parametrize(
    ("code", "current"),
    [("VB20", "GB20"), ("vb 20", "GB20"), ("VC6", "CV6"), ("E36", "ST36"), ("F3", "LR3")],
)
def test_a_code_in_french_is_rejected_with_that_of_the_who(code: str, current: str) -> None:
    assert f"did you mean {current}?" in refusal(code)


def test_an_unknown_meridian_is_reported_with_all_known_ones() -> None:
    assert "names no meridian; expected one of LU, LI" in refusal("XX1")
