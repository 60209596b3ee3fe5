"""Golden values of @ser/dsp for reading WAV files, resampling, loading, trimming and emphasis.

Run from the repository root:  python tools/reference/dsp_audio.py
Needs numpy, librosa 0.11, soundfile 0.14 (libsndfile 1.2) and soxr. Writes packages/dsp/golden/audio/*.json; every file
says which versions made it, every case which function and arguments.

Input signals are 16-bit numbers divided by 32768, drawn by integer arithmetic that the tests repeat.
"""

import base64
import io
import json
import pathlib
import struct

import librosa
import numpy as np
import soundfile as sf
import soxr

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/audio"
VERSIONS = {
    "librosa": librosa.__version__,
    "soxr": soxr.__version__,
    "soundfile": sf.__version__,
    "libsndfile": sf.__libsndfile_version__,
    "numpy": np.__version__,
}


def noise(n, seed=1):
    """A linear congruential generator that fits into the integers of every language, as 16-bit values."""
    values = np.empty(n, dtype=np.int16)
    state = seed
    for i in range(n):
        state = (state * 16807) % 2147483647
        values[i] = (state >> 15) % 65536 - 32768
    return values


def smooth(n, seed=1):
    """The same noise with little above a fifth of the sample rate: a running sum of 64 binomial weights, as integers."""
    weights = [1]
    for _ in range(16):
        weights = np.convolve(weights, [1, 1])
    return (np.convolve(noise(n + 16, seed).astype(np.int64), weights, "valid") >> 16).astype(np.int16)


