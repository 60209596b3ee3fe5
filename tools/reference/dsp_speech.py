"""Clips of synthetic speech on which segmentSpeech is held: packages/dsp/golden/speech/clips.{opus,json}.

Needs espeak-ng, ffmpeg with libopus, numpy and soundfile:
    python tools/reference/dsp_speech.py
Written with eSpeak NG 1.51 and ffmpeg 5.1. The sentences are ours; eSpeak NG's license does not reach its output.
clips.json holds where each clip lies in the joined file, in samples at 48 kHz: its first and last 10 ms that are less
than 40 dB below its loudest.
"""
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import soundfile

SENTENCES = [
    ("en-us", 150, 45, "Kids are talking by the door."),
    ("en-us+f2", 170, 60, "Seven ships sailed slowly past the silent shore."),
    ("en-us+m3", 140, 35, "She said that nothing had changed since the summer."),
    ("en-gb+f4", 180, 70, "The fish that swim in the sea are free to see."),
    ("en-us+m7", 160, 40, "Dogs are sitting by the door."),
    ("de+f3", 150, 55, "Hush, the children are asleep now."),
    ("fr", 165, 50, "Stop."),
    ("es+m2", 155, 30, "Fifty six cats chased a mouse through the house."),
    ("en-us+klatt2", 145, 45, "My old grandmother bakes a big apple pie every Sunday."),
]
RATE = 48000
out = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/speech"


def clip(voice: str, speed: int, pitch: int, text: str) -> np.ndarray:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", file.name, text], check=True)
        resampled = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", file.name, "-ar", str(RATE), "-f", "f32le", "-"], check=True, capture_output=True
        ).stdout
    samples = np.frombuffer(resampled, "<f4").astype(float)
    pieces = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    energy = (pieces**2).mean(axis=1)
    loud = np.flatnonzero(energy > energy.max() * 1e-4)
    kept = pieces[loud[0] : loud[-1] + 1].reshape(-1)
    return kept / np.sqrt((kept**2).mean()) * 0.05


parts, places, at = [], [], 0
for sentence in SENTENCES:
    samples = clip(*sentence)
    gap = np.zeros(RATE // 10)
    places.append([at + len(gap), at + len(gap) + len(samples)])
    parts += [gap, samples]
    at += len(gap) + len(samples)
joined = np.concatenate([*parts, np.zeros(RATE // 10)])
with tempfile.NamedTemporaryFile(suffix=".wav") as file:
    soundfile.write(file.name, joined, RATE, subtype="FLOAT")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", file.name, "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        + ["-c:a", "libopus", "-b:a", "24k", out / "clips.opus"],
        check=True,
    )
(out / "clips.json").write_text(json.dumps({"sampleRate": RATE, "clips": places}) + "\n")
