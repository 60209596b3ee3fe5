"""Golden values of @ser/dsp for the constant-Q transform and its chroma.

Run from the repository root:  python tools/reference/dsp_constant_q.py
Needs what dsp_features.py needs, whose signals it uses. Writes packages/dsp/golden/features/constant-q.json.
"""

import json
import warnings

import double_filters
import librosa
import numpy as np
from dsp_features import FILES, NAMES, OUT, SIGNALS, case

warnings.simplefilter("ignore")
NAMES.update({"n_bins": "nBins", "filter_scale": "filterScale", "n_octaves": "nOctaves"})
GROUP = "constant-q"


def transforms():
    plan = [(name, {}) for name in ["music", "speech", "noise", "silence", "impulses"]]
    plan += [("music", options) for options in [
        dict(bins_per_octave=36, n_bins=150, fmin=65.4), dict(n_bins=24, fmin=880), dict(n_bins=24, fmin=110, hop_length=256), dict(n_bins=30, hop_length=100, filter_scale=0.5),
        dict(n_bins=1, fmin=440), dict(sr=16000, n_bins=60, tuning=0.3, norm=2, sparsity=0), dict(n_bins=20, bins_per_octave=24, fmin=300, scale=False, window="hamming"),
        dict(tuning=None, n_bins=48, fmin=130.8, pad_mode="reflect"), dict(n_bins=12, fmin=110, scale=False, hop_length=1024)]]  # fmt: skip
    for name, options in plan:
        case(GROUP, "cqt", name, options, librosa.cqt(SIGNALS[name], **options))
        case(GROUP, "cqt with filters in float64", name, options, double_filters.cqt(SIGNALS[name], **options))
    for options in [dict(n_bins=12, fmin=2000), dict(n_bins=20, bins_per_octave=24, fmin=2200, window="hamming", filter_scale=1.3)]:
        case(GROUP, "cqt of one octave", "music", options, double_filters.cqt(SIGNALS["music"], **options))
    plan = [("music", {}), ("speech", {}), ("noise", {}), ("music", dict(n_chroma=24, bins_per_octave=48, tuning=0.0, n_octaves=5)),
            ("music", dict(fmin=110, n_octaves=5, norm=1, tuning=0.1)), ("music", dict(bins_per_octave=12, n_octaves=6, norm=None, threshold=0.05))]  # fmt: skip
    for name, options in plan:
        case(GROUP, "chromaCqt", name, options, librosa.feature.chroma_cqt(y=SIGNALS[name], **options))


if __name__ == "__main__":
    transforms()
    head = {"generator": "tools/reference/dsp_constant_q.py", "versions": {"librosa": librosa.__version__, "numpy": np.__version__}}
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in FILES[GROUP])
    (OUT / f"{GROUP}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
