"""Render every sentence of the shipped routine to a clip, in every language: ``make voice``.

Needs espeak-ng and opusenc (Debian: espeak-ng, opus-tools); the kiosk itself needs neither.
A clip is trimmed of silence, brought to one loudness, faded at both ends and written as Opus in
OGG. The same versions of the two programs give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import operator
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.config.emergency_numbers import ANYWHERE, EMERGENCY
from kiosk.config.language import LANGUAGES, translator
from kiosk.config.paths import OWN_SETTINGS, VOICES
from kiosk.config.settings import Settings
from kiosk.library import content
from kiosk.speech import clips as clip_index
from kiosk.speech import script
from kiosk.speech.inventory import sentences

LOUDNESS = 0.1
"""Root mean square of what is louder than a whisper, of full scale: -20 dB."""

PEAK = 0.89
"""The loudest sample, of full scale: -1 dB."""

WHISPER = 0.01
"""What is softer at either end is taken for silence, of full scale: -40 dB."""

EDGE = 0.03
"""Seconds of silence left at both ends, and of the fade in them."""

BITRATE = 20
"""Kilobits a second."""

FULL = 32768.0


def numbers() -> tuple[str, ...]:
    """Every emergency number a text may hold."""
    return tuple(sorted({*EMERGENCY.values(), ANYWHERE}))


def texts(language: str) -> tuple[str, ...]:
    """Every sentence that the shipped routine can say in a language, each once."""
    shipped = content.load(OWN_SETTINGS)
    plans = [content.compiled(way, shipped.routine) for way in ways(shipped.settings)]
    spelt = [translator(language, clip_index.digits_apart(number)) for number in numbers()]
    found = (text for plan in plans for tr in spelt for text in sentences(plan, tr))
    return tuple(dict.fromkeys(found))


def ways(settings: Settings) -> tuple[Settings, Settings]:
    """Give the settings for two hands, and for one."""
    return replace(settings, one_handed=False), replace(settings, one_handed=True)


def speak(text: str, language: str, folder: Path) -> tuple[array[int], int]:
    """Have the engine say a text; give the samples and their rate."""
    file = folder / "said.wav"
    subprocess.run(clip_index.command(text, language, str(file)), check=True, capture_output=True)
    with wave.open(str(file)) as read:
        assert (read.getnchannels(), read.getsampwidth()) == (1, 2)
        return array("h", read.readframes(read.getnframes())), read.getframerate()


def level(samples: array[int], rate: int) -> array[int]:
    """Trim the silence at both ends, bring to one loudness, and fade the ends."""
    loud = [n for n, value in enumerate(samples) if abs(value) > WHISPER * FULL]
    if not loud:
        raise ValueError("the engine said nothing")
    edge = round(EDGE * rate)
    kept = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    audible = array("h", (value for value in kept if abs(value) > WHISPER * FULL))
    rms = math.sqrt(sum(map(operator.mul, audible, audible)) / len(audible)) / FULL
    gain = min(LOUDNESS / rms, PEAK * FULL / max(map(abs, kept)))
    made = array("h", (round(value * gain) for value in kept))
    for n in range(min(edge, len(made) // 2)):
        made[n] = made[n] * n // edge
        made[-1 - n] = made[-1 - n] * n // edge
    return made


def encode(samples: array[int], rate: int, file: Path, folder: Path) -> None:
    """Write samples as Opus in OGG; the stream's number is fixed, so that files can be compared."""
    wav = folder / "level.wav"
    with wave.open(str(wav), "wb") as written:
        written.setparams((1, 2, rate, len(samples), "NONE", ""))
        written.writeframes(samples.tobytes())
    line = ["opusenc", "--quiet", "--bitrate", str(BITRATE), "--serial", "1"]
    line += ["--discard-comments", "--padding", "0", str(wav), str(file)]
    subprocess.run(line, check=True, capture_output=True)


def file_name(text: str) -> str:
    """Name a clip by what is said in it, so that a changed sentence is another file."""
    return hashlib.sha256(text.encode()).hexdigest()[:12] + ".ogg"


def made_by(language: str) -> str:
    """Name the engine, its version and the voice."""
    line = [clip_index.ENGINE, "--version"]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    version = told.partition("text-to-speech: ")[2].split()[0]
    return f"{clip_index.ENGINE} {version}, voice {clip_index.voice_of(language)}"


def kept(target: Path, engine: str) -> dict[str, dict[str, object]]:
    """Give the entries of clips that are there already, made by the same engine."""
    file = target / "index.json"
    index = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    clips = index.get("clips", {}) if index.get("made_by") == engine else {}
    return {text: clip for text, clip in clips.items() if (target / clip["file"]).is_file()}


def render(language: str, target: Path) -> Iterator[str]:
    """Render what a language lacks in ``target``, delete what no sentence needs, and tell of it."""
    target.mkdir(parents=True, exist_ok=True)
    clips: dict[str, dict[str, object]] = {}
    engine = made_by(language)
    there = kept(target, engine)
    own_voice = {script.other_language(other): other for other in LANGUAGES}
    with tempfile.TemporaryDirectory() as name:
        for text in texts(language):
            if text in there:
                clips[text] = there[text]
                continue
            samples, rate = speak(text, own_voice.get(text, language), Path(name))
            samples = level(samples, rate)
            encode(samples, rate, target / file_name(text), Path(name))
            clips[text] = {"file": file_name(text), "seconds": round(len(samples) / rate, 3)}
    index = {"made_by": engine, "clips": dict(sorted(clips.items()))}
    written = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
    (target / "index.json").write_text(written, encoding="utf-8")
    needed = {clip["file"] for clip in clips.values()}
    for file in target.glob("*.ogg"):
        if file.name not in needed:
            file.unlink()
            yield f"{file} deleted: no sentence needs it"
    size = sum(file.stat().st_size for file in target.iterdir())
    seconds = sum(float(str(clip["seconds"])) for clip in clips.values())
    yield f"{target}: {len(clips)} clips, {seconds / 60:.1f} min, {size / 1e6:.2f} MB"


def main() -> None:
    """Render the languages named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="LANGUAGE")
    chosen = parser.parse_args().languages or tuple(LANGUAGES)
    missing = [name for name in (clip_index.ENGINE, "opusenc") if shutil.which(name) is None]
    if missing:
        sys.exit(f"{' and '.join(missing)} cannot be found: sudo apt install espeak-ng opus-tools")
    for language in chosen:
        for line in render(language, VOICES / language):
            print(line)


if __name__ == "__main__":
    main()
