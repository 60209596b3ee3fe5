import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { learnedFromStarts, predictionCaveats } from '../caveats.ts';
import type { Command, CommandContext } from '../cli/command.ts';
import {
  BACKEND,
  CACHE,
  DEVICE,
  EARLIER_RUN,
  ENGINE,
  MODEL,
  required,
  SHARD,
  TRAINED_WEIGHTS,
  text,
} from '../cli/options.ts';
import { readShard, shareOut } from '../corpus/shard.ts';
import { EXIT, SerError, usageError } from '../errors.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { BASELINE } from '../models/models.ts';
import { findAsked } from '../predict/find-asked.ts';
import { warnOfDamage } from '../predict/warn-of-damage.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { type Elsewhere, withElsewhere } from '../timeline/elsewhere.ts';
import { openSpeech, SPEECH } from '../timeline/open-speech.ts';
import type { Channel } from '../timeline/read-recording.ts';
import { readSpeakers } from '../timeline/read-speakers.ts';
import { type FileOutcome, type Job, planJobs, type TimelinesContext, timelinesOf } from '../timeline/timelines-of.ts';

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
    speech: {
      type: 'string',
      value: SPEECH.join('|'),
      choices: SPEECH,
      help: 'what tells speech from other sound: the network Silero VAD, or level and spectral flatness; auto is the network where its package is installed [auto]',
    },
    shard: {
      ...SHARD,
      help: 'do only the I-th of N shares of the files, from 1/N to N/N; the same command without it makes what is still missing',
    },
    cache: CACHE,
    engine: ENGINE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what runs the head') },
    device: DEVICE,
  },
  example: 'ser timeline --run runs/demo --model VGG16 --out timelines call.mp3',
  async run(command) {
    const { options, positionals, reporter, signal } = command;
    if (positionals.length === 0) throw usageError('ser timeline needs at least one recording.');
    const out = required(options, 'out', 'name the folder for the timelines, such as --out timelines.');
    const wanted = readChannel(text(options, 'channel') ?? 'mix');
    const speakersFile = text(options, 'speakers');
    const speech = text(options, 'speech');
    if (speech !== undefined && !SPEECH.some((one) => one === speech))
      throw usageError(`--speech must be ${SPEECH.join(', ')}; received "${speech}".`);
    if (speech !== undefined && speakersFile !== undefined)
      throw usageError('--speakers says where speech is, and --speech what finds it: give one of them.');
    const speakers = speakersFile === undefined ? undefined : await speakersOf(speakersFile);
    const shard = text(options, 'shard') === undefined ? undefined : readShard(text(options, 'shard')!);
    const model = await findAsked(options);
    const { place: run, identity, name } = model;
    const silero = speakers ? undefined : await openSpeech(speech ?? 'auto', reporter);
    try {
      const predictor = await model.openForWindows(command);
      try {
        const caveats = [
          ...predictionCaveats({ synthetic: model.synthetic, weights: [model.weights] }),
          ...(model.scoredStart === undefined
            ? []
            : [learnedFromStarts(model.scoredStart, 'What it says of other places was never scored.', 'timelines')]),
        ];
        const context = { predictor, model: name, run, identity, caveats, speakers, signal, wanted, silero };
        return await makeAll(command, { out, shard, context });
      } finally {
        await predictor.close();
      }
    } finally {
      await silero?.close();
    }
  },
};

/** Makes the timelines of all recordings, or of a share of them; returns the exit code. */
async function makeAll(
  { positionals, reporter, print, printJson }: CommandContext,
  {
    out,
    shard,
    context,
  }: {
    readonly out: string;
    readonly shard: ReturnType<typeof readShard> | undefined;
    readonly context: Omit<TimelinesContext, 'elsewhere' | 'onProgress'>;
  },
): Promise<number> {
  const { predictor, model, run, caveats, signal } = context;
  for (const caveat of caveats) reporter.warn(caveat);
  const jobs = planJobs(positionals, out);
  const share =
    shard &&
    shareOut(
      jobs.map((clip) => ({ clip })),
      shard.count,
    )[shard.index - 1]!;
  const own = share ? jobs.filter((job) => share.has(job)) : jobs;
  const outcomes = new Map<Job, FileOutcome>();
  const progress = new Map<Job, number>();
  const stage = reporter.stage(`${model} makes timelines`, 100 * own.length);
  let told = 0;
  const began = performance.now();
  const make = async (job: Job, elsewhere: Partial<Elsewhere>): Promise<void> => {
    const onProgress = (done: number, detail: string): void => {
      progress.set(job, done);
      const sum = [...progress.values()].reduce((total, value) => total + value, 0);
      stage.update(Math.floor(100 * sum), `${basename(job.path)}: ${detail}`);
    };
    outcomes.set(job, await timelinesOf(job, { ...context, elsewhere, onProgress }));
    progress.set(job, 1);
    // Told in the order of the command line, as soon as may be.
    for (; told < own.length && outcomes.has(own[told]!); told++)
      for (const line of outcomes.get(own[told]!)!.lines) print(line);
  };
  const atOnce = predictor.isShared ? availableParallelism() : 1;
  await withElsewhere({ most: own.length, temporaryFolder: out, signal }, ({ features, survey }) => {
    // One recording is gone through in this thread: nothing else could be done meanwhile.
    const elsewhere = { features, ...(own.length > 1 && { survey }) };
    return eachOf(own, atOnce, (job) => make(job, elsewhere));
  });
  const results = own.flatMap((job) => outcomes.get(job)!.results);
  const problems = own.flatMap((job) => outcomes.get(job)!.problems);
  const seconds = { all: (performance.now() - began) / 1000, network: predictor.networkSeconds() };
  const percent = Math.round((100 * seconds.network) / seconds.all);
  stage.end(`${results.length} timelines in ${out}${percent > 0 ? `; the network took ${percent} % of the time` : ''}`);
  warnOfDamage(results, reporter);
  printJson({ model, run, caveats, ...(shard && { shard }), seconds, results, leftOut: problems });
  const code = await reportLeftOut(problems, reporter);
  return results.length === 0 && own.length > 0 ? EXIT.failed : code;
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

/** Calls a function for each of a list in order, so many at once; the first failure ends it, once what runs has ended. */
async function eachOf<T>(list: readonly T[], count: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < list.length && !failed) {
      try {
        await work(list[next++]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(count, list.length) }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}
