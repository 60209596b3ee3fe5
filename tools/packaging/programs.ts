import { expect } from 'vitest';

/** What each project compiles and runs of `uses/`, and what must come out; the same everywhere. */
export const programs: Record<string, { readonly uses: readonly string[]; readonly results: object }> = {
  files: {
    uses: ['files.node'],
    results: {
      'files.node': {
        replaced: ['a', 'b'],
        walked: ['kept/a', 'kept/b'],
        locked: 'locked',
        sealed: 'damaged',
        shown: 'x\\x1b',
      },
    },
  },
  corpora: {
    uses: ['corpora', 'corpora.node'],
    results: {
      corpora: {
        test: [3, 6],
        folds: 4,
        speakers: expect.any(Array),
        leaks: ['same-speaker'],
        rows: ['1 angry anna', '2 calm ben'],
      },
      'corpora.node': { format: 'folders', rows: 2, problems: ['unlabeled-file x.wav'] },
    },
  },
  ravdess: {
    uses: ['ravdess', 'ravdess.node'],
    results: {
      ravdess: { emotion: 'fearful', files: 2452, test: expect.any(Array), leaks: 426, voices: expect.any(Array) },
      'ravdess.node': { files: 0, problems: ['unreadable'] },
    },
  },
  dsp: {
    uses: ['dsp', 'dsp.node'],
    results: {
      dsp: {
        wav: 96_044,
        samples: 22_050,
        loudest: 8,
        mfcc: [13, 44],
        image: [96, 96, 3],
        masked: [96, 96, 3],
        quieter: 22_050,
        seeded: expect.any(String),
      },
      'dsp.node': { shapes: ['13,44', '13,44', '13,44'], png: 'PNG' },
    },
  },
  metrics: {
    uses: ['metrics'],
    results: {
      metrics: {
        report: expect.stringContaining('weighted avg       0.79      0.75      0.74         8'),
        interval: [0.5, 1],
        named: ['sad', 'angry'],
        table: 9,
        roc: [0, 0.5, 1, 1],
        plot: 'https://vega.github.io/schema/vega-lite/v6.json',
        published: ['ResNet101', 'VGG16', 'VGG19'],
      },
    },
  },
  models: {
    uses: ['models', 'models.node', 'models.peers'],
    results: {
      models: { device: 'CPU (plain JavaScript)', lengths: [512], learned: true, probabilities: 32, onnx: true },
      'models.node': { labels: ['calm', 'angry'], files: expect.arrayContaining(['README.md']), official: 5 },
      'models.peers': {
        gpu: expect.stringMatching(
          /^backend: .*\ngpu: the package @tensorflow\/tfjs-node-gpu is not installed.*npm install/s,
        ),
        node: expect.stringMatching(
          /^backend: .*\nnode: the package @tensorflow\/tfjs-node is not installed.*npm install/s,
        ),
        webgpu: expect.stringMatching(/^backend: .*\nwebgpu: the package .* is not installed.*npm install/s),
        wasm: expect.stringMatching(
          /^backend: .*\nwasm: the package @tensorflow\/tfjs-backend-wasm is not installed.*npm install/s,
        ),
        onnx: expect.stringMatching(/^missing-dependency: .*onnxruntime-node.*npm install onnxruntime-node/s),
      },
    },
  },
  peers: {
    uses: ['models.peers'],
    results: {
      'models.peers': {
        gpu: expect.any(String),
        node: expect.any(String),
        webgpu: expect.any(String),
        wasm: 'CPU (WebAssembly SIMD)',
        onnx: 'embedding of 512',
      },
    },
  },
};
