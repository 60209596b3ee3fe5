"""What `pnpm parity:random` asks of the reference libraries in more than one call, or in the order that we answer in."""

import numpy as np
import sklearn.metrics
import sklearn.model_selection
import sklearn.linear_model
import sklearn.preprocessing
import sklearn.svm
from scipy import optimize, stats
from sklearn.utils.class_weight import compute_class_weight


def flat(value):
    parts = value if isinstance(value, (tuple, list)) else [value]
    return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts if part is not None])


def metric(name, **kwargs):
    return flat(getattr(sklearn.metrics, name)(**kwargs))


def report(**kwargs):
    text = sklearn.metrics.classification_report(**kwargs)
    return np.array([ord(letter) for letter in text], dtype=float)


def roc_curve(**kwargs):
    fpr, tpr, thresholds = sklearn.metrics.roc_curve(**kwargs)
    return flat((fpr, tpr, thresholds))


def calibration_curve(**kwargs):
    from sklearn.calibration import calibration_curve as curve

    return flat(curve(**kwargs))


def pearson(y_true, y_pred, sample_weight=None):
    return np.corrcoef(y_true, y_pred)[0, 1] if sample_weight is None else weighted_pearson(y_true, y_pred, sample_weight)


def weighted_pearson(x, y, w):
    c = np.cov(np.stack([x, y]), aweights=w, ddof=0)
    return c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])


def concordance(y_true, y_pred, sample_weight=None):
    c = np.cov(np.stack([y_true, y_pred]), aweights=sample_weight, ddof=0)
    means = np.average(y_true, weights=sample_weight) - np.average(y_pred, weights=sample_weight)
    return 2 * c[0, 1] / (c[0, 0] + c[1, 1] + means**2)


def wilson(successes, trials, level):
    interval = stats.binomtest(successes, trials).proportion_ci(level, method="wilson")
    return np.array([interval.low, interval.high])


def mcnemar(b, c, method):
    n = b + c
    if method == "exact":
        return stats.binomtest(b, n, 0.5).pvalue if n else 1.0
    if method == "mid-p":
        if b == c:
            return 1.0 if n == 0 else float(1 - 0.5 * stats.binom.pmf(b, n, 0.5))
        k = min(b, c)
        return float(2 * stats.binom.cdf(k, n, 0.5) - stats.binom.pmf(k, n, 0.5))
    if n == 0:
        return 1.0
    # As statsmodels has it, which lets the correction overshoot where b = c.
    difference = abs(b - c) - (1 if method == "chi-square-corrected" else 0)
    return float(stats.chi2.sf(difference**2 / n, 1))


def temperature(logits, y_true):
    columns = np.asarray(y_true)

    def loss(log_t):
        scaled = logits / np.exp(log_t)
        top = scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled - top).sum(axis=1)) + top[:, 0] - scaled[np.arange(len(columns)), columns]))

    # The loss at the best temperature, which is known better than the temperature where the loss is flat.
    return np.array([min(optimize.minimize_scalar(loss, bounds=b, method="bounded", options={"xatol": 1e-12}).fun
                         for b in [(-10, -2), (-3, 3), (2, 10)])])


def split(name, n, seed_is_for_shuffle=True, labels=None, groups=None, **kwargs):
    """Indices of every fold: the training part's and the test part's, each behind its length."""
    splitter = getattr(sklearn.model_selection, name)(**kwargs)
    out = []
    for train, test in splitter.split(np.zeros(n), labels, groups):
        out += [[len(train)], train, [len(test)], test]
    return flat(out)


def train_test(n, **kwargs):
    labels = kwargs.pop("stratify", None)
    train, test = sklearn.model_selection.train_test_split(np.arange(n), stratify=labels, **kwargs)
    return flat([[len(train)], train, [len(test)], test])


def class_weights(y, classes):
    present = np.unique(y)
    weights = np.zeros(classes)
    weights[present] = compute_class_weight("balanced", classes=present, y=np.asarray(y))
    return weights


def linear(x, y, kind, c, class_weight, standardize, kernel, gamma):
    if standardize:
        x = sklearn.preprocessing.StandardScaler().fit_transform(x)
    if kind == "logistic":
        model = sklearn.linear_model.LogisticRegression(C=c, class_weight=class_weight, tol=1e-10, max_iter=20000)
    else:
        model = sklearn.svm.SVC(C=c, class_weight=class_weight, tol=1e-10, kernel=kernel, gamma=gamma, decision_function_shape="ovr")
    return np.ravel(model.fit(x, np.asarray(y)).decision_function(x))


def moments(x):
    return flat([x.astype(np.float64).mean(axis=0), x.astype(np.float64).var(axis=0)])


def softmax(logits, temperature):
    scaled = np.asarray(logits) / temperature
    return np.exp(scaled - np.logaddexp.reduce(scaled, axis=1, keepdims=True))


def equal_error_rate(y_true, y_score):
    fpr, tpr, _ = sklearn.metrics.roc_curve(y_true, y_score, drop_intermediate=False)
    return optimize.brentq(lambda x: 1 - x - np.interp(x, fpr, tpr), 0, 1)


def keras_preprocess(name, image):
    import keras

    return getattr(keras.applications, name).preprocess_input(np.array(image, dtype=np.float32))


def keras_rate(schedule, step, **kwargs):
    import keras

    return np.asarray(getattr(keras.optimizers.schedules, schedule)(**kwargs)(step))


def torch_head(x, weights, units):
    """Dense layers with ReLU between them and softmax behind, in float32; `weights` row after row: kernel and bias of each."""
    import torch

    values = torch.tensor(x)
    at = 0
    for i, (rows, columns) in enumerate(units):
        kernel = torch.tensor(weights[at : at + rows * columns].reshape(rows, columns))
        bias = torch.tensor(weights[at + rows * columns : at + rows * columns + columns])
        at += rows * columns + columns
        values = values @ kernel + bias
        if i + 1 < len(units):
            values = torch.relu(values)
    return torch.softmax(values, dim=1).numpy()


def resize(image, size, antialias):
    import torch

    planes = torch.tensor(image)[None, None]
    return torch.nn.functional.interpolate(planes, size=size, mode="bilinear", align_corners=False, antialias=antialias)[0, 0].numpy()
