"""Golden values of trainLinear in @ser/models: logistic regression and support vector machines.

Run from the repository root:  python tools/reference/models_linear.py
Needs numpy and scikit-learn 1.9. Writes packages/models/golden/linear.json. Rows are rounded to 3 decimals, so that both
sides read the same numbers. scikit-learn is run to a far smaller tolerance than its default, since the optimum is what both
sides share; libsvm keeps kernel values in float32.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/models/golden/linear.json"


def rows(random, n, classes, columns):
    y = random.randint(0, classes, n)
    y[:classes] = np.arange(classes)
    center = random.randn(classes, columns)
    x = np.round(center[y] + 1.2 * random.randn(n, columns), 3)
    x[:, -1] = np.round(50 + 10 * x[:, -1], 3)
    return x, y


def logistic(x, y, options):
    model = LogisticRegression(tol=1e-12, max_iter=100000, **options)
    return model, lambda m: {"coefficients": m.coef_.tolist(), "intercepts": m.intercept_.tolist()}


def svm(x, y, options):
    model = SVC(tol=1e-10, **options)

    def facts(m):
        out = {"intercepts": m.intercept_.tolist(), "gamma": m._gamma}
        if options.get("kernel") == "linear":
            return {**out, "coefficients": m.coef_.tolist()}
        return {**out, "support": m.support_.tolist(), "nSupport": m.n_support_.tolist(), "dualCoefficients": m.dual_coef_.tolist()}

    return model, facts


def case(kind, data, options, standardize=False):
    x, y, test = data
    build = {"logistic": logistic, "svm": svm}[kind]
    model, facts = build(x, y, options)
    whole = make_pipeline(StandardScaler(), model) if standardize else model
    whole.fit(x, y)
    scores = whole.decision_function(test)
    out = {"kind": kind, "x": x.tolist(), "y": y.tolist(), "test": test.tolist(), "options": dict(options),
           "standardize": standardize, **facts(model), "scores": np.asarray(scores).reshape(len(test), -1).tolist()}  # fmt: skip
    if kind == "logistic":
        out["probabilities"] = whole.predict_proba(test).tolist()
    else:
        # The folds of trainLinear: rows of each class in turn.
        fold = np.zeros(len(y), int)
        for k in set(y):
            fold[y == k] = np.arange((y == k).sum()) % 5
        tempered = CalibratedClassifierCV(whole, method="temperature", cv=PredefinedSplit(fold), ensemble=False).fit(x, y)
        out["probabilities"] = tempered.predict_proba(test).tolist()
    weight = out["options"].pop("class_weight", None)
    if weight is not None:
        out["options"]["classWeight"] = weight if weight == "balanced" else [weight[k] for k in sorted(weight)]
    return out


if __name__ == "__main__":
    random = np.random.RandomState(7)
    three = rows(random, 60, 3, 4) + (rows(random, 12, 3, 4)[0],)
    two = rows(np.random.RandomState(3), 40, 2, 3) + (rows(random, 8, 2, 3)[0],)
    five = rows(random, 90, 5, 6) + (rows(random, 10, 5, 6)[0],)
    constant = (np.hstack([three[0], np.full((60, 1), 7.0)]), three[1], np.hstack([three[2], np.full((12, 1), 8.0)]))
    cases = [
        case("logistic", three, {}), case("logistic", two, {"C": 0.3}), case("logistic", two, {"C": 100}, True),
        case("logistic", five, {"C": 5, "class_weight": "balanced"}, True),
        case("logistic", three, {"class_weight": {0: 1.0, 1: 0.2, 2: 3.0}}), case("logistic", constant, {}, True),
        case("svm", three, {}), case("svm", two, {"C": 0.5}), case("svm", five, {"C": 3, "class_weight": "balanced"}, True),
        case("svm", three, {"gamma": "auto"}, True), case("svm", three, {"gamma": 0.07, "class_weight": {0: 1.0, 1: 0.2, 2: 3.0}}),
        case("svm", two, {"kernel": "linear", "C": 0.5}, True), case("svm", five, {"kernel": "linear", "C": 0.1, "class_weight": "balanced"}, True),
        case("svm", constant, {}, True),
    ]  # fmt: skip
    head = {"generator": "tools/reference/models_linear.py", "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}}
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases)
    OUT.write_text(json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n")