def f32(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def write(name, cases, **more):
    OUT.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case) for case in cases)
    head = json.dumps({"generator": "tools/reference/dsp_audio.py", "versions": VERSIONS, **more})[:-1]
    (OUT / f"{name}.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')


# Files -----------------------------------------------------------------------------------------------------------------


def chunk(name, body, pad=True):
    return name + struct.pack("<I", len(body)) + body + (b"\0" if pad and len(body) % 2 else b"")


def fmt(code, channels, rate, bits, align=None, extra=b""):
    align = channels * ((bits + 7) // 8) if align is None else align
    return chunk(b"fmt ", struct.pack("<HHIIHH", code, channels, rate, rate * align, align, bits) + extra)


def riff(*chunks, size=None, tail=b""):
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body + tail


def extensible(valid, code):
    return struct.pack("<HHIH", 22, valid, 0, code) + bytes.fromhex("000000001000800000aa00389b71")


def written(frames, rate, **how):
    out = io.BytesIO()
    sf.write(out, frames, rate, **how)
    return out.getvalue()


INT16 = np.array([0, 1, -1, 32767, -32768, 1000, -1000, 12345, -54], dtype="<i2")
INT32 = np.array([0, 1, -1, 2**31 - 1, -(2**31), 2**30 + 1, -123456789, 77, 2**24 + 1], dtype="<i4")
FLOATS = np.array([0, 1, -1, 1.5, -2.25, 1e-30, -1 / 3, 0.1, 1e-8])
S16 = INT16.tobytes()
FRAMES = INT32.reshape(3, 3)

FILES = {
    **{
        f"{how.get('format', 'WAV')} {how['subtype']} {how.get('endian', '')}": written(data, 8000, **how)
        for data, how in [
            (FRAMES, dict(format="WAV", subtype="PCM_U8")),
            (FRAMES, dict(format="WAV", subtype="PCM_16")),
            (FRAMES, dict(format="WAV", subtype="PCM_24")),
            (FRAMES, dict(format="WAV", subtype="PCM_32")),
            (FLOATS, dict(format="WAV", subtype="FLOAT")),
            (FLOATS, dict(format="WAV", subtype="DOUBLE")),
            (FRAMES, dict(format="WAV", subtype="ALAW")),
            (FRAMES, dict(format="WAV", subtype="ULAW")),
            (FRAMES, dict(format="WAVEX", subtype="PCM_U8")),
            (FRAMES, dict(format="WAVEX", subtype="PCM_16")),
            (FRAMES, dict(format="WAVEX", subtype="PCM_24")),
            (FRAMES, dict(format="WAVEX", subtype="PCM_32")),
            (FLOATS, dict(format="WAVEX", subtype="FLOAT")),
            (FLOATS, dict(format="WAVEX", subtype="DOUBLE")),
            (FRAMES, dict(format="WAVEX", subtype="ALAW")),
            (FRAMES, dict(format="WAVEX", subtype="ULAW")),
            (FRAMES, dict(format="RF64", subtype="PCM_16")),
            (FLOATS, dict(format="RF64", subtype="FLOAT")),
            (FRAMES, dict(format="WAV", subtype="PCM_U8", endian="BIG")),
            (FRAMES, dict(format="WAV", subtype="PCM_16", endian="BIG")),
            (FRAMES, dict(format="WAV", subtype="PCM_24", endian="BIG")),
            (FRAMES, dict(format="WAV", subtype="PCM_32", endian="BIG")),
            (FLOATS, dict(format="WAV", subtype="FLOAT", endian="BIG")),
            (FLOATS, dict(format="WAV", subtype="DOUBLE", endian="BIG")),
            (FRAMES[:, 0], dict(format="WAV", subtype="PCM_24")),
        ]
    },
    "every A-law code": riff(fmt(6, 1, 8000, 8), chunk(b"data", bytes(range(256)))),
    "every mu-law code": riff(fmt(7, 1, 8000, 8), chunk(b"data", bytes(range(256)))),
    "24 valid bits in 32": riff(fmt(0xFFFE, 1, 8000, 32, 4, extensible(24, 1)), chunk(b"data", INT32.tobytes())),
    "12 bits in 16": riff(fmt(1, 1, 8000, 12, 2), chunk(b"data", S16)),
    "20 bits in 24": riff(fmt(1, 1, 8000, 20, 3), chunk(b"data", bytes(range(18)))),
    "odd LIST, padded": riff(fmt(1, 1, 8000, 16), chunk(b"LIST", b"INFO1"), chunk(b"data", S16)),
    "LIST of 6 before float": riff(fmt(3, 1, 8000, 32), chunk(b"LIST", b"INFO12"), chunk(b"data", FLOATS.astype("<f4").tobytes())),
    "JUNK and bext before fmt, PAD before data": riff(
        chunk(b"JUNK", b"\0" * 28), chunk(b"bext", b"\0" * 602), fmt(1, 1, 8000, 16), chunk(b"PAD ", b"\0" * 11), chunk(b"data", S16)
    ),
    "fmt of 40 bytes with code 1": riff(fmt(1, 1, 8000, 16, 2, b"\0" * 24), chunk(b"data", S16)),
    "size 0xFFFFFFFF": riff(fmt(1, 1, 8000, 16), b"data" + struct.pack("<I", 0xFFFFFFFF) + S16, size=0xFFFFFFFF),
    "never closed": riff(fmt(1, 1, 8000, 16), b"data" + struct.pack("<I", 0) + S16, size=8),
    "truncated in a sample": riff(fmt(1, 1, 8000, 16), b"data" + struct.pack("<I", 100) + S16 + b"\1"),
    "truncated in a frame": riff(fmt(1, 2, 8000, 16), b"data" + struct.pack("<I", 100) + S16),
    "odd data size": riff(fmt(1, 1, 8000, 16), b"data" + struct.pack("<I", 7) + S16),
    "data of 0 bytes": riff(fmt(1, 1, 8000, 16), chunk(b"data", b"")),
    "trailing bytes": riff(fmt(1, 1, 8000, 16), chunk(b"data", S16), tail=b"garbage, garbage"),
    "a chunk behind data": riff(fmt(1, 1, 8000, 16), chunk(b"data", S16), chunk(b"LIST", b"INFO12")),
    "wrong block align": riff(fmt(1, 1, 8000, 16, 4), chunk(b"data", S16)),
    "block align 0": riff(fmt(1, 1, 8000, 16, 0), chunk(b"data", S16)),
    "RIFF size too small": riff(fmt(1, 1, 8000, 16), chunk(b"data", S16), size=20),
    "RIFF size 0": riff(fmt(1, 1, 8000, 16), chunk(b"data", S16), size=0),
}

cases = []
for title, data in FILES.items():
    with sf.SoundFile(io.BytesIO(data)) as file:
        rate, channels = file.samplerate, file.channels
        values = file.read(dtype="float32", always_2d=True)
    with sf.SoundFile(io.BytesIO(data)) as file:
        exact = file.read(dtype="float64", always_2d=True)
    cases.append(
        {
            "title": title.strip(),
            "file": base64.b64encode(data).decode(),
            "sampleRate": rate,
            "channels": channels,
            "float32": f32(values.T),
            "float64": base64.b64encode(np.ascontiguousarray(exact.T, dtype="<f8").tobytes()).decode(),
        }
    )
write("files", cases, function="soundfile.read")

# Resampling ------------------------------------------------------------------------------------------------------------

# Every rate of the speech corpora to every rate that networks take, pitch shifts by three semitones, and one ratio of each
# other arrangement of stages that soxr knows.
PAIRS = [(a, b) for a in (48000, 44100, 24414, 16000, 8000, 96000, 11025) for b in (22050, 16000, 48000) if a != b] + [
    (22050, 16000), (22050, 44100), (16000, 8000), (32000, 22050), (192000, 22050), (8000, 44100),
    (22050 * 2 ** (3 / 12), 22050), (22050 * 2 ** (-3 / 12), 22050), (22050 * 2 ** (9 / 12), 22050), (8000.5, 11025),
]  # fmt: skip
cases = []
for a, b in PAIRS:
    length = 1500 if a < 4 * b else 3000
    if a < b:
        length = round(1500 * a / b)
    for kind, make in (("noise", noise), ("smooth", smooth)):
        y = make(length, seed=7) / 32768
        cases.append({"from": a, "to": b, "signal": kind, "length": length, "seed": 7, "result": f32(librosa.resample(y, orig_sr=a, target_sr=b))})
for n in (1, 2, 5, 100):
    y = noise(n, seed=3) / 32768
    for more in ({}, {"fix": False}, {"scale": True}):
        result = librosa.resample(y, orig_sr=48000, target_sr=22050, **more)
        cases.append({"from": 48000, "to": 22050, "signal": "noise", "length": n, "seed": 3, **more, "result": f32(result)})
lengths = [
    [a, b, n, len(librosa.resample(np.zeros(n, dtype=np.float32), orig_sr=a, target_sr=b))]
    for a in (8000, 11025, 16000, 22050, 24000, 24414, 32000, 44100, 48000, 88139, 96000)
    for b in (8000, 16000, 22050, 44100)
    for n in (0, 1, 2, 3, 1000, 1001, 4095, 3 * a)
]
write("resample", cases, function="librosa.resample", lengths=lengths)

# Loading ---------------------------------------------------------------------------------------------------------------

LOADED = {
    "mono": written(smooth(2400, 11), 48000, format="WAV", subtype="PCM_16"),
    "stereo": written(np.stack([smooth(2205, 12), noise(2205, 13)], axis=1), 44100, format="WAV", subtype="PCM_16"),
    "three": written(np.stack([smooth(800, s) for s in (14, 15, 16)], axis=1) / 32768, 16000, format="WAV", subtype="FLOAT"),
    "native": written(noise(700, 17), 22050, format="WAV", subtype="PCM_24"),
}
cases = []
for name, options in [
    ("mono", {}),
    ("mono", {"sr": None}),
    ("mono", {"sr": 16000, "offset": 0.01}),
    ("mono", {"offset": 0.0133333, "duration": 0.02}),
    ("mono", {"duration": 0.01999}),
    ("mono", {"duration": 5.0}),
    ("mono", {"duration": 0.0}),
    ("stereo", {}),
    ("stereo", {"sr": None}),
    ("stereo", {"sr": None, "mono": False}),
    ("stereo", {"mono": False, "offset": 0.02}),
    ("three", {"sr": None}),
    ("three", {}),
    ("three", {"sr": 8000, "mono": False, "duration": 0.03}),
    ("native", {}),
    ("native", {"offset": 0.0317}),
]:
    y, sr = librosa.load(io.BytesIO(LOADED[name]), **options)
    cases.append({"file": name, "options": options, "sampleRate": sr, "shape": list(y.shape), "result": f32(y)})

# What the resampler costs downstream: three seconds at 48 kHz through the whole chain, in float32 as users run it.
t = np.arange(3 * 48000) / 48000
phase = 2 * np.pi * (130 * t + 5 * np.sin(2 * np.pi * 1.3 * t))
voice = sum(np.sin(h * phase) / h for h in range(1, 40)) * np.clip(np.sin(2 * np.pi * 0.9 * t), 0, 1) * 6000
clip = (np.floor(voice + 0.5) + (noise(3 * 48000, 21) >> 8)).astype(np.int16)
y, sr = librosa.load(io.BytesIO(written(clip, 48000, format="WAV", subtype="PCM_16")))
log_mel = librosa.power_to_db(librosa.feature.melspectrogram(y=y.astype(np.float64), sr=sr, n_mels=64), ref=np.max)
mfcc = librosa.feature.mfcc(y=y.astype(np.float64), sr=sr, n_mfcc=13)
chain = {"logMel": f32(log_mel), "mfcc": f32(mfcc), "shape": list(log_mel.shape)}
write(
    "load",
    cases,
    function="librosa.load",
    files={name: base64.b64encode(data).decode() for name, data in LOADED.items()},
    chain=chain,
    clip=base64.b64encode((np.floor(voice + 0.5)).astype("<i2")[::4800].tobytes()).decode(),
)

# Silence, emphasis, length ---------------------------------------------------------------------------------------------


def bursts(n, seed, parts):
    out = (noise(n, seed).astype(np.int64) >> 11).astype(np.float64)
    for start, end, shift in parts:
        out[start:end] = noise(n, seed + 1)[start:end] >> shift
    return out / 32768


PARTS = [(5000, 9000, 2), (11000, 11600, 6), (15000, 15200, 1), (16000, 20000, 4), (23990, 24000, 0)]
TRIMMED = {
    "bursts": bursts(24000, 31, PARTS),
    "stereo": np.stack([bursts(24000, 33, PARTS[:2]), bursts(24000, 35, PARTS[2:4])]),
    "loud": noise(3000, 37) / 32768,
    "silence": np.zeros(4000),
    "short": noise(300, 39) / 32768,
    "empty": np.zeros(0),
}
cases = []
for name, y in TRIMMED.items():
    for options in (
        {},
        {"top_db": 20},
        {"top_db": 45.5, "frame_length": 512, "hop_length": 128},
        {"top_db": 30, "ref": 1.0},
        {"top_db": 12, "ref": 0.1, "frame_length": 1000, "hop_length": 333},
    ):
        _, (start, end) = librosa.effects.trim(y, **options)
        intervals = librosa.effects.split(y, **options)
        case = {"signal": name, "options": options, "trim": [int(start), int(end)], "split": intervals.tolist()}
        if y.ndim > 1:
            case["least"] = librosa.effects.split(y, aggregate=np.min, **options).tolist()
        cases.append(case)
write("silence", cases, function="librosa.effects.trim, split", parts=PARTS)

cases = []
y = noise(40, 41) / 32768
for dtype in ("float64", "float32"):
    x = y.astype(dtype)
    for options in ({}, {"coef": 0.5}, {"coef": 0.9, "zi": 0.25}):
        # The functions take an array where they extend `zi` to the channels of the signal.
        given = {**options, **({"zi": np.array([options["zi"]], dtype=dtype)} if "zi" in options else {})}
        p = librosa.effects.preemphasis(x, **given)
        d = librosa.effects.deemphasis(x, **given)
        cases.append(
            {"function": "emphasis", "dtype": dtype, "options": options, "preemphasis": [float(v) for v in p], "deemphasis": [float(v) for v in d]}
        )
for size in (0, 5, 12, 13, 40, 61):
    for more in ({}, {"constant_values": -0.5}, {"mode": "edge"}, {"mode": "reflect"}, {"mode": "symmetric"}, {"mode": "wrap"}):
        result = librosa.util.fix_length(y[:12], size=size, **more)
        cases.append({"function": "fixLength", "size": size, "options": more, "result": [float(v) for v in result]})
result = librosa.util.fix_length(y[:1], size=4, mode="reflect")
cases.append({"function": "fixLength", "size": 4, "length": 1, "options": {"mode": "reflect"}, "result": [float(v) for v in result]})
for dtype in ("float64", "float32"):
    for factor in (1.0, 0.013, 3.0):
        x = (y * factor).astype(dtype)
        cases.append({"function": "normalize", "dtype": dtype, "factor": factor, "result": [float(v) for v in librosa.util.normalize(x)]})
write("levels", cases)
