"""``make voice``: render the languages named on the command line, or all."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from kiosk.config.language import LANGUAGES
from kiosk.config.paths import VOICES
from tools.voice.engines import EngineUnavailable
from tools.voice.render import Rendering

PROGRAMS = {"espeak-ng": "espeak-ng", "ffmpeg": "ffmpeg", "opusenc": "opus-tools"}
"""Programs that rendering needs, and the Debian packages that have them."""


def main() -> None:
    """Render clips."""
    parser = argparse.ArgumentParser(description="Render every spoken sentence as a clip.")
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="LANGUAGE")
    parser.add_argument("--engine", choices=["espeak"], help="use espeak-ng for every language")
    parser.add_argument("--voices", type=Path, default=VOICES, help="the folder of all languages")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one sentence out of N")
    options = parser.parse_args()
    if options.every > 1 and options.voices == VOICES:
        parser.error("--every needs --voices: it deletes the other clips")
    missing = [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    if missing:
        sys.exit(f"Not installed; run: sudo apt install {' '.join(missing)}")
    for language in options.languages or LANGUAGES:
        try:
            target = options.voices / language
            for line in Rendering(language, target, bool(options.engine), options.every).run():
                print(line, flush=True)
        except EngineUnavailable as error:
            sys.exit(f"{language}: {error}")


if __name__ == "__main__":
    main()
