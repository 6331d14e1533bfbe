"""Render every sentence of the shipped routine to a clip in every language: ``make voice``.

Needs espeak-ng and opusenc (Debian: espeak-ng, opus-tools); the kiosk itself needs neither.
Clips are trimmed of silence, brought to the same loudness, faded at both ends and written as Opus
in OGG. The same versions of the two programs produce the same files.
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
"""Root mean square of the samples above ``WHISPER``, of full scale: -20 dB."""

PEAK = 0.89
"""The loudest sample, of full scale: -1 dB."""

WHISPER = 0.01
"""Loudness below which both ends count as silence, of full scale: -40 dB."""

EDGE = 0.03
"""Seconds of silence kept at both ends, which are also the length of the fades."""

BITRATE = 20
"""Kilobits per second."""

FULL = 32768.0


def numbers() -> tuple[str, ...]:
    """Return every emergency number that a text may contain."""
    return tuple(sorted({*EMERGENCY.values(), ANYWHERE}))


def texts(language: str) -> tuple[str, ...]:
    """Return every sentence that the shipped routine can say in a language, each once."""
    shipped = content.load(OWN_SETTINGS)
    plans = [content.compiled(way, shipped.routine) for way in ways(shipped.settings)]
    spelt = [translator(language, clip_index.digits_apart(number)) for number in numbers()]
    found = (text for plan in plans for tr in spelt for text in sentences(plan, tr))
    return tuple(dict.fromkeys(found))


def ways(settings: Settings) -> tuple[Settings, Settings]:
    """Return the settings for two hands and for one."""
    return replace(settings, one_handed=False), replace(settings, one_handed=True)


def speak(text: str, language: str, folder: Path) -> tuple[array[int], int]:
    """Return the samples of a text spoken by the engine, and their rate."""
    file = folder / "said.wav"
    subprocess.run(clip_index.command(text, language, str(file)), check=True, capture_output=True)
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth()) == (1, 2)
        return array("h", wav.readframes(wav.getnframes())), wav.getframerate()


def level(samples: array[int], rate: int) -> array[int]:
    """Return the samples trimmed of silence, at the common loudness, with faded ends."""
    loud = [n for n, value in enumerate(samples) if abs(value) > WHISPER * FULL]
    if not loud:
        raise ValueError("the engine said nothing")
    edge = round(EDGE * rate)
    kept = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    audible = array("h", (value for value in kept if abs(value) > WHISPER * FULL))
    rms = math.sqrt(sum(map(operator.mul, audible, audible)) / len(audible)) / FULL
    gain = min(LOUDNESS / rms, PEAK * FULL / max(map(abs, kept)))
    levelled = array("h", (round(value * gain) for value in kept))
    for n in range(min(edge, len(levelled) // 2)):
        levelled[n] = levelled[n] * n // edge
        levelled[-1 - n] = levelled[-1 - n] * n // edge
    return levelled


def encode(samples: array[int], rate: int, file: Path, folder: Path) -> None:
    """Write samples as Opus in OGG, with a fixed stream number so that files can be compared."""
    wav = folder / "level.wav"
    with wave.open(str(wav), "wb") as written:
        written.setparams((1, 2, rate, len(samples), "NONE", ""))
        written.writeframes(samples.tobytes())
    line = ["opusenc", "--quiet", "--bitrate", str(BITRATE), "--serial", "1"]
    line += ["--discard-comments", "--padding", "0", str(wav), str(file)]
    subprocess.run(line, check=True, capture_output=True)


def file_name(text: str) -> str:
    """Return the name of a clip, made from its text so that a changed sentence is another file."""
    return hashlib.sha256(text.encode()).hexdigest()[:12] + ".ogg"


def made_by(language: str) -> str:
    """Return the names of the engine, its version and the voice."""
    line = [clip_index.ENGINE, "--version"]
    output = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    version = output.partition("text-to-speech: ")[2].split()[0]
    return f"{clip_index.ENGINE} {version}, voice {clip_index.voice_of(language)}"


def kept(target: Path, engine: str) -> dict[str, dict[str, object]]:
    """Return the entries of the existing clips made by the same engine."""
    file = target / "index.json"
    index = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    clips = index.get("clips", {}) if index.get("made_by") == engine else {}
    return {text: clip for text, clip in clips.items() if (target / clip["file"]).is_file()}


def render(language: str, target: Path) -> Iterator[str]:
    """Render missing clips into ``target``, delete unused ones, and yield a line on each change."""
    target.mkdir(parents=True, exist_ok=True)
    clips: dict[str, dict[str, object]] = {}
    engine = made_by(language)
    existing = kept(target, engine)
    own_voice = {name: other for other, name in LANGUAGES.items()}
    with tempfile.TemporaryDirectory() as name:
        for text in texts(language):
            if text in existing:
                clips[text] = existing[text]
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
    """Render the languages named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="LANGUAGE")
    chosen = parser.parse_args().languages or tuple(LANGUAGES)
    missing = [name for name in (clip_index.ENGINE, "opusenc") if shutil.which(name) is None]
    if missing:
        sys.exit(f"{' and '.join(missing)} not found: sudo apt install espeak-ng opus-tools")
    for language in chosen:
        for line in render(language, VOICES / language):
            print(line)


if __name__ == "__main__":
    main()
