"""Golden values of @ser/metrics from scikit-learn, NumPy and SciPy.

    python tools/reference/metrics.py > packages/metrics/golden/sklearn-extended.json

Needs scikit-learn 1.9. What it covers beyond metrics_reports.py: odd label orders, weights, beta, kappa weights, every average of
AUC and average precision, curves, calibration, temperature, refusals, and the numerics underneath (Python's float formatting,
NumPy's summation and quantiles, SciPy's distributions). Floats that JSON lacks are written as the strings "NaN" and "Infinity".
"""

import json
import math
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from sklearn import calibration, metrics
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.frozen import FrozenEstimator

warnings.simplefilter("ignore")
SEED = 20180516
rng = np.random.default_rng(SEED)
EMOTIONS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]


def plain(value):
    """Plain JSON: NumPy types unwrapped, NaN and infinities as strings."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (np.integer, int)):
        return int(value)
    if isinstance(value, (np.floating, float)):
        value = float(value)
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return value
    return value


def attempt(call):
    try:
        return call()
    except Exception as error:  # the refusal is the expected value
        return {"error": type(error).__name__, "message": str(error)}


def noisy(labels, n, hit=0.6):
    labels = np.asarray(labels)
    true = rng.choice(labels, n)
    pred = np.where(rng.random(n) < hit, true, rng.choice(labels, n))
    return true.tolist(), pred.tolist()


# ---------------------------------------------------------------- reports
def report(name, y_true, y_pred, **options):
    text = metrics.classification_report(y_true, y_pred, **options)
    as_dict = metrics.classification_report(y_true, y_pred, output_dict=True, **options)
    return {"name": name, "y_true": y_true, "y_pred": y_pred, "options": options, "text": text, "dict": as_dict}


reports = []
t8, p8 = noisy(EMOTIONS, 60)
reports.append(report("eight classes, order of the corpus", t8, p8, labels=EMOTIONS, digits=4))
reports.append(report("eight classes, weighted", t8, p8, sample_weight=rng.random(60).round(3).tolist(), labels=EMOTIONS))
reports.append(report("weights that do not add up exactly", ["a", "b", "a"], ["a", "a", "b"], sample_weight=[0.1, 0.2, 3]))
reports.append(report("integer weights", ["a", "b", "a"], ["a", "b", "b"], sample_weight=[1, 2, 3]))
reports.append(report("large and small weights", ["a", "b", "c"], ["a", "b", "b"], sample_weight=[1e17, 2.5e-7, 123456789.125]))
reports.append(report("nothing right", ["a", "b"], ["b", "a"]))
reports.append(report("nothing right, superset of labels", ["a", "b"], ["b", "a"], labels=["a", "b", "c"], zero_division=0))
reports.append(report("booleans", [True, False, True], [True, True, True], zero_division=0))
reports.append(report("negative integers", [-1, 1, 1, -1], [-1, -1, 1, 1]))
reports.append(report("integers by value", [10, 9, 2, 100], [10, 2, 2, 100], zero_division=1))
reports.append(report("reversed labels", t8, p8, labels=EMOTIONS[::-1], digits=3))
reports.append(report("subset in odd order", t8, p8, labels=["sad", "angry", "calm"], digits=3))
reports.append(report("labels absent from the data", ["a"], ["a"], labels=["x", "y"], zero_division=1))
reports.append(report("absent, left out of averages", ["a"], ["a"], labels=["x"], zero_division=np.nan))
reports.append(report("partly undefined, left out", ["a", "b", "b"], ["a", "a", "c"], zero_division=np.nan))
reports.append(report("target names", [0, 1, 2, 2], [0, 2, 2, 1], target_names=["zero", "a very long class name", "two"]))
reports.append(report("code points decide the width", ["é", "😀😀", "日本"], ["é", "😀😀", "é"], zero_division=0,
                      target_names=["e-acute and more", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "日本語"]))
reports.append(report("code points decide the order", ["\uffee", "😀", "z"], ["\uffee", "😀", "😀"], zero_division=0))
reports.append(report("one item", ["only"], ["only"]))
for digits in [0, 1, 5, 8, 9, 13]:
    reports.append(report(f"{digits} digits", t8[:40], p8[:40], digits=digits, zero_division=0))
for classes in [9, 17, 129, 300]:
    names = [f"class {k:03d}" for k in range(classes)]
    t, p = noisy(names, 3 * classes)
    reports.append(report(f"{classes} classes, weighted", t, p, sample_weight=rng.random(3 * classes).round(4).tolist(), zero_division=0))

# ---------------------------------------------------------------- scores of labels
def scores(name, y_true, y_pred, labels, pos_label, weight):
    case = {"name": name, "y_true": y_true, "y_pred": y_pred, "labels": labels, "pos_label": pos_label, "sample_weight": weight}
    common = {"labels": labels, "sample_weight": weight}
    prfs = []
    for beta in [0, 0.5, 1, 2, np.inf]:
        for average in [None, "micro", "macro", "weighted"]:
            for zero_division in [0, 1, np.nan]:
                values = metrics.precision_recall_fscore_support(
                    y_true, y_pred, beta=beta, average=average, zero_division=zero_division, **common)
                prfs.append({"beta": beta, "average": average, "zeroDivision": zero_division, "values": values})
    case["prfs"] = prfs
    case["binary"] = [
        {"beta": beta, "values": attempt(lambda: metrics.precision_recall_fscore_support(
            y_true, y_pred, beta=beta, average="binary", pos_label=pos_label, sample_weight=weight, zero_division=0))}
        for beta in [0.5, 1]
    ]
    case["confusion"] = {
        str(normalize): metrics.confusion_matrix(y_true, y_pred, labels=labels, sample_weight=weight, normalize=normalize)
        for normalize in [None, "true", "pred", "all"]
    }
    case["kappa"] = {str(w): metrics.cohen_kappa_score(y_true, y_pred, labels=labels, weights=w, sample_weight=weight)
                     for w in [None, "linear", "quadratic"]}
    case["accuracy"] = metrics.accuracy_score(y_true, y_pred, sample_weight=weight)
    case["correct"] = metrics.accuracy_score(y_true, y_pred, normalize=False, sample_weight=weight)
    case["balanced"] = metrics.balanced_accuracy_score(y_true, y_pred, sample_weight=weight)
    case["balancedAdjusted"] = metrics.balanced_accuracy_score(y_true, y_pred, adjusted=True, sample_weight=weight)
    case["mcc"] = metrics.matthews_corrcoef(y_true, y_pred, sample_weight=weight)
    case["uar"] = metrics.recall_score(y_true, y_pred, average="macro", labels=labels, sample_weight=weight, zero_division=np.nan)
    return case


def weights(n):
    return rng.random(n).round(3).tolist()


label_scores = []
t2, p2 = noisy(["no", "yes"], 25)
label_scores.append(scores("two names", t2, p2, None, "yes", None))
label_scores.append(scores("two names, weighted", t2, p2, None, "yes", weights(25)))
t01, p01 = noisy([0, 1], 25)
label_scores.append(scores("zero and one", t01, p01, None, 1, None))
label_scores.append(scores("eight", t8, p8, None, None, None))
label_scores.append(scores("eight, odd order, weighted", t8, p8, EMOTIONS, None, weights(60)))
label_scores.append(scores("subset of labels", t8, p8, ["sad", "calm", "happy"], None, None))
label_scores.append(scores("superset of labels", t2, p2, ["maybe", "yes", "no"], None, weights(25)))
label_scores.append(scores("class never true", ["a", "b", "a"], ["a", "c", "b"], None, None, None))
label_scores.append(scores("constant raters", ["a", "a"], ["a", "a"], None, "a", None))
label_scores.append(scores("some weights are zero", ["a", "b", "c", "c"], ["a", "b", "b", "c"], None, None, [1, 0, 2, 0]))
label_scores.append(scores("negative weights", [0, 1, 1, 0], [0, 1, 0, 0], None, 1, [2, 1, -0.5, 1]))

# ---------------------------------------------------------------- probabilities
def probabilities(n, k, steps=None):
    """Rows that sum to one; with `steps`, multiples of 1 / steps, so that ties and confidences on bin edges occur."""
    raw = rng.dirichlet(np.ones(k), n)
    return raw if steps is None else np.asarray([rng.multinomial(steps, row) for row in raw]) / steps


def calls(function, y_true, y_score, grid, score_name="y_score"):
    out = []
    for options in grid:
        value = attempt(lambda: function(y_true, np.asarray(y_score), **{k: (np.asarray(v) if k == "sample_weight" and v is not None else v) for k, v in options.items()}))
        out.append({"options": options, "value": value})
    return out


multi = []
for name, n, classes, present, steps in [
    ("four classes", 40, 4, 4, None),
    ("four classes with ties", 40, 4, 4, 10),
    ("three of four classes occur", 30, 4, 3, None),
    ("eight classes", 60, 8, 8, None),
    ("two of three classes occur", 20, 3, 2, None),
]:
    names = [chr(97 + k) for k in range(classes)]
    y = rng.choice(names[:present], n).tolist()
    y[: present] = names[:present]
    proba = probabilities(n, classes, steps)
    w = weights(n)
    labels = names
    case = {"name": name, "y_true": y, "proba": proba, "labels": labels, "sample_weight": w}
    case["rocAuc"] = calls(metrics.roc_auc_score, y, proba, [
        {"multi_class": m, "average": a, "labels": labels, **extra}
        for m, averages in [("ovr", ["macro", "weighted", "micro", None]), ("ovo", ["macro", "weighted"])]
        for a in averages
        for extra in ([{}, {"sample_weight": w}] if m == "ovr" else [{}])
    ])
    case["logLoss"] = calls(metrics.log_loss, y, proba, [
        {"labels": labels}, {"labels": labels, "normalize": False}, {"labels": labels, "sample_weight": w},
        {"labels": labels, "sample_weight": w, "normalize": False}])
    case["brier"] = calls(metrics.brier_score_loss, y, proba, [
        {"labels": labels}, {"labels": labels, "scale_by_half": True}, {"labels": labels, "scale_by_half": False, "sample_weight": w}])
    case["topK"] = calls(metrics.top_k_accuracy_score, y, proba, [
        {"labels": labels, "k": k, **extra} for k in range(1, classes + 1)
        for extra in [{}, {"normalize": False}, {"sample_weight": w}]])
    if present == classes:
        case["averagePrecision"] = calls(metrics.average_precision_score, y, proba, [
            {"average": a, **extra} for a in ["macro", "weighted", "micro", None] for extra in [{}, {"sample_weight": w}]])
    confidence = proba.max(axis=1)
    hit = np.asarray(names)[proba.argmax(axis=1)] == np.asarray(y)
    case["calibrationError"] = []
    for bins in [1, 5, 10, 15]:
        edges = np.linspace(0, 1, bins + 1)
        for closed in ["right", "left"]:
            index = np.digitize(confidence, edges[1:-1], right=closed == "right")
            gaps = [(np.mean(index == b), abs(confidence[index == b].mean() - hit[index == b].mean())) for b in range(bins) if (index == b).any()]
            case["calibrationError"].append({"nBins": bins, "closed": closed,
                                             "l1": sum(s * g for s, g in gaps),
                                             "l2": math.sqrt(sum(s * g * g for s, g in gaps)),
                                             "max": max(g for _, g in gaps)})
    multi.append(case)

float32 = np.asarray([[0.25, 0.75], [0.0, 1.0], [0.5, 0.5]], dtype=np.float32)
log_loss_float32 = {"y_true": [0, 0, 1], "proba": float32.astype(float), "value": metrics.log_loss([0, 0, 1], float32)}
log_loss_float64 = {"y_true": [0, 0, 1], "proba": float32.astype(float), "value": metrics.log_loss([0, 0, 1], float32.astype(float))}

# ---------------------------------------------------------------- two classes: curves
def equal_error_rate(y, score, pos, w):
    """Where the straight lines between the points of scikit-learn's ROC curve meet the diagonal fpr = 1 - tpr."""
    fpr, tpr, _ = metrics.roc_curve(y, score, pos_label=pos, sample_weight=w, drop_intermediate=False)
    gap = fpr - (1 - tpr)
    i = int(np.argmax(gap >= 0))
    t = -gap[i - 1] / (gap[i] - gap[i - 1])
    return fpr[i - 1] + t * (fpr[i] - fpr[i - 1])


