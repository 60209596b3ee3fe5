// The page of the browser test: uses all four packages and leaves the results where the test finds them.
import { use as dsp } from './dsp.ts';
import { use as metrics } from './metrics.ts';
import { use as models } from './models.ts';
import { use as ravdess } from './ravdess.ts';

Promise.all([ravdess(), dsp(), metrics(), models()]).then(
  ([ofRavdess, ofDsp, ofMetrics, ofModels]) => {
    const results = { ravdess: ofRavdess, dsp: ofDsp, metrics: ofMetrics, models: ofModels };
    document.body.dataset.results = JSON.stringify(results);
  },
  (error) => {
    document.body.dataset.failure = String(error?.stack ?? error);
  },
);
