"""Golden values of @ser/dsp for linear prediction (librosa) and the quality of a voice (Praat).

Run from the repository root:  python tools/reference/dsp_praat.py
Needs what dsp_features.py needs, whose signals it uses, and Praat 6.3 as the program `praat`. Writes
packages/dsp/golden/features/voice-quality.json.
"""

import json
import subprocess
import warnings

import librosa
from dsp_features import FILES, OUT, SIGNALS, case
from random_praat import formant_table, harmonicity_table, praat, pulses

warnings.simplefilter("ignore")
GROUP = "voice-quality"


def variation(samples, rate, o):
    """Jitter and shimmer of the pulses that Praat finds, which are not rounded on their way."""
    return praat(
        f"""
        p = noprogress To PointProcess (periodic, cc): {o["fMin"]}, {o["fMax"]}
        j = Get jitter (local): 0, 0, 0.0001, 0.02, {o["maxPeriodFactor"]}
        selectObject: s, p
        a = Get shimmer (local): 0, 0, 0.0001, 0.02, {o["maxPeriodFactor"]}, {o["maxAmplitudeFactor"]}
        appendInfoLine: j, " ", a
        """,
        samples,
        rate,
    )


def prediction():
    for name, options in [("speech", dict(order=12)), ("music", dict(order=2)), ("noise", dict(order=40)), ("silence", dict(order=3)), ("short", dict(order=16))]:
        case(GROUP, "lpc", name, options, librosa.lpc(SIGNALS[name], **options))


def quality():
    for name, rate, options in [("speech", 22050, {}), ("speech", 8000, {}), ("music", 44100, dict(nFormants=4.5, fMax=5000, windowLength=0.02)),
                                ("noise", 11000, {}), ("speech", 16000, dict(nFormants=3, timeStep=0.02, preEmphasisFrom=100, fMax=4000))]:  # fmt: skip
        o = {"nFormants": 5, "fMax": 5500, "windowLength": 0.025, "timeStep": 0, "preEmphasisFrom": 50, **options}
        rows = formant_table(SIGNALS[name], rate, o["nFormants"], o["fMax"], o["windowLength"], o["timeStep"], o["preEmphasisFrom"]).T
        for part, values in [("times", rows[0]), ("frequencies", rows[1::2]), ("bandwidths", rows[2::2])]:
            case(GROUP, f"formants.{part}", name, {"sampleRate": rate, **options}, values)
    for name, rate, options in [("speech", 22050, {}), ("speech", 8000, dict(fMin=50)), ("music", 22050, {}), ("noise", 22050, {}), ("silence", 22050, {}),
                                ("speech", 16000, dict(timeStep=0.005, silenceThreshold=0.02, periodsPerWindow=2)), ("music", 44100, dict(fMin=200)),
                                ("speech", 22050, dict(method="ac")), ("music", 16000, dict(method="ac", periodsPerWindow=3, fMin=100))]:  # fmt: skip
        o = {"method": "cc", "timeStep": 0.01, "fMin": 75, "silenceThreshold": 0.1, **options}
        o.setdefault("periodsPerWindow", 1 if o["method"] == "cc" else 4.5)
        rows = harmonicity_table(SIGNALS[name], rate, o["method"], o["timeStep"], o["fMin"], o["silenceThreshold"], o["periodsPerWindow"])
        for part, values in [("times", rows[0]), ("decibels", rows[1])]:
            case(GROUP, f"harmonicsToNoise.{part}", name, {"sampleRate": rate, **options}, values)
    for name, rate, options in [("speech", 22050, {}), ("speech", 16000, {}), ("speech", 44100, dict(fMin=100)), ("music", 22050, {}), ("noise", 22050, {}),
                                ("silence", 22050, {}), ("music", 11025, dict(fMin=60, fMax=300, maxPeriodFactor=1.01, maxAmplitudeFactor=1.05))]:  # fmt: skip
        o = {"fMin": 75, "fMax": 600, "maxPeriodFactor": 1.3, "maxAmplitudeFactor": 1.6, **options}
        case(GROUP, "glottalPulses", name, {"sampleRate": rate, **options}, pulses(SIGNALS[name], rate, o["fMin"], o["fMax"]))
        case(GROUP, "jitterAndShimmer", name, {"sampleRate": rate, **options}, variation(SIGNALS[name], rate, o))


if __name__ == "__main__":
    prediction()
    quality()
    head = {
        "generator": "tools/reference/dsp_praat.py",
        "versions": {"librosa": librosa.__version__, "praat": subprocess.run(["praat", "--version"], capture_output=True, text=True).stdout.strip()},
    }
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in FILES[GROUP])
    (OUT / f"{GROUP}.json").write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