binary = []
for name, y, score, pos in [
    ("distinct scores", rng.integers(0, 2, 30).tolist(), rng.random(30), None),
    ("tied scores", rng.integers(0, 2, 40).tolist(), rng.random(40).round(1), None),
    ("logits", rng.integers(0, 2, 25).tolist(), rng.normal(size=25).round(2), None),
    ("minus one and one", rng.choice([-1, 1], 20).tolist(), rng.random(20).round(2), None),
    ("names", rng.choice(["no", "yes"], 30).tolist(), rng.random(30).round(2), "yes"),
    ("perfect", [0, 0, 1, 1], np.asarray([0.1, 0.2, 0.8, 0.9]), None),
    ("inverted", [1, 1, 0, 0], np.asarray([0.1, 0.2, 0.8, 0.9]), None),
    ("all equal", [1, 0, 0, 1, 1], np.full(5, 0.5), None),
    ("one against the rest", rng.choice([0, 1, 2], 30).tolist(), rng.random(30).round(2), 2),
]:
    n = len(y)
    w = weights(n)
    w[0] = 0.0
    case = {"name": name, "y_true": y, "score": score, "pos_label": pos, "sample_weight": w}
    for key, function, flag in [("roc", metrics.roc_curve, True), ("precisionRecall", metrics.precision_recall_curve, True)]:
        case[key] = [
            {"dropIntermediate": drop, "weighted": weighted,
             "value": attempt(lambda: function(y, score, pos_label=pos, drop_intermediate=drop, sample_weight=w if weighted else None))}
            for drop in [True, False] for weighted in [False, True]
        ]
    case["equalErrorRate"] = [equal_error_rate(y, score, pos, None), equal_error_rate(y, score, pos, w)]
    if len(set(y)) == 2:
        case["auc"] = [metrics.roc_auc_score(y, score), metrics.roc_auc_score(y, score, sample_weight=w)]
        pos_label = 1 if pos is None else pos
        case["averagePrecision"] = [metrics.average_precision_score(y, score, pos_label=pos_label),
                                    metrics.average_precision_score(y, score, pos_label=pos_label, sample_weight=w)]
        case["topK"] = [metrics.top_k_accuracy_score(y, score, k=k) for k in [1, 2]]
        if score.min() >= 0:
            case["logLoss"] = metrics.log_loss(y, score)
            case["brier"] = [metrics.brier_score_loss(y, score, pos_label=pos_label), metrics.brier_score_loss(y, score, pos_label=pos_label, sample_weight=w, scale_by_half=False)]
            case["calibration"] = [
                {"nBins": bins, "strategy": strategy,
                 "value": calibration.calibration_curve(y, score, pos_label=pos_label, n_bins=bins, strategy=strategy)}
                for bins in [1, 3, 5, 10] for strategy in ["uniform", "quantile"]
            ]
    binary.append(case)

