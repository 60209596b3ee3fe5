import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { createRandom } from '@ser/dsp';
import { EXIT } from '../../packages/cli/src/errors.ts';
import { cacheDigests, runDigests } from '../../packages/cli/test/result-digests.ts';
import { type Finished, runSer } from '../../packages/cli/test/run-ser.ts';
import { runDisturbed, twoSeconds } from './program.ts';

/** How often, and where. */
export interface WholeRunsOptions {
  /** Kills of each kind. */
  readonly kills: number;
  readonly seed: number;
  /** Folder for everything. */
  readonly home: string;
}

/** Digests of what an undisturbed run makes, and how long it takes. */
export interface Reference {
  readonly run: Record<string, string>;
  readonly cache: Record<string, string>;
  readonly milliseconds: number;
}

const SMALL = ['duration=1.5', 'nMels=32', 'epochs=4', 'folds=3'].flatMap((pair) => ['--set', pair]);

/** What the drills of whole runs stand on: a corpus, the commands on it, and what an undisturbed run makes of it. */
export class Ground {
  readonly home: string;
  readonly kills: number;
  readonly random: () => number;
  /** Folder of the demo corpus. */
  readonly corpus: string;
  /** Options of a small run, and of one with its model. */
  readonly small: readonly string[] = SMALL;
  readonly settings: readonly string[] = ['--recipe', 'demo', ...SMALL, '--model', 'VGG16', '--weights', 'random'];
  /** Milliseconds of the longest end after a signal. */
  longest = 0;
  #reference: Reference | undefined;

  constructor({ kills, seed, home }: WholeRunsOptions) {
    this.home = home;
    this.kills = kills;
    this.random = createRandom(seed);
    this.corpus = join(home, 'corpus-cache', 'demo-corpus', '6x10-seed0');
  }

  /** What {@link Ground.undisturbed} found. */
  get reference(): Reference {
    if (this.#reference === undefined) throw new Error('The undisturbed run comes first.');
    return this.#reference;
  }

  /** A path below the folder of all drills. */
  at(...names: readonly string[]): string {
    return join(this.home, ...names);
  }

  /** The command of a whole run. */
  whole(cache: string, run: string): string[] {
    return [
      'reproduce',
      ...['--data', this.corpus, ...this.settings, '--cache', this.at(cache), '--run', this.at(run)],
    ];
  }

  ser(args: readonly string[]): Promise<Finished> {
    return runSer(args, { cwd: this.home });
  }

  /** Runs the program and sends it a signal after some milliseconds, unless it has ended by then; what can be caught ends it in time. */
  async disturb(args: readonly string[], name: NodeJS.Signals, after: number): Promise<Finished> {
    const result = await runDisturbed(args, { cwd: this.home, signal: { name, after } });
    const { lasted, stderr } = result;
    if (lasted !== undefined && name !== 'SIGKILL') {
      this.longest = Math.max(this.longest, lasted);
      ok(lasted <= twoSeconds(), `${name} took ${Math.round(lasted)} ms:\n${stderr}`);
    }
    return result;
  }

  async sameAsUndisturbed(cache: string, run: string): Promise<void> {
    deepStrictEqual(await cacheDigests(this.at(cache)), this.reference.cache);
    deepStrictEqual(await runDigests(this.at(run)), this.reference.run);
  }

  /** Makes the corpus and the run that the others are compared with. */
  async undisturbed(): Promise<string> {
    const corpus = ['--actors', '6', '--items', '10', '--cache', this.at('corpus-cache')];
    const made = await this.ser(['demo', ...corpus, '--run', this.at('first'), ...this.settings]);
    strictEqual(made.code, EXIT.ok, made.stderr);
    const start = performance.now();
    const finished = await this.ser(this.whole('cache', 'run'));
    strictEqual(finished.code, EXIT.ok, finished.stderr);
    const milliseconds = performance.now() - start;
    const [run, cache] = [await runDigests(this.at('run')), await cacheDigests(this.at('cache'))];
    this.#reference = { run, cache, milliseconds };
    const [results, arrays] = [Object.keys(run).length, Object.keys(cache).length];
    ok(results >= 7, 'a run has results');
    ok(arrays >= 120, 'a cache has spectrograms and embeddings');
    return `${results} results, ${arrays} arrays, ${(milliseconds / 1000).toFixed(1)} s`;
  }
}
