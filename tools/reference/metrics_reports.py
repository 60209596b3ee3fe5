"""Golden values of @ser/metrics from scikit-learn: fifteen tables of labels, and everything that a report says of them.

    python tools/reference/metrics_reports.py

Needs scikit-learn 1.9. Writes packages/metrics/golden/sklearn-golden.json again: labels, predictions, weights and probabilities are
those that stand in the file, every result is computed anew. NaN is written as null, a refusal as its message. Calibration errors
are those of Guo et al., 2017 (arXiv:1706.04599): M bins (k / M, (k + 1) / M], unweighted.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics

PATH = pathlib.Path(__file__).resolve().parents[2] / "packages/metrics/golden/sklearn-golden.json"
INPUTS = ["name", "y_true", "y_pred", "labels", "sample_weight"]


def attempt(run):
    try:
        return run()
    except ValueError as error:
        return {"error": type(error).__name__, "message": str(error)}


def calibration_errors(y_true, proba, labels, bins):
    """Expected and largest calibration error."""
    proba = np.array(proba)
    confidence = proba.max(axis=1)
    hit = np.array(labels)[proba.argmax(axis=1)] == np.array(y_true)
    expected = largest = 0.0
    for k in range(bins):
        chosen = (confidence > k / bins) & (confidence <= (k + 1) / bins)
        if chosen.any():
            gap = abs(hit[chosen].mean() - confidence[chosen].mean())
            expected += chosen.mean() * gap
            largest = max(largest, gap)
    return expected, largest


def results(y_true, y_pred, labels, sample_weight):
    own = {"labels": labels, "sample_weight": sample_weight}
    yield "confusion", metrics.confusion_matrix(y_true, y_pred, **own)
    for normalize in ["true", "pred", "all"]:
        yield f"confusion_{normalize}", metrics.confusion_matrix(y_true, y_pred, **own, normalize=normalize)
    for key, value in [("0", 0), ("1", 1), ("nan", np.nan)]:
        scores = metrics.precision_recall_fscore_support(y_true, y_pred, **own, zero_division=value)
        yield f"prfs_zd{key}", dict(zip(["precision", "recall", "f1", "support"], [s.astype(float) for s in scores]))
        for average in ["micro", "macro", "weighted"]:
            scores = metrics.precision_recall_fscore_support(y_true, y_pred, **own, zero_division=value, average=average)
            yield f"prfs_{average}_zd{key}", scores[:3]
        for digits in [2, 4]:
            text = metrics.classification_report(y_true, y_pred, **own, zero_division=value, digits=digits)
            yield f"report_zd{key}_d{digits}", text
    yield "report_dict_zd0", metrics.classification_report(y_true, y_pred, **own, zero_division=0, output_dict=True)
    weighted = {"sample_weight": sample_weight}
    yield "accuracy", metrics.accuracy_score(y_true, y_pred, **weighted)
    yield "balanced", metrics.balanced_accuracy_score(y_true, y_pred, **weighted)
    yield "balanced_adj", metrics.balanced_accuracy_score(y_true, y_pred, **weighted, adjusted=True)
    for weights in [None, "linear", "quadratic"]:
        yield f"kappa_{weights}", metrics.cohen_kappa_score(y_true, y_pred, **weighted, weights=weights)
    yield "mcc", metrics.matthews_corrcoef(y_true, y_pred, **weighted)


def probability_results(y_true, proba, labels, sample_weight):
    own = {"labels": labels, "sample_weight": sample_weight}
    yield "proba", proba
    yield "log_loss", metrics.log_loss(y_true, proba, **own)
    yield "brier_multiclass", metrics.brier_score_loss(y_true, proba, **own)
    for multi_class in ["ovr", "ovo"]:
        for average in ["macro", "weighted"]:
            options = {**own, "multi_class": multi_class, "average": average}
            if multi_class == "ovo":
                options["sample_weight"] = None
            yield f"auc_{multi_class}_{average}", attempt(lambda: metrics.roc_auc_score(y_true, proba, **options))
    for k in [1, 2, 3]:
        yield f"top{k}", attempt(lambda: metrics.top_k_accuracy_score(y_true, proba, k=k, **own))
    for bins in [10, 15]:
        expected, largest = calibration_errors(y_true, proba, labels, bins)
        yield f"ece_guo_{bins}", expected
        yield f"mce_guo_{bins}", largest


def plain(value):
    """As JSON has it: lists and numbers, NaN as null."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value


def case(given):
    inputs = {key: given[key] for key in INPUTS}
    _, y_true, y_pred, labels, weight = inputs.values()
    computed = dict(results(y_true, y_pred, labels, weight))
    if "proba" in given:
        computed |= probability_results(y_true, given["proba"], labels, weight)
    return inputs | plain(computed)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    stored = json.loads(PATH.read_text())
    head = {"sklearn": sklearn.__version__, "numpy": np.__version__, "note": stored["note"]}
    PATH.write_text(json.dumps(head | {"cases": [case(given) for given in stored["cases"]]}, separators=(",", ":")))
