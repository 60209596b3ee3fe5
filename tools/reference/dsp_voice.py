"""Golden values of @ser/dsp for pitch, the statistics of a voice, onsets and what is computed from spectrograms.

Run from the repository root:  python tools/reference/dsp_voice.py
Needs what dsp_features.py needs, whose signals it uses. Writes packages/dsp/golden/features/voice.json and
onsets.json.
"""

import json
import warnings

import librosa
import numpy as np
import scipy
from dsp_features import FILES, NAMES, OUT, SIGNALS, case, on

warnings.simplefilter("ignore")
NAMES.update({
    "trough_threshold": "troughThreshold", "n_thresholds": "nThresholds", "beta_parameters": "betaParameters",
    "boltzmann_parameter": "boltzmannParameter", "max_transition_rate": "maxTransitionRate", "switch_prob": "switchProb",
    "no_trough_prob": "noTroughProb", "fill_na": "fillNa", "kernel_size": "kernelSize", "time_constant": "timeConstant",
    "max_size": "maxSize", "n_steps": "nSteps", "n": "length",
})  # fmt: skip

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


    for name, options in [("speech", {}), ("music", {}), ("silence", {}), ("speech", dict(frame_length=1024, hop_length=200, sr=16000)),
                          ("speech", dict(n_thresholds=50, beta_parameters=(1.5, 9.5), boltzmann_parameter=1.2)),
                          ("speech", dict(resolution=0.2, max_transition_rate=20, switch_prob=0.1, no_trough_prob=0.2)),
                          ("music", dict(fill_na=None, center=False)), ("speech", dict(fmin=100, fmax=1000, fill_na=-1.0))]:  # fmt: skip
        f0, flag, probability = librosa.pyin(SIGNALS[name], **{**SPEECH, **options})
        for part, values in [("f0", f0), ("voicedFlag", flag), ("voicedProb", probability)]:
            case(group, f"pyin.{part}", name, {**SPEECH, **options}, values)


def spectra():
    group = "onsets"
    power = np.abs(librosa.stft(SIGNALS["speech"], n_fft=512, hop_length=160)) ** 2
    matrix = {"nFft": 512, "hopLength": 160}
    for options in [dict(), dict(gain=0.5, bias=1.0, power=0.25), dict(time_constant=0.05, sr=16000, hop_length=160),
                    dict(b=0.3), dict(max_size=4), dict(power=0), dict(bias=0), dict(eps=1e-3, max_size=3)]:  # fmt: skip
        case(group, "pcen", matrix, options, librosa.pcen(power * 2.0**20, **options))
    for options in [dict(), dict(n_steps=4), dict(n_steps=3, delay=5), dict(delay=-2, n_steps=3), dict(mode="edge", n_steps=3)]:
        case(group, "stackMemory", matrix, options, librosa.feature.stack_memory(power[:7], **options))
    for size in [12, 24, 7]:
        chroma = np.abs(SIGNALS["noise"][: size * 20].reshape(size, 20))
        case(group, "tonnetz", size, {}, librosa.feature.tonnetz(chroma=chroma))
    x = SIGNALS["noise"][:45].reshape(9, 5)
    for kind in [1, 2, 3, 4]:
        for norm in ["ortho", "backward", "forward"]:
            for n in [None, 14]:
                options = dict(type=kind, norm=norm, **({"n": n} if n else {}))
                case(group, "idct", None, options, scipy.fft.idct(x, axis=0, **options))
    masks = [dict(), dict(kernel_size=7), dict(kernel_size=(17, 9), power=1.0), dict(margin=3.0), dict(margin=(1.0, 2.5), power=np.inf),
             dict(kernel_size=(8, 4))]  # fmt: skip
    for options in masks:
        parts = librosa.decompose.hpss(np.sqrt(power), **options)
        for name, part in zip(["harmonic", "percussive"], parts):
            case(group, f"hpss.{name}", matrix, options, part)
    for name, options in [("music", {}), ("speech", {}), ("silence", {}), ("speech", dict(n_fft=512, hop_length=100, win_length=400, kernel_size=11)),
                          ("short", dict(n_fft=256, center=False)), ("music", dict(margin=2.0, pad_mode="reflect"))]:  # fmt: skip
        harmonic, percussive = librosa.effects.hpss(SIGNALS[name], **options)
        case(group, "harmonic", name, options, harmonic)
        case(group, "percussive", name, options, percussive)
    strengths = [(name, {}) for name in ["speech", "music", "noise", "silence", "impulses", "short"]]
    strengths += [("music", options) for options in [
        dict(lag=3), dict(max_size=3), dict(max_size=4, lag=2), dict(detrend=True), dict(center=False), dict(n_fft=1024, hop_length=100, n_mels=40),
        dict(aggregate="median"), dict(aggregate="max", fmax=8000), dict(center=False, lag=2, detrend=True)]]  # fmt: skip
    for name, options in strengths:
        by = {"median": np.median, "max": np.max}.get(options.get("aggregate"), np.mean)
        case(group, "onsetStrength", name, options, librosa.onset.onset_strength(y=SIGNALS[name], **{**options, "aggregate": by}))
    frames = np.array([0, 1, 7, 100])
    for options in [dict(), dict(sr=16000, hop_length=160), dict(n_fft=2048)]:
        case(group, "framesToTime", frames.tolist(), options, librosa.frames_to_time(frames, **options))
        case(group, "timesLike", 5, options, librosa.times_like(np.zeros((3, 5)), **options))


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
    spectra()
    voice()
    head = {
        "generator": "tools/reference/dsp_voice.py",
        "versions": {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    }
    for name, cases in FILES.items():
        lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases)
        (OUT / f"{name}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
