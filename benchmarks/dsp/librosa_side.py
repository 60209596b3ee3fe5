"""The reference side of side-by-side.ts: reads "task repetitions" lines, answers with seconds a call."""

import sys
import time
import warnings

import librosa
import numpy as np
import scipy.signal
import scipy_noise_gate

warnings.simplefilter("ignore")
path = sys.argv[1]
y, sr = librosa.load(path)


def log_mel(x):
    return librosa.power_to_db(librosa.feature.melspectrogram(y=x, sr=sr, n_mels=64), ref=np.max)


def chain():
    x, rate = librosa.load(path, sr=22050, duration=3.0)
    x = x / np.abs(x).max()
    log_mel(x)
    cepstrum = librosa.feature.mfcc(y=x, sr=rate, n_mfcc=13)
    return librosa.feature.delta(cepstrum), librosa.feature.delta(cepstrum, order=2)


f = librosa.feature
D = librosa.stft(y)
S = np.abs(D)
M = f.mfcc(y=y, sr=sr, n_mfcc=13)
TASKS = {
    "load": lambda: librosa.load(path, sr=22050, duration=3.0),
    "chain": chain,
    "stft": lambda: librosa.stft(y),
    "istft": lambda: librosa.istft(D, length=len(y)),
    "melSpectrogram": lambda: f.melspectrogram(y=y, sr=sr, n_mels=64),
    "logMel": lambda: log_mel(y),
    "mfcc": lambda: f.mfcc(y=y, sr=sr, n_mfcc=13),
    "deltas": lambda: (f.delta(M), f.delta(M, order=2)),
    "rms": lambda: f.rms(y=y),
    "zeroCrossingRate": lambda: f.zero_crossing_rate(y),
    "spectralCentroid": lambda: f.spectral_centroid(y=y, sr=sr),
    "spectralBandwidth": lambda: f.spectral_bandwidth(y=y, sr=sr),
    "spectralRolloff": lambda: f.spectral_rolloff(y=y, sr=sr),
    "spectralFlatness": lambda: f.spectral_flatness(y=y),
    "spectralContrast": lambda: f.spectral_contrast(y=y, sr=sr),
    "chromaStft": lambda: f.chroma_stft(y=y, sr=sr),
    "timeStretch": lambda: librosa.effects.time_stretch(y, rate=1.15),
    "pitchShift": lambda: librosa.effects.pitch_shift(y, sr=sr, n_steps=3),
    "timeStretchSlow": lambda: librosa.effects.time_stretch(y, rate=0.85),
    "pitchShiftDown": lambda: librosa.effects.pitch_shift(y, sr=sr, n_steps=-3),
    "spectralGate": lambda: scipy_noise_gate.stationary(y, sr),
    "adaptiveGate": lambda: scipy_noise_gate.adaptive(y, sr),
    # No counterpart in librosa or noisereduce: the same gate stands for the cost of a denoiser.
    "spectralSubtraction": lambda: scipy_noise_gate.stationary(y, sr),
    "onsetDetect": lambda: librosa.onset.onset_detect(y=y, sr=sr),
    "tempo": lambda: f.tempo(y=y, sr=sr),
    "yin": lambda: librosa.yin(y, fmin=65, fmax=500),
    "pyin": lambda: librosa.pyin(y, fmin=65, fmax=500),
    "hpss": lambda: librosa.decompose.hpss(S),
    "onsetStrength": lambda: librosa.onset.onset_strength(y=y, sr=sr),
    "pcen": lambda: librosa.pcen(S),
    "cqt": lambda: librosa.cqt(y, sr=sr),
    "chromaCqt": lambda: f.chroma_cqt(y=y, sr=sr, tuning=0),
    "lpc": lambda: librosa.lpc(y, order=16),
    "griffinLim": lambda: librosa.griffinlim(S, n_iter=8, random_state=1),
    "gaussianNoise": lambda: (y + 0.003 * np.random.RandomState(1).standard_normal(len(y))).astype(np.float32),
}

for line in sys.stdin:
    name, repetitions = line.split()
    task = TASKS[name]
    start, used = time.perf_counter(), time.process_time()
    for _ in range(int(repetitions)):
        task()
    elapsed = [time.perf_counter() - start, time.process_time() - used]
    print(*(seconds / int(repetitions) for seconds in elapsed), flush=True)
