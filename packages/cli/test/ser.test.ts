import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.ts';
import { EXIT } from '../src/errors.ts';
import { predictionsFromCsv } from '../src/evaluation/predictions.ts';
import { LABELS } from './clip-of.ts';
import { cacheDigests, runDigests, temporaryFiles } from './result-digests.ts';
import { runBuilt, runInside } from './run-inside.ts';
import { type Finished, runSer } from './run-ser.ts';

/** Small enough for seconds: six voices, ten files each, spectrograms of 32 × 65, a handful of epochs. */
const SMALL = ['duration=1.5', 'nMels=32', 'epochs=4', 'folds=3'].flatMap((pair) => ['--set', pair]);
const DEMO = ['demo', '--actors', '6', '--items', '10', ...SMALL];

let home: string;
let cache: string;
let corpus: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-home-'));
  cache = join(home, 'cache');
  corpus = join(cache, 'demo-corpus', '6x10-seed0');
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** In this process, which has loaded the libraries already: what is killed, or runs beside others, is a process of its own. */
const ser = (...args: string[]): Promise<Finished> => runBuilt(args, { cwd: home });
const read = (...path: string[]): Promise<string> => readFile(join(home, ...path), 'utf8');

describe('ser demo', () => {
  let first: Finished;
  let undisturbed: Record<string, string>;
  beforeAll(async () => {
    first = await ser(...DEMO, '--model', 'VGG16', '--cache', cache);
    // The baseline, which only an evaluation computes, is left aside: what follows trains.
    const all = Object.entries(await cacheDigests(cache));
    undisturbed = Object.fromEntries(all.filter(([name]) => !name.startsWith('functionals/')));
    expect(all.length).toBeGreaterThan(Object.keys(undisturbed).length);
  });

  test('ends well and says what the figures are worth', () => {
    expect(first.stderr).not.toMatch(/Error|Warning/);
    expect(first.code, first.stderr).toBe(EXIT.ok);
    expect(first.stdout).toContain('The voices are synthetic (eSpeak NG)');
    expect(first.stdout).toContain('random weights, not from ImageNet');
    expect(first.stderr).toMatch(/Demo corpus +60 files of 6 voices .*: 60 made, 0 reused/);
  });

  test('writes the run folder that the README promises', async () => {
    expect((await readdir(join(home, 'runs', 'demo'))).sort()).toEqual([
      'VGG16',
      'comparison.json',
      'figures',
      'figures.json',
      'functionals',
      'left-out.csv',
      'plan.csv',
      'report.html',
      'report.md',
      'run.json',
      'split.csv',
      'stages.json',
    ]);
    expect((await readdir(join(home, 'runs', 'demo', 'VGG16'))).sort()).toEqual(
      [
        'classifier',
        'confusion-matrix.svg',
        'history.json',
        'learning-curves.svg',
        'map.csv',
        'predictions.csv',
        'report.json',
        'report.txt',
        'training.json',
      ].sort(),
    );
    const report = await read('runs', 'demo', 'VGG16', 'report.txt');
    for (const label of LABELS) expect(report).toContain(label);
    expect(await read('runs', 'demo', 'VGG16', 'confusion-matrix.svg')).toMatch(/^<svg[\s\S]*surprised[\s\S]*<\/svg>/);
    const { predictions } = predictionsFromCsv(
      await read('runs', 'demo', 'VGG16', 'predictions.csv'),
      'predictions.csv',
    );
    expect(predictions).toHaveLength(20);
    for (const { probabilities } of predictions) {
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
  });

  test('a second run reuses everything and predicts the same', async () => {
    const before = await read('runs', 'demo', 'VGG16', 'predictions.csv');
    const second = await ser(...DEMO, '--model', 'VGG16', '--cache', cache);
    expect(second.code).toBe(EXIT.ok);
    expect(second.stderr).toMatch(/60 files .*: 0 made, 60 reused/);
    expect(second.stderr).toMatch(/spectrograms of 32 × 65: 0 computed/);
    expect(second.stderr).toMatch(/VGG16 is trained already/);
    expect(await read('runs', 'demo', 'VGG16', 'predictions.csv')).toBe(before);
  });

  test('shows over time what a model finds in a recording of any format, and keeps what is right', async () => {
    const names = (await readdir(corpus, { recursive: true })).filter((name) => name.endsWith('.wav')).sort();
    const path = join(home, 'talk.wav');
    const clip = await loadAudioFile(join(corpus, names[0]!), { sampleRate: 16000 });
    const twice = new Float32Array(2 * clip.samples.length + 32000);
    twice.set(clip.samples);
    twice.set(clip.samples, clip.samples.length + 32000);
    await writeFile(path, encodeWav({ channels: [twice, new Float32Array(twice.length)], sampleRate: 16000 }));
    const args = [
      'timeline',
      '--run',
      'runs/demo',
      '--cache',
      cache,
      '--out',
      'timelines',
      '--channel',
      'each',
      '--speech',
      'energy',
      '--json',
    ];
    const made = await ser(...args, path, 'missing.mp3');
    expect(made.code, made.stderr).toBe(EXIT.incomplete);
    const { results, leftOut } = JSON.parse(made.stdout);
    expect(leftOut).toEqual([{ path: 'missing.mp3', reason: 'there is no such file' }]);
    expect(results.map(({ channel }: { channel: number }) => channel)).toEqual([1, 2]);
    expect(results[1].sentence).toBe('No speech was found.');
    const { segments, speech, length } = JSON.parse(await read('timelines', 'talk.channel-1.json'));
    expect(length).toBe(twice.length);
    expect(speech.length).toBeGreaterThan(1);
    // As `predict` does, it gives no answer where the model is not sure, and says why.
    for (const { label, reasons } of segments as { label: string | null; reasons: string[] }[])
      expect(label === null ? reasons.length > 0 : LABELS.includes(label as never)).toBe(true);
    const page = await read('timelines', 'talk.channel-1.html');
    expect(page).toContain(results[0].sentence);
    const again = await ser(...args, path);
    expect(again.code).toBe(EXIT.ok);
    expect(JSON.parse(again.stdout).results.every(({ kept }: { kept: boolean }) => kept)).toBe(true);
    expect(await read('timelines', 'talk.channel-1.html')).toBe(page);
  });

  test('both embedding engines predict the same labels', async () => {
    await cp(join(home, 'runs', 'demo'), join(home, 'runs', 'tfjs'), { recursive: true });
    const tfjs = await ser(
      ...['evaluate', '--run', 'runs/tfjs', '--cache', cache, '--engine', 'tfjs', '--backend', 'wasm'],
    );
    expect(tfjs.code, tfjs.stderr).toBe(EXIT.ok);
    expect(tfjs.stderr).toMatch(/VGG16 embeddings +20 of 512 numbers by tfjs: 20 computed, 0 reused/);
    const labels = async (run: string): Promise<string[]> =>
      predictionsFromCsv(await read('runs', run, 'VGG16', 'predictions.csv'), run).predictions.map(
        (p) => `${p.file} ${p.predicted}`,
      );
    expect(await labels('tfjs')).toEqual(await labels('demo'));
  });

  test('a run that was interrupted, then killed, goes on to the same bytes', async () => {
    const disturbed = join(home, 'disturbed');
    const run = join(home, 'runs', 'disturbed');
    const args = ['train', '--data', corpus, '--recipe', 'demo', ...SMALL, '--model', 'VGG16'];
    const places = ['--cache', disturbed, '--run', run];
    /** Ends the program when its progress says so. */
    const end = (signal: NodeJS.Signals, when: RegExp): Promise<Finished> =>
      runSer([...args, ...places], {
        cwd: home,
        onProgress: (stderr, kill) => when.test(stderr) && kill(signal),
      });
    const interrupted = await end('SIGINT', /Features +\d+ spectrograms/);
    expect(interrupted.code, interrupted.stderr).toBe(EXIT.interrupted);
    expect(interrupted.stderr).toContain('the same command goes on from here');
    expect(interrupted.stderr).toContain(`ser train --data ${corpus}`);
    expect(await temporaryFiles(disturbed)).toEqual([]);

    // The hard way too: no handler runs, whatever was being written stays as it is.
    const killed = await end('SIGKILL', /VGG16 embeddings +\d+ of/);
    expect(killed.code).toBe(null);

    const resumed = await ser(...args, ...places);
    expect(resumed.code, resumed.stderr).toBe(EXIT.ok);
    expect(resumed.stderr).toMatch(/spectrograms of 32 × 65: 0 computed, 64 reused/);
    expect(await cacheDigests(disturbed)).toEqual(undisturbed);
    const trained = await runDigests(run);
    expect(Object.keys(trained)).toContain('VGG16/history.json');
    // The model card tells the scores, which only an evaluation has.
    delete trained['VGG16/classifier/README.md'];
    expect(await runDigests(join(home, 'runs', 'demo'))).toMatchObject(trained);
  });

  test('four shards at once on one folder leave the bytes of one process, and merge names what is missing', async () => {
    const shared = join(home, 'shared');
    const options = ['--data', corpus, '--recipe', 'demo', ...SMALL, '--model', 'VGG16', '--cache', shared];
    const shard = (i: number): Promise<Finished> =>
      runSer(['embed', ...options, '--shard', `${i}/4`, '--quiet'], { cwd: home });
    for (const { code, stderr } of await Promise.all([1, 2, 4].map(shard))) expect(code, stderr).toBe(EXIT.ok);
    const early = await ser('merge', ...options, '--shards', '4');
    expect(early.code).toBe(EXIT.failed);
    expect(early.stderr).toMatch(/1 of 4 shards are not complete:\n {2}shard 3\/4: 1\d of 1\d files have no spectro/);
    expect(early.stderr).toContain(`ser embed --data ${corpus}`);
    expect(early.stderr).toContain('--shard 3/4');
    expect((await shard(3)).code).toBe(EXIT.ok);
    const merged = await ser('merge', ...options, '--shards', '4');
    expect(merged.code, merged.stderr).toBe(EXIT.ok);
    expect(merged.stdout).toContain('64 spectrograms and 64 embeddings');
    expect(await cacheDigests(shared)).toEqual(undisturbed);
  });
});

test('preprocess draws every spectrogram, once', async () => {
  const args = [
    'preprocess',
    '--data',
    corpus,
    '--recipe',
    'demo',
    ...SMALL,
    '--cache',
    cache,
    '--images',
    '--run',
    'p',
  ];
  const first = await ser(...args);
  expect(first.code, first.stderr).toBe(EXIT.ok);
  expect(first.stderr).toMatch(/Images +64 in .*images: 64 drawn, 0 reused/);
  const images = (await readdir(join(home, 'p', 'images'))).filter((name) => name.endsWith('.png'));
  expect(images).toHaveLength(64);
  expect(images.filter((name) => /^03-[\d-]+\.png$/.test(name))).toHaveLength(60);
  expect((await ser(...args)).stderr).toContain('0 drawn, 64 reused');
});

describe('a folder of one’s own', () => {
  const folder = (): string => join(home, 'mine');

  beforeAll(async () => {
    await cp(corpus, folder(), { recursive: true });
    await rm(join(folder(), 'demo-corpus.json'));
    const names = (await readdir(join(folder(), 'Actor_01'))).sort();
    await truncate(join(folder(), 'Actor_01', names[0]!), 30_000);
    await writeFile(join(folder(), 'Actor_01', names[1]!), 'These are not the samples you are looking for.\n');
    await writeFile(
      join(folder(), 'Actor_01', names[2]!),
      encodeWav({ channels: [new Float32Array(48_000)], sampleRate: 48_000 }, { bitDepth: 16 }),
    );
    await writeFile(join(folder(), 'interview.wav'), 'RIFF');
    await writeFile(join(folder(), 'notes.txt'), 'Other files are nobody’s business.');
  });

  test('trains on the good files, lists the bad ones, and says so by its exit code', async () => {
    const { code, stderr } = await ser(
      'train',
      '--data',
      folder(),
      '--recipe',
      'demo',
      ...SMALL,
      '--model',
      'VGG16',
      '--cache',
      cache,
    );
    expect(code, stderr).toBe(EXIT.incomplete);
    // A file that was cut off gives the frames that are there, in training as in prediction.
    expect(stderr).toContain('3 files were left out');
    expect(stderr).toMatch(/interview\.wav: its name is not one of ravdess/);
    expect(stderr).toMatch(/Actor_01.*No audio format is known that begins so/);
    expect(stderr).toMatch(/Actor_01.*silent/);
    expect(stderr).not.toContain('notes.txt');
    const leftOut = await read('runs', 'mine', 'left-out.csv');
    expect(leftOut.trimEnd().split('\n')).toHaveLength(4);
    const split = await read('runs', 'mine', 'split.csv');
    expect(split).not.toContain('interview');
  });

  test('is evaluated, compared and asked for predictions', async () => {
    const evaluated = await ser('evaluate', '--run', 'runs/mine', '--cache', cache, '--json', '--quiet');
    expect(evaluated.code, evaluated.stderr).toBe(EXIT.incomplete);
    const { results } = JSON.parse(evaluated.stdout) as {
      results: { model: string; macroRecall: number; files: number }[];
    };
    expect(results).toMatchObject([
      { model: 'VGG16', files: 20 },
      { model: 'functionals', files: 20 },
    ]);
    expect(results[0]!.macroRecall).toBeGreaterThanOrEqual(0);

    const compared = await ser('compare', '--run', 'runs/mine');
    expect(compared.code, compared.stderr).toBe(EXIT.ok);
    expect(compared.stdout).toMatch(/\| VGG16 +\|/);
    expect(compared.stdout).not.toContain('synthetic');

    const [voice] = (await readdir(join(corpus, 'Actor_02'))).sort();
    const long = join(home, 'long.wav');
    const noise = Float32Array.from({ length: 8_000 * 4 }, (_, i) => 0.3 * Math.sin(i * i * 1e-5));
    await writeFile(
      long,
      encodeWav({ channels: [noise, noise.slice().reverse()], sampleRate: 8_000 }, { bitDepth: 24 }),
    );
    await writeFile(join(home, 'words.wav'), 'no sound here, only words');
    await cp(long, join(home, 'cut.wav'));
    await truncate(join(home, 'cut.wav'), 60_000);
    const others = ['nowhere.wav', 'words.wav', 'cut.wav'];
    const files = [join(corpus, 'Actor_02', voice!), long, join(corpus, 'Actor_03'), ...others];
    const asked = await ser('predict', '--run', 'runs/mine', '--cache', cache, '--json', ...files);
    expect(asked.code, asked.stderr).toBe(EXIT.incomplete);
    const answer = JSON.parse(asked.stdout);
    expect(answer.results).toHaveLength(13);
    expect(answer.results[1]).not.toHaveProperty('complaint');
    const missing = 44 + 4 * 8_000 * 2 * 3 - 60_000;
    const complaint = `its head promises ${missing} bytes of samples more than it holds`;
    expect(answer.results[12]).toMatchObject({ file: 'cut.wav', complaint });
    expect(asked.stderr).toContain(`\nwarning: cut.wav is damaged: ${complaint}.`);
    expect(LABELS).toContain(answer.results[0].guess);
    // Half of the band that the model learned from is missing at 8 kHz.
    expect(answer.results[1]).toMatchObject({ label: null, reasons: expect.arrayContaining(['band missing']) });
    // 4 s in windows of 1.5 s that overlap by half, the last one flush with the end.
    expect(answer.results[1].windows.map((w: { start: number }) => w.start)).toEqual(
      [0, 0.75, 1.5, 2.25, 2.5].map((s) => expect.closeTo(s, 3)),
    );
    expect(answer.leftOut).toMatchObject([
      { path: 'nowhere.wav', reason: 'there is no such file' },
      { path: 'words.wav', reason: expect.stringContaining('No audio format is known') },
    ]);
  });
});

describe('refusals', () => {
  test.each([
    ['a missing folder', ['preprocess', '--data', 'no-such-folder'], EXIT.failed, /no-such-folder/],
    ['no data', ['train', '--model', 'VGG16'], EXIT.usage, /--data is missing/],
    ['an unknown command', ['tarin'], EXIT.usage, /no command "tarin".*train/],
    ['an unknown option', ['demo', '--epohcs', '3'], EXIT.usage, /Unknown option '--epohcs'.*--set/],
    ['an unknown model', ['demo', '--model', 'AlexNet'], EXIT.usage, /no model "AlexNet".*VGG16/],
    ['a wrong setting', ['demo', '--set', 'dropout=2'], EXIT.usage, /dropout must be a number from 0 to 0\.95/],
    ['a folder that is no run', ['evaluate', '--run', 'nothing'], EXIT.failed, /is not a run folder/],
    [
      'a back end that is not there',
      ['demo', '--actors', '6', '--items', '10', '--backend', 'gpu', '--cache', 'CACHE'],
      EXIT.failed,
      /tfjs-node-gpu/,
    ],
  ])('%s', async (_, args, code, message) => {
    const refused = await runInside(args.map((arg) => (arg === 'CACHE' ? cache : arg)));
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr).not.toMatch(/^ +at /m);
    expect(refused.code).toBe(code);
  });

  test('an empty folder', async () => {
    await mkdir(join(home, 'empty'), { recursive: true });
    const refused = await runInside(['preprocess', '--data', join(home, 'empty'), '--cache', cache]);
    expect(refused.code).toBe(EXIT.failed);
    expect(refused.stderr).toMatch(/No format fits this folder: it is empty/);
  });

  test('help tells the commands', async () => {
    const program = await runInside(['--help']);
    expect(program.code).toBe(EXIT.ok);
    expect(program.stdout).toMatch(/demo +Runs everything/);
    expect(program.stdout).toContain('130 interrupted');
  });

  test.each(COMMANDS.map(({ name }) => name))('help of %s: usage, options, an example of its own', async (name) => {
    const { code, stdout } = await runInside([name, '--help']);
    expect(code).toBe(EXIT.ok);
    expect(stdout).toMatch(new RegExp(`^ser ${name}: [A-Z].*\\.$`, 'm'));
    const example = stdout.match(/^Example: (ser .*)$/m)![1]!;
    expect(example).toMatch(new RegExp(`^ser ${name}( |$)`));
    // The example's options are options that the help lists.
    for (const [option] of example.matchAll(/--[a-z-]+/g)) expect(stdout).toContain(`  ${option} `);
    for (const common of ['--json', '--quiet', '--help']) expect(stdout).toContain(`  ${common} `);
  });
});
