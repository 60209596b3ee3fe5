"""Spectral gating as noisereduce 3 describes and does it, written with scipy: what reduceNoise is timed against.

Defaults throughout: n_fft 1024, hop 256, 30,000 zeros on both sides of every chunk, 500 Hz and 50 ms of smoothing,
threshold 1.5 standard deviations (stationary) or twice the running average with a slope of 10 (adaptive).
"""

import numpy as np
from scipy.signal import fftconvolve, filtfilt, istft, stft

N_FFT, HOP, PADDING = 1024, 256, 30000


def _triangle(reach):
    rising = np.linspace(0, 1, reach + 1, endpoint=False)
    return np.concatenate([rising, np.linspace(1, 0, reach + 2)])[1:-1]


def _kernel(sr):
    frequency = int(500 / (sr / (N_FFT / 2)))
    time = int(50 / (HOP / sr * 1000))
    kernel = np.outer(_triangle(frequency), _triangle(time))
    return kernel / kernel.sum()


def _transform(x, sr):
    padded = np.zeros(len(x) + 2 * PADDING)
    padded[PADDING : PADDING + len(x)] = x
    return stft(padded, sr, nperseg=N_FFT, noverlap=N_FFT - HOP, padded=False)[2]


def _back(spectrum, sr, length):
    out = istft(spectrum, sr, nperseg=N_FFT, noverlap=N_FFT - HOP)[1]
    return out[PADDING : PADDING + length].astype(np.float32)


def _decibels(spectrum):
    level = 20 * np.log10(np.abs(spectrum) + np.finfo(np.float64).eps)
    return np.maximum(level, level.max(axis=1, keepdims=True) - 80)


def stationary(x, sr):
    noise = _decibels(stft(x, sr, nperseg=N_FFT, noverlap=N_FFT - HOP, padded=False)[2])
    threshold = noise.mean(axis=1) + 1.5 * noise.std(axis=1)
    spectrum = _transform(x, sr)
    mask = (_decibels(spectrum) > threshold[:, None]).astype(float)
    return _back(spectrum * fftconvolve(mask, _kernel(sr), mode="same"), sr, len(x))


def adaptive(x, sr):
    spectrum = _transform(x, sr)
    magnitude = np.abs(spectrum)
    frames = 2.0 * sr / HOP
    b = (np.sqrt(1 + 4 * frames**2) - 1) / (2 * frames**2)
    average = filtfilt([b], [1, b - 1], magnitude, axis=-1, padtype=None)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = (magnitude - average) / average
    mask = 1 / (1 + np.exp(-10 * (above - 2)))
    return _back(spectrum * fftconvolve(mask, _kernel(sr), mode="same"), sr, len(x))
