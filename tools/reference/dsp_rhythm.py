"""Golden values of @ser/dsp for onsets, tempo and the phases that Griffin and Lim find.

Run from the repository root:  python tools/reference/dsp_rhythm.py
Needs what dsp_features.py needs, whose signals it uses. Writes packages/dsp/golden/features/rhythm.json.
"""

import json
import warnings

import librosa
import numpy as np
import scipy
from dsp_features import FILES, NAMES, OUT, SIGNALS, case

warnings.simplefilter("ignore")
NAMES.update({
    "pre_max": "preMax", "post_max": "postMax", "pre_avg": "preAvg", "post_avg": "postAvg", "start_bpm": "startBpm",
    "std_bpm": "stdBpm", "ac_size": "acSize", "max_tempo": "maxTempo", "n_iter": "nIter", "random_state": "seed",
})  # fmt: skip
GROUP = "rhythm"
# Every eleventh frame stands out, in steps of an eighth: an onset strength with ties. The other has plateaus.
ENVELOPE = np.abs(np.round(SIGNALS["noise"][:300] * 8) / 8) * (np.arange(300) % 11 == 0) + np.abs(SIGNALS["noise"][400:700]) / 4
STRENGTHS = {"strength": ENVELOPE, "steps": np.repeat(np.abs(SIGNALS["noise"][:40]), 5)}


def onsets():
    for name in STRENGTHS:
        for options in [dict(pre_max=3, post_max=3, pre_avg=3, post_avg=5, delta=0.1, wait=4), dict(pre_max=0, post_max=1, pre_avg=0.5, post_avg=1.5, delta=0, wait=0),
                        dict(pre_max=500, post_max=500, pre_avg=400, post_avg=400, delta=0.05, wait=2)]:  # fmt: skip
            case(GROUP, "peakPick", name, options, librosa.util.peak_pick(STRENGTHS[name], **options))
        events = np.array([0, 1, 5, 17, 18, 100, 199])
        case(GROUP, "onsetBacktrack", name, {"events": events.tolist()}, librosa.onset.onset_backtrack(events, STRENGTHS[name]))
        for options in [dict(), dict(backtrack=True, units="time"), dict(hop_length=160, sr=16000, units="samples"), dict(normalize=False, delta=0.2, wait=1)]:
            case(GROUP, "onsetDetect", name, options, librosa.onset.onset_detect(onset_envelope=STRENGTHS[name], **options))
    for name in ["speech", "music", "noise", "silence", "short"]:
        for options in [dict(), dict(hop_length=128, units="time")]:
            case(GROUP, "onsetDetect", name, options, librosa.onset.onset_detect(y=SIGNALS[name], **options))
    case(GROUP, "onsetDetect", "music", dict(backtrack=True), librosa.onset.onset_detect(y=SIGNALS["music"], backtrack=True))


def tempos():
    for name in STRENGTHS:
        for options in [dict(), dict(win_length=50, norm=None), dict(win_length=33, center=False, window="hamming"), dict(win_length=64, norm=2)]:
            if options.get("win_length", 384) <= 200 or name == "strength":
                case(GROUP, "tempogram", name, options, librosa.feature.tempogram(onset_envelope=STRENGTHS[name], **options))
        for options in [dict(), dict(start_bpm=60, std_bpm=0.5), dict(max_tempo=None), dict(ac_size=2, max_tempo=100), dict(aggregate=None, ac_size=3)]:
            case(GROUP, "tempo", name, options, librosa.feature.tempo(onset_envelope=STRENGTHS[name], **options))
    for name in ["speech", "music", "silence"]:
        for options in [dict(), dict(hop_length=256, aggregate=None, ac_size=1.5)]:
            case(GROUP, "tempo", name, options, librosa.feature.tempo(y=SIGNALS[name], **options))


def phases():
    for name, options in [("music", dict(n_fft=512)), ("speech", dict(n_fft=512, init=None, n_iter=8)), ("music", dict(n_fft=401, hop_length=100, win_length=300, momentum=0, length=8000)),
                          ("short", dict(n_fft=256, window="hamming", n_iter=5, momentum=0.5, center=False)), ("silence", dict(n_fft=512, n_iter=3)),
                          ("music", dict(n_fft=512, n_iter=0)), ("music", dict(n_fft=512, pad_mode="reflect", momentum=1.2, n_iter=6, init=None))]:  # fmt: skip
        y = SIGNALS[name][:8000]
        frames = {key: value for key, value in options.items() if key in ["n_fft", "hop_length", "win_length", "window", "center", "pad_mode"]}
        random = {} if "init" in options else {"random_state": 7}
        case(GROUP, "griffinLim", name, {**options, **random}, librosa.griffinlim(np.abs(librosa.stft(y, **frames)), **options, **random))


if __name__ == "__main__":
    onsets()
    tempos()
    phases()
    head = {
        "generator": "tools/reference/dsp_rhythm.py",
        "versions": {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    }
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in FILES[GROUP])
    (OUT / f"{GROUP}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
