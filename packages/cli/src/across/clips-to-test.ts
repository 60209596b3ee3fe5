import { type Clip, labelsOfClips, speakersOf } from '../corpus/clip.ts';
import { isOneCorpus, takeOf } from '../corpus/join-corpora.ts';
import { SerError } from '../errors.ts';
import type { CommonLabels } from './common-labels.ts';
import { sharedClips } from './shared-clips.ts';
import type { TestedCorpus, TestedRun } from './tested-run.ts';

/** What of a corpus a run is tested on. */
interface ClipsToTest {
  readonly clips: Clip[];
  /** Labels that the run does not know. */
  readonly leftOut: { label: string; files: number }[];
  /** What else was left out, and what the figures may owe to. */
  readonly caveats: string[];
}

/**
 * The recordings of a corpus whose label a run knows and which it was not made from, with the label as the run calls it.
 *
 * @throws {SerError} where none is left.
 */
export async function clipsToTest(
  run: TestedRun,
  { name, contents }: TestedCorpus,
  { ofLabel }: CommonLabels,
  signal: AbortSignal,
): Promise<ClipsToTest> {
  const known = contents.clips.filter(({ label }) => ofLabel.has(label));
  const unknown = contents.clips.filter(({ label }) => !ofLabel.has(label));
  const leftOut = labelsOfClips(unknown).map((label) => ({
    label,
    files: unknown.filter((clip) => clip.label === label).length,
  }));
  const caveats: string[] = [];
  const same = run.clips ? await sharedClips(known, run.clips, signal) : new Set<Clip>();
  if (run.clips === null)
    caveats.push(
      `The recordings of ${run.name} are not where they were: nobody looked whether ${name} holds some of them.`,
    );
  if (same.size > 0)
    caveats.push(`Left out are ${same.size} recordings of ${name} that ${run.name} was made from, byte for byte.`);
  // The same take in another file, such as the one with picture of a take that was learned from by its sound.
  const isOne =
    isOneCorpus(contents.provenance.format) &&
    run.configuration.corpus.format === contents.provenance.format &&
    !run.configuration.synthetic &&
    !contents.provenance.synthetic;
  const heard = new Set(isOne ? (run.clips ?? []).map(takeOf) : []);
  const again = new Set(known.filter((clip) => !same.has(clip) && heard.has(takeOf(clip))));
  if (again.size > 0)
    caveats.push(
      `Left out are ${again.size} recordings of ${name} that are takes of ${run.name} in other files, such as with picture.`,
    );
  const fresh = known.filter((clip) => !same.has(clip) && !again.has(clip));
  if (fresh.length === 0)
    throw new SerError(
      `Every recording of ${name} is one that ${run.name} was made from: evaluate it on its own test part, ser evaluate --run ${run.folder.path}.`,
    );
  const speakers = new Set(speakersOf(run.clips ?? []));
  const met = speakersOf(fresh).filter((speaker) => speakers.has(speaker));
  if (met.length > 0 && run.configuration.corpus.format === contents.provenance.format)
    caveats.push(
      `${run.name} and ${name} both name ${met.length === 1 ? 'a speaker' : 'speakers'} ${met.slice(0, 5).join(', ')}${met.length > 5 ? ' …' : ''}: where these are the same people, the figures are too good.`,
    );
  return { clips: fresh.map((clip) => ({ ...clip, label: ofLabel.get(clip.label)! })), leftOut, caveats };
}
