"""The reference side of audio.ts: reads "repetitions load PATH" or "repetitions resample FROM TO", answers with seconds."""

import sys
import time

import librosa
import numpy as np

random = np.random.default_rng(1)
for line in sys.stdin:
    repetitions, task, *rest = line.split()
    if task == "load":
        run = lambda: librosa.load(rest[0])  # noqa: E731
    else:
        a, b = (float(value) for value in rest)
        y = random.random(round(3 * a), dtype=np.float32) - 0.5
        run = lambda: librosa.resample(y, orig_sr=a, target_sr=b)  # noqa: E731
    start, used = time.perf_counter(), time.process_time()
    for _ in range(int(repetitions)):
        run()
    elapsed = [time.perf_counter() - start, time.process_time() - used]
    print(*(seconds / int(repetitions) for seconds in elapsed), flush=True)
