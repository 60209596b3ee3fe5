"""Golden values of @ser/dsp for transforms, mel bands, cepstra and spectral features.

Run from the repository root:  python tools/reference/dsp_features.py
Needs numpy, scipy 1.17 and librosa 0.11. Writes packages/dsp/golden/features/*.json; every file says which versions made
it, every case which function, signal and arguments.

Signals are 16-bit numbers divided by 32768, so both sides read the same float64 values. A result with more than LIMIT
values stands as every `step`-th of them in row-major order; `step` is coprime to the number of columns, so that every
frame, the edge ones included, is sampled.
"""

import base64
import json
import math
import pathlib
import warnings

import librosa
import numpy as np
import scipy
import scipy.fft

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/features"
LIMIT = 400
RATE = 22050

NAMES = {
    "sr": "sampleRate", "fmin": "fMin", "fmax": "fMax", "n_fft": "nFft", "hop_length": "hopLength",
    "win_length": "winLength", "pad_mode": "padMode", "n_mels": "nMels", "n_mfcc": "nMfcc", "dct_type": "dctType",
    "mel_norm": "melNorm", "top_db": "topDb", "frame_length": "frameLength", "zero_pos": "zeroPos",
    "ref_magnitude": "refMagnitude", "roll_percent": "rollPercent", "n_bands": "nBands", "n_chroma": "nChroma",
    "base_c": "baseC", "bins_per_octave": "binsPerOctave",
}  # fmt: skip


def noise(n, seed=1):
    """A linear congruential generator that fits into the integers of every language."""
    values = np.empty(n, dtype=np.int16)
    state = seed
    for i in range(n):
        state = (state * 16807) % 2147483647
        values[i] = (state >> 15) % 65536 - 32768
    return values


def speech(n):
    """Glottal pulses of a gliding pitch through three formants, with nearly silent pauses: speech-like, not speech."""
    random = np.random.RandomState(4)
    t = np.arange(n) / RATE
    f0 = 120 + 40 * np.sin(2 * np.pi * 1.1 * t) + 15 * t
    phase = np.cumsum(f0) / RATE
    source = (np.diff(np.floor(phase), prepend=0) > 0) * 1.0 + 0.01 * random.randn(n)
    voiced = np.clip(np.sin(2 * np.pi * 1.9 * t) * 3 + 1, 0, 1)
    out = np.zeros(n)
    for center, width, gain in [(620, 80, 1.0), (1400, 110, 0.6), (2700, 170, 0.35)]:
        r = np.exp(-np.pi * width / RATE)
        b, a = [gain * (1 - r)], [1, -2 * r * np.cos(2 * np.pi * center / RATE), r * r]
        out += scipy.signal.lfilter(b, a, source)
    out = out * voiced + 0.00001 * random.randn(n)
    return np.round(out / np.abs(out).max() * 29000).astype(np.int16)


def music(n):
    """A plucked chord of detuned harmonic tones."""
    t = np.arange(n) / RATE
    out = np.zeros(n)
    for onset, f0 in [(0.0, 221.2), (0.15, 278.7), (0.3, 331.4)]:
        u = np.maximum(t - onset, 0)
        for h in range(1, 12):
            out += (t >= onset) * np.exp(-3 * u * h**0.5) * np.sin(2 * np.pi * f0 * h * u) / h
    return np.round(out / np.abs(out).max() * 30000).astype(np.int16)


impulses = np.zeros(6000, dtype=np.int16)
impulses[[0, 1500, 1501, 4100, 5999]] = [32767, -32768, 16384, 12000, 32767]
INT16 = {
    "speech": speech(26460),
    "music": music(17640),
    "noise": noise(12000),
    "silence": np.zeros(8000, dtype=np.int16),
    "impulses": impulses,
    "short": speech(26460)[9000:9700],
    "one": np.array([12345], dtype=np.int16),
}
STORED = ("speech", "music")
SIGNALS = {name: values.astype(np.float64) / 32768 for name, values in INT16.items()}


def encode(array):
    array = np.asarray(array, dtype=np.float64)
    columns = array.shape[-1] if array.ndim else 1
    step = max(1, math.ceil(array.size / LIMIT))
    while math.gcd(step, columns) != 1:
        step += 1
    picked = np.ascontiguousarray(array).ravel()[::step]
    return {"shape": list(array.shape), "step": step, "values": base64.b64encode(picked.tobytes()).decode()}


