"""Golden values of @ser/dsp for randomness, images, stretching, shifting and filters.

Run from the repository root:  python tools/reference/dsp_augmentation.py
Needs numpy, scipy, librosa 0.11, tensorflow, pillow and matplotlib. Every file says which versions and arguments made it.
"""

import base64
import json
import pathlib
import sys

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/augmentation"


def write(name, versions, cases, digits=None):
    """One JSON file; floats keep all their digits unless `digits` asks for fewer significant ones."""

    def plain(value):
        if isinstance(value, np.ndarray):
            return [plain(v) for v in value.tolist()]
        if isinstance(value, (np.floating, float)):
            return float(value) if digits is None else float(f"{float(value):.{digits}g}")
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return value

    OUT.mkdir(parents=True, exist_ok=True)
    document = {"generator": "tools/reference/dsp_augmentation.py", "versions": versions, "cases": plain(cases)}
    (OUT / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def random_numbers():
    cases = []
    for seed in [0, 1, 42, 2**31, 2**32 - 1]:
        uniform = np.random.RandomState(seed).random_sample(1500)
        normal = np.random.RandomState(seed).standard_normal(1500)
        picked = [0, 1, 2, 3, 310, 311, 312, 313, 623, 624, 1499]
        cases.append({"seed": seed, "index": picked, "uniform": uniform[picked], "normal": normal[picked]})
    write("random", {"numpy": np.__version__}, cases)


def resize():
    import PIL
    import tensorflow as tf
    from PIL import Image

    random = np.random.RandomState(7)
    cases = []
    for (rows, columns), (height, width) in [
        ((6, 9), (6, 9)),
        ((5, 7), (11, 13)),
        ((13, 11), (5, 4)),
        ((64, 10), (24, 25)),
        ((3, 30), (8, 7)),
        ((1, 1), (3, 2)),
        ((2, 9), (1, 1)),
    ]:
        plane = random.random_sample((rows, columns)).astype(np.float32)
        column = plane[:, :, None]
        cases.append(
            {
                "shape": [rows, columns],
                "height": height,
                "width": width,
                "plane": plane.ravel(),
                "tensorflow": {
                    "sampled": tf.image.resize(column, (height, width), method="bilinear", antialias=False).numpy().ravel(),
                    "antialiased": tf.image.resize(column, (height, width), method="bilinear", antialias=True).numpy().ravel(),
                },
                "pillow": np.asarray(Image.fromarray(plane, mode="F").resize((width, height), Image.BILINEAR)).ravel(),
            }
        )
    write("resize", {"tensorflow": tf.__version__, "pillow": PIL.__version__}, cases, digits=9)


SAMPLE_RATE = 22050


def speech(n):
    """Voiced syllables of three gliding formants with an intonation, a fricative, and pauses: speech-like, not speech."""
    from scipy.signal import lfilter

    random = np.random.RandomState(20)
    t = np.arange(n) / SAMPLE_RATE
    f0 = 120 + 30 * np.sin(2 * np.pi * 1.1 * t) + 8 * np.sin(2 * np.pi * 5.3 * t)
    phase = np.cumsum(f0) / SAMPLE_RATE
    pulses = np.diff(np.floor(phase), prepend=0)
    source = lfilter([1], [1, -0.96], pulses) + 0.003 * random.standard_normal(n)
    out = np.zeros(n)
    for center, width, gain in [(640, 90, 1.0), (1300, 110, 0.5), (2550, 160, 0.25)]:
        radius = np.exp(-np.pi * width / SAMPLE_RATE)
        out += gain * lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * center / SAMPLE_RATE), radius**2], source)
    syllables = np.clip(np.sin(2 * np.pi * 2.6 * t) * 1.6, 0, 1)
    hiss = lfilter([1, -0.95], [1], random.standard_normal(n)) * np.clip(np.sin(2 * np.pi * 1.3 * t + 3.6) - 0.6, 0, 1)
    out = out * syllables + 0.02 * hiss
    return 0.6 * out / np.abs(out).max() + 0.0005 * random.standard_normal(n)


