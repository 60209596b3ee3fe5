import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { predictionsFromCsv } from '../src/evaluation/predictions.ts';
import { runBuilt } from './run-inside.ts';

/** What `ser predict --json` says of one file. */
interface Result {
  readonly file: string;
  readonly label: string | null;
  readonly guess?: string;
  readonly reasons: readonly string[];
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly windows?: readonly { readonly start: number; readonly end: number; readonly reasons: readonly string[] }[];
  readonly answerOf?: number;
}

/** One network of each family, and the baseline. */
const MODELS = ['ResNet101', 'VGG16', 'functionals'] as const;
/** Shorter than the files of the corpus, so that most of them have windows beside their start. */
const SMALL = ['duration=2', 'nMels=32', 'imageWidth=32', 'epochs=2', 'folds=3'].flatMap((pair) => ['--set', pair]);

let home: string;
let places: string[];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-prediction-'));
  places = ['--cache', join(home, 'cache')];
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Under the second policy one network is enough: which it is changes nothing of it. */
describe.each([
  { clips: 'start', models: MODELS },
  { clips: 'windows', models: ['VGG16', 'functionals'] as const },
])('clips=$clips', ({ clips, models }) => {
  test('predict gives every model’s probabilities of every test file as evaluate does, wherever run and classifier lie', async () => {
    const run = join(home, 'runs', clips);
    const networks = models.filter((model) => model !== 'functionals').join();
    const sized = ['--actors', '6', '--items', '10', '--model', networks, ...SMALL, '--set', `clips=${clips}`];
    const demo = ['demo', ...sized, '--run', run];
    const made = await runBuilt([...demo, ...places, '--quiet']);
    expect(made.code, made.stderr).toBe(EXIT.ok);
    const { data, settings } = JSON.parse(await readFile(join(run, 'run.json'), 'utf8'));
    expect(settings.clips).toBe(clips);
    /** What each model says of the first file, which its classifier alone must say too. */
    const first = new Map<string, Result>();
    for (const model of models) {
      const table = join(run, model, 'predictions.csv');
      const { labels, predictions } = predictionsFromCsv(await readFile(table, 'utf8'), table);
      expect(predictions).toHaveLength(20);
      const files = predictions.map(({ file, speaker }) => join(data, `Actor_${speaker!}`, file));
      const asked = await runBuilt(['predict', '--run', run, '--model', model, '--json', ...places, ...files]);
      expect(asked.code, asked.stderr).toBe(EXIT.ok);
      const results: Result[] = JSON.parse(asked.stdout).results;
      expect(results.map(({ file }) => file)).toEqual(files);
      for (const [i, { probabilities, guess, label, reasons, windows, answerOf }] of results.entries()) {
        const { predicted, probabilities: scored, file } = predictions[i]!;
        expect(guess, file).toBe(predicted);
        expect(label, file).toBe(reasons.length === 0 ? predicted : null);
        for (const [k, name] of labels.entries())
          expect(Math.abs(probabilities![name]! - scored[k]!), `${model}, ${file}, ${name}`).toBeLessThan(1e-6);
        expect(answerOf, file).toBe(clips === 'start' && windows && model !== 'functionals' ? 2 : undefined);
      }
      first.set(model, results[0]!);
      if (model === 'functionals') continue;
      // The two policies are the same thing for short files alone.
      expect(results.filter(({ windows }) => windows !== undefined).length).toBeGreaterThan(4);
      if (clips === 'start') expect(asked.stderr).toContain('what it says of later windows was never scored');
      else expect(asked.stderr).not.toContain('never scored');
    }
    if (clips === 'windows') return;
    // The classifiers alone, in a folder of any name, predict what they predict in their run.
    for (const model of ['VGG16', 'functionals']) {
      const moved = join(home, 'moved', model);
      await cp(join(run, model, 'classifier'), moved, { recursive: true });
      const expected = first.get(model)!;
      const alone = await runBuilt(['predict', '--model', moved, '--json', ...places, expected.file]);
      expect(alone.code, alone.stderr).toBe(EXIT.ok);
      expect(JSON.parse(alone.stdout)).toMatchObject({ run: moved, results: [expected] });
    }
    // So does the whole run folder, which tests again, too.
    const elsewhere = join(home, 'elsewhere');
    await rename(run, elsewhere);
    const table = join(elsewhere, 'functionals', 'predictions.csv');
    const before = await readFile(table, 'utf8');
    await rm(table);
    const again = await runBuilt(['evaluate', '--run', elsewhere, '--model', 'functionals', ...places]);
    expect(again.code, again.stderr).toBe(EXIT.ok);
    expect(await readFile(table, 'utf8')).toBe(before);
  }, 600_000);
});
