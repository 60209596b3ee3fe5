import type { CommandEntry } from '../cli/command.ts';

const always = (): boolean => true;

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    about: 'Runs everything on a corpus of synthetic voices that it makes first: no download needed.',
    resumes: always,
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'reproduce',
    about: 'Runs everything on a folder of recordings: preprocess, train all models, evaluate, report.',
    resumes: always,
    load: async () => (await import('./reproduce.ts')).reproduce,
  },
  {
    name: 'download',
    about: 'Fetches RAVDESS from Zenodo, after you have accepted its license, and the ImageNet weights.',
    resumes: always,
    load: async () => (await import('./download.ts')).download,
  },
  {
    name: 'corpora',
    about:
      'Lists the layouts of corpora that it reads, or says what it sees in a folder: labels, speakers, what is left out.',
    load: async () => (await import('./corpora.ts')).corpora,
  },
  {
    name: 'preprocess',
    about: 'Scans a folder, splits it and computes the spectrograms that training needs.',
    resumes: always,
    load: async () => (await import('./preprocess.ts')).preprocess,
  },
  {
    name: 'embed',
    about: 'Computes what the frozen backbones make of the spectrograms; with --shard, one share of it.',
    resumes: always,
    load: async () => (await import('./embed.ts')).embed,
  },
  {
    name: 'merge',
    about: 'Checks that all shards are complete, names those that are not, and lets the run go on.',
    load: async () => (await import('./merge.ts')).merge,
  },
  {
    name: 'train',
    about: 'Trains models on a folder of recordings; does first whatever preprocessing is still missing.',
    resumes: always,
    load: async () => (await import('./train.ts')).train,
  },
  {
    name: 'evaluate',
    about: 'Tests the trained models of a run and writes their predictions and reports.',
    // A published classifier, which has no run, is tested in one go.
    resumes: (args) => args.some((arg) => arg === '--run' || arg.startsWith('--run=')),
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  {
    name: 'compare',
    about: 'Sets the evaluated models of a run side by side.',
    load: async () => (await import('./compare.ts')).compare,
  },
  {
    name: 'predict',
    about: 'Predicts the emotion of recordings of any format, rate, length and number of channels.',
    load: async () => (await import('./predict.ts')).predict,
  },
  {
    name: 'timeline',
    about:
      'Shows which emotion a trained model finds when, in recordings of any format and length, as a page and as tables.',
    resumes: always,
    load: async () => (await import('./timeline.ts')).timeline,
  },
  {
    name: 'export',
    about:
      'Writes a trained model as a folder of its own: ONNX that takes samples, labels, scripts for Python and Node.',
    load: async () => (await import('./export.ts')).exportModel,
  },
  {
    name: 'recipes',
    about: 'Shows the recipes and every setting that one may change.',
    load: async () => (await import('./recipes.ts')).recipes,
  },
  {
    name: 'doctor',
    about: 'Tries engines, devices, decoders, weights and caches, and says what works here and what changes the rest.',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'completion',
    about: 'Prints the script by which a shell completes commands, options and their values.',
    load: async () => (await import('./completion.ts')).completion,
  },
];
