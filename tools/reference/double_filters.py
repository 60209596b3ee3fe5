"""librosa's constant-Q transform with its filters in float64: librosa makes them in float32, whatever the signal's precision.

That float32 decides which bins of a filter are left out, so that results of librosa itself differ by up to 1.5e-4.
"""

import librosa
import numpy as np

_wavelet = librosa.filters.wavelet


def _in_double(function, *args, **kwargs):
    librosa.filters.wavelet = lambda **options: _wavelet(dtype=np.complex128, **options)
    try:
        return function(*args, **kwargs)
    finally:
        librosa.filters.wavelet = _wavelet


def cqt(*args, **kwargs):
    return _in_double(librosa.cqt, *args, **kwargs)


def chroma_cqt(**kwargs):
    return _in_double(librosa.feature.chroma_cqt, **kwargs)
