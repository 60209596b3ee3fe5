"""The scikit-learn side of side-by-side.ts: reads task names, answers with seconds a call and, for texts, their MD5."""

import hashlib
import pathlib
import sys
import time

import numpy as np
from sklearn import metrics

folder = pathlib.Path(sys.argv[1])
EMOTIONS = np.array(["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"])
truth = np.fromfile(folder / "truth", dtype=np.int32)
predicted = np.fromfile(folder / "predicted", dtype=np.int32)
proba = np.fromfile(folder / "proba").reshape(-1, 8)
true_names, pred_names = EMOTIONS[truth], EMOTIONS[predicted]
t, p = true_names[:2452], pred_names[:2452]
speakers = np.arange(2452) % 24
rng = np.random.default_rng(0)


def bootstrap(units):
    """Percentiles of the balanced accuracy over resampled units, each resample scored by scikit-learn."""
    values = []
    for _ in range(1000):
        rows = np.concatenate([units[i] for i in rng.integers(0, len(units), len(units))])
        values.append(metrics.balanced_accuracy_score(t[rows], p[rows]))
    return np.percentile(values, [2.5, 97.5])


by_speaker = [np.flatnonzero(speakers == s) for s in range(24)]
by_item = np.arange(2452).reshape(-1, 1)
TASKS = {
    "report, 1e6 codes": lambda: metrics.classification_report(truth, predicted),
    "report, 1e6 names": lambda: metrics.classification_report(true_names, pred_names),
    "report, 2,452 names": lambda: metrics.classification_report(t, p),
    "confusion matrix, 1e6 codes": lambda: metrics.confusion_matrix(truth, predicted),
    "macro F1, 1e6 names": lambda: metrics.f1_score(true_names, pred_names, average="macro"),
    "kappa, 1e6 codes": lambda: metrics.cohen_kappa_score(truth, predicted),
    "AUC one-vs-rest, 1e5 × 8": lambda: metrics.roc_auc_score(truth[: len(proba)], proba, multi_class="ovr"),
    "log loss, 1e5 × 8": lambda: metrics.log_loss(truth[: len(proba)], proba),
    "bootstrap UAR by speaker, 1000 × 2,452": lambda: bootstrap(by_speaker),
    "bootstrap UAR by item, 1000 × 2,452": lambda: bootstrap(by_item),
}

for line in sys.stdin:
    task = TASKS[line.rstrip("\n")]
    start = time.perf_counter()
    result = task()
    seconds = time.perf_counter() - start
    digest = hashlib.md5(result.encode()).hexdigest() if isinstance(result, str) else ""
    print(seconds, digest, flush=True)
