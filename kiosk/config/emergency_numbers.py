"""Emergency numbers by country (ISO 3166-1 alpha-2 code).

Each number reaches an ambulance, as published by the authority named. Where a country has both a
general and an ambulance number, this is the one recommended for medical help. Numbers change:
check locally when setting up a kiosk.
"""

from __future__ import annotations

from collections.abc import Mapping

ANYWHERE = "112"
"""The number if no country is set. Source: ETSI TS 122 101, by which any mobile telephone treats
112 as an emergency call in every country."""

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

EMERGENCY: Mapping[str, str] = {
    # European emergency number: Council Decision 91/396/EEC, Directive (EU) 2018/1972, art. 109.
    **dict.fromkeys(_EU.split(), "112"),
    # The same by the Agreement on the European Economic Area.
    **dict.fromkeys(("IS", "LI", "NO"), "112"),
    # Switzerland, ambulance: Federal Office of Communications, short numbers. 112 works too.
    "CH": "144",
    # United Kingdom: NHS, Ofcom.
    "GB": "999",
    # United States: Federal Communications Commission. Canada: CRTC. Mexico: Gobierno de México.
    "US": "911",
    "CA": "911",
    "MX": "911",
    # Brazil, SAMU: Ministério da Saúde.
    "BR": "192",
    # Australia, Triple Zero: Australian Communications and Media Authority.
    "AU": "000",
    # New Zealand: New Zealand Police, Health New Zealand.
    "NZ": "111",
    # China, ambulance: National Health Commission.
    "CN": "120",
    # Japan, ambulance and fire: Fire and Disaster Management Agency.
    "JP": "119",
    # India: Emergency Response Support System, Ministry of Home Affairs.
    "IN": "112",
}
