import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { encodeWav } from '@ser/dsp';
import { beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../src/cli/run-program.ts';
import { COMMANDS } from '../src/commands/index.ts';
import { EXIT } from '../src/errors.ts';
import { RECIPES } from '../src/settings/recipes.ts';
import { runBuilt, runInside } from './run-inside.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-courtesy-'));
  return () => rm(home, { recursive: true });
});

/** The program on a terminal of so many columns. */
async function onTerminal(argv: readonly string[], columns: number): Promise<{ stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns });
  stream.on('data', (chunk) => {
    stderr += chunk;
  });
  await runProgram(COMMANDS, {
    argv,
    stdout: (text) => {
      stdout += text;
    },
    stderr: stream,
    terminal: { isTTY: true, columns },
    signal: new AbortController().signal,
  });
  return { stdout, stderr };
}

describe('help', () => {
  test('ser help COMMAND is ser COMMAND --help, and names the recipe that is the default', async () => {
    const help = await runInside(['help', 'train']);
    expect(help).toMatchObject({ code: EXIT.ok, stdout: (await runInside(['train', '--help'])).stdout });
    expect(help.stdout).toMatch(/--recipe NAME\|FILE .*\[published\]/);
    expect((await runInside(['help', 'demo'])).stdout).toMatch(/--recipe NAME\|FILE .*\[demo\]/);
    expect((await runInside(['help'])).stdout).toMatch(/doctor +Tries/);
    const wrong = await runInside(['help', 'trian']);
    expect(wrong.code).toBe(EXIT.usage);
    expect(wrong.stderr).toContain('did you mean train?');
  });

  test.each([40, 80, 120])('lines break at words, on a terminal of %i columns', async (columns) => {
    const plain = (await onTerminal(['train', '--help', '--no-color'], columns)).stdout;
    for (const line of plain.split('\n')) {
      const words = line.trim().split(/ {2,}/);
      // Only a word that is longer than its column sticks out, and the example, which is copied as it is.
      if (line.length > columns)
        expect(words.some((word) => !word.includes(' ')) || /^(Example|Usage)/.test(line), line).toBe(true);
    }
    const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
    expect(words(plain)).toEqual(words((await runInside(['train', '--help'])).stdout));
  });

  test('color on a terminal, none elsewhere, with --no-color or with NO_COLOR', async () => {
    const start = '\u001b[';
    expect((await onTerminal(['train', '--help'], 80)).stdout).toContain(start);
    expect((await onTerminal(['tarin'], 80)).stderr).toContain(`${start}31mser:`);
    expect((await onTerminal(['tarin', '--no-color'], 80)).stderr).not.toContain(start);
    expect((await runInside(['tarin'])).stderr).not.toContain(start);
    process.env.NO_COLOR = '1';
    try {
      expect((await onTerminal(['train', '--help'], 80)).stdout).not.toContain(start);
    } finally {
      delete process.env.NO_COLOR;
    }
  });
});

describe('did you mean', () => {
  test.each([
    ['a command', ['evalute'], 'did you mean evaluate?'],
    ['an option', ['predict', '--modle', 'VGG16'], 'Did you mean --model?'],
    ['a setting that is no option', ['train', '--epohcs', '3'], 'Did you mean --set epochs=…?'],
    ['a setting', ['reproduce', '--data', '.', '--set', 'epohcs=3'], 'did you mean epochs?'],
    ['a recipe', ['reproduce', '--data', '.', '--recipe', 'publishd'], 'did you mean published?'],
    ['a model', ['train', '--data', '.', '--model', 'VGG61'], 'did you mean VGG16?'],
    ['a back end', ['evaluate', '--run', '.', '--backend', 'wsam'], 'did you mean wasm?'],
    ['a shell', ['completion', 'bahs'], 'did you mean bash?'],
  ])('%s', async (_, argv, hint) => {
    const { code, stderr } = await runInside(argv);
    expect(stderr).toContain(hint);
    expect(code, stderr).not.toBe(EXIT.ok);
  });
});

