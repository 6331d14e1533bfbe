"""The clinic in whose name a kiosk stands: its name, logo and closing sentence.

No postponed annotations here: the limits are read from the types.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from kiosk.config.faults import Fault
from kiosk.config.schema import Below, Line, Spoken, Text, shown
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document

LONGEST_NAME = 40
"""The most characters of a clinic's name: two lines beside the logo."""


@dataclass(frozen=True)
class Clinic:
    """What the first and the last page show of a clinic; ``None`` for nothing.

    :ivar logo: a picture's file, beside the settings
    :ivar closing: the last sentence of a session, by the code of its language
    """

    name: Annotated[str, Text(LONGEST_NAME)] | None = None
    logo: Annotated[str, Line(), Below()] | None = None
    closing: Mapping[str, Annotated[str, Spoken()]] | None = None

    def says(self, language: str) -> str:
        """Return the closing sentence in a language; empty if there is none."""
        return (self.closing or {}).get(language, "")


def faults(document: Document, languages: Sequence[str]) -> Iterator[Fault]:
    """Find closing sentences in a language that the kiosk does not know.

    :param languages: the codes of those that it knows
    """
    clinic = document.data.get("clinic") if isinstance(document.data, dict) else None
    closing = clinic.get("closing") if isinstance(clinic, dict) else None
    for code in closing if isinstance(closing, dict) else ():
        if code not in languages:
            problem = f"{shown(code)} is no language's code; {did_you_mean(str(code), languages)}"
            yield document.fault(("clinic", "closing", code), problem)