def music(n):
    t = np.arange(n) / SAMPLE_RATE
    out = np.zeros(n)
    for k, (start, pitch) in enumerate([(0.0, 220.0), (0.22, 277.18), (0.4, 329.63), (0.63, 440.0)]):
        on = np.clip(t - start, 0, None)
        for harmonic in range(1, 7):
            out += (on > 0) * np.exp(-(2 + harmonic) * on) * np.sin(2 * np.pi * pitch * harmonic * on) / harmonic
    return 0.25 * out


def signals(n=12000):
    random = np.random.RandomState(3)
    impulses = np.zeros(n)
    impulses[[0, 1, 900, 5000, 5003, 10111, n - 1]] = [0.5, -0.25, 1.0, -1.0, 0.75, 0.9, 0.5]
    onset = np.zeros(n)
    onset[n // 3 :] = 0.7 * np.sin(2 * np.pi * 440 * np.arange(n - n // 3) / SAMPLE_RATE)
    made = {
        "speech": speech(n),
        "music": music(n),
        "noise": 0.2 * random.standard_normal(n),
        "impulses": impulses,
        "onset after silence": onset,
        "shorter than a frame": speech(5000)[2000:2700],
    }
    return {name: np.round(np.clip(x, -1, 1) * 32767).astype("<i2") for name, x in made.items()}


def write_signals():
    made = {name: base64.b64encode(x.tobytes()).decode() for name, x in signals().items()}
    document = {
        "generator": "tools/reference/dsp_augmentation.py",
        "encoding": "base64 of little-endian int16; the signal is that divided by 32768",
        "sampleRate": SAMPLE_RATE,
        "signals": made,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "signals.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


# Every STRIDE-th value is kept: a prime, so that no period of frames or bins hides a difference.
STRIDE = 17


def stretch():
    import librosa

    cases = []
    made = {name: x / 32768.0 for name, x in signals().items()}
    calls = [(name, {"rate": rate}) for name in made for rate in (0.85, 1.15)]
    calls += [
        ("speech", {"rate": 2.0}),
        ("speech", {"rate": 0.5}),
        ("speech", {"rate": 1.0}),
        ("speech", {"rate": 3.7, "n_fft": 1024, "hop_length": 200}),
        ("music", {"rate": 0.9, "n_fft": 1500, "win_length": 1200, "hop_length": 301}),
        ("music", {"rate": 1.3, "n_fft": 1025, "hop_length": 256}),
        ("noise", {"rate": 1.1, "window": "hamming", "n_fft": 512}),
        ("speech", {"rate": 1.2, "center": False}),
    ]
    for name, arguments in calls:
        out = librosa.effects.time_stretch(made[name], **arguments)
        assert out.dtype == np.float64
        peak = float(np.abs(out).max())
        cases.append({"signal": name, "arguments": arguments, "length": len(out), "peak": peak, "stride": STRIDE, "values": out[::STRIDE]})
    write("time-stretch", {"librosa": librosa.__version__, "numpy": np.__version__}, cases, digits=12)

    cases = []
    for steps, per_octave in [(3, 12), (-3, 12), (0, 12), (12, 12), (1, 24), (-7.5, 12), (2, 5)]:
        for name in ["speech", "music"] if abs(steps) == 3 else ["speech"]:
            out = librosa.effects.pitch_shift(made[name], sr=SAMPLE_RATE, n_steps=steps, bins_per_octave=per_octave)
            arguments = {"nSteps": steps, "binsPerOctave": per_octave}
            cases.append({"signal": name, "arguments": arguments, "length": len(out), "stride": STRIDE, "values": out[::STRIDE]})
    import soxr

    write("pitch-shift", {"librosa": librosa.__version__, "soxr": soxr.__version__}, cases, digits=9)


def filters():
    import scipy
    from scipy import signal

    speech = signals()["speech"][:3000] / 32768.0
    cases = []

    def keep(kind, arguments, out):
        cases.append({"kind": kind, "arguments": arguments, "stride": STRIDE, "values": out[::STRIDE]})

    for kind, scipy_kind, edges in [("low-pass", "low", 1500.0), ("high-pass", "high", 300.0), ("band-pass", "bandpass", [300.0, 3400.0])]:
        for order in [1, 2, 3, 4, 7]:
            sos = signal.butter(order, edges, scipy_kind, output="sos", fs=SAMPLE_RATE)
            for zero_phase in [False, True]:
                run = signal.sosfiltfilt if zero_phase else signal.sosfilt
                keep(kind, {"order": order, "edges": edges, "zeroPhase": zero_phase}, run(sos, speech))
    response = np.random.RandomState(9).standard_normal(700) * np.exp(-np.arange(700) / 90)
    keep("convolve", {"response": response}, signal.fftconvolve(speech, response))
    keep("convolve", {"response": response[:1]}, signal.fftconvolve(speech, response[:1]))
    write("filters", {"scipy": scipy.__version__}, cases, digits=12)


def smoothing():
    import scipy
    from scipy.signal import fftconvolve

    def triangle(reach):
        rising = np.arange(1, reach + 1)
        return np.concatenate([rising, [reach + 1], rising[::-1]]) / (reach + 1)

    random = np.random.RandomState(4)
    cases = []
    for shape, reach in [((9, 14), (2, 3)), ((7, 5), (0, 4)), ((6, 6), (5, 0)), ((1, 8), (0, 2)), ((12, 3), (11, 2))]:
        mask = (random.random_sample(shape) < 0.4).astype(float)
        kernel = np.outer(triangle(reach[0]), triangle(reach[1]))
        out = fftconvolve(mask, kernel, "same") if min(kernel.shape) and all(k <= m for k, m in zip(kernel.shape, shape)) else None
        if out is None:
            # "same" follows the larger argument: convolve in full and cut instead.
            full = fftconvolve(mask, kernel, "full")
            out = full[reach[0] : reach[0] + shape[0], reach[1] : reach[1] + shape[1]]
            ones = fftconvolve(np.ones(shape), kernel, "full")[reach[0] : reach[0] + shape[0], reach[1] : reach[1] + shape[1]]
        else:
            ones = fftconvolve(np.ones(shape), kernel, "same")
        cases.append({"shape": shape, "reach": reach, "mask": mask.ravel(), "values": (out / ones).ravel()})
    write("mask-smoothing", {"scipy": scipy.__version__}, cases, digits=12)


def color_maps():
    import matplotlib
    from matplotlib import colormaps

    names = ["magma", "inferno", "plasma", "viridis"]
    points = [0.0, 0.001, 0.0039, 0.00391, 0.1, 0.25, 1 / 3, 0.5, 0.625, 0.77, 0.9, 0.996, 0.9961, 0.999, 1.0]
    # The others are tables here too; of gray every color is computed.
    points_of = {name: points for name in names} | {"gray": points + [(i + 0.5) / 256 for i in range(256)]}
    cases = [{"name": name, "points": x, "bytes": colormaps[name](x, bytes=True)[:, :3].tolist()} for name, x in points_of.items()]
    write("colormaps", {"matplotlib": matplotlib.__version__}, cases)

    table = {name: base64.b64encode(colormaps[name](np.arange(256), bytes=True)[:, :3].tobytes()).decode() for name in names}
    lines = [
        "// Made by tools/reference/dsp_augmentation.py from matplotlib " + matplotlib.__version__ + "; do not edit.",
        "// The maps are by Nathaniel J. Smith, Stefan van der Walt and Eric Firing, in the public domain (CC0).",
        "",
        "/** 256 colors of three bytes, red, green and blue, as base64. */",
        "export const colormapTables: Readonly<Record<'" + "' | '".join(names) + "', string>> = {",
        *[f"  {name}:\n    '{data}'," for name, data in table.items()],
        "};",
    ]
    (OUT.parents[1] / "src/image/colormap-tables.ts").write_text("\n".join(lines) + "\n")


def powers():
    """Correctly rounded: fifty decimal digits, then the nearest double."""
    import decimal
    import platform

    decimal.getcontext().prec = 50
    semitones = np.arange(-48, 49) / 12.0
    decibels = np.arange(-120, 121, 7) / 20.0
    exact = lambda base, x: float(decimal.Decimal(base) ** decimal.Decimal(float(x)))
    cases = [
        {"base": 2, "exponents": semitones, "values": [exact(2, x) for x in semitones]},
        {"base": 10, "exponents": decibels, "values": [exact(10, x) for x in decibels]},
    ]
    write("powers", {"python": platform.python_version()}, cases)


PARTS = {"powers": powers, "colormaps": color_maps, "smoothing": smoothing, "filters": filters, "random": random_numbers, "resize": resize, "signals": write_signals, "stretch": stretch}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
