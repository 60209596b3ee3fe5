import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { predictionsFromCsv } from '../src/evaluation/predictions.ts';
import { findRecord, runFolder } from '../src/run-folder.ts';
import { trainingRecord } from '../src/stages/train/training-record.ts';
import { runBuilt, runInside } from './run-inside.ts';
import type { Finished } from './run-ser.ts';

let home: string;
let trained: Finished;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-across-'));
  await writeCorpus('one', { anger: 200, joy: 500, grief: 900 }, 1);
  await writeCorpus('two', { Angry: 210, Happy: 480, bored: 700 }, 2);
  await writeFile(join(home, 'map.json'), '{"anger": "angry", "joy": "happy", "Angry": "angry", "Happy": "happy"}');
  // Audio that cannot be taken: a file without a sample, and one that stands in no folder of a label.
  const empty = encodeWav({ channels: [new Float32Array()], sampleRate: 16_000 });
  await writeFile(join(home, 'one', 'voice 1', 'anger', 'empty.wav'), empty);
  await writeFile(join(home, 'one', 'stray.wav'), empty);
  trained = await ser('train', '--data', 'one', '--model', 'functionals', '--run', 'runs/one');
  expect(trained.code, trained.stderr).toBe(EXIT.incomplete);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const ser = (...args: string[]): Promise<Finished> =>
  runBuilt([...args, '--cache', join(home, 'cache')], { cwd: home });

/** Tones that waver and hum, by four voices: a pitch per label. */
async function writeCorpus(name: string, labels: Readonly<Record<string, number>>, seed: number): Promise<void> {
  const random = createRandom(seed);
  for (const [label, pitch] of Object.entries(labels)) {
    for (let voice = 1; voice <= 4; voice++) {
      await mkdir(join(home, name, `voice ${voice}`, label), { recursive: true });
      const tone = Float32Array.from(
        { length: 8000 },
        (_, i) => 0.4 * Math.sin((2 * Math.PI * (pitch + 5 * voice) * i) / 16_000) + 0.02 * (random() - 0.5),
      );
      const path = join(home, name, `voice ${voice}`, label, 'a.wav');
      await writeFile(path, encodeWav({ channels: [tone], sampleRate: 16_000 }, { bitDepth: 16 }));
    }
  }
}

test('a training names and counts the audio that it does not take, and learns from the rest', async () => {
  const { path } = runFolder(join(home, 'runs', 'one'));
  const leftOut = (await readFile(join(path, 'left-out.csv'), 'utf8')).trim().split('\n').slice(1);
  expect(leftOut).toEqual([
    expect.stringMatching(/stray\.wav,.*label/),
    expect.stringMatching(/empty\.wav,it holds no audio/),
  ]);
  expect(trained.stderr).toMatch(/2 files were left out:\n +\S+stray\.wav: .*\n +\S.*empty\.wav: it holds no audio/);
  const { examples } = (await findRecord(join(path, 'functionals', 'training.json'), trainingRecord))!;
  const rows = (await readFile(join(path, 'split.csv'), 'utf8')).split('\n');
  const learned = rows.filter((row) => row.includes('train') && !row.includes('empty.wav'));
  expect(examples.train).toBe(learned.length);
});

test('a run is tested on another corpus, among the labels of both, and on its own test part', async () => {
  const own = await ser('evaluate', '--run', 'runs/one', '--model', 'functionals');
  expect(own.code, own.stderr).toBe(EXIT.incomplete);
  // What the run was made from lies in the other corpus too.
  await mkdir(join(home, 'two', 'voice 1', 'Angry'), { recursive: true });
  const copy = join('voice 1', 'anger', 'a.wav');
  await writeFile(join(home, 'two', 'voice 1', 'Angry', 'copy.wav'), await readFile(join(home, 'one', copy)));

  const data = ['--data', 'two', '--data', 'one', '--label-map', 'map.json'];
  const { code, stdout, stderr } = await ser('evaluate', '--run', 'runs/one', ...data, '--json');
  expect(code, stderr).toBe(EXIT.incomplete);
  const { results, report } = JSON.parse(stdout);
  expect(results).toHaveLength(2);
  const [other, diagonal] = results;
  expect(other).toMatchObject({
    model: 'functionals',
    run: 'one',
    corpus: 'two',
    isOwn: false,
    labels: ['angry', 'happy'],
    leftOut: [{ label: 'bored', files: 4 }],
    unused: ['grief'],
    scores: { files: 8 },
    own: { files: 4 },
  });
  expect(other.caveats.join('\n')).toMatch(/Left out are 1 recordings of two that one was made from, byte for byte/);
  expect(other.caveats.join('\n')).toMatch(
    /speakers voice 1, voice 2, voice 3, voice 4: where these are the same people/,
  );
  expect(diagonal).toMatchObject({ corpus: 'one', isOwn: true, labels: ['anger', 'grief', 'joy'] });

  const path = join(other.folder, 'predictions.csv');
  const { labels, predictions } = predictionsFromCsv(await readFile(path, 'utf8'), path);
  expect(labels).toEqual(['angry', 'happy']);
  expect(predictions).toHaveLength(8);
  for (const { probabilities, predicted } of predictions) {
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
    expect(predicted).toBe(labels[probabilities.indexOf(Math.max(...probabilities))]);
  }
  const page = await readFile(report, 'utf8');
  expect(page).toMatch(/functionals: a row is what it was trained on, a column what it was tested on/);
  expect(page).toContain('bored (4)');
  expect(page).not.toContain('RAVDESS');
});

test('what cannot be tested is refused before any work', async () => {
  const evaluate = (...args: string[]): Promise<Finished> =>
    runInside(['evaluate', '--cache', join(home, 'cache'), ...args]);
  const run = join(home, 'runs', 'one');
  const two = join(home, 'two');
  for (const [args, message, exit] of [
    [
      ['--run', run, '--data', two],
      /one and two have no label in common, and two are needed. The run knows anger, grief, joy; two has Angry, Happy, bored/,
      EXIT.failed,
    ],
    [['--run', run, '--data', two, '--model', 'VGG16'], /holds no finished training of VGG16/, EXIT.failed],
    [['--run', run, '--run', run], /Several --run goes with --data/, EXIT.usage],
    [['--run', run, '--out', 'x'], /--out goes with --data/, EXIT.usage],
    [['--run', run, '--label-map', 'x'], /--label-map goes with --data/, EXIT.usage],
    [['--run', two, '--data', two], /is not a run folder/, EXIT.failed],
  ] as const) {
    const { code, stderr } = await evaluate(...args);
    expect(stderr).toMatch(message);
    expect(code, stderr).toBe(exit);
  }
});
