"""What `pnpm parity:random` asks of the reference libraries in more than one call, or in the order that we answer in."""

import itertools
import warnings

import numpy as np
import sklearn.exceptions
import sklearn.metrics
import sklearn.model_selection
import sklearn.linear_model
import sklearn.preprocessing
import sklearn.svm
from scipy import optimize, stats
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import _ovr_decision_function


def flat(value):
    parts = value if isinstance(value, (tuple, list)) else [value]
    return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts if part is not None])


def gaussian_noise(samples, amplitude, random_state):
    return samples + amplitude * np.random.RandomState(random_state).standard_normal(len(samples))


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
        # Each of the solvers stops too early, or astray, on some tables: the fit with the smaller gradient is scikit-learn's answer.
        fits = [
            sklearn.linear_model.LogisticRegression(C=c, class_weight=class_weight, tol=tol, max_iter=20000, solver=solver).fit(x, np.asarray(y))
            for solver, tol in [("lbfgs", 1e-10), ("newton-cholesky", 1e-12)]
        ]
        scores = min(fits, key=lambda fit: steepness(fit, x, y, c, class_weight)).decision_function(x)
        # What is added to the scores of all classes changes nothing, and the solvers differ in it; lbfgs adds nothing.
        return np.ravel(scores - scores.mean(axis=1, keepdims=True) if scores.ndim > 1 else scores)
    model = sklearn.svm.SVC(C=c, class_weight=class_weight, tol=1e-10, kernel=kernel, gamma=gamma, decision_function_shape="ovr", max_iter=20_000_000)
    with warnings.catch_warnings():
        warnings.simplefilter("error", sklearn.exceptions.ConvergenceWarning)
        model.fit(x, np.asarray(y))
    pairs = list(itertools.combinations(range(len(model.classes_)), 2))
    are_open = [is_open(model, c, *pair) for pair in pairs]
    if not any(are_open):
        return np.ravel(model.decision_function(x))
    # The least scores, then the greatest, of all intercepts that solve the open pairs.
    model.decision_function_shape = "ovo"
    scores = model.decision_function(x).reshape(len(x), -1)
    low, high = scores.copy(), scores.copy()
    for i in np.flatnonzero(are_open):
        without = scores[:, i] - model.intercept_[i]
        below, above = ends(model, c, np.asarray(y), without, *pairs[i])
        low[:, i], high[:, i] = without + below, without + above
    if len(pairs) == 1:
        return flat([low, high])
    firsts = np.array([first for first, _ in pairs])
    # A class scores least where each pair speaks against it as far as it may.
    of_class = lambda least, k: _ovr_decision_function(*(lambda s: (s < 0, -s))(np.where((firsts == k) == least, low, high)), len(model.classes_))[:, k]
    return flat([np.stack([of_class(least, k) for k in range(len(model.classes_))], axis=1) for least in [True, False]])


def ends(model, c, y, scores, first, second):
    """The least and the greatest intercept that solve a pair whose multipliers are all at 0 or at their bounds, by the conditions of
    optimality; `scores` are without an intercept."""
    codes = np.searchsorted(model.classes_, y)
    signs = np.select([codes == first, codes == second], [1, -1]) * (-1 if len(model.classes_) == 2 else 1)
    multipliers = np.zeros(len(y))
    multipliers[model.support_] = np.abs(model.dual_coef_[np.where(codes[model.support_] == first, second - 1, first), np.arange(len(model.support_))])
    is_full = multipliers > c * model.class_weight_[codes] / 2
    intercepts = signs - scores
    # Whoever is not full must score at least 1 on its side, and whoever is at most 1.
    return intercepts[(signs != 0) & ((signs > 0) != is_full)].max(), intercepts[(signs != 0) & ((signs > 0) == is_full)].min()


def is_open(model, c, first, second):
    """Whether a pair's multipliers are all at 0 or at their bounds but for rounding: any intercept of an interval is as good then, and
    libsvm and we take its middle, or, where rounding left 1e-16 of a multiplier, the end that this one points to."""
    classes = np.repeat(np.arange(len(model.classes_)), model.n_support_)
    sides = [(first, second - 1), (second, first)]
    parts, bounds = np.concatenate([[np.abs(model.dual_coef_[row, classes == k]), np.full((classes == k).sum(), c * model.class_weight_[k])] for k, row in sides], axis=1)
    return np.all(np.minimum(parts, bounds - parts) < 1e-9 * bounds)


def steepness(fit, x, y, c, class_weight):
    """Largest part of the gradient of a logistic regression's loss by its coefficients and intercepts."""
    codes = np.searchsorted(fit.classes_, y)
    w = compute_class_weight(class_weight, classes=fit.classes_, y=np.asarray(y))[codes] if class_weight else np.ones(len(y))
    off = fit.predict_proba(x) - np.eye(len(fit.classes_))[codes]
    gradient = c * (off * w[:, None]).T
    if len(fit.classes_) == 2:
        gradient = gradient[1:]
    return max(np.abs(gradient @ x + fit.coef_).max(), np.abs(gradient.sum(axis=1)).max())


def moments(x):
    scaler = sklearn.preprocessing.StandardScaler().fit(x.astype(np.float64))
    return flat([scaler.mean_, scaler.scale_**2])


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

    # An integer would make all of the schedule's numbers integers.
    rates = {key: value if key.endswith("_steps") else float(value) for key, value in kwargs.items()}
    return np.asarray(getattr(keras.optimizers.schedules, schedule)(**rates)(step))


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


def keras_train(x, y, weights, units, epochs, batch_size, smoothing, class_weights, optimizer):
    """Losses of the epochs and the probabilities behind them, of a head with given weights."""
    import keras

    inputs = keras.Input((units[0][0],))
    values = inputs
    for i, (_, columns) in enumerate(units):
        values = keras.layers.Dense(columns, activation="relu" if i + 1 < len(units) else "softmax")(values)
    model = keras.Model(inputs, values)
    arrays, at = [], 0
    for rows, columns in units:
        arrays.append(weights[at : at + rows * columns].reshape(rows, columns))
        arrays.append(weights[at + rows * columns : at + rows * columns + columns])
        at += rows * columns + columns
    model.set_weights(arrays)
    clip = {new: optimizer[old] for old, new in [("clipNorm", "clipnorm"), ("globalClipNorm", "global_clipnorm"), ("clipValue", "clipvalue")] if old in optimizer}
    kind = keras.optimizers.AdamW if optimizer["name"] == "adamw" else keras.optimizers.Adam
    model.compile(
        kind(learning_rate=optimizer["learningRate"], beta_1=optimizer["beta1"], beta_2=optimizer["beta2"], **clip),
        keras.losses.CategoricalCrossentropy(label_smoothing=smoothing),
        run_eagerly=True,
    )
    targets = np.eye(units[-1][1], dtype=np.float32)[np.asarray(y)]
    weighting = None if class_weights is None else dict(enumerate(class_weights))
    history = model.fit(x, targets, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0, class_weight=weighting)
    return flat([history.history["loss"], np.asarray(model(x))])
