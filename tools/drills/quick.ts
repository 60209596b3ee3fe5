import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@ser/files';
import { writeFakeRun } from '../../packages/cli/test/fake-run.ts';
import { type Disturbance, type Drill, type Ended, runDisturbed } from './program.ts';
import { endlessStep, silentServer } from './signals.ts';

/** What `ser compare` writes, with digests. */
async function reports(run: string): Promise<Record<string, string>> {
  const figures = (await readdir(join(run, 'figures')).catch(() => [])).sort().map((name) => `figures/${name}`);
  const found: Record<string, string> = {};
  for (const name of ['report.html', 'report.md', 'comparison.json', 'figures.json', ...figures])
    found[name] = sha256(await readFile(join(run, name)));
  return found;
}

/** A run with one model, and what an undisturbed `ser compare` makes of it. */
async function comparedRun(home: string): Promise<{ path: string; undisturbed: Record<string, string> }> {
  const { path } = await writeFakeRun(home, { models: ['VGG16'], without: ['audio', 'history.json'] });
  strictEqual((await runDisturbed(['compare', '--run', path], { cwd: home })).code, 0);
  return { path, undisturbed: await reports(path) };
}

/** Compares anew, disturbed; the files must be those of the undisturbed command. */
async function compareDisturbed(
  { path, undisturbed }: Awaited<ReturnType<typeof comparedRun>>,
  disturbance: Disturbance,
): Promise<Ended> {
  for (const name of ['report.html', 'report.md', 'comparison.json', 'figures.json', 'figures'])
    await rm(join(path, name), { recursive: true });
  const ended = await runDisturbed(['compare', '--run', path], disturbance);
  deepStrictEqual(await reports(path), undisturbed);
  ok(!/^ +at /m.test(ended.stderr), ended.stderr);
  return ended;
}

/** `ser … | head`, a closed stderr, a full device: the files are complete, the code is right, nobody sees a stack. */
export async function closedStreams(home: string): Promise<string> {
  const run = await comparedRun(home);
  strictEqual((await compareDisturbed(run, { cwd: home, closed: ['stdout', 'stderr'] })).code, 0);
  strictEqual((await compareDisturbed(run, { cwd: home, closed: ['stderr'] })).code, 0);
  const failed = await runDisturbed(['compare', '--run', 'nowhere'], { cwd: home, closed: ['stdout', 'stderr'] });
  strictEqual(failed.code, 1, 'a failure stays one, though nobody reads of it');
  if (!existsSync('/dev/full')) return '3 times; a full device was left out: none is here';
  const full = openSync('/dev/full', 'w');
  try {
    const told = await compareDisturbed(run, { cwd: home, stdout: full });
    strictEqual(told.code, 1);
    match(told.stderr, /^ser: The results cannot be printed: the disk is full/m);
  } finally {
    closeSync(full);
  }
  return '4 times';
}

/** A kill in the middle of a report: the next command makes the same files, and what was there before them stays. */
export async function killedReport(home: string): Promise<string> {
  const run = await comparedRun(home);
  await writeFile(join(run.path, 'figures', 'mine.svg'), 'mine');
  for (const after of [700, 1100]) {
    await runDisturbed(['compare', '--run', run.path], { cwd: home, signal: { name: 'SIGKILL', after } });
  }
  strictEqual((await runDisturbed(['compare', '--run', run.path], { cwd: home })).code, 0);
  const { 'figures/mine.svg': mine, ...others } = await reports(run.path);
  strictEqual(mine, sha256(Buffer.from('mine')));
  for (const name of Object.keys(others)) if (name.endsWith('.tmp')) delete others[name];
  deepStrictEqual(others, run.undisturbed);
  return '2 kills';
}

/** The drills that every test run has. */
export const QUICK: Readonly<Record<string, Drill>> = {
  'closed streams': closedStreams,
  'a silent server': silentServer,
  'a step without an end': endlessStep,
  'a killed report': killedReport,
};

/** Gives a drill a folder of its own. */
export async function inFolder(drill: Drill): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'ser-drill-'));
  try {
    return await drill(home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
