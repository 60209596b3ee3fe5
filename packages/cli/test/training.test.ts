import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeWav } from '@ser/dsp';
import { catalog, formatFilename } from '@ser/ravdess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { predictionsFromCsv } from '../src/evaluation/predictions.ts';
import { sha256 } from '../src/files/digest.ts';
import { LABELS } from './clip-of.ts';
import { runBuilt } from './run-inside.ts';
import { type Finished, runSer } from './run-ser.ts';

const execFileAsync = promisify(execFile);
const python = process.env.PYTHON ?? 'python3';
const hasLibrosa = spawnSync(python, ['-c', 'import librosa, onnxruntime']).status === 0;

/** Eight tones, a class each, by four voices: enough to train on, and made in a moment. */
const TINY = ['duration=0.8', 'nMels=32', 'imageWidth=32', 'folds=2', 'epochs=2'].flatMap((pair) => ['--set', pair]);
const TUNED = [...TINY, '--train', 'from:block5_conv1', '--set', 'fineTuneEpochs=2', '--set', 'fineTuneBatchSize=8'];

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-training-'));
  await mkdir(join(home, 'tones'));
  const recordings = catalog({ modality: 'audio-only', vocalChannel: 'speech' }).filter(
    (one) => one.actor <= 4 && /-01-01-01-\d\d\.wav$/.test(formatFilename(one)),
  );
  for (const recording of recordings) {
    const pitch = 200 + 150 * LABELS.indexOf(recording.emotion) + 10 * recording.actor;
    await writeFile(join(home, 'tones', formatFilename(recording)), tone(pitch));
  }
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Half a second at 16 kHz. */
const tone = (pitch: number): Uint8Array => {
  const samples = Float32Array.from({ length: 8_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * pitch * i) / 16_000));
  return encodeWav({ channels: [samples], sampleRate: 16_000 }, { bitDepth: 16 });
};
/** In this process, which has loaded the libraries already: what is killed runs as a process of its own. */
const ser = (...args: string[]): Promise<Finished> => runBuilt([...args, '--cache', 'cache'], { cwd: home });
const train = (run: string, ...more: string[]): string[] => [
  'train',
  '--data',
  'tones',
  '--recipe',
  'demo',
  '--model',
  'VGG16',
  '--run',
  run,
  ...more,
];
const read = (...path: string[]): Promise<string> => readFile(join(home, ...path), 'utf8');

