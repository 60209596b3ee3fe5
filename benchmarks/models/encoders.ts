// pnpm tsx benchmarks/models/encoders.ts FOLDER… [--rounds N | --clips N]   (after `pnpm build`; PYTHON names an interpreter with torch
// and transformers)
//
// Speech encoders that transformers saved (random weights do), on three seconds of noise: onnxruntime-node in float32 and in
// int8 beside torch on the CPU, one thread beside one and two beside two. Each round times all three, one after the other; the
// ratios are taken within the round and their medians shown, by processor time, which other programs on the machine disturb
// least, and by the clock. Opening is from the folder to the first embedding, and memory is the most that the process held on the way, each in a
// process of its own. `--clips N` instead takes the mean of every layer of N clips as long as those of RAVDESS' speech (3.7 s on
// average), two threads, and says what its 1,440 would take.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Backbone, compileToOnnx, extractEmbeddings, openBackbone, quantizeWeights } from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { median } from './keras-side.ts';

const clip = Float32Array.from({ length: 48_000 }, (_, i) => ((i * 2_654_435_761) % 2 ** 32) / 2 ** 32 - 0.5);

/** The first embedding of a folder, for a process that does nothing else. */
async function openOnly(folder: string): Promise<void> {
  const start = performance.now();
  const backbone = await openPretrained(folder);
  for await (const _ of extractEmbeddings([clip], { backbone, layers: 'all', threads: 2 }));
  const seconds = (performance.now() - start) / 1000;
  const bytes = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ seconds, bytes }));
}

interface Opening {
  readonly seconds: number;
  readonly bytes: number;
}

const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const only = option('--open');
const rounds = Number(option('--rounds') ?? 7);
const clips = option('--clips');
if (only !== undefined) await openOnly(only);
else if (clips === undefined) await compare(args);
else for (const folder of args) await corpus(folder, Number(clips));

/** Clips as long as those of RAVDESS' speech, of noise; lengths are spread evenly from 3.0 to 4.4 s. */
async function corpus(folder: string, count: number): Promise<void> {
  const lengths = Array.from({ length: count }, (_, i) =>
    Math.round(16_000 * (3 + (1.4 * ((i * 37) % count)) / count)),
  );
  const sounds = lengths.map((length) => Float32Array.from({ length }, (_, i) => clip[i % clip.length]!));
  const exact = await openPretrained(folder);
  for (const [name, backbone] of [['float32', exact] as const, ['int8', quantizeWeights(exact)] as const]) {
    const session = await openBackbone(backbone, { threads: 2 });
    const [start, before] = [performance.now(), process.cpuUsage()];
    for await (const _ of extractEmbeddings(sounds, { backbone: session, layers: 'all' }));
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    await session.dispose();
    console.log(
      `${basename(folder)}, ${name}: ${count} clips, ${(lengths.reduce((sum, n) => sum + n, 0) / 16_000).toFixed(0)} s of sound, in ` +
        `${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor time); 1,440 clips: ${((seconds * 1440) / count / 60).toFixed(1)} min`,
    );
  }
}

async function compare(folders: readonly string[]): Promise<void> {
  console.log(
    '| encoder | threads | float32, ms | int8, ms | torch, ms | torch ÷ float32 | torch ÷ int8 | float32 ÷ int8 | the same by the clock |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const folder of folders) {
    const backbone = await openPretrained(folder);
    const int8 = quantizeWeights(backbone);
    for (const threads of [1, 2]) await row(folder, { backbone, int8, threads });
    const size = ({ graph, weights }: Backbone): number => compileToOnnx(graph, weights).length;
    const file = readdirSync(folder)
      .filter((name) => /\.(safetensors|bin)$/.test(name))
      .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const self = fileURLToPath(import.meta.url);
    const answer = execFileSync(process.execPath, [...process.execArgv, self, '--open', folder], { encoding: 'utf8' });
    const opening = JSON.parse(answer) as Opening;
    console.log(
      `\n${basename(folder)}: opened and first embedding in ${opening.seconds.toFixed(1)} s; memory at most ${(opening.bytes / file).toFixed(2)} of the file; ` +
        `int8 ${(size(int8) / size(backbone)).toFixed(3)} of the size\n`,
    );
  }
}

/** Milliseconds. */
interface Cost {
  readonly processor: number;
  readonly clock: number;
}

async function row(
  folder: string,
  { backbone, int8, threads }: { backbone: Backbone; int8: Backbone; threads: number },
): Promise<void> {
  const script = fileURLToPath(new URL('torch_encoders_side.py', import.meta.url));
  const python = spawn(process.env.PYTHON ?? 'python', [script, folder, String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const torch = async (): Promise<Cost> => {
    const begin = performance.now();
    python.stdin.write('\n');
    const processor = Number((await lines.next()).value);
    return { processor, clock: performance.now() - begin };
  };
  const sessions = [await openBackbone(backbone, { threads }), await openBackbone(int8, { threads })];
  const ours = async (session: (typeof sessions)[number]): Promise<Cost> => {
    const [begin, before] = [performance.now(), process.cpuUsage()];
    for await (const _ of extractEmbeddings([clip], { backbone: session, layers: 'all' }));
    const { user, system } = process.cpuUsage(before);
    return { processor: (user + system) / 1000, clock: performance.now() - begin };
  };
  const times: [exact: Cost, small: Cost, theirs: Cost][] = [];
  for (let round = -1; round < rounds; round++) {
    const one: (typeof times)[number] = [await ours(sessions[0]!), await ours(sessions[1]!), await torch()];
    // The first round warms up.
    if (round >= 0) times.push(one);
  }
  python.stdin.end();
  for (const session of sessions) await session.dispose();
  const medianOf = (pick: (one: (typeof times)[number]) => number): number => median(times.map(pick));
  const ratios = (of: keyof Cost): string[] => [
    medianOf(([exact, , theirs]) => theirs[of] / exact[of]).toFixed(2),
    medianOf(([, small, theirs]) => theirs[of] / small[of]).toFixed(2),
    medianOf(([exact, small]) => exact[of] / small[of]).toFixed(2),
  ];
  const cells = [
    ...[0, 1, 2].map((i) => medianOf((one) => one[i]!.processor).toFixed(0)),
    ...ratios('processor'),
    ratios('clock').join(' · '),
  ];
  console.log(`| ${basename(folder)} | ${threads} | ${cells.join(' | ')} |`);
}
