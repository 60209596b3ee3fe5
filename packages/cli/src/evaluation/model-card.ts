import type { Interval } from '@ser/metrics';
import type { KnownSpeakers } from '../corpus/known-speakers.ts';
import type { Provenance } from '../corpus/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import type { Calibration } from './calibration.ts';
import { AVERAGES, type Scores } from './scores.ts';

/** What a card tells of a model: facts of its run and of its evaluation, nothing else. */
export interface CardFacts {
  readonly title: string;
  readonly corpus: Provenance;
  readonly labels: readonly string[];
  /** Are the test part's speakers in the training part? */
  readonly knownSpeakers: KnownSpeakers;
  readonly settings: Pick<Settings, 'split' | 'clips' | 'duration' | 'validation'>;
  /** Name of the backbone, and where its weights come from; contained where it was fine-tuned. Null for the baseline. */
  readonly backbone: { readonly name: string; readonly weights: string; readonly contained: boolean } | null;
  readonly examples: { readonly train: number; readonly validation: number };
  readonly scores: Scores;
  /** 95 % limits of scores, and what they rest on. */
  readonly intervals: Readonly<Partial<Record<keyof Scores, Interval>>>;
  readonly basis: string;
  readonly speakers: number;
  readonly calibration: Calibration;
  /** What limits the figures, a sentence each. */
  readonly caveats: readonly string[];
}

const SPLITS: Readonly<Record<Settings['split'], string>> = {
  stratified: 'by file',
  'speaker-independent': 'by speaker',
  given: 'into the corpus’s own parts',
};

const IN_TRAINING: Readonly<Record<KnownSpeakers, string>> = {
  all: 'the speakers of the test part are in the training part too',
  some: 'some speakers of the test part are in the training part too',
  none: 'nobody of the test part is in the training part',
  untold: 'whether speakers of the test part are in the training part is not told',
};

/** The model card of a trained and evaluated model, as model hubs read it: YAML front matter, then Markdown. */
export function modelCard(facts: CardFacts): string {
  const { title, corpus, labels, settings, backbone, examples, scores, intervals, basis, speakers, calibration } =
    facts;
  const percent = (score: keyof Scores): string => {
    const limits = intervals[score];
    const value = (100 * scores[score]).toFixed(1);
    return limits ? `${value} | ${(100 * limits.low).toFixed(1)} to ${(100 * limits.high).toFixed(1)}` : `${value} | –`;
  };
  const clips =
    settings.clips === 'start'
      ? `its first ${settings.duration} s; the scores are about those alone`
      : `windows of ${settings.duration} s that overlap by half; the mean over them is the answer, and what was scored`;
  const threshold =
    calibration.threshold === null
      ? 'No probability was found below which most answers are wrong.'
      : `Below a probability of ${(100 * calibration.threshold).toFixed(0)} % fewer than half of the validation files were right: there the program says that it cannot tell.`;
  return [
    '---',
    ...(backbone === null ? [] : ['library_name: tfjs']),
    'pipeline_tag: audio-classification',
    'datasets:',
    `  - ${JSON.stringify(corpus.name)}`,
    'metrics:',
    '  - accuracy',
    '  - recall',
    '  - f1',
    '---',
    '',
    `# ${title}`,
    '',
    `Classes, in the order of the outputs: ${labels.join(', ')}.`,
    '',
    '## Data',
    '',
    `- Corpus: ${corpus.name}${corpus.synthetic ? ', synthetic voices alone' : ''}`,
    ...(corpus.about ? [`- ${corpus.about}`] : []),
    `- License of the recordings: ${corpus.license ? `${corpus.license.name}${corpus.license.url ? ` (${corpus.license.url})` : ''}` : 'the corpus names none'}. Whether a model made from them may be passed on is for their license to say.`,
    ...(corpus.citation ? [`- Cite: ${corpus.citation}`] : []),
    `- Split ${SPLITS[settings.split]}: ${IN_TRAINING[facts.knownSpeakers]}`,
    `- Learned from ${examples.train} examples, watched ${examples.validation}, tested on ${scores.files} files${speakers > 0 ? ` of ${speakers} speakers` : ''}`,
    '',
    '## Scores on the test part, in percent',
    '',
    '| score | value | 95 % limits |',
    '|---|---|---|',
    `| UAR (macro recall) | ${percent('macroRecall')} |`,
    `| accuracy | ${percent('accuracy')} |`,
    `| macro F1 | ${percent('macroF1')} |`,
    `| weighted F1 | ${percent('weightedF1')} |`,
    `| macro precision | ${percent('macroPrecision')} |`,
    '',
    `${AVERAGES} The limits: ${basis}.`,
    '',
    '## Limits',
    '',
    ...facts.caveats.map((caveat) => `- ${caveat}`),
    `- ${threshold}`,
    '- A label is what the corpus says of a recording, not what a person feels.',
    '',
    '## How to use it',
    '',
    ...(backbone === null ? useOfBaseline(calibration) : useOfNetwork(backbone, clips, calibration)),
    '',
  ].join('\n');
}

function useOfNetwork(
  backbone: NonNullable<CardFacts['backbone']>,
  clips: string,
  calibration: CardFacts['calibration'],
): string[] {
  return [
    `A recording is taken as ${clips}. \`classifier.json\` holds every setting that turns it into the model's input, the temperature of the probabilities (${calibration.temperature.toPrecision(4)}, fitted on ${calibration.files} validation files) and the classes.`,
    backbone.contained
      ? 'The model is whole: images in, probabilities out.'
      : `The model is a head; the backbone ${backbone.name} (weights: ${backbone.weights}) makes the embeddings that it takes.`,
    '',
    'With the program: `ser predict --run RUN --model MODEL FILE…`.',
    '',
    'Node:',
    '',
    '```ts',
    "import { predict, selectBackend } from '@ser/models';",
    "import { loadClassifier } from '@ser/models/node';",
    '',
    "await selectBackend('wasm');",
    "const { head, labels, preprocessing } = await loadClassifier('classifier');",
    `const probabilities = await predict(head, ${backbone.contained ? 'images' : 'embeddings'}, { sampleShape: head.inputs[0].shape.slice(1) });`,
    '```',
    '',
    'Browser: give the files of this folder to `unpackClassifier` of `@ser/models`, which makes the same of them.',
    '',
    'Python, and anything else that runs ONNX: `ser export --run RUN --model MODEL --out DIR` writes a model that takes samples, with a script that uses it.',
  ];
}

function useOfBaseline({ files }: CardFacts['calibration']): string[] {
  return [
    `A recording is taken as a whole; one longer than all of the training in windows, of which the mean is the answer. \`functionals.json\` holds the classes, the classifier with its temperature, and the threshold from ${files} validation files.`,
    '',
    'With the program: `ser predict --run RUN --model functionals FILE…`.',
    '',
    'Node and browser:',
    '',
    '```ts',
    "import { loadAudio, voiceFunctionals } from '@ser/dsp';",
    "import { predictProbabilities, readLinearModel } from '@ser/models';",
    '',
    'const { labels, model } = JSON.parse(text); // of functionals.json',
    'const { samples, sampleRate } = await loadAudio(bytes, { sampleRate: null });',
    'const row = voiceFunctionals(samples, { sampleRate }).values;',
    'const probabilities = predictProbabilities(readLinearModel(model), [row]);',
    '```',
    '',
    'Python: `model` in `functionals.json` holds what scikit-learn calls `mean_` and `scale_` of a StandardScaler, and `coef_` and `intercept_` of an SVC.',
  ];
}
