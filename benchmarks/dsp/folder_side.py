"""The reference side of folder.ts: features of every WAV file of a folder by librosa, on all cores by joblib."""

import os

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]:
    os.environ[name] = "1"

import pathlib
import sys
import time

import joblib
import numpy as np


def featurize(path):
    import librosa

    y, sr = librosa.load(path, sr=22050, duration=3.0)
    y = librosa.util.normalize(y)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=sr, n_mels=64), ref=np.max)
    cepstrum = librosa.feature.mfcc(y=y, sr=sr, n_mfcc=13)
    return mel, cepstrum


if __name__ == "__main__":
    paths = sorted(pathlib.Path(sys.argv[1]).rglob("*.wav"))
    with joblib.Parallel(n_jobs=int(sys.argv[2])) as parallel:
        # The processes start and import librosa before the clock does.
        parallel(joblib.delayed(featurize)(path) for path in paths[:16])
        start = time.perf_counter()
        results = parallel(joblib.delayed(featurize)(path) for path in paths)
        print(len(results) / (time.perf_counter() - start))
