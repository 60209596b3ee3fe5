import { join } from 'node:path';
import type { Shape } from '@ser/files';
import * as v from 'valibot';
import { digest } from '../../files/digest.ts';
import { byModel } from '../../models/find-models.ts';
import type { ModelName } from '../../models/model.ts';
import { type RunFolder, readJson, writeJson } from '../../run-folder.ts';

/** The stages of a run, in the order of the pipeline. */
export const STAGES = ['scan', 'features', 'embeddings', 'training', 'fine-tuning', 'evaluation'] as const;

export type StageName = (typeof STAGES)[number];

/** What one stage did, as `stages.json` tells it. */
export interface StageRecord {
  readonly stage: StageName;
  /** Missing for the stages that all models share. */
  readonly model?: ModelName;
  /** Recordings, spectrograms, embeddings, training examples or test files, as the stage goes. */
  readonly items: number;
  readonly computed: number;
  /** Items whose result was there already. */
  readonly reused: number;
  /** Of the process that ended the stage; what one did that was killed before is not in it. */
  readonly seconds: number;
  /** Largest resident memory of the process and its threads while the stage ran, in MB (10⁶ bytes). */
  readonly peakMemoryMB: number;
  /** How many processes shared the work with `--shard`; `seconds` is then the longest of theirs. */
  readonly shards?: number;
  /** Digest of what the stage worked on: a stage that only reused keeps the record of when it computed the same. */
  readonly key: string;
  /** Which settings and split the record belongs to: the beginning of the run's `identity`. */
  readonly run?: string;
}

const count = v.pipe(v.number(), v.minValue(0));

/** A record as it is read: `stages.json` has a list of them, the cache a file each. */
export const stageRecord: Shape<StageRecord> = v.object({
  stage: v.picklist(STAGES),
  model: v.exactOptional(v.string()),
  items: count,
  computed: count,
  reused: count,
  seconds: count,
  peakMemoryMB: count,
  shards: v.exactOptional(count),
  key: v.string(),
  run: v.exactOptional(v.string()),
});

/** What a stage says of itself when it is over. */
export interface StageOutcome {
  readonly items: number;
  /** How many of them were computed; the others were reused. */
  readonly computed: number;
  /** Whatever tells this work from other work of the same stage: any value that JSON can hold. */
  readonly of: unknown;
}

/** A stage that runs. */
export interface RunningStage {
  /** Ends the stage and keeps its record. */
  end(outcome: StageOutcome): Promise<StageRecord>;
}

/** Keeps the record of every stage, in the run's `stages.json` once the run is open, and in the cache. */
export interface StageLog {
  start(stage: StageName, model?: ModelName): RunningStage;
  /** From here on the records go to this run folder, beside those of the same identity; those that came before go there now. */
  open(folder: RunFolder, identity: string): Promise<void>;
  /**
   * Makes one record of those of several processes, each of which did the stage on its share of the work; undefined where
   * a share has none. Nothing is kept where a record of the whole stands already.
   */
  combine(
    stage: StageName,
    model: ModelName | undefined,
    shares: readonly unknown[],
    whole: { readonly items: number; readonly of: unknown },
  ): Promise<StageRecord | undefined>;
  /** The records so far, in the order of the pipeline. */
  records(): readonly StageRecord[];
}

