import { stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve } from 'node:path';
import type { SileroVad } from '@ser/dsp/node';
import { printable } from '@ser/files';
import { digest } from '../files/digest.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import type { WindowPredictor } from '../predict/open-window-predictor.ts';
import { readJson } from '../run-folder.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import { makeTimeline, type TimelineContext } from './make-timeline.ts';
import { timelinePage } from './page.ts';
import { partialWindows } from './partial-windows.ts';
import { problemOf } from './problem-of.ts';
import { type Channel, countChannels } from './read-recording.ts';
import type { SpeakerStretch } from './read-speakers.ts';
import { speakerTable } from './speaker-times.ts';
import { TEXT_FORMATS } from './text-formats.ts';
import { keptTimeline, sentence, type Timeline } from './timeline.ts';

/** Raised when what a timeline holds changes, so that older ones are made again. */
const VERSION = 8;

/** A recording, and where its timelines go. */
export interface Job {
  readonly path: string;
  /** What tells it from the others, whichever share it is in. */
  readonly name: string;
  /** Folder and beginning of the names of its files. */
  readonly out: string;
  readonly base: string;
}

/** What came of a recording. */
export interface FileOutcome {
  readonly results: readonly TimelineResult[];
  readonly problems: readonly Problem[];
  /** For people. */
  readonly lines: readonly string[];
}

/** What is said of a timeline with `--json`. */
export interface TimelineResult {
  readonly file: string;
  readonly channel: Channel;
  readonly sentence: string;
  readonly page: string;
  /** Whether it was there already. */
  readonly kept: boolean;
  /** What is wrong with the recording although it gave sound. */
  readonly complaint?: string;
}

/** With what a recording's timelines are made. */
export interface TimelinesContext {
  readonly predictor: WindowPredictor;
  readonly model: string;
  readonly run: string;
  readonly identity: string;
  readonly caveats: readonly string[];
  readonly speakers: readonly SpeakerStretch[] | undefined;
  readonly wanted: Channel | 'each';
  readonly silero?: SileroVad | undefined;
  readonly elsewhere?: TimelineContext['elsewhere'];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, detail: string) => void;
}

/** Every recording with a name of its own in the folder: the same for all shares. */
export function planJobs(paths: readonly string[], out: string): Job[] {
  const taken = new Set<string>();
  return paths.map((path, i) => ({
    path,
    name: `${path} ${i}`,
    out,
    base: unique(basename(path, extname(path)), taken),
  }));
}

/**
 * Makes and writes the timelines of one recording, or finds them there; one that was interrupted goes on where it was. What is
 * wrong with the recording is told, and is no reason to stop.
 */
export async function timelinesOf(job: Job, context: TimelinesContext): Promise<FileOutcome> {
  const { path, out, base } = job;
  const { wanted, signal, speakers, identity, model, onProgress } = context;
  const results: TimelineResult[] = [];
  const lines: string[] = [];
  const timelines: Timeline[] = [];
  try {
    signal.throwIfAborted();
    const { size, mtimeMs } = await stat(path);
    const channels: Channel[] =
      wanted === 'each' ? Array.from({ length: await countChannels(path) }, (_, c) => c + 1) : [wanted];
    for (const [c, channel] of channels.entries()) {
      const place = join(out, channel === 'mix' ? base : `${base}.channel-${channel}`);
      const own = speakers?.filter(({ recording }) => recording === undefined || isSame(recording, path));
      const speech = context.silero ? 'silero' : 'energy';
      const about = { VERSION, path: resolve(path), size, mtimeMs, channel, identity, model, own: own ?? null, speech };
      const key = digest(about);
      const before = await readJson(`${place}.json`, keptTimeline);
      const isKept = before?.key === key;
      const partial = partialWindows(`${place}.partial`, key);
      const made = isKept
        ? before
        : await makeTimeline(path, channel, {
            ...context,
            speakers: own,
            partial,
            onProgress: (done, detail) => onProgress((c + done) / channels.length, detail),
          });
      if (!isKept) {
        await write(made, { place, key, source: relative(out, path), title: basename(path) });
        await partial.remove();
      }
      timelines.push(made);
      const words = sentence(made);
      results.push({
        file: path,
        channel,
        sentence: words,
        page: `${place}.html`,
        kept: isKept,
        ...(made.complaint !== undefined && { complaint: made.complaint }),
      });
      const which = channel === 'mix' ? '' : `, channel ${channel}`;
      lines.push(`${printable(path)}${which}: ${words} ${printable(place)}.html`);
    }
    const table = speakers !== undefined ? 'speakers' : wanted === 'each' ? 'channels' : undefined;
    if (table) await writeFileAtomic(`${join(out, base)}.${table}.csv`, speakerTable(timelines));
    return { results, problems: [], lines };
  } catch (error) {
    signal.throwIfAborted();
    return { results, problems: [{ path, reason: problemOf(error, path) }], lines };
  }
}

/** The JSON, which vouches for the others, comes last. */
async function write(
  made: Timeline,
  { place, key, source, title }: { place: string; key: string; source: string; title: string },
): Promise<void> {
  for (const { ending, write } of TEXT_FORMATS) await writeFileAtomic(`${place}${ending}`, write(made));
  const link = source.split(/[\\/]/).map(encodeURIComponent).join('/');
  await writeFileAtomic(`${place}.html`, timelinePage(made, { title, source: link }));
  await writeFileAtomic(`${place}.json`, `${JSON.stringify({ key, ...made })}\n`);
}

/** Whether a recording of an RTTM file is this one: its name, with or without its ending. */
function isSame(recording: string, path: string): boolean {
  return recording === basename(path) || recording === basename(path, extname(path));
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  // The tables of speakers and channels are files beside the others.
  const names = (): string[] => [free, `${free}.speakers`, `${free}.channels`];
  for (let n = 2; names().some((one) => taken.has(one)); n++) free = `${name}-${n}`;
  for (const one of names()) taken.add(one);
  return free;
}
