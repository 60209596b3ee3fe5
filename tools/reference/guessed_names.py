"""Public names of librosa and scikit-learn in the topics that the packages cover: what somebody who knows them types first.

    python tools/reference/guessed_names.py > tools/names/names.json

Needs librosa 0.11 and scikit-learn 1.9.
"""

import importlib
import inspect
import json
import warnings

import librosa
import sklearn

warnings.filterwarnings("ignore")
# Modules that let through what they import from elsewhere in their library.
EXACTLY = {"sklearn.calibration", "sklearn.utils.class_weight"}
MODULES = {
    "librosa": ["librosa", "librosa.feature", "librosa.effects", "librosa.decompose", "librosa.onset", "librosa.beat",
                "librosa.filters", "librosa.util"],
    "sklearn": ["sklearn.metrics", "sklearn.model_selection", "sklearn.calibration", "sklearn.utils.class_weight"],
}


def public(module):
    """Functions and classes that a module means to be used."""
    for name in getattr(module, "__all__", None) or dir(module):
        try:
            value = getattr(module, name, None)
        except ImportError:  # experimental names of scikit-learn
            continue
        is_code = inspect.isfunction(value) or inspect.isclass(value)
        own = module.__name__ if module.__name__ in EXACTLY else module.__name__.split(".")[0]
        if not name.startswith("_") and is_code and value.__module__.startswith(own):
            yield name


names = {}
for library, modules in MODULES.items():
    for path in modules:
        for name in sorted(set(public(importlib.import_module(path)))):
            names.setdefault(f"{library}.{name}" if path == library else f"{path}.{name}", None)
for extra in ["sklearn.linear_model.LogisticRegression", "sklearn.svm.SVC", "sklearn.preprocessing.StandardScaler"]:
    names[extra] = None
print(json.dumps({"versions": {"librosa": librosa.__version__, "scikit-learn": sklearn.__version__}, "names": sorted(names)}, indent=1))