describe('fine-tuning on wasm', () => {
  test('killed in the middle, it goes on from its last epoch to the result of an undisturbed run', async () => {
    const undisturbed = await ser(...train('whole', ...TUNED, '--log-dir', 'logs'));
    expect(undisturbed.code, undisturbed.stderr).toBe(EXIT.ok);
    expect(undisturbed.stderr).toMatch(/VGG16 fine-tuning +2 epochs \(from:block5_conv1\)/);
    // What --log-dir asks for: a curve per phase, in both forms.
    const logs = join(home, 'logs', 'VGG16', 'fold-0');
    const lines = (await readFile(join(logs, 'fine-tuning', 'epochs.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { step: number }).step)).toEqual([0, 1]);
    expect((await readdir(join(logs, 'head'))).some((name) => name.startsWith('events.out.tfevents.'))).toBe(true);

    const checkpoints = join(home, 'shot', 'VGG16', 'checkpoint');
    let killed = false;
    const shot = await runSer([...train('shot', ...TUNED), '--cache', 'cache'], {
      cwd: home,
      onProgress: (_, kill) => {
        // The second phase has written a checkpoint: it is between its first and its last epoch.
        const timer = setInterval(() => {
          if (killed || !existsSync(checkpoints)) return;
          killed = readdirSync(checkpoints).some((name) => /^fine-tuning-.*\.safetensors$/.test(name));
          if (killed) kill('SIGKILL');
        }, 5);
        setTimeout(() => clearInterval(timer), 60_000).unref();
        timer.unref();
      },
    });
    expect(shot.code).toBe(null);
    const left = await readdir(join(home, 'shot', 'VGG16'));
    expect(left).toContain('checkpoint');
    expect(left).not.toContain('training.json');

    const resumed = await ser(...train('shot', ...TUNED));
    expect(resumed.code, resumed.stderr).toBe(EXIT.ok);
    expect(await read('shot', 'VGG16', 'history.json')).toBe(await read('whole', 'VGG16', 'history.json'));
    expect(await readdir(join(home, 'shot', 'VGG16'))).not.toContain('checkpoint');
    // By digest: to compare sixty million bytes one by one takes minutes.
    const digests = ['whole', 'shot'].map(async (run) =>
      sha256(await readFile(join(home, run, 'VGG16', 'classifier', 'weights.bin'))),
    );
    expect(await digests[1]).toBe(await digests[0]);
  }, 240_000);

  test('predict asks the fine-tuned model, as evaluate does', async () => {
    const evaluated = await ser('evaluate', '--run', 'whole');
    expect(evaluated.code, evaluated.stderr).toBe(EXIT.ok);
    const [first] = predictionsFromCsv(await read('whole', 'VGG16', 'predictions.csv'), 'predictions.csv').predictions;
    const asked = await ser(...['predict', '--run', 'whole', '--model', 'VGG16', '--json', join('tones', first!.file)]);
    expect(asked.code, asked.stderr).toBe(EXIT.ok);
    const { label, guess, reasons, probabilities } = JSON.parse(asked.stdout).results[0];
    expect(guess).toBe(first!.predicted);
    // Tones are no speech, so that the guess is no answer.
    expect(label).toBeNull();
    expect(reasons).toContain('no speech');
    LABELS.forEach((name, i) => {
      expect(probabilities[name]).toBeCloseTo(first!.probabilities[i]!, 4);
    });
  }, 120_000);
});

describe('ser export', () => {
  /** Inside the package, where the scripts find what they import. */
  let out: string;
  beforeAll(async () => {
    out = await mkdtemp(fileURLToPath(new URL('../.cache-export-', import.meta.url)));
    const exported = await ser('export', '--run', 'whole', '--out', out);
    expect(exported.code, exported.stderr).toBe(EXIT.ok);
  }, 120_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  /** What a script of the export says of the first test files, beside what `evaluate` scored. */
  const compare = async (command: string, script: string): Promise<void> => {
    const table = await read('whole', 'VGG16', 'predictions.csv');
    const scored = predictionsFromCsv(table, 'predictions.csv').predictions.slice(0, 3);
    const { stdout } = await execFileAsync(command, [
      join(out, script),
      ...scored.map(({ file }) => join(home, 'tones', file)),
    ]);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const [i, line] of lines.entries()) {
      const { guess, probabilities } = JSON.parse(line);
      expect(guess).toBe(scored[i]!.predicted);
      for (const [k, name] of LABELS.entries())
        expect(Math.abs(probabilities[name] - scored[i]!.probabilities[k]!), `${script}, ${name}`).toBeLessThan(1e-4);
    }
  };

  test('a fine-tuned model leaves with its labels, its card and digests of every file', async () => {
    const { labels, files, image } = JSON.parse(await readFile(join(out, 'model.json'), 'utf8'));
    expect([labels, image]).toEqual([LABELS, [32, 32, 3]]);
    for (const [name, digest] of Object.entries(files)) expect(sha256(await readFile(join(out, name)))).toBe(digest);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toContain('# Speech emotion: VGG16');
  });

  test(
    'predict.mjs gives the probabilities that evaluate scored',
    () => compare(process.execPath, 'predict.mjs'),
    60_000,
  );

  test.skipIf(!hasLibrosa)(
    'predict.py gives them too (needs Python with onnxruntime and librosa; see PYTHON)',
    () => compare(python, 'predict.py'),
    60_000,
  );

  test('an earlier export is replaced, what it alone had is removed, and what is not ours stays', async () => {
    const record = JSON.parse(await readFile(join(out, 'model.json'), 'utf8'));
    await writeFile(join(out, 'old.onnx'), 'old');
    await writeFile(join(out, 'edited.txt'), 'edited');
    await writeFile(join(out, 'mine.txt'), 'mine');
    const files = {
      ...record.files,
      'old.onnx': sha256(Buffer.from('old')),
      'edited.txt': sha256(Buffer.from('as it was')),
    };
    await writeFile(join(out, 'model.json'), JSON.stringify({ ...record, labels: ['wrong'], files }));
    const again = await ser('export', '--run', 'whole', '--out', out);
    expect(again.code, again.stderr).toBe(EXIT.ok);
    expect(JSON.parse(await readFile(join(out, 'model.json'), 'utf8'))).toEqual(record);
    const left = await readdir(out);
    expect(left).toEqual(expect.arrayContaining(['edited.txt', 'mine.txt', ...Object.keys(record.files)]));
    expect(left).not.toContain('old.onnx');
  }, 60_000);

  test('a folder that holds something else is left alone', async () => {
    const refused = await ser('export', '--run', 'whole', '--out', 'tones');
    expect([refused.code, refused.stderr]).toEqual([
      EXIT.failed,
      expect.stringMatching(/not empty.*choose another folder/),
    ]);
  });
});

describe('a run folder that was used before', () => {
  test('holds no figures of the training before', async () => {
    expect((await ser(...train('again', ...TINY))).code).toBe(EXIT.ok);
    expect((await ser('evaluate', '--run', 'again')).code).toBe(EXIT.ok);
    const other = train('again', ...TINY, '--set', 'patience=9');
    const refused = await ser(...other);
    expect(refused.code).toBe(EXIT.usage);
    expect(refused.stderr).toMatch(/holds VGG16 of a run with other settings.*--overwrite/);
    expect(await readdir(join(home, 'again', 'VGG16'))).toContain('predictions.csv');
    expect((await ser(...other, '--overwrite')).code).toBe(EXIT.ok);
    expect(await readdir(join(home, 'again', 'VGG16'))).not.toContain('predictions.csv');
    const compared = await runBuilt(['compare', '--run', 'again'], { cwd: home });
    expect(compared.code).toBe(EXIT.failed);
    expect(compared.stderr).toMatch(/no predictions of its present split.*ser evaluate --run/);
  }, 120_000);

  test('is not evaluated on another split than it was trained on', async () => {
    // The second repetitions, as it were: a second file of one recording counts once.
    await mkdir(join(home, 'more'));
    for (const name of await readdir(join(home, 'tones')))
      await cp(join(home, 'tones', name), join(home, 'more', name.replace(/01-(\d\d\.wav)$/, '02-$1')));
    const trained = await ser(...train('grown', ...TINY, '--data', 'more'));
    expect(trained.code, trained.stderr).toBe(EXIT.ok);
    const [first] = await readdir(join(home, 'more'));
    await rm(join(home, 'more', first!));
    const evaluated = await ser('evaluate', '--run', 'grown');
    expect(evaluated.code).toBe(EXIT.failed);
    expect(evaluated.stderr).toMatch(
      /do not give the split of the run any more; new, gone or in another part: 1, such as/,
    );
    expect(await readdir(join(home, 'grown', 'VGG16'))).not.toContain('predictions.csv');
  }, 120_000);
});

test('a layer that is not there is refused before any work', async () => {
  const refused = await ser(...train('refused', ...TINY, '--train', 'from:block5_conv9'));
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.stderr).toMatch(/VGG16 has no layer "block5_conv9"; near it: block5_conv1/);
  expect(refused.stderr).not.toContain('Scan');
}, 60_000);

describe('--fold all, with the recipe for it', () => {
  test('tests every voice once, pools, and tells each fold', async () => {
    const args = ['train', '--data', 'tones', '--model', 'VGG16', '--run', 'all', '--fold', 'all', '--backend', 'wasm'];
    const trained = await ser(...args, '--recipe', 'speaker-independent', ...TINY, '--set', 'imageHeight=32');
    expect(trained.code, trained.stderr).toBe(EXIT.ok);
    // 16 files of two voices train, none lifted: each as it is and twice masked; the other voices validate and test.
    expect(trained.stderr).toMatch(/VGG16 training +2 epochs on 24 spectrograms/);
    expect(trained.stderr).toMatch(
      /warning: VGG16: the back end wasm .*only the head is trained \(fineTuneOn=native\)/,
    );
    const evaluated = await ser('evaluate', '--run', 'all', '--json');
    expect(evaluated.code, evaluated.stderr).toBe(EXIT.ok);
    expect(JSON.parse(evaluated.stdout).results).toMatchObject([
      { model: 'VGG16', files: 32 },
      { model: 'functionals', files: 32 },
    ]);

    const { predictions: pooled } = predictionsFromCsv(
      await read('all', 'VGG16', 'predictions.csv'),
      'predictions.csv',
    );
    expect(new Set(pooled.map(({ file }) => file)).size).toBe(32);
    for (const fold of [0, 1]) {
      const { predictions: own } = predictionsFromCsv(
        await read('all', `fold-${fold}`, 'VGG16', 'predictions.csv'),
        'predictions.csv',
      );
      expect(pooled.filter((prediction) => prediction.fold === fold)).toEqual(own.map((one) => ({ ...one, fold })));
    }
    const folds = JSON.parse(await read('all', 'VGG16', 'folds.json'));
    const voices = folds.folds.map(({ speakers }: { speakers: string[] }) => speakers);
    expect(voices.flat().sort()).toEqual(['01', '02', '03', '04']);
    const [a, b] = folds.folds.map(({ accuracy }: { accuracy: number }) => accuracy);
    expect(folds.mean.accuracy).toBeCloseTo((a + b) / 2, 12);
    expect(folds.standardDeviation.accuracy).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12);
    const report = await read('all', 'VGG16', 'report.txt');
    expect(report).toContain('VGG16 on 32 test files, 2 folds pooled');
    expect(report).toContain('Only the head was trained');
    // Both folds, each with all files.
    expect((await read('all', 'split.csv')).trimEnd().split('\n')).toHaveLength(1 + 2 * 32);

    const compared = await runBuilt(['compare', '--run', 'all'], { cwd: home });
    expect(compared.code, compared.stderr).toBe(EXIT.ok);
    expect(compared.stdout).toMatch(/\| VGG16 .*\| +32 \|/);
    const asked = await ser('predict', '--run', join(home, 'all'), '--model', 'VGG16', 'any.wav');
    expect(asked.code).toBe(EXIT.failed);
    expect(asked.stderr).toMatch(/pooled results of a cross-validation.*--run .*fold-0/);
  }, 240_000);

  test('another corpus is predicted by the mean over the models of all folds', async () => {
    for (const [i, label] of LABELS.entries()) {
      await mkdir(join(home, 'other', label), { recursive: true });
      await writeFile(join(home, 'other', label, 'new.wav'), tone(205 + 150 * i));
    }
    const across = await ser('evaluate', '--run', 'all', '--data', 'other', '--out', 'across', '--json');
    expect(across.code, across.stderr).toBe(EXIT.ok);
    const { results } = JSON.parse(across.stdout);
    expect(results).toMatchObject([
      { model: 'VGG16', scores: { files: LABELS.length } },
      { model: 'functionals', scores: { files: LABELS.length } },
    ]);
    const table = await readFile(join(results[0].folder, 'predictions.csv'), 'utf8');
    const { labels, predictions } = predictionsFromCsv(table, 'predictions.csv');
    const means = predictions.map(() => labels.map(() => 0));
    for (const fold of ['fold-0', 'fold-1']) {
      const files = predictions.map(({ file }) => join(home, 'other', file));
      const asked = await ser('predict', '--run', join(home, 'all', fold), '--model', 'VGG16', '--json', ...files);
      expect(asked.code, asked.stderr).toBe(EXIT.ok);
      for (const [i, { probabilities }] of JSON.parse(asked.stdout).results.entries())
        for (const [k, label] of labels.entries()) means[i]![k]! += probabilities[label] / 2;
    }
    for (const [i, { probabilities, predicted }] of predictions.entries()) {
      for (const [k, mean] of means[i]!.entries()) expect(probabilities[k]).toBeCloseTo(mean, 6);
      expect(predicted).toBe(labels[means[i]!.indexOf(Math.max(...means[i]!))]);
    }
  }, 240_000);
});

test('validation=test is said loudly, wherever a figure stands', async () => {
  const loud = /Early stopping watched the test part/;
  const trained = await ser(...train('watched', ...TINY, '--set', 'validation=test'));
  expect(trained.code, trained.stderr).toBe(EXIT.ok);
  expect(trained.stderr).toMatch(/^warning: Early stopping watched the test part/m);
  const evaluated = await ser('evaluate', '--run', 'watched');
  expect(evaluated.stderr).toMatch(loud);
  expect(evaluated.stdout).toMatch(loud);
  const compared = await runBuilt(['compare', '--run', 'watched'], { cwd: home });
  expect(compared.code, compared.stderr).toBe(EXIT.ok);
  expect(compared.stdout).toMatch(loud);
  const written = (await readdir(join(home, 'watched'), { recursive: true })).filter((name) =>
    /(^|\/)(report\.(txt|json|html|md)|comparison\.json|README\.md)$/.test(name),
  );
  // The baseline does not stop early: nothing of it watched the test part.
  const ofBaseline = written.filter((name) => name.startsWith('functionals/'));
  expect(ofBaseline.length).toBeGreaterThanOrEqual(2);
  for (const name of ofBaseline) expect(await read('watched', name), name).not.toMatch(/early stopping watched/i);
  const files = written.filter((name) => !ofBaseline.includes(name));
  expect(files.length).toBeGreaterThanOrEqual(5);
  for (const name of files)
    expect(await read('watched', name), name).toMatch(/[Ee]arly stopping watched the test part/);
}, 240_000);

test('a recipe is printed whole, edited and used', async () => {
  const printed = await runBuilt(['recipes', 'speaker-independent'], { cwd: home });
  expect(printed.code).toBe(EXIT.ok);
  const settings = JSON.parse(printed.stdout);
  expect(settings).toMatchObject({ split: 'speaker-independent', mixup: 0.2, maskedCopies: 2, sampleRate: 22050 });
  await writeFile(join(home, 'mine.json'), JSON.stringify({ ...settings, paitence: 3 }));
  const refused = await ser('train', '--data', 'tones', '--model', 'VGG16', '--recipe', 'mine.json');
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.stderr).toMatch(/recipe mine\.json: there is no setting "paitence"; did you mean patience\?/);
});