def camel(options):
    out = {}
    for key, value in options.items():
        if key == "window" and isinstance(value, tuple):
            parameter = {"kaiser": "beta", "tukey": "alpha", "gaussian": "std", "general_hamming": "alpha", "exponential": "tau"}
            value = {"name": value[0], parameter[value[0]]: value[-1]}
        if value == np.inf:
            value = "Infinity"
        elif isinstance(value, float) and value == -np.inf:
            value = "-Infinity"
        elif value is np.max:
            value = "max"
        elif value in (np.float64, np.float32):
            value = np.dtype(value).name
        out[NAMES.get(key, key)] = value
    return out


FILES = {}


def case(group, function, source, options, result):
    entry = {"function": function, "source": source, "options": camel(options)}
    if np.iscomplexobj(result):
        entry["re"], entry["im"] = encode(result.real), encode(result.imag)
    else:
        entry["result"] = encode(result)
    FILES.setdefault(group, []).append(entry)


def on(group, function, reference, plan):
    """Runs `reference(signal, **options)` for every (signal, options) of the plan."""
    for name, options in plan:
        case(group, function, name, options, reference(SIGNALS[name], **options))


ALL = ["speech", "music", "noise", "silence", "impulses", "short"]
TRANSFORMS = [
    dict(n_fft=512, hop_length=100),
    dict(n_fft=512, win_length=400, hop_length=160, window="hamming"),
    dict(n_fft=400, hop_length=160),
    dict(n_fft=401, hop_length=100, win_length=300),
    dict(n_fft=1024, center=False),
    dict(n_fft=128, hop_length=300, window=("kaiser", 8.0)),
    dict(n_fft=96, window="boxcar"),
]