describe('completion', () => {
  /** What bash completes a line to, whose last word is under the cursor. */
  async function complete(...words: string[]): Promise<string[]> {
    const script = join(home, 'completion.bash');
    await writeFile(script, (await runInside(['completion', 'bash'])).stdout);
    const line = words.map((word) => `'${word}'`).join(' ');
    const ask = `source ${script}; COMP_WORDS=(ser ${line}); COMP_CWORD=${words.length}; _ser; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', ask]);
    return stdout.trim().split('\n').filter(Boolean);
  }

  test.skipIf(process.platform === 'win32')('bash completes commands, options and their values', async () => {
    expect(await complete('de')).toEqual(['demo']);
    expect(await complete('')).toEqual([...COMMANDS.map(({ name }) => name), 'help']);
    expect(await complete('predict', '--mod')).toEqual(['--model']);
    expect(await complete('predict', '--model', 'VGG')).toEqual(['VGG16', 'VGG19']);
    expect(await complete('train', '--recipe', '')).toEqual(Object.keys(RECIPES));
    expect(await complete('train', '--set', 'epo')).toEqual(['epochs=']);
    expect(await complete('help', 'rec')).toEqual(['recipes']);
    expect(await complete('completion', 'f')).toEqual(['fish']);
    // Where nothing fits, bash completes files.
    expect(await complete('predict', 'voi')).toEqual([]);
  });

  test('zsh takes bash’s, fish has a line for each command and option', async () => {
    const bash = (await runInside(['completion', 'bash'])).stdout;
    expect((await runInside(['completion', 'zsh'])).stdout).toContain(bash);
    const fish = (await runInside(['completion', 'fish'])).stdout;
    expect(fish).toContain("-n __fish_use_subcommand -a predict -d 'Predicts");
    expect(fish).toMatch(
      /__fish_seen_subcommand_from predict' -l model -x -a 'ResNet101 VGG16 VGG19 functionals all' -d '/,
    );
    for (const line of fish.trim().split('\n').slice(1)) expect(line).toMatch(/^complete -c ser /);
  });
});

test('doctor says what works, what does not, and the one command that changes it', async () => {
  const cache = join(home, 'cache');
  const { code, stdout } = await runBuilt(['doctor', '--json', '--cache', cache]);
  const { works, findings } = JSON.parse(stdout) as {
    works: boolean;
    findings: { group: string; name: string; works: boolean; detail: string; remedy?: string }[];
  };
  expect(works).toBe(true);
  expect(code).toBe(EXIT.ok);
  const named = (name: string) => findings.find((one) => one.name === name)!;
  expect(named('cpu')).toMatchObject({ works: true, detail: 'CPU (plain JavaScript)' });
  expect(findings.map(({ group }) => group)).toContain('ONNX Runtime (--device)');
  expect(findings.filter(({ name }) => name === 'onnx')).toMatchObject([
    { group: 'training (--backend)', works: true, detail: 'CPU, onnxruntime-node' },
    { group: 'embeddings (--engine)', works: true, detail: expect.stringContaining('on cpu') },
  ]);
  for (const name of ['wav', 'flac', 'mp3', 'vorbis', 'opus']) expect(named(name), name).toMatchObject({ works: true });
  expect(named('segmentSpeech').works).toBe(true);
  expect(named('VGG16')).toMatchObject({ works: false, remedy: 'ser download --weights --model VGG16' });
  for (const one of findings.filter(({ works }) => !works)) expect(one.detail, one.name).toMatch(/\w+/);
  const file = join(home, 'a-file');
  await writeFile(file, '');
  const failing = await runBuilt(['doctor', '--cache', join(file, 'cache')]);
  expect(failing.code).toBe(EXIT.failed);
  expect(failing.stdout).toMatch(/not {4}.*it cannot be written.*\n.*to change that: (export|set) SER_CACHE/);
  expect(failing.stdout).toMatch(/Without .*cache nothing can be trained/);
});

describe('a refusal comes before any work, and leaves no folder', () => {
  let corpus: string;
  beforeAll(async () => {
    corpus = join(home, 'corpus');
    const bytes = encodeWav({ channels: [new Float32Array(8).fill(0.5)], sampleRate: 8000 });
    for (const label of ['sad', 'happy']) {
      await mkdir(join(corpus, label), { recursive: true });
      for (let i = 0; i < 12; i++) await writeFile(join(corpus, label, `${i}.wav`), bytes);
    }
  });
  /** Options whose value is a place that a command makes. */
  const PLACES = ['run', 'out', 'log-dir', 'images'];
  /** Of each command that has one: what it is refused for, without the places. */
  const REFUSED: Readonly<Record<string, readonly (readonly [args: readonly string[], message: RegExp])[]>> = {
    demo: [
      [['--actors', '1'], /--actors must be/],
      [['--actors', '4', '--model', 'VGG16', '--train', 'from:none'], /has no layer "none"/],
    ],
    reproduce: [
      [['--data', '@none'], /There is no folder/],
      [['--data', '@corpus', '--label-map', '@none'], /label-map/],
      [['--data', '@corpus', '--model', 'functionals', '--weights', 'random'], /--weights goes with a network/],
    ],
    preprocess: [
      [['--data', '@corpus', '--set', 'epochs=0'], /epochs must be/],
      [['--data', '@corpus', '--shard', '9/4'], /--shard takes/],
      [['--data', '@corpus', '--split', 'speaker-independent'], /speakers/],
    ],
    train: [
      [['--data', '@corpus', '--model', 'VGG16', '--weights', '@none'], /--weights: .* does not exist/],
      [['--data', '@corpus', '--model', 'VGG16', '--set', 'targets=raters'], /no votes of raters/],
      [['--data', '@corpus', '--model', '@none/encoder'], /is no folder that exists/],
      [
        ['--data', '@corpus', '--model', 'functionals', '--split', 'given'],
        /split given: the corpus does not put every recording into a part/,
      ],
      [['--data', '@corpus', '--model', 'functionals', '--device', 'cpu'], /--device goes with a network/],
    ],
    evaluate: [[['--data', '@corpus'], /is not a run folder/]],
    compare: [[['@none'], /is not a run folder/]],
    predict: [[['--model', 'VGG16', '@none'], /is not a run folder/]],
    timeline: [[['--model', 'VGG16', '@none'], /is not a run folder/]],
    export: [[['--model', 'VGG16'], /is not a run folder/]],
    corpora: [[['@none'], /There is no folder/]],
  };

  test('every command that has such an option stands here', async () => {
    const having: string[] = [];
    for (const { name, load } of COMMANDS) {
      const { options } = await load();
      if (PLACES.some((place) => place in options)) having.push(name);
    }
    expect(having.sort()).toEqual(Object.keys(REFUSED).sort());
  });

  const rows = Object.entries(REFUSED).flatMap(([name, refusals]) =>
    refusals.map(([args, message]) => [name, args, message] as const),
  );
  test.each(rows)('ser %s %j', async (name, args, message) => {
    const { options } = await COMMANDS.find((command) => command.name === name)!.load();
    const at = join(home, 'places');
    const places = PLACES.filter((place) => place in options).flatMap((place) => [`--${place}`, join(at, place, 'a')]);
    const given = args.map((arg) => arg.replace('@corpus', corpus).replace('@none', join(home, 'none')));
    // The cache may keep what was read; nothing else is written.
    const cache = 'cache' in options ? ['--cache', join(home, 'cache')] : [];
    const found = async () => (await readdir(home, { recursive: true })).filter((path) => !path.startsWith('cache'));
    const before = await found();
    const { code, stderr } = await runInside([name, ...places, ...cache, ...given]);
    expect(stderr).toMatch(message);
    expect([EXIT.usage, EXIT.failed]).toContain(code);
    expect(await found()).toEqual(before);
  });
});
