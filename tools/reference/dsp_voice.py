"""Golden values of @ser/dsp for pitch and for the statistics of a voice.

Run from the repository root:  python tools/reference/dsp_voice.py
Needs what dsp_features.py needs, whose signals it uses. Writes packages/dsp/golden/features/voice.json.
"""

import json
import warnings

import librosa
import numpy as np
import scipy
from dsp_features import FILES, NAMES, OUT, SIGNALS, case, on

warnings.simplefilter("ignore")
NAMES.update({"trough_threshold": "troughThreshold"})

SPEECH = dict(fmin=65, fmax=500)


def pitch():
    group = "voice"
    # A lone impulse has no period: all lags differ by rounding only.
    plan = [(name, SPEECH) for name in ["speech", "music", "noise", "silence", "short"]]
    plan += [("speech", {**SPEECH, **options}) for options in [
        dict(fmin=40, fmax=2000), dict(frame_length=1001, hop_length=300), dict(sr=16000, frame_length=1024, hop_length=256),
        dict(center=False), dict(pad_mode="reflect"), dict(trough_threshold=0.4), dict(trough_threshold=0.01),
        dict(fmin=22.1, fmax=11025, frame_length=1000), dict(fmin=400, fmax=420, frame_length=128)]]  # fmt: skip
    on(group, "yin", librosa.yin, plan)


def functionals(y, sr):
    """What `voiceFunctionals` says it measures, by librosa and numpy."""
    y = librosa.resample(y, orig_sr=sr, target_sr=16000)
    frames = dict(n_fft=1024, hop_length=256, sr=16000)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=y, n_mels=64, **frames))
    mfcc = librosa.feature.mfcc(S=mel, n_mfcc=13)
    level = 20 * np.log10(np.maximum(librosa.feature.rms(y=y, frame_length=1024, hop_length=256, dtype=y.dtype)[0], 1e-5))
    f = librosa.feature
    shape = {f"mfcc{c}": mfcc[c] for c in range(13)}
    shape |= dict(level=level, centroid=f.spectral_centroid(y=y, **frames)[0], bandwidth=f.spectral_bandwidth(y=y, **frames)[0],
                  rolloff=f.spectral_rolloff(y=y, **frames)[0], flatness=f.spectral_flatness(y=y, n_fft=1024, hop_length=256)[0],
                  zeroCrossings=f.zero_crossing_rate(y=y, frame_length=1024, hop_length=256)[0])  # fmt: skip
    row = {}
    for name, series in shape.items():
        row[name + "_mean"] = series.mean()
        row[name + "_deviation"] = series.std()
        row[name + "_change"] = np.abs(np.diff(series)).mean()
    for c, series in enumerate(librosa.feature.delta(mfcc, mode="nearest")):
        row[f"delta{c}_deviation"] = series.std()

    # yin does not tell how deep its trough was, so its difference function is taken from inside.
    low = librosa.resample(y, orig_sr=16000, target_sr=8000)
    f0 = librosa.yin(low, fmin=60, fmax=500, sr=8000, frame_length=512, hop_length=128, trough_threshold=0.2)
    cut = librosa.util.frame(np.pad(low, 256), frame_length=512, hop_length=128).copy()
    difference = librosa.core.pitch._cumulative_mean_normalized_difference(cut, 16, 134)
    period = np.clip(np.round(8000 / f0).astype(int) - 16, 0, 118)
    # The vertex of the parabola may lie next to the sampled trough.
    near = np.clip(period + np.arange(-1, 2)[:, None], 0, 118)
    depth = np.take_along_axis(difference, near, 0).min(0)
    loud = (level > level.max() - 30) & (level.max() > -80)
    voiced = loud & (depth < 0.3)
    pitch = 12 * np.log2(f0[voiced] / 100)
    row["pitch_mean"] = pitch.mean()
    row["pitch_deviation"] = pitch.std()
    for q in [10, 50, 90]:
        row[f"pitch_p{q}"] = np.percentile(pitch, q)
    row["pitch_slope"] = np.polyfit(np.linspace(0, 1, len(pitch)), pitch, 1)[0]
    row["pitch_change"] = np.abs(np.diff(pitch)).mean()
    fifth = -(-len(pitch) // 5)
    row["pitch_begin"] = pitch[:fifth].mean() - pitch.mean()
    row["pitch_end"] = pitch[-fifth:].mean() - pitch.mean()
    row["aperiodicity_mean"] = depth.mean()
    row["speech_seconds"] = loud.sum() * 0.016
    row["voiced_share"] = voiced.sum() / loud.sum()
    row["voiced_rate"] = (np.diff(np.r_[0, voiced.astype(int)]) == 1).sum() / (loud.sum() * 0.016)
    row["seconds"] = len(y) / 16000
    return row


def voice():
    row = functionals(SIGNALS["speech"], 16000)
    case("voice", "voiceFunctionals", "speech", {"names": list(row)}, np.array(list(row.values())))


if __name__ == "__main__":
    pitch()
    voice()
    head = {
        "generator": "tools/reference/dsp_voice.py",
        "versions": {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    }
    for name, cases in FILES.items():
        lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases)
        (OUT / f"{name}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