def transforms():
    group = "transforms"
    on(group, "stft", librosa.stft, [(name, {}) for name in ALL + ["one"]])
    on(group, "stft", librosa.stft, [("speech", options) for options in TRANSFORMS])
    for mode in ["reflect", "edge", "symmetric", "linear_ramp"]:
        on(group, "stft", librosa.stft, [("speech", dict(pad_mode=mode)), ("short", dict(n_fft=512, pad_mode=mode))])
    for options in [{}] + TRANSFORMS:
        spectrum = librosa.stft(SIGNALS["music"], **options)
        # Not the transform of any signal: bins and frames are scaled by small integers.
        weights = (np.arange(spectrum.shape[0])[:, None] + np.arange(spectrum.shape[1])[None, :]) % 3
        for length in [None, 17000]:
            inverse = {k: v for k, v in options.items()}
            case(group, "istft", "music", {**inverse, **({"length": length} if length else {})},
                 librosa.istft(spectrum * weights, length=length, n_fft=options.get("n_fft", 2048),
                               **{k: v for k, v in inverse.items() if k != "n_fft"}))  # fmt: skip
    for power in [1, 2, 1.5]:
        case(group, "spectrogram", "speech", dict(power=power),
             np.abs(librosa.stft(SIGNALS["speech"], hop_length=512)) ** power)  # fmt: skip
    for size in [1, 2, 3, 8, 15, 64, 100, 331]:
        x = SIGNALS["noise"][:size]
        case(group, "rfft", "noise", {"n": size}, scipy.fft.rfft(x))
        bins = scipy.fft.rfft(x) * np.arange(1, size // 2 + 2)
        case(group, "irfft", "noise", {"n": size}, scipy.fft.irfft(bins, n=size))
    names = ["hann", "hamming", "blackman", "blackmanharris", "nuttall", "flattop", "boxcar", "bartlett", "triang",
             "cosine", "bohman", "barthann", "parzen", ("kaiser", 8.6), ("kaiser", 0.0), ("gaussian", 3.5), ("tukey", 0.3),
             ("tukey", 0.0), ("tukey", 1.0), ("general_hamming", 0.75), ("exponential", None, 3.0)]  # fmt: skip
    for window in names:
        for length in [1, 2, 16, 25]:
            for fftbins in [True, False]:
                case("windows", "getWindow", length, {"window": window, "fftbins": fftbins},
                     scipy.signal.get_window(window, length, fftbins=fftbins))  # fmt: skip


def mel():
    group = "mel"
    hz = np.array([0.0, 20, 440, 999.9, 1000, 1000.1, 4000, 8000, 22050, 96000])
    mels = np.array([0.0, 1, 14.9, 15, 15.1, 40, 100, 2000])
    for htk in [False, True]:
        case(group, "hzToMel", hz.tolist(), dict(htk=htk), librosa.hz_to_mel(hz, htk=htk))
        small = mels[:-1] if not htk else mels
        case(group, "melToHz", small.tolist(), dict(htk=htk), librosa.mel_to_hz(small, htk=htk))
    for options in [dict(n_mels=66, fmin=0, fmax=11025), dict(n_mels=12, fmin=80, fmax=7600, htk=True), dict(n_mels=1)]:
        case(group, "melFrequencies", None, options,
             librosa.mel_frequencies(**{"n_mels": 128, "fmin": 0.0, "fmax": 11025.0, **options}))  # fmt: skip
    for options in [dict(), dict(sr=24414, n_fft=401), dict(sr=16000, n_fft=400), dict(sr=11025), dict(sr=11025, n_fft=333)]:
        case(group, "fftFrequencies", None, options, librosa.fft_frequencies(**{"sr": RATE, "n_fft": 2048, **options}))
    banks = [
        dict(n_mels=64), dict(), dict(n_mels=64, htk=True), dict(n_mels=64, norm=None), dict(n_mels=40, norm=np.inf),
        dict(n_mels=40, norm=1), dict(n_mels=40, norm=2), dict(n_mels=26, fmin=50, fmax=7600),
        dict(sr=16000, n_fft=400, n_mels=80), dict(sr=16000, n_fft=256, n_mels=128), dict(sr=24414, n_fft=1001, n_mels=23), dict(sr=11025, n_fft=512, n_mels=20),
    ]  # fmt: skip
    for options in banks:
        for dtype in [np.float32, np.float64]:
            arguments = {"sr": RATE, "n_fft": 2048, **options, "dtype": dtype}
            case(group, "melFilterBank", None, {**options, "dtype": dtype}, librosa.filters.mel(**arguments))

    def melspectrogram(y, **options):
        return librosa.feature.melspectrogram(y=y, **options)

    on(group, "melSpectrogram", melspectrogram, [(name, dict(n_mels=64)) for name in ALL + ["one"]])
    variants = [
        dict(), dict(n_mels=64, fmax=8000), dict(n_mels=40, htk=True), dict(n_mels=40, norm=None), dict(n_mels=32, power=1),
        dict(n_mels=32, power=1.5), dict(sr=16000, n_fft=400, hop_length=160, n_mels=40),
        dict(n_fft=512, win_length=400, hop_length=160, n_mels=40, window="hamming", fmin=60), dict(n_mels=32, center=False),
        dict(n_mels=32, pad_mode="reflect"), dict(n_fft=401, hop_length=77, n_mels=20), dict(n_mels=32, dtype=np.float64),
    ]  # fmt: skip
    on(group, "melSpectrogram", melspectrogram, [("speech", options) for options in variants])


def decibels():
    group = "decibels"
    power = np.abs(SIGNALS["noise"][:600].reshape(20, 30)) ** 8
    matrix = {"shape": [20, 30], "of": "noise"}
    for options in [dict(), dict(ref=0.5), dict(ref=-3.0), dict(ref=np.max), dict(amin=1e-5), dict(amin=1e-5, ref=1e-7),
                    dict(top_db=None), dict(top_db=20), dict(top_db=0)]:  # fmt: skip
        case(group, "powerToDb", matrix, options, librosa.power_to_db(power, **options))
        case(group, "amplitudeToDb", matrix, options, librosa.amplitude_to_db(-power, **options))
    levels = librosa.power_to_db(power)
    for options in [dict(), dict(ref=2.5)]:
        case(group, "dbToPower", matrix, options, librosa.db_to_power(levels, **options))
        case(group, "dbToAmplitude", matrix, options, librosa.db_to_amplitude(levels, **options))

    def log_mel(y, ref, **options):
        return librosa.power_to_db(librosa.feature.melspectrogram(y=y, n_mels=64, **options), ref=ref)

    for name in ALL:
        for ref in [1.0, np.max]:
            case(group, "logMel", name, dict(ref=ref), log_mel(SIGNALS[name], ref))


def cepstra():
    group = "cepstra"
    x = SIGNALS["noise"][:45].reshape(9, 5)
    for kind in [1, 2, 3, 4]:
        for norm in ["ortho", "backward", "forward"]:
            result = scipy.fft.dct(x, type=kind, norm=norm, axis=0)
            case(group, "dct", {"shape": [9, 5], "of": "noise"}, dict(type=kind, norm=norm), result)

    def mfcc(y, **options):
        return librosa.feature.mfcc(y=y, **options)

    on(group, "mfcc", mfcc, [(name, {}) for name in ALL])
    variants = [
        dict(n_mfcc=13, n_mels=64), dict(n_mfcc=13, lifter=22), dict(n_mfcc=12, dct_type=3), dict(n_mfcc=12, dct_type=1),
        dict(n_mfcc=12, norm=None), dict(n_mfcc=40, n_mels=40, mel_norm=None, htk=True), dict(n_mfcc=13, lifter=5.5, dct_type=4),
        dict(sr=16000, n_fft=400, hop_length=160, n_mels=40, n_mfcc=13, fmin=20, fmax=7600), dict(power=1, n_mfcc=8),
    ]  # fmt: skip
    on(group, "mfcc", mfcc, [("speech", options) for options in variants])
    base = librosa.feature.mfcc(y=SIGNALS["speech"], n_mfcc=13)
    deltas = [dict(width=w, order=o) for w, o in [(9, 1), (9, 2), (3, 1), (5, 2), (11, 3), (51, 1), (7, 6)]]
    deltas += [dict(mode=mode) for mode in ["nearest", "mirror", "constant", "wrap"]]
    deltas += [dict(mode=mode, order=2, width=49) for mode in ["nearest", "mirror", "constant", "wrap"]]
    deltas += [dict(polyorder=3), dict(polyorder=4, order=2, width=7), dict(axis=0, width=5), dict(axis=0, mode="mirror")]
    for options in deltas:
        case(group, "delta", "mfcc13", options, librosa.feature.delta(base, **options))
    single = SIGNALS["speech"].astype(np.float32)
    case("float32", "logMel", "speech", {"ref": np.max},
         librosa.power_to_db(librosa.feature.melspectrogram(y=single, n_mels=64), ref=np.max))  # fmt: skip
    case("float32", "mfcc", "speech", {}, librosa.feature.mfcc(y=single))


def features():
    group = "features"
    f = librosa.feature

    def of(function, **fixed):
        return lambda y, **options: function(y=y, **fixed, **options)

    spectral = dict(n_fft=512, hop_length=160, window="hamming", sr=16000)
    on(group, "rms", of(f.rms, dtype=np.float64), [(name, {}) for name in ALL])
    on(group, "rms", of(f.rms, dtype=np.float64), [("speech", options) for options in [
        dict(frame_length=1001, hop_length=300), dict(center=False), dict(pad_mode="reflect"), dict(frame_length=400, hop_length=700)]])  # fmt: skip
    for options in [dict(), dict(frame_length=513)]:
        size = options.get("frame_length", 2048)
        spectrum = np.abs(librosa.stft(SIGNALS["speech"], n_fft=size, hop_length=512, window="boxcar"))
        case(group, "rmsOfSpectrogram", "speech", options, f.rms(S=spectrum, dtype=np.float64, **options))
    on(group, "zeroCrossingRate", f.zero_crossing_rate, [(name, {}) for name in ALL])
    on(group, "zeroCrossingRate", f.zero_crossing_rate, [("speech", options) for options in [
        dict(frame_length=1001, hop_length=300), dict(center=False), dict(threshold=0.01), dict(threshold=0.01, zero_pos=False),
        dict(pad=True), dict(threshold=0.1, ref_magnitude=0.25)]])  # fmt: skip
    on(group, "zeroCrossingRate", f.zero_crossing_rate, [("impulses", dict(zero_pos=False, frame_length=512))])
    for function, reference, variants in [
        ("spectralCentroid", f.spectral_centroid, [spectral]),
        ("spectralBandwidth", f.spectral_bandwidth, [spectral, dict(p=3), dict(p=1.5, norm=False)]),
        ("spectralRolloff", f.spectral_rolloff, [spectral, dict(roll_percent=0.1), dict(roll_percent=0.99)]),
        ("spectralFlatness", f.spectral_flatness, [{k: v for k, v in spectral.items() if k != "sr"}, dict(power=1.0), dict(amin=1e-3)]),
        ("spectralContrast", f.spectral_contrast, [dict(linear=True), dict(n_bands=4, quantile=0.1, fmin=150), {**spectral, "n_bands": 5}]),
    ]:  # fmt: skip
        on(group, function, of(reference), [(name, {}) for name in ALL])
        on(group, function, of(reference), [("speech", options) for options in variants])
    for options in [dict(), dict(n_fft=512, tuning=0.3), dict(n_chroma=24, octwidth=None), dict(n_chroma=7, base_c=False),
                    dict(norm=None, ctroct=4.0, octwidth=1.5), dict(norm=1, n_fft=401)]:  # fmt: skip
        bank = librosa.filters.chroma(**{"sr": RATE, "n_fft": 2048, **options})
        case(group, "chromaFilterBank", None, options, bank)
    # A lone impulse has a flat spectrum: its peaks, and so its tuning, are rounding errors.
    pitched = [name for name in ALL if name != "impulses"]
    on(group, "chromaStft", of(f.chroma_stft), [(name, {}) for name in pitched])
    on(group, "chromaStft", of(f.chroma_stft), [("music", options) for options in [
        dict(tuning=0.2), dict(n_chroma=24, norm=2), dict(norm=None, octwidth=None), dict(n_chroma=6, norm=1, n_fft=1024), {**spectral, "base_c": False}]])  # fmt: skip
    for name in pitched:
        for options in [dict(), dict(resolution=0.03, bins_per_octave=24, n_fft=1024, fmin=100)]:
            case(group, "estimateTuning", name, options, [librosa.estimate_tuning(y=SIGNALS[name], **options)])
    for options in [dict(), dict(threshold=0.01, fmin=60, fmax=12000, n_fft=1024), dict(ref=2.0)]:
        pitches, magnitudes = librosa.piptrack(y=SIGNALS["music"], **options)
        case(group, "piptrack", "music", options, pitches + 1j * magnitudes)
    hz = np.array([27.5, 100, 440, 441.3, 9000])
    for options in [dict(), dict(tuning=0.25, bins_per_octave=24)]:
        octaves = librosa.hz_to_octs(hz, **options)
        case(group, "hzToOcts", hz.tolist(), options, octaves)
        case(group, "octsToHz", [0, 1.5, 4, 8.25], options, librosa.octs_to_hz(np.array([0, 1.5, 4, 8.25]), **options))
    matrix = SIGNALS["impulses"][:600].reshape(20, 30) + 1e-3 * SIGNALS["noise"][:600].reshape(20, 30)
    matrix[:, 3] = 0
    for norm in [np.inf, -np.inf, 0, 1, 2, 3.5, None]:
        for axis in [0, 1, None]:
            case(group, "normalize", None, dict(norm=norm, axis=axis), librosa.util.normalize(matrix, norm=norm, axis=axis))
    for fill in [False, True]:
        case(group, "normalize", None, dict(norm=2, threshold=0.05, fill=fill),
             librosa.util.normalize(matrix, norm=2, threshold=0.05, fill=fill))  # fmt: skip


if __name__ == "__main__":
    for build in [transforms, mel, decibels, cepstra, features]:
        build()
    OUT.mkdir(parents=True, exist_ok=True)
    head = {
        "generator": "tools/reference/dsp_features.py",
        "versions": {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    }
    stored = {name: base64.b64encode(INT16[name].tobytes()).decode() for name in STORED}
    lines = ",\n".join(json.dumps(name) + ":" + json.dumps(text) for name, text in stored.items())
    (OUT / "signals.json").write_text(json.dumps(head)[:-1] + ',"sampleRate":22050,"int16":{\n' + lines + "\n}}\n")
    for name, cases in FILES.items():
        lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases)
        (OUT / f"{name}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
