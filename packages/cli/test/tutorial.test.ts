import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBuilt } from './run-inside.ts';

/** Three emotions that differ by pitch and loudness, said by six speakers. */
const EMOTIONS = { angry: [260, 0.8], calm: [120, 0.2], happy: [190, 0.5] } as const;
const SPEAKERS = ['anna', 'ben', 'carl', 'dora', 'emil', 'frida'];

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-tutorial-'));
  for (const [emotion, [pitch, level]] of Object.entries(EMOTIONS)) {
    await mkdir(join(home, 'recordings', emotion), { recursive: true });
    for (const [i, speaker] of SPEAKERS.entries()) {
      const step = (2 * Math.PI * (pitch + 5 * i)) / 16_000;
      const tone = Float32Array.from({ length: 8000 }, (_, t) => level * Math.sin(t * step + Math.sin(t * step)));
      const bytes = encodeWav({ channels: [tone], sampleRate: 16_000 });
      await writeFile(join(home, 'recordings', emotion, `${speaker}_01.wav`), bytes);
    }
  }
});
afterAll(() => rm(home, { recursive: true }));

test('the commands of docs/tutorial.md do what it says, on a folder as it shows', async () => {
  const page = await readFile(new URL('../../../docs/tutorial.md', import.meta.url), 'utf8');
  const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.trim().split('\n'));
  expect(commands).toHaveLength(4);
  const told: string[] = [];
  for (const command of commands) {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const args = words.slice(1);
    const cache = /^(train|evaluate)$/.test(args[0]!) ? ['--cache', join(home, 'cache')] : [];
    const { code, stdout, stderr } = await runBuilt([...args, ...cache], { cwd: home });
    expect(code, `${command}\n${stderr}`).toBe(0);
    told.push(stdout);
  }
  expect(told[0]).toMatch(/18/);
  const report = await readFile(join(home, 'runs', 'mine', 'report.md'), 'utf8');
  expect(report).toMatch(
    /functionals had to name the emotion of \d+ recordings by \d speakers? none of whose recordings the models had learned from, out of 3/,
  );
}, 180_000);
