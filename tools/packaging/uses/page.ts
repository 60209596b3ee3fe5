// The page of the browser test: uses all packages and leaves the results where the test finds them.
import { use as corpora } from './corpora.ts';
import { use as dsp } from './dsp.ts';
import { use as metrics } from './metrics.ts';
import { use as models } from './models.ts';
import { use as ravdess } from './ravdess.ts';

Promise.all([corpora(), ravdess(), dsp(), metrics(), models()]).then(
  ([ofCorpora, ofRavdess, ofDsp, ofMetrics, ofModels]) => {
    const results = { corpora: ofCorpora, ravdess: ofRavdess, dsp: ofDsp, metrics: ofMetrics, models: ofModels };
    document.body.dataset.results = JSON.stringify(results);
  },
  (error) => {
    document.body.dataset.failure = String(error?.stack ?? error);
  },
);
