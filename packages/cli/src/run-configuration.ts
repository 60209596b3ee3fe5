import { fitShape } from '@ser/files';
import * as v from 'valibot';
import type { CorpusSource } from './corpus/corpus-source.ts';
import type { Provenance } from './corpus/provenance.ts';
import { SerError } from './errors.ts';
import type { Machine, Versions } from './run-facts.ts';
import { checkSettings } from './settings/read-settings.ts';
import type { Settings } from './settings/settings.ts';

/** Everything needed to repeat a run: it stands in `run.json`, the first file of a run folder, with its own digest. */
export interface RunConfiguration {
  readonly program: string;
  /** The command line after `ser`, as typed. */
  readonly command: string;
  readonly versions: Versions;
  readonly machine: Machine;
  /** Folder of the recordings, the first where there are several. */
  readonly data: string;
  /** Where the recordings lie and how they were read. */
  readonly source: CorpusSource;
  /** True where no person speaks, as in the demo corpus: the figures say nothing about people. */
  readonly synthetic: boolean;
  /** Where the recordings come from, and on what terms. */
  readonly corpus: Provenance;
  /** The classes, in order of name. */
  readonly labels: readonly string[];
  /** What `--weights` asked for; null left the choice to what the cache holds. */
  readonly weights: string | null;
  readonly engine: string;
  readonly backend: string;
  /** What the back end computes on. */
  readonly device: string;
  readonly settings: Settings;
  /** Digest of the settings and the split; a model of the run belongs to it where its own is equal. */
  readonly identity: string;
}

/** More classes or folders than any run has. */
const most = { labels: 10_000, dirs: 1000 };

const words = v.record(v.string(), v.string());
const text = v.optional(v.string());

/** `run.json` as it is written; the settings are checked by their own declarations. */
const schema = v.object({
  program: v.string(),
  command: text,
  versions: v.optional(words),
  machine: v.optional(
    v.object({ platform: v.string(), arch: v.string(), cpu: v.string(), cores: v.number(), memoryMB: v.number() }),
  ),
  data: v.string(),
  source: v.object({
    dirs: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(most.dirs)),
    format: text,
    layout: text,
    table: text,
    columns: v.optional(v.object({ path: text, label: text, speaker: text })),
    speakerPattern: text,
    labelMap: v.optional(v.union([v.string(), v.record(v.string(), v.nullable(v.string()))])),
  }),
  synthetic: v.boolean(),
  corpus: v.object({
    format: v.string(),
    name: v.string(),
    synthetic: v.boolean(),
    about: text,
    license: v.optional(v.object({ name: v.string(), url: text, summary: text })),
    citation: text,
    source: text,
  }),
  labels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(most.labels)),
  weights: v.nullable(v.string()),
  engine: v.string(),
  backend: v.string(),
  device: text,
  settings: v.record(v.string(), v.unknown()),
  identity: v.string(),
});

/**
 * The configuration of a run, if a value has its shape and every setting is one that a new run could have: what an edited
 * file asks for in time and memory has the limits of the command line.
 *
 * @param path Where it stands, for the message.
 * @throws {SerError} which says what is wrong where.
 */
export function checkConfiguration(value: unknown, path: string): RunConfiguration {
  const fit = fitShape(value, schema);
  if ('problem' in fit) throw damaged(path, fit.problem);
  try {
    return { ...fit.value, settings: checkSettings(fit.value.settings) } as RunConfiguration;
  } catch (cause) {
    if (!(cause instanceof SerError)) throw cause;
    throw damaged(path, cause.message, cause);
  }
}

function damaged(path: string, what: string, cause?: unknown): SerError {
  return new SerError(`${path} holds what no run has, ${what} Bring it back as it was, or train again.`, { cause });
}