/** A stage log that finds earlier records below the given cache folder. */
export function createStageLog(cache: string): StageLog {
  let folder: RunFolder | undefined;
  let run: string | undefined;
  let earlier: readonly StageRecord[] = [];
  const own = new Map<string, StageRecord>();
  const ordered = (): StageRecord[] => {
    const same = earlier.filter((record) => record.run === run);
    const all = new Map(
      [...same, ...own.values()].map((record) => [nameOf(record), { ...record, ...(run && { run }) }]),
    );
    return [...all.values()].sort(byStage);
  };
  /** Another process may train another model in the same run folder: what stands there now is read again. */
  const readEarlier = async (place: RunFolder): Promise<void> => {
    earlier = (await readJson(place.stages, v.array(stageRecord))) ?? [];
  };
  const save = async (): Promise<void> => {
    if (!folder) return;
    await readEarlier(folder);
    await writeJson(folder.stages, ordered());
  };

  return {
    start(stage, model) {
      const begin = performance.now();
      const memory = watchMemory();
      return {
        async end({ items, computed, of }) {
          const peakMemoryMB = memory.stop();
          const key = keyOf(stage, model, of);
          const kept = keptAt(cache, key);
          const now: StageRecord = {
            stage,
            ...(model && { model }),
            items,
            computed,
            reused: items - computed,
            seconds: Math.round(performance.now() - begin) / 1000,
            peakMemoryMB,
            key,
          };
          const before = earlier.find((record) => record.key === key) ?? (await readJson(kept, stageRecord));
          const record = computed === 0 && before?.key === key ? before : now;
          // A complete cache may be read-only; the run's own file still tells.
          if (record === now) await writeJson(kept, now).catch(() => {});
          own.set(nameOf(record), record);
          await save();
          return record;
        },
      };
    },
    async open(opened, identity) {
      folder = opened;
      run = identity.slice(0, 16);
      await readEarlier(opened);
      for (const record of own.values()) {
        const before = earlier.find(({ key }) => key === record.key);
        if (record.computed === 0 && before) own.set(nameOf(record), before);
      }
      await save();
    },
    async combine(stage, model, shares, { items, of }) {
      const read = (of: unknown) => readJson(keptAt(cache, keyOf(stage, model, of)), stageRecord);
      const found = await Promise.all(shares.map(read));
      const records = found.filter((record) => record !== undefined);
      const key = keyOf(stage, model, of);
      const standing = await readJson(keptAt(cache, key), stageRecord);
      if (records.length < shares.length || standing) return standing;
      const combined: StageRecord = {
        stage,
        ...(model && { model }),
        items,
        computed: records.reduce((sum, { computed }) => sum + computed, 0),
        reused: records.reduce((sum, { reused }) => sum + reused, 0),
        seconds: Math.max(...records.map(({ seconds }) => seconds)),
        peakMemoryMB: Math.max(...records.map(({ peakMemoryMB }) => peakMemoryMB)),
        shards: shares.length,
        key,
      };
      await writeJson(keptAt(cache, key), combined);
      return combined;
    },
    records: ordered,
  };
}

function keyOf(stage: StageName, model: ModelName | undefined, of: unknown): string {
  return digest({ stage, model, of }).slice(0, 16);
}

function keptAt(cache: string, key: string): string {
  return join(cache, 'stages', `${key}.json`);
}

/** What tells a stage from the others of its run. */
export function nameOf({ stage, model }: StageRecord): string {
  return `${stage} ${model ?? ''}`;
}

/** The stages that all models share, then model by model. */
function byStage(a: StageRecord, b: StageRecord): number {
  const models = a.model && b.model ? byModel(a.model, b.model) : Number(Boolean(a.model)) - Number(Boolean(b.model));
  return models || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);
}

/** How often the resident memory is looked at, in milliseconds. */
const INTERVAL = 50;

/** Watches the process's resident memory, threads included, until `stop`, which returns the largest value in MB. */
export function watchMemory(): { stop(): number } {
  const begin = process.resourceUsage().maxRSS;
  let peak = process.memoryUsage.rss();
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, INTERVAL);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      look();
      // The system's own mark misses nothing; it tells of this stretch only where it has risen since.
      const mark = process.resourceUsage().maxRSS;
      if (mark > begin) peak = Math.max(peak, mark * 1024);
      return Math.round(peak / 1e6);
    },
  };
}

/** The stages of all folds as those of one run: items and seconds add up, memory is the largest. */
export function poolStages(folds: readonly (readonly StageRecord[])[]): StageRecord[] {
  const pooled = new Map<string, StageRecord>();
  for (const record of folds.flat()) {
    const name = nameOf(record);
    const { run: _, ...own } = record;
    const before = pooled.get(name);
    pooled.set(
      name,
      before
        ? {
            ...own,
            items: before.items + own.items,
            computed: before.computed + own.computed,
            reused: before.reused + own.reused,
            seconds: Math.round(1000 * (before.seconds + own.seconds)) / 1000,
            peakMemoryMB: Math.max(before.peakMemoryMB, own.peakMemoryMB),
            key: digest([before.key, own.key]).slice(0, 16),
          }
        : own,
    );
  }
  return [...pooled.values()];
}
