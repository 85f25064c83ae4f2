"""Reads from the bytes of a picture how long it moves: GIF, WebP and PNG."""

from __future__ import annotations

import struct
from dataclasses import dataclass

LEAST_DELAY_MS = 100  # browsers show a shorter GIF frame this long when it says 0 or 10 ms


@dataclass(frozen=True, slots=True)
class Film:
    """frames: how many.  round_ms: one time through.  rounds: 0 for endless.

    fastest_ms: the shortest time between two frames.
    """

    frames: int
    round_ms: int
    rounds: int
    fastest_ms: int

    @property
    def lasts_ms(self) -> float:
        """How long it moves, infinity for ever."""
        return self.round_ms * self.rounds if self.rounds else float("inf")


def film(data: bytes) -> Film | None:
    """The film in these bytes; None for a still picture, or for bytes that are no whole picture."""
    try:
        if data[:4] == b"GIF8":
            return _gif(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return _png(data)
    except (IndexError, struct.error):
        return None  # cut off: what a browser shows of it stands still
    return None


def _film(delays_ms: list[int], rounds: int) -> Film | None:
    if len(delays_ms) < 2:
        return None
    return Film(len(delays_ms), sum(delays_ms), rounds, min(delays_ms))


def _gif(data: bytes) -> Film | None:
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    delays_ms: list[int] = []
    rounds, delay_ms = 1, 0
    while data[at] != 0x3B:
        if data[at] == 0x21:
            label = data[at + 1]
            if label == 0xF9:
                told_ms = struct.unpack_from("<H", data, at + 4)[0] * 10
                delay_ms = told_ms if told_ms > 10 else LEAST_DELAY_MS
            if label == 0xFF and data[at + 3 : at + 14] == b"NETSCAPE2.0":
                told = struct.unpack_from("<H", data, at + 16)[0]
                rounds = told + 1 if told else 0
            at = _after_blocks(data, at + 2)
        else:
            delays_ms.append(delay_ms or LEAST_DELAY_MS)
            packed = data[at + 9]
            at += 10 + (3 << (packed & 7) + 1 if packed & 0x80 else 0)
            at = _after_blocks(data, at + 1)
    return _film(delays_ms, rounds)


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> Film | None:
    at, rounds = 12, 1
    delays_ms: list[int] = []
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"ANIM":
            rounds = struct.unpack_from("<H", data, at + 12)[0]
        if name == b"ANMF":
            told_ms = int.from_bytes(data[at + 20 : at + 23], "little")
            delays_ms.append(told_ms if told_ms > 10 else LEAST_DELAY_MS)
        at += 8 + size + size % 2
    return _film(delays_ms, rounds)


def _png(data: bytes) -> Film | None:
    at, rounds = 8, 1
    delays_ms: list[int] = []
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if name == b"acTL":
            rounds = struct.unpack_from(">I", data, at + 12)[0]
        if name == b"fcTL":
            part, whole = struct.unpack_from(">HH", data, at + 28)
            delays_ms.append(round(1000 * part / (whole or 100)) or LEAST_DELAY_MS)
        at += 12 + size
    return _film(delays_ms, rounds)
