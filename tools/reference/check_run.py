"""Checks every figure of a run folder by scikit-learn and scipy, from its predictions.csv and split.csv alone.

    python tools/reference/check_run.py runs/demo

Prints how many figures were compared per model, and ends with 1 at the first that differs. Nothing of the program is used:
what it wrote is read, and computed again.
"""

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    classification_report,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_score,
)

TOLERANCE = 1e-9
# predictions.csv keeps the nine digits of a float32.
OF_PROBABILITIES = 1e-6


def rows_of(path):
    with open(path, newline="", encoding="utf8") as file:
        return list(csv.DictReader(file))


def not_a_number(name):
    raise ValueError(f"{name} stands in a JSON file")


def json_of(path):
    return json.loads(path.read_text(encoding="utf8"), parse_constant=not_a_number)


class Checks:
    def __init__(self):
        self.count = 0

    def same(self, what, ours, reference, tolerance=TOLERANCE):
        self.count += 1
        if isinstance(reference, (int, np.integer)) or isinstance(reference, str):
            fits = ours == reference
        else:
            fits = ours is not None and math.isfinite(ours) and abs(ours - reference) <= tolerance
        if not fits:
            sys.exit(f"{what}: the run says {ours}, scikit-learn {reference}")


def check_scores(checks, what, scores, y_true, y_pred):
    checks.same(f"{what} files", scores["files"], len(y_true))
    checks.same(f"{what} accuracy", scores["accuracy"], accuracy_score(y_true, y_pred))
    checks.same(f"{what} UAR", scores["macroRecall"], balanced_accuracy_score(y_true, y_pred))
    given = {"average": "macro", "zero_division": 0}
    checks.same(f"{what} macro precision", scores["macroPrecision"], precision_score(y_true, y_pred, **given))
    checks.same(f"{what} macro F1", scores["macroF1"], f1_score(y_true, y_pred, **given))
    weighted = f1_score(y_true, y_pred, average="weighted", zero_division=0)
    checks.same(f"{what} weighted F1", scores["weightedF1"], weighted)


def check_report(checks, model, report, y_true, y_pred, labels):
    occurring = [label for label in labels if label in set(y_true) | set(y_pred)]
    reference = classification_report(y_true, y_pred, labels=occurring, output_dict=True, zero_division=0)
    ours = report["report"]
    if sorted(ours) != sorted(reference):
        sys.exit(f"{model}: the report has the rows {sorted(ours)}, scikit-learn's {sorted(reference)}")
    for name, row in reference.items():
        if not isinstance(row, dict):
            checks.same(f"{model} {name}", ours[name], row)
            continue
        for figure, value in row.items():
            checks.same(f"{model} {name} {figure}", ours[name][figure], value)
    matrix = confusion_matrix(y_true, y_pred, labels=labels)
    for i, actual in enumerate(labels):
        for k, predicted in enumerate(labels):
            what = f"{model} confusion {actual} {predicted}"
            checks.same(what, report["confusionMatrix"][i][k], int(matrix[i, k]))


def check_calibration(checks, model, calibration, y_true, labels, probabilities):
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == np.array([labels.index(label) for label in y_true])
    checks.same(f"{model} mean confidence", calibration["meanConfidence"], float(confidence.mean()), OF_PROBABILITIES)
    checks.same(f"{model} accuracy beside it", calibration["accuracy"], float(right.mean()))
    loss = log_loss(y_true, probabilities / probabilities.sum(axis=1, keepdims=True), labels=labels)
    checks.same(f"{model} log loss", calibration["logLoss"], loss, 1e-5)
    expected = 0.0
    for bin in calibration["bins"]:
        inside = (confidence > bin["lower"]) & (confidence <= bin["upper"])
        checks.same(f"{model} files of {bin['lower']}", bin["count"], int(inside.sum()))
        if inside.any():
            checks.same(f"{model} bin", bin["accuracy"], float(right[inside].mean()))
            expected += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    checks.same(f"{model} expected error", calibration["expectedError"], float(expected), OF_PROBABILITIES)


def check_group(checks, what, group, y_true, y_pred):
    checks.same(f"{what} files", group["files"], len(y_true))
    checks.same(f"{what} accuracy", group["accuracy"], accuracy_score(y_true, y_pred))
    present = sorted(set(y_true))
    recalls = [np.mean([p == label for t, p in zip(y_true, y_pred) if t == label]) for label in present]
    checks.same(f"{what} UAR", group["uar"], float(np.mean(recalls)))


def holm(values):
    """Source: Holm (1979)."""
    adjusted, highest = [0.0] * len(values), 0.0
    for rank, i in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        highest = max(highest, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = highest
    return adjusted


def main(run):
    labels = json_of(run / "run.json")["labels"]
    comparison = json_of(run / "comparison.json")
    facets = {row["file"]: row for row in rows_of(run / "split.csv")}
    predicted = {}
    for entry in comparison["models"]:
        checks, model = Checks(), entry["model"]
        rows = rows_of(run / model / "predictions.csv")
        y_true = [row["actual"] for row in rows]
        y_pred = [row["predicted"] for row in rows]
        predicted[model] = {row["file"]: row["actual"] == row["predicted"] for row in rows}
        columns = [name[2:] for name in rows[0] if name.startswith("p_")]
        if columns != labels:
            sys.exit(f"{model}: classes {columns} in predictions.csv, {labels} in run.json")
        probabilities = np.array([[float(row[f"p_{label}"]) for label in labels] for row in rows])
        for row, most in zip(rows, probabilities.argmax(axis=1)):
            checks.same(f"{model} {row['file']}", row["predicted"], labels[most])
        for total in probabilities.sum(axis=1):
            checks.same(f"{model} sum", float(total), 1.0, OF_PROBABILITIES)
        report = json_of(run / model / "report.json")
        check_scores(checks, f"{model} report.json", report["scores"], y_true, y_pred)
        check_scores(checks, f"{model} comparison.json", entry["scores"], y_true, y_pred)
        check_report(checks, model, report, y_true, y_pred, labels)
        check_calibration(checks, model, entry["calibration"], y_true, labels, probabilities)
        groups = [("speaker", entry.get("bySpeaker", []))]
        groups += [(one["name"], one["groups"]) for one in entry.get("breakdowns", [])]
        for name, parts in groups:
            for group in parts:
                own = [row for row in rows if facets[row["file"]].get(name, "") == group["group"]]
                if not own:
                    continue
                what = f"{model} {name} {group['group']}"
                check_group(checks, what, group, [r["actual"] for r in own], [r["predicted"] for r in own])
        print(f"{model}: {checks.count} figures agree with scikit-learn")
    checks = Checks()
    values = []
    for difference in comparison["differences"]:
        first, second = (predicted[model] for model in difference["models"])
        shared = [file for file in first if file in second]
        only_first = sum(first[file] and not second[file] for file in shared)
        only_second = sum(second[file] and not first[file] for file in shared)
        checks.same("only the first", difference["onlyFirst"], int(only_first))
        checks.same("only the second", difference["onlySecond"], int(only_second))
        discordant = only_first + only_second
        p = binomtest(only_first, discordant).pvalue if discordant else 1.0
        checks.same("McNemar's p", difference["pValue"], float(p))
        values.append(float(p))
    for difference, p in zip(comparison["differences"], holm(values)):
        checks.same("Holm's p", difference["pHolm"], p)
    print(f"differences: {checks.count} figures agree with scipy")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
