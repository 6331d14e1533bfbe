"""Ways to damage a valid file: its bytes, its words, or its data."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

WORDS = (
    *("", " ", "~", "null", "true", "no", "0", "-1", "-0.0", "1e308", "1e999", ".nan", ".inf"),
    *("NaN", "Infinity", "0x10", "0o17", "1:30", "2026-11-30", "9" * 400, "9" * 5000),
    *("\0", "\t", "\r", "\x1b[2J", "\x85", "\u200b", "\u202e", "\u2028", "\ufe0f", "\ufeff"),
    *("\ud800", "\ue000", "é", "气海", "😀", "\\", "\\ud800", "\\u0000", "'", '"'),
    *("{", "}", "[", "]", ":", ": ", "- ", "#", "|", ">", "%", "&a", "*a", "<<"),
    *("!!python/object:os.system", "!<tag:\x1b>", "../../etc/passwd", "/dev/stdin", ".", ".."),
    *("/", "a/b", "{0}", "{x}", "{emergency}", "{a.b}", "{a!r:>9}", "%s", "$(reboot)", "; reboot"),
)
"""Words that often damage files or attack their readers."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**31, 2**63, 10**400, 0.5, -0.0, 1e308),
    *(float("nan"), float("inf"), [], {}, [[]], {"": ""}, {"a": None}, [None] * 300),
    *("x" * 300, "x y " * 300, *(word for word in WORDS if len(word) < 1000)),
)

BYTES = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\r\n", b"\n")

Damage = Callable[[Random, bytes], bytes]


def _place(random: Random, data: bytes) -> slice:
    """Return the bounds of a random piece of the file, mostly a short one."""
    begin = random.randrange(len(data) + 1)
    return slice(begin, begin + int(random.paretovariate(0.6)))


def flip(random: Random, data: bytes) -> bytes:
    """Flip a few bits."""
    flipped = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        if flipped:
            flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def cut(random: Random, data: bytes) -> bytes:
    """Cut the file off, as a full disk or a power cut does, and sometimes fill it with zeros."""
    kept = data[: random.randrange(len(data) + 1)]
    return kept + bytes(len(data) - len(kept)) * (random.random() < 0.2)


def drop(random: Random, data: bytes) -> bytes:
    """Remove a piece."""
    place = _place(random, data)
    return data[: place.start] + data[place.stop :]


def repeat(random: Random, data: bytes) -> bytes:
    """Repeat a piece at another place."""
    piece, at = data[_place(random, data)], random.randrange(len(data) + 1)
    return data[:at] + piece * random.choice((1, 1, 2, 50)) + data[at:]


def swap(random: Random, data: bytes) -> bytes:
    """Swap two lines."""
    lines = data.split(b"\n")
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def raw(random: Random, data: bytes) -> bytes:
    """Replace a piece by random bytes."""
    place = _place(random, data)
    odd = random.choice((*BYTES, random.randbytes(4), random.randbytes(40)))
    return data[: place.start] + odd + data[place.stop :]


def word(random: Random, data: bytes) -> bytes:
    """Replace a word by a special one or by another one of the file."""
    words = list(re.finditer(rb"[^\s\"':,\[\]{}]+", data))
    if not words:
        return random.choice(WORDS).encode("utf-8", "surrogatepass")
    place, other = random.choice(words), random.choice(words)[0]
    special = random.choice(WORDS).encode("utf-8", "surrogatepass")
    return data[: place.start()] + random.choice((other, special)) + data[place.end() :]


def large(random: Random, data: bytes) -> bytes:
    """Repeat the file, or a piece of it, until it is very long."""
    place = _place(random, data)
    piece = data[place] or b"\0"
    return data[: place.stop] + piece * (10**6 // len(piece)) + data[place.stop :]


ANY: Sequence[Damage] = (flip, cut, drop, repeat, raw)
LINES: Sequence[Damage] = (flip, cut, drop, repeat, raw, swap, word, word)


def damaged(random: Random, data: bytes, ways: Sequence[Damage]) -> bytes:
    """Damage a file in one to four ways, and sometimes make it very large."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = random.choice(ways)(random, data)
    return large(random, data) if random.random() < 0.005 else data


def edited(random: Random, tree: Any) -> Any:
    """Change data in one to three places: a value, a key or a branch."""
    for _ in range(random.choice((1, 1, 2, 3))):
        branches = list(_branches(tree))
        if not branches:
            return random.choice(VALUES)
        branch = random.choice(branches)
        key = random.choice(list(branch) if isinstance(branch, dict) else range(len(branch)))
        with contextlib.suppress(RecursionError):  # a copy of what is nested too deep
            _edit(random, branch, key, branches)
    return tree


def _branches(tree: Any) -> list[Any]:
    """Return every mapping and list of a tree that is not empty."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list) and node:
            found.append(node)
            waiting += node.values() if isinstance(node, dict) else node
    return found


def _edit(random: Random, branch: Any, key: Any, branches: list[Any]) -> None:
    match random.randrange(6):
        case 0:
            del branch[key]
        case 1 if isinstance(branch, dict):
            branch[str(random.choice(WORDS))] = branch.pop(key)
        case 1 | 2 if isinstance(branch, list):
            branch.extend([branch[key]] * random.choice((*(1, 2, 20, 200) * 20, 100_000)))
        case 3:  # a copy, as a branch within itself cannot be written
            branch[key] = json.loads(json.dumps(random.choice(branches)))
        case 4 if isinstance(branch[key], str):
            text, at = branch[key], random.randrange(len(branch[key]) + 1)
            branch[key] = text[:at] + random.choice(WORDS) + text[at:]
        case 5 if random.random() < 0.02:
            for _ in range(random.choice((30, 60, 900))):
                branch[key] = [branch[key]]
        case _:
            branch[key] = json.loads(json.dumps(random.choice(VALUES)))


def as_json(random: Random, tree: Any) -> bytes:
    """Return data as JSON, which is also YAML; data nested too deep to write become brackets."""
    try:
        text = json.dumps(tree, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1)))
    except RecursionError:
        text = "[" * 2000 + "]" * 2000
    return text.encode("utf-8", "surrogatepass")


def edited_json(random: Random, tree: Any) -> bytes:
    """Change data, write it as JSON, and damage half of the files."""
    changed = edited(random, tree)
    if random.random() < 0.5:
        return as_json(random, changed)
    return damaged(random, as_json(random, changed), LINES)


def as_yaml(random: Random, tree: Any) -> bytes:
    """Return data as YAML."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    try:
        text = yaml.dump(tree, Dumper=dumper, allow_unicode=random.random() < 0.5, sort_keys=False)
    except (UnicodeError, yaml.YAMLError, RecursionError):  # half a character, or too deep
        return as_json(random, tree)
    return str(text).encode("utf-8", "surrogatepass")
