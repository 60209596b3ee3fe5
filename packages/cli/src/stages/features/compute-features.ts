import type { Clip, Example } from '../../corpus/clip.ts';
import { SerError } from '../../errors.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { frontEndOf } from '../../front-ends/find-front-end.ts';
import type { Reporter } from '../../terminal/reporter.ts';
import type { ClipResult, ClipSettings, ClipTask } from './clip-task.ts';
import { withWorkers } from './with-workers.ts';

/** A file that had to be left out, and why. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** Where the features of every usable example lie. */
export interface FeatureIndex {
  readonly keys: ReadonlyMap<Example, string>;
  /** What became of every example: itself, its windows where all were asked for, nothing where it cannot be used. */
  readonly stretches: ReadonlyMap<Example, readonly Example[]>;
  /** [planes, bands, frames], the same for all. */
  readonly shape: readonly number[];
  /** Rate of each usable file, in Hz. */
  readonly nativeRates: ReadonlyMap<Clip, number>;
  readonly problems: readonly Problem[];
  /** How many of them were not in the store. */
  readonly computed: number;
  /** Usable clips that lack features; empty unless it was only looked. */
  readonly missing: readonly Clip[];
}

export interface ComputeFeaturesOptions {
  readonly settings: ClipSettings;
  /** Folder of the feature store. */
  readonly folder: string;
  /** Computes nothing: says what is missing. @default false */
  readonly lookOnly?: boolean;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Computes, on all cores, the features of all examples that are not in the store yet. */
export async function computeFeatures(
  examples: readonly Example[],
  options: ComputeFeaturesOptions,
): Promise<FeatureIndex> {
  const { settings, folder, lookOnly = false, reporter, signal } = options;
  const byClip = new Map<Clip, Example[]>();
  for (const example of examples) {
    const group = byClip.get(example.clip);
    if (group) group.push(example);
    else byClip.set(example.clip, [example]);
  }

  const keys = new Map<Example, string>();
  const stretches = new Map<Example, Example[]>();
  const nativeRates = new Map<Clip, number>();
  const problems: Problem[] = [];
  const missing: Clip[] = [];
  let shape: readonly number[] = [];
  let computed = 0;
  let done = 0;
  const stage = reporter.stage('Features', examples.length);
  const store = new ArrayStore(folder);
  await store.sweep();
  await withWorkers<ClipTask, ClipResult>(
    {
      task: new URL('./clip-task.js', import.meta.url),
      name: 'clipTask',
      most: byClip.size,
      temporaryFolder: store.temporaryFolder,
      signal,
    },
    (run) =>
      Promise.all(
        [...byClip].map(async ([clip, group]) => {
          const result = await run({
            path: clip.path,
            start: clip.start,
            end: clip.end,
            augmentations: group.map((e) => e.augmentation),
            places: group.map((e) => e.place ?? 'start'),
            settings,
            folder,
            lookOnly,
          });
          done += group.length;
          if ('failure' in result) throw new SerError(result.failure);
          if ('problem' in result) {
            problems.push({ path: clip.path, reason: result.problem });
          } else if (result.missing > 0) {
            missing.push(clip);
          } else {
            computed += result.computed;
            if (result.keys.length > 0) shape = result.shape;
            nativeRates.set(clip, result.nativeRate);
            for (const [i, { of, place }] of result.stretches.entries()) {
              const whole = group[of]!;
              const own = whole.place === 'windows' ? { ...whole, place } : whole;
              keys.set(own, result.keys[i]!);
              stretches.set(whole, [...(stretches.get(whole) ?? []), own]);
            }
          }
          stage.update(done);
        }),
      ),
  );
  const reused = keys.size - computed;
  stage.end(
    `${keys.size} ${frontEndOf(settings.features).isWaveform ? 'waveforms' : `spectrograms${shape.length ? ` of ${shape[1]} × ${shape[2]}` : ''}`}: ` +
      (lookOnly ? `all of ${byClip.size - missing.length} files found` : `${computed} computed, ${reused} reused`),
  );
  // Threads finish in any order; what is reported must not depend on it.
  problems.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { keys: inOrder(keys, examples, stretches), stretches, shape, nativeRates, problems, computed, missing };
}

/** Threads finish in any order; keys are in the order of the examples. */
function inOrder(
  keys: ReadonlyMap<Example, string>,
  examples: readonly Example[],
  stretches: ReadonlyMap<Example, readonly Example[]>,
): Map<Example, string> {
  return new Map(
    examples.flatMap((example) =>
      (stretches.get(example) ?? []).map((own): [Example, string] => [own, keys.get(own)!]),
    ),
  );
}
