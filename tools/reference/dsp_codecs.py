"""Small files of every format, and what libsndfile or ffmpeg reads from them: packages/dsp/golden/codecs/.

Run from the repository root:  python tools/reference/dsp_codecs.py
Needs numpy, soundfile 0.14 (libsndfile 1.2), and ffmpeg 5.1 with libmp3lame, libopus, libvorbis and an AAC encoder.
cases.json holds for each file the sample rate, the shape, which reader made the values, and the samples as float32.
"""
import base64
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import soundfile as sf

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/codecs"
OUT.mkdir(parents=True, exist_ok=True)


def signal(rate, seconds, channels):
    """A gliding tone with overtones in a little noise, from integers that every machine draws alike."""
    n = np.arange(int(rate * seconds))
    noise = np.random.RandomState(7).standard_normal((channels, len(n))) * 0.01
    phase = 2 * np.pi * (180 * n / rate + 60 * (n / rate) ** 2)
    tone = sum(np.sin((k + 1) * phase) / (k + 1) for k in range(6)) * 0.2
    return np.stack([tone * (1 - 0.3 * c) for c in range(channels)]) + noise


def write(name, rate, channels, seconds, *arguments):
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        sf.write(file.name, signal(rate, seconds, channels).T, rate, subtype="PCM_24" if "24" in name else "PCM_16")
        bitexact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", file.name, *bitexact, *arguments, str(OUT / name)], check=True)


def by_sndfile(name):
    samples, rate = sf.read(OUT / name, dtype="float32", always_2d=True)
    return samples.T, rate, f"libsndfile {sf.__libsndfile_version__}"


def by_ffmpeg(name):
    raw = OUT / name
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels", "-of", "json", raw],
        check=True, capture_output=True,
    ).stdout
    stream = json.loads(probe)["streams"][0]
    pcm = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", raw, "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "f32le", "-"], check=True, capture_output=True
    ).stdout
    return np.frombuffer(pcm, "<f4").reshape(-1, stream["channels"]).T, int(stream["sample_rate"]), "ffmpeg 5.1"


def by_libopus(name):
    # ffmpeg's own decoder of Opus is another one, up to 0.07 away on noise; libopus gives it 16 bits.
    raw = OUT / name
    pcm = subprocess.run(
        ["ffmpeg", "-v", "error", "-c:a", "libopus", "-i", raw, "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "f32le", "-"],
        check=True, capture_output=True,
    ).stdout
    return np.frombuffer(pcm, "<f4")[None], 48000, "libopus, 16 bits, by ffmpeg 5.1"


FILES = [
    ("mono-cbr.mp3", 22050, 1, 0.3, ["-b:a", "32k", "-write_xing", "1"], by_sndfile),
    ("stereo-vbr.mp3", 44100, 2, 0.2, ["-q:a", "6"], by_sndfile),
    ("no-xing.mp3", 16000, 1, 0.3, ["-b:a", "24k", "-write_xing", "0", "-id3v2_version", "0"], by_sndfile),
    ("mono.opus", 48000, 1, 0.2, ["-c:a", "libopus", "-b:a", "24k"], by_sndfile),
    ("stereo.opus", 48000, 2, 0.15, ["-c:a", "libopus", "-b:a", "40k"], by_sndfile),
    ("mono.ogg", 22050, 1, 0.3, ["-c:a", "libvorbis", "-q:a", "1"], by_sndfile),
    ("stereo.ogg", 44100, 2, 0.15, ["-c:a", "libvorbis", "-q:a", "1"], by_sndfile),
    ("mono-16.flac", 16000, 1, 0.3, ["-c:a", "flac"], by_sndfile),
    ("stereo-24.flac", 48000, 2, 0.1, ["-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"], by_sndfile),
    ("stereo-16.aiff", 22050, 2, 0.1, [], by_sndfile),
    ("float.aifc", 16000, 1, 0.1, ["-c:a", "pcm_f32be", "-f", "aiff"], by_sndfile),
    ("mono-16.au", 16000, 1, 0.1, ["-c:a", "pcm_s16be"], by_sndfile),
    ("mulaw.au", 8000, 1, 0.1, ["-c:a", "pcm_mulaw"], by_sndfile),
    ("ima-mono.wav", 16000, 1, 0.3, ["-c:a", "adpcm_ima_wav"], by_sndfile),
    ("ima-stereo.wav", 22050, 2, 0.2, ["-c:a", "adpcm_ima_wav"], by_sndfile),
    ("ms-adpcm.wav", 16000, 1, 0.2, ["-c:a", "adpcm_ms"], by_ffmpeg),
    ("aac.m4a", 44100, 1, 0.3, ["-c:a", "aac", "-b:a", "48k"], by_ffmpeg),
    ("aac.adts.aac", 22050, 1, 0.3, ["-c:a", "aac", "-b:a", "32k", "-f", "adts"], by_ffmpeg),
    ("opus.webm", 48000, 1, 0.2, ["-c:a", "libopus", "-b:a", "24k"], by_libopus),
]

cases = []
for name, rate, channels, seconds, arguments, read in FILES:
    write(name, rate, channels, seconds, *arguments)
    samples, out_rate, reader = read(name)
    cases.append({
        "file": name, "reader": reader, "sampleRate": out_rate, "shape": list(samples.shape),
        "frames": int(rate * seconds), "samples": base64.b64encode(samples.astype("<f4").tobytes()).decode(),
    })

# A video with sound, and one without.
picture = ["-f", "lavfi", "-i", "color=black:s=16x16:r=5:d=0.3"]
encode = ["-c:v", "mpeg4", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]
subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, *encode, str(OUT / "silent.mp4")], check=True)
subprocess.run(
    ["ffmpeg", "-v", "error", "-y", *picture, "-i", str(OUT / "mono-16.flac"), *encode, "-c:a", "aac", "-b:a", "32k", "-shortest", str(OUT / "video.mp4")],
    check=True,
)
samples, out_rate, reader = by_ffmpeg("video.mp4")
cases.append({
    "file": "video.mp4", "reader": reader, "sampleRate": out_rate, "shape": list(samples.shape), "frames": 4800,
    "samples": base64.b64encode(samples.astype("<f4").tobytes()).decode(),
})
(OUT / "cases.json").write_text(json.dumps({"cases": cases}) + "\n")
