"""What `pnpm parity:random` asks of numpy, scipy, librosa, Pillow, torch and matplotlib about signals and images in more than one call."""

import librosa
import numpy as np
from random_references import flat
from scipy import signal


def window(window, length, fftbins):
    name, *parameters = window
    # An exponential window has its center before its decay.
    parameters = [None, *parameters] if name == "exponential" else parameters
    make = getattr(signal.windows, name)
    return make(length, *parameters, sym=not fftbins)


def trim(y, top_db, frame_length, hop_length, ref=np.max):
    # librosa squares in float32 unless the samples are float64.
    trimmed, index = librosa.effects.trim(y, top_db=top_db, ref=ref, frame_length=frame_length, hop_length=hop_length)
    return flat([trimmed, index])


def piptrack(y, **kwargs):
    return flat(librosa.piptrack(y=y, **kwargs))


def hpss(s, **kwargs):
    return flat(librosa.decompose.hpss(s, **kwargs))


def spectrogram(y, power, hop_length=512, **kwargs):
    return np.abs(librosa.stft(y, hop_length=hop_length, **kwargs)) ** power


def features(y, features, sr, n_fft, hop_length, win_length, window, center):
    """The last of the features: each has a row of its own too."""
    name = features[-1]
    shared = dict(n_fft=n_fft, hop_length=hop_length, win_length=win_length, window=window, center=center)
    if name == "powerSpectrogram":
        return np.abs(librosa.stft(y, **shared)) ** 2
    if name == "rms":
        return librosa.feature.rms(y=y, frame_length=n_fft, hop_length=hop_length, center=center, dtype=np.float64)
    if name == "zeroCrossingRate":
        return librosa.feature.zero_crossing_rate(y, frame_length=n_fft, hop_length=hop_length, center=center)
    if name == "spectralFlatness":
        return librosa.feature.spectral_flatness(y=y, **shared)
    if name == "melSpectrogram":
        return librosa.feature.melspectrogram(y=y, sr=sr, **shared)
    if name == "logMelSpectrogram":
        return librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=sr, **shared))
    if name == "mfcc":
        return librosa.feature.mfcc(y=y, sr=sr, **shared)
    snake = {"spectralCentroid": "spectral_centroid", "spectralBandwidth": "spectral_bandwidth", "spectralRolloff": "spectral_rolloff"}
    return getattr(librosa.feature, snake[name])(y=y, sr=sr, **shared)


def gain(y, gain_db):
    return y * 10 ** (gain_db / 20)


def clip(y, min, max):
    return np.clip(y, min, max)


def shift(y, offset, rollover):
    moved = np.roll(y, offset)
    if rollover:
        return moved
    if offset > 0:
        moved[:offset] = 0
    elif offset < 0:
        moved[offset:] = 0
    return moved


def root(y):
    return np.sqrt(np.mean(y**2))


def normalize_rms(y, rms):
    return y * (rms / root(y)) if np.any(y) else y


def reverberant(y, impulse_response, wet, keep_level, keep_tail):
    wetted = signal.fftconvolve(y, impulse_response)
    level = root(wetted[: len(y)])
    factor = root(y) / level if keep_level and level > 0 else 1
    dry = np.pad(y, (0, len(wetted) - len(y)))
    mixed = (1 - wet) * dry + wet * factor * wetted
    return mixed if keep_tail else mixed[: len(y)]


def butterworth(y, btype, order, edges, sample_rate, zero_phase):
    sos = signal.butter(order, edges, btype, output="sos", fs=sample_rate)
    if not zero_phase:
        return signal.sosfilt(sos, y)
    length = 3 * (2 * len(sos) + 1 - min((sos[:, 2] == 0).sum(), (sos[:, 5] == 0).sum()))
    return signal.sosfiltfilt(sos, y, padlen=min(length, len(y) - 1))


def unit(matrix):
    span = matrix.max() - matrix.min()
    return (matrix - matrix.min()) / span if span > 0 else np.zeros_like(matrix)


def image(matrix, height, width, antialias, origin):
    import torch
    from PIL import Image

    plane = unit(matrix).astype(np.float32)
    if antialias:
        resized = np.asarray(Image.fromarray(plane, mode="F").resize((width, height), Image.BILINEAR))
    else:
        planes = torch.tensor(plane)[None, None]
        resized = torch.nn.functional.interpolate(planes, size=(height, width), mode="bilinear", align_corners=False)[0, 0].numpy()
    return np.repeat((resized if origin == "upper" else resized[::-1])[:, :, None], 3, axis=2)


def colored(matrix, name):
    import matplotlib

    return matplotlib.colormaps[name](unit(matrix).astype(np.float32), bytes=True)[:, :, :3] / 255.0
