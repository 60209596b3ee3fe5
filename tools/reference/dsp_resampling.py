"""Golden values of @ser/dsp for resampling between any two rates: all pairs of twenty, ties of length, short signals.

Run from the repository root:  python tools/reference/dsp_resampling.py
Needs numpy and soxr 1.1. Writes packages/dsp/golden/audio/resample-pairs.json.

Inputs are full-scale noise that starts abruptly, 16-bit numbers divided by 32768, drawn by integer arithmetic that the tests
repeat. Of every output the first samples are kept, and some behind them.
"""

import base64
import json
import pathlib

import numpy as np
import soxr

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/audio/resample-pairs.json"
RATES = [6000, 8000, 9600, 11025, 12000, 14000, 15000, 16000, 18000, 22050]
RATES += [24000, 24414, 32000, 37800, 44056, 44100, 48000, 88200, 96000, 192000]
OTHERS = [(11, 4), (15, 11), (14, 13), (4, 3), (5512.5, 11025), (22050, 3000.5), (1000, 7777.7), (48000, 750), (375, 96000)]
KEPT = 24


def noise(n, seed=1):
    values = np.empty(n, dtype=np.int16)
    state = seed
    for i in range(n):
        state = (state * 16807) % 2147483647
        values[i] = (state >> 15) % 65536 - 32768
    return values / 32768


def convert(x, a, b):
    return soxr.resample(x, a, b, quality="HQ").astype(np.float64)


cases = []
for a, b in [(a, b) for a in RATES for b in RATES if a != b] + OTHERS:
    length = max(600, round(300 * a / b))
    y = convert(noise(length, 7), a, b)
    kept = np.concatenate([y[:KEPT], y[len(y) // 2 :][:KEPT]])
    values = base64.b64encode(kept.astype("<f4").tobytes()).decode()
    cases.append({"from": a, "to": b, "length": length, "outputs": len(y), "peak": float(np.abs(y).max()), "values": values})
lengths = [
    [a, b, n, len(convert(np.ones(n), a, b))]
    for a, b in [(48000, 22050), (22050, 48000), (44100, 16000), (16000, 22050), (96000, 22050), (11025, 8000), (8000.5, 11025)]
    for n in (1, 2, 3, 80, 160, 240, 320, 480, 960, 1001)
]
short = [
    {"from": a, "to": b, "length": n, "values": base64.b64encode(convert(noise(n, n), a, b).astype("<f4").tobytes()).decode()}
    for a, b in [(22050, 2000), (11025, 192000), (48000, 22050), (8000, 44100), (192000, 8000), (44100, 48000)]
    for n in (1, 2, 17, 40)
]
head = {"generator": "tools/reference/dsp_resampling.py", "versions": {"soxr": soxr.__version__, "numpy": np.__version__}}
lines = ",\n".join(json.dumps(case) for case in cases)
more = json.dumps({"function": "soxr.resample", "lengths": lengths, "short": short})[1:-1]
OUT.write_text(f'{json.dumps(head)[:-1]}, {more}, "cases": [\n{lines}\n]}}\n')
