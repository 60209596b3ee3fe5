import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve } from 'node:path';
import { DspError } from '@ser/dsp';
import { printable } from '@ser/files';
import { predictionCaveats } from '../caveats.ts';
import type { Command } from '../cli/command.ts';
import { BACKEND, CACHE, DEVICE, EARLIER_RUN, ENGINE, MODEL, required, TRAINED_WEIGHTS, text } from '../cli/options.ts';
import { EXIT, SerError, usageError } from '../errors.ts';
import { digest } from '../files/digest.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { BASELINE } from '../models/models.ts';
import { findAsked } from '../predict/find-asked.ts';
import { readJson } from '../run-folder.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { makeTimeline } from '../timeline/make-timeline.ts';
import { timelinePage } from '../timeline/page.ts';
import { type Channel, countChannels } from '../timeline/read-recording.ts';
import { readSpeakers } from '../timeline/read-speakers.ts';
import { TEXT_FORMATS } from '../timeline/text-formats.ts';
import { sentence, type Timeline } from '../timeline/timeline.ts';

/** Raised when what a timeline holds changes, so that older ones are made again. */
const VERSION = 1;

export const timeline: Command = {
  positionals: 'FILE…',
  options: {
    run: EARLIER_RUN,
    model: {
      ...MODEL,
      help: `the model to predict with: ${MODEL_NAMES.join(', ')}, ${BASELINE} [the only one that the run has]; without --run the folder of a classifier that ser train saved`,
    },
    weights: TRAINED_WEIGHTS,
    out: { type: 'string', value: 'DIR', help: 'folder for the timelines; what is there and still right is kept' },
    channel: { type: 'string', value: 'each|mix|N', help: 'one timeline per channel, of their mean, or of one [mix]' },
    speakers: {
      type: 'string',
      value: 'FILE',
      help: 'who speaks when, in place of the speech that is found: RTTM, or CSV with start, end and speaker',
    },
    cache: CACHE,
    engine: ENGINE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what runs the head') },
    device: DEVICE,
  },
  example: 'ser timeline --run runs/demo --model VGG16 --out timelines call.mp3',
  async run(command) {
    const { options, positionals, reporter, signal, print, printJson } = command;
    if (positionals.length === 0) throw usageError('ser timeline needs at least one recording.');
    const out = required(options, 'out', 'name the folder for the timelines, such as --out timelines.');
    const wanted = readChannel(text(options, 'channel') ?? 'mix');
    const speakersFile = text(options, 'speakers');
    const speakers = speakersFile === undefined ? undefined : await speakersOf(speakersFile);
    const model = await findAsked(options);
    const { place: run, identity } = model;
    const predictor = await model.openForWindows(command);
    const caveats = predictionCaveats({ synthetic: model.synthetic, weights: [model.weights] });
    for (const caveat of caveats) reporter.warn(caveat);

    const problems: Problem[] = [];
    const results: { file: string; channel: Channel; sentence: string; page: string; kept: boolean }[] = [];
    const names = new Set<string>();
    const stage = reporter.stage(`${model.name} makes timelines`, 100 * positionals.length);
    try {
      for (const [i, path] of positionals.entries()) {
        signal.throwIfAborted();
        try {
          const { size, mtimeMs } = await stat(path);
          const channels: Channel[] =
            wanted === 'each' ? Array.from({ length: await countChannels(path) }, (_, c) => c + 1) : [wanted];
          const base = unique(basename(path, extname(path)), names);
          for (const [c, channel] of channels.entries()) {
            const place = join(out, channel === 'mix' ? base : `${base}.channel-${channel}`);
            const own = speakers?.filter(({ recording }) => recording === undefined || isSame(recording, path));
            const key = digest({
              VERSION,
              path: resolve(path),
              size,
              mtimeMs,
              channel,
              identity,
              model: model.name,
              own: own ?? null,
            });
            const before = await readJson<Timeline & { key: string }>(`${place}.json`);
            const isKept = before?.key === key;
            const made = isKept
              ? before
              : await makeTimeline(path, channel, {
                  predictor,
                  model: model.name,
                  run,
                  caveats,
                  speakers: own,
                  signal,
                  onProgress: (done, detail) =>
                    stage.update(Math.floor(100 * (i + (c + done) / channels.length)), `${basename(path)}: ${detail}`),
                });
            if (!isKept) await write(made, { place, key, source: relative(out, path), title: basename(path) });
            const words = sentence(made);
            results.push({ file: path, channel, sentence: words, page: `${place}.html`, kept: isKept });
            print(
              `${printable(path)}${channel === 'mix' ? '' : `, channel ${channel}`}: ${words} ${printable(place)}.html`,
            );
          }
        } catch (error) {
          signal.throwIfAborted();
          problems.push({ path, reason: reasonOf(error, path) });
        }
      }
    } finally {
      await predictor.close();
    }
    stage.end(`${results.length} timelines in ${out}`);
    printJson({ model: model.name, run, caveats, results, leftOut: problems });
    const code = await reportLeftOut(problems, reporter);
    return results.length === 0 ? EXIT.failed : code;
  },
};

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

function readChannel(value: string): Channel | 'each' {
  if (value === 'each' || value === 'mix') return value;
  const channel = Number(value);
  if (!Number.isInteger(channel) || channel < 1) {
    throw usageError(`--channel must be each, mix or a number from 1; received "${value}".`);
  }
  return channel;
}

async function speakersOf(path: string): Promise<ReturnType<typeof readSpeakers>> {
  try {
    return readSpeakers(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof SerError) throw error;
    throw usageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Whether a recording of an RTTM file is this one: its name, with or without its ending. */
function isSame(recording: string, path: string): boolean {
  return recording === basename(path) || recording === basename(path, extname(path));
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
  taken.add(free);
  return free;
}

function reasonOf(error: unknown, path: string): string {
  if (DspError.isInstance(error) || error instanceof SerError) return error.message.replace(`${path}: `, '');
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code !== undefined) return `it cannot be read: ${message}`;
  throw error;
}