degenerate = {
    "noPositive": {"y_true": [0, 0, 0], "score": [0.1, 0.5, 0.3],
                   "roc": metrics.roc_curve([0, 0, 0], [0.1, 0.5, 0.3]),
                   "precisionRecall": metrics.precision_recall_curve([0, 0, 0], [0.1, 0.5, 0.3]),
                   "averagePrecision": metrics.average_precision_score([0, 0, 0], [0.1, 0.5, 0.3]),
                   "auc": metrics.roc_auc_score([0, 0, 0], [0.1, 0.5, 0.3])},
    "noNegative": {"y_true": [1, 1, 1], "score": [0.1, 0.5, 0.3],
                   "roc": metrics.roc_curve([1, 1, 1], [0.1, 0.5, 0.3]),
                   "auc": metrics.roc_auc_score([1, 1, 1], [0.1, 0.5, 0.3])},
    "trapezoid": [{"x": x, "y": y, "value": metrics.auc(x, y)} for x, y in [
        ([0, 0.5, 1], [0, 0.75, 1]), ([1, 0.5, 0], [1, 0.75, 0]), ([0, 0, 1], [0, 1, 1]), ([2, 2], [3, 4])]],
}


# ---------------------------------------------------------------- temperature
class Logits(ClassifierMixin, BaseEstimator):
    """Hands its input on as decision values."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def decision_function(self, X):
        return X

    def predict(self, X):
        return self.classes_[np.argmax(X, axis=1)]


temperature = []
for name, scale, k in [("overconfident", 4.0, 4), ("underconfident", 0.3, 4), ("eight classes", 2.5, 8)]:
    y = rng.integers(0, k, 120)
    logits = (rng.normal(size=(120, k)) + 1.5 * np.eye(k)[y]) * scale
    weight = rng.random(120).round(3)
    fitted = []
    for w in [None, weight]:
        model = calibration.CalibratedClassifierCV(FrozenEstimator(Logits().fit(logits, y)), method="temperature")
        model.fit(logits, y, sample_weight=w)
        beta = model.calibrated_classifiers_[0].calibrators[0].beta_
        fitted.append({"temperature": 1 / beta, "proba": model.predict_proba(logits[:3])})
    temperature.append({"name": name, "y_true": y, "logits": logits.round(12), "sample_weight": weight, "fitted": fitted})

# ---------------------------------------------------------------- refusals
one = ["a", "b"]
refusals = {
    "empty": attempt(lambda: metrics.accuracy_score([], [])),
    "lengths": attempt(lambda: metrics.accuracy_score(["a", "b"], ["a"])),
    "nan label": attempt(lambda: metrics.accuracy_score([1.0, np.nan], [1, 1])),
    "mixed types": attempt(lambda: metrics.accuracy_score(["a", "b"], [0, 1])),
    "probabilities for labels": attempt(lambda: metrics.accuracy_score([0, 1], [0.3, 0.8])),
    "binary average of three classes": attempt(lambda: metrics.f1_score([0, 1, 2], [0, 1, 2])),
    "positive label absent": attempt(lambda: metrics.f1_score([0, 1], [0, 1], pos_label=5)),
    "positive label of names": attempt(lambda: metrics.f1_score(one, one)),
    "nan weight": attempt(lambda: metrics.accuracy_score(one, one, sample_weight=[1, np.nan])),
    "weights of another length": attempt(lambda: metrics.accuracy_score(one, one, sample_weight=[1])),
    "weights all zero": attempt(lambda: metrics.accuracy_score(one, one, sample_weight=[0, 0])),
    "zero division of a half": attempt(lambda: metrics.f1_score(one, one, pos_label="a", zero_division=0.5)),
    "negative beta": attempt(lambda: metrics.fbeta_score(one, one, beta=-1, pos_label="a")),
    "target names without labels": attempt(lambda: metrics.classification_report([0, 1, 2], [0, 1, 2], target_names=["x", "y"])),
    "no labels": attempt(lambda: metrics.confusion_matrix(one, one, labels=[])),
    "labels not in truth": attempt(lambda: metrics.confusion_matrix(one, one, labels=["z"])),
    "unknown normalization": attempt(lambda: metrics.confusion_matrix(one, one, normalize="rows")),
    "multiclass auc without a choice": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(3))),
    "auc rows do not sum to one": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(3) * 2, multi_class="ovr")),
    "auc of unsorted labels": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovr", labels=[2, 1, 0])),
    "auc columns": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(4)[:3], multi_class="ovr")),
    "weighted ovo": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovo", sample_weight=[1, 2, 3])),
    "ovo of each class": attempt(lambda: metrics.roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovo", average=None)),
    "log loss above one": attempt(lambda: metrics.log_loss([0, 1], [[0.5, 0.5], [-0.2, 1.2]])),
    "log loss of one label": attempt(lambda: metrics.log_loss([0, 0], [[0.5, 0.5], [0.2, 0.8]])),
    "log loss columns": attempt(lambda: metrics.log_loss([0, 1], [[0.5, 0.3, 0.2], [0.2, 0.7, 0.1]])),
    "curve of names without positive label": attempt(lambda: metrics.roc_curve(one, [0.1, 0.2])),
    "curve of three classes": attempt(lambda: metrics.roc_curve([0, 1, 2], [0.1, 0.2, 0.3])),
    "det of one class": attempt(lambda: metrics.det_curve([1, 1], [0.1, 0.2])),
    "area of one point": attempt(lambda: metrics.auc([0], [1])),
    "area that turns back": attempt(lambda: metrics.auc([0, 1, 0.5], [1, 1, 1])),
    "top zero": attempt(lambda: metrics.top_k_accuracy_score([0, 1, 2], np.eye(3), k=0)),
    "top-k columns": attempt(lambda: metrics.top_k_accuracy_score([0, 1, 2], np.eye(4)[:3])),
    "calibration of three classes": attempt(lambda: calibration.calibration_curve([0, 1, 2], [0.1, 0.2, 0.3], pos_label=1)),
    "calibration above one": attempt(lambda: calibration.calibration_curve([0, 1], [0.1, 1.2])),
    "kappa labels not in truth": attempt(lambda: metrics.cohen_kappa_score(one, one, labels=["z"])),
    "score is nan": attempt(lambda: metrics.roc_auc_score([0, 1], [0.1, np.nan])),
}

# ---------------------------------------------------------------- numerics underneath
ties = [0.125, 0.375, 0.625, 0.875, 0.5, 1.5, 2.5, 0.03125, 0.09375, 0.0625, 1.005, 0.285, 1 / 3, 2 / 3, 0.0, -0.0, -0.125, -0.001, 1.0, 0.999999, 0.49999999999999994]
floats = [0.0, -0.0, 1.0, 16.0, 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e22, 1e-4, 1e-5, 1.5e-7, 0.00012345, 5e-324, 1.7976931348623157e308, -2.5, 3.3000000000000003]
sums = []
for n in [0, 1, 7, 8, 9, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300]:
    values = (rng.random(n) * 10.0 ** rng.integers(-3, 4, n)).tolist()
    sums.append({"values": values, "sum": float(np.sum(np.asarray(values)))})
samples = rng.normal(size=17)
numerics = {
    "fixed": [{"value": v, "digits": d, "text": format(v, f".{d}f")} for v in ties for d in [0, 1, 2, 3, 4]],
    "repr": [{"value": v, "text": repr(v)} for v in floats],
    "sums": sums,
    "quantiles": [{"values": sorted(samples[:n].tolist()), "q": q, "value": float(np.quantile(samples[:n], q))}
                  for n in [1, 2, 10, 17] for q in [0, 0.025, 0.25, 1 / 3, 0.5, 0.975, 1]],
    "order": sorted(["b", "a", "B", "é", "e", "", "aa", "😀", "\uffee", "z", "10", "9", "Z"]),
}
distributions = {
    "betaCdf": [{"x": x, "a": a, "b": b, "value": special.betainc(a, b, x)}
                for x in [0.01, 0.3, 0.5, 0.77, 0.999] for a, b in [(0.5, 0.5), (1, 1), (2, 7), (11.5, 0.5), (30, 41), (250, 240)]],
    "logGamma": [{"x": x, "value": special.gammaln(x)} for x in [0.5, 1, 1.5, 2, 3.7, 10, 100.5, 4000]],
    "normalTwoSided": [{"z": z, "value": special.erfc(z / math.sqrt(2))} for z in [0, 0.1, 0.5, 1, 1.959963984540054, 2.5, 3.5, 3.6, 5, 8, 12]],
    "normalCritical": [{"level": q, "value": stats.norm.ppf((1 + q) / 2)} for q in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]],
    "studentCritical": [{"level": q, "degrees": d, "value": stats.t.ppf((1 + q) / 2, d)} for q in [0.8, 0.95, 0.99] for d in [1, 2, 4, 23, 200]],
}
wilson = []
for k, n in [(417, 491), (246, 288), (39, 39), (0, 39), (1, 2), (7, 24), (284, 491)]:
    for level in [0.9, 0.95, 0.99]:
        ci = stats.binomtest(k, n).proportion_ci(level, method="wilson")
        wilson.append({"successes": k, "trials": n, "level": level, "low": ci.low, "high": ci.high})
mcnemar = []
for b, c in [(10, 20), (5, 0), (25, 40), (3, 4), (0, 0), (6, 6), (1, 0), (120, 95), (400, 480), (2450, 2550), (100, 4900), (2_498_000, 2_502_000)]:
    n = b + c
    exact = stats.binomtest(min(b, c), n).pvalue if n else 1.0
    point = stats.binom.pmf(min(b, c), n, 0.5)
    mid = min(1.0, exact) - point if b != c else 1.0 if n == 0 else 1.0 - point / 2
    chi2 = (b - c) ** 2 / n if n else 0.0
    # statsmodels' mcnemar(correction=True): the distance may become -1.
    corrected = (abs(b - c) - 1) ** 2 / n if n else 0.0
    mcnemar.append({"b": b, "c": c, "exact": exact, "midP": mid, "chiSquare": chi2, "chiSquareP": stats.chi2.sf(chi2, 1),
                    "corrected": corrected, "correctedP": stats.chi2.sf(corrected, 1)})

# ---------------------------------------------------------------- agreement of numbers
correlations = []
for name, a, b in [
    ("near", rng.normal(size=40), None), ("large offset", 1e6 + rng.normal(size=30), None),
    ("opposite", rng.normal(size=25), "negative"), ("unrelated", rng.normal(size=50), rng.normal(size=50)),
]:
    b = a * 0.8 + 0.3 + rng.normal(size=len(a)) * 0.2 if b is None else -a if isinstance(b, str) else b
    w = weights(len(a))
    moments = lambda w: (2 * np.cov(a, b, aweights=w, ddof=0)[0, 1]) / (
        np.cov(a, aweights=w, ddof=0) + np.cov(b, aweights=w, ddof=0) + (np.average(a, weights=w) - np.average(b, weights=w)) ** 2)
    correlations.append({"name": name, "y_true": a, "y_pred": b, "sample_weight": w, "pearson": stats.pearsonr(a, b).statistic,
                         "concordance": [moments(None), moments(np.asarray(w))]})

# ---------------------------------------------------------------- odd inputs found by random comparison
odd = {
    "matthews": metrics.matthews_corrcoef(["a", "a", "a"], ["b", "c", "c"], sample_weight=[0.1, 0.6, 0.3]),
    "booleanF1": metrics.f1_score([True, False, True], [True, True, False]),
    "weightedReport": metrics.classification_report(list("bcdaa"), list("dcbbd"), sample_weight=[5.4, 5.5, 4.0, 8.6, 2.3], digits=17),
}

json.dump(plain({
    "script": "tools/reference/metrics.py",
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__, "python": sys.version.split()[0]},
    "seed": SEED,
    "reports": reports,
    "labelScores": label_scores,
    "multi": multi,
    "logLossFloat32": log_loss_float32,
    "logLossFloat64": log_loss_float64,
    "binary": binary,
    "degenerate": degenerate,
    "temperature": temperature,
    "refusals": refusals,
    "numerics": numerics,
    "distributions": distributions,
    "wilson": wilson,
    "mcnemar": mcnemar,
    "correlations": correlations,
    "odd": odd,
}), sys.stdout, ensure_ascii=False, separators=(",", ":"))
sys.stdout.write("\n")
