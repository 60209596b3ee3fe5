"""Measures what is heard in a demo corpus: pitch, pitch range, duration, level and brightness by emotion and by voice.

    python tools/reference/demo_corpus_acoustics.py CORPUS_FOLDER [--channel speech|song] [--json FILE]

Every figure of an emotion is a difference from the same actor's neutral recordings of that channel, averaged over the
recordings of all actors. Pitch is librosa.pyin, 60 to 700 Hz; what is voiced or audible is found by level, within 30 dB
of the loudest frame. Needs librosa and joblib.
"""

import argparse
import json
import pathlib

import joblib
import librosa
import numpy as np

EMOTIONS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
CUES = ["pitch_st", "spread_st", "final_rise_st", "voice_s", "level_db", "bright_db", "total_s"]


def measure(path):
    fields = [int(field) for field in path.stem.split("-")]
    total = librosa.get_duration(path=path)
    samples, _ = librosa.load(path, sr=16000)
    rms = librosa.feature.rms(y=samples, frame_length=512, hop_length=160)[0]
    loud = np.flatnonzero(rms > rms.max() * 10 ** (-30 / 20))
    voice = samples[loud[0] * 160 : (loud[-1] + 1) * 160]
    f0, voiced, _ = librosa.pyin(voice, fmin=60, fmax=700, sr=16000, frame_length=1024, hop_length=320, resolution=0.2)
    f0 = 12 * np.log2(f0[voiced] / 100)
    power = np.abs(librosa.stft(voice, n_fft=512, hop_length=160)) ** 2
    hz = librosa.fft_frequencies(sr=16000, n_fft=512)
    mfcc = librosa.feature.mfcc(y=voice, sr=16000, n_mfcc=20, n_fft=512, hop_length=160)[1:]
    return {
        "actor": fields[6],
        "channel": "speech" if fields[1] == 1 else "song",
        "emotion": EMOTIONS[fields[2] - 1],
        "strong": fields[3] == 2,
        "pitch_st": float(np.median(f0)),
        "spread_st": float(np.percentile(f0, 95) - np.percentile(f0, 5)),
        "final_rise_st": float(np.median(f0[-5:]) - np.median(f0[-18:-8])),
        "voice_s": len(voice) / 16000,
        "level_db": float(10 * np.log10(np.mean(voice**2))),
        "bright_db": float(10 * np.log10(power[hz >= 1500].sum() / power[hz < 1500].sum())),
        "total_s": total,
        "mfcc": mfcc.mean(axis=1),
    }


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=pathlib.Path)
    options.add_argument("--channel", default="speech", choices=["speech", "song"])
    options.add_argument("--json", type=pathlib.Path)
    args = options.parse_args()
    paths = sorted(args.corpus.glob("Actor_*/*.wav"))
    paths = [path for path in paths if path.name[3:5] == ("01" if args.channel == "speech" else "02")]
    rows = joblib.Parallel(n_jobs=-1)(joblib.delayed(measure)(path) for path in paths)
    actors = sorted({row["actor"] for row in rows})
    neutral = {}
    for actor in actors:
        own = [row for row in rows if row["actor"] == actor and row["emotion"] == "neutral"]
        neutral[actor] = {cue: np.mean([row[cue] for row in own]) for cue in CUES}

    print(f"{len(rows)} files, {len(actors)} actors, librosa {librosa.__version__}")
    print("| emotion | intensity | pitch (st) | range (x) | duration (x) | level (dB) | brightness (dB) | final rise (st) | n |")
    table = []
    for emotion in EMOTIONS:
        for strong in (False, True):
            own = [row for row in rows if row["emotion"] == emotion and row["strong"] == strong]
            if not own:
                continue
            ratio = lambda cue: np.exp(np.mean([np.log(r[cue] / neutral[r["actor"]][cue]) for r in own]))
            difference = lambda cue: np.mean([r[cue] - neutral[r["actor"]][cue] for r in own])
            figures = [difference("pitch_st"), ratio("spread_st"), ratio("voice_s"), difference("level_db"), difference("bright_db"), np.mean([r["final_rise_st"] for r in own])]
            table.append([emotion, "strong" if strong else "normal", *map(float, figures), len(own)])
            print("| {} | {} | {:+.1f} | {:.2f} | {:.2f} | {:+.1f} | {:+.1f} | {:+.1f} | {} |".format(*table[-1]))

    hertz = {actor: 100 * 2 ** (neutral[actor]["pitch_st"] / 12) for actor in actors}
    print("neutral pitch (Hz):", {actor: round(float(hz)) for actor, hz in hertz.items()})
    odd = [hz for actor, hz in hertz.items() if actor % 2 == 1]
    even = [hz for actor, hz in hertz.items() if actor % 2 == 0]
    print(f"odd {min(odd):.0f}-{max(odd):.0f} Hz, even {min(even):.0f}-{max(even):.0f} Hz" if even else "")
    total = np.array([row["total_s"] for row in rows])
    print(f"duration {total.min():.2f}-{total.max():.2f} s, mean {total.mean():.2f} s, all {total.sum() / 3600:.2f} h")

    # Is a recording nearer to the mean cepstrum of its own actor's other recordings than to anybody else's?
    cepstra = np.array([row["mfcc"] for row in rows])
    cepstra /= cepstra.std(axis=0)
    who = np.array([row["actor"] for row in rows])
    sums = {actor: cepstra[who == actor].sum(axis=0) for actor in actors}
    right = 0
    for cepstrum, actor in zip(cepstra, who):
        means = [(sums[a] - (cepstrum if a == actor else 0)) / ((who == a).sum() - (a == actor)) for a in actors]
        right += actors[int(np.argmin([np.sum((cepstrum - mean) ** 2) for mean in means]))] == actor
    centers = {actor: sums[actor] / (who == actor).sum() for actor in actors}
    pairs = [(float(np.linalg.norm(centers[a] - centers[b])), a, b) for a in actors for b in actors if a < b]
    print(f"speaker told by mean MFCC: {right}/{len(rows)}; nearest pairs {[(round(d, 2), a, b) for d, a, b in sorted(pairs)[:6]]}")
    if args.json:
        args.json.write_text(json.dumps({"librosa": librosa.__version__, "files": len(rows), "table": table}, indent=1))


if __name__ == "__main__":
    main()
