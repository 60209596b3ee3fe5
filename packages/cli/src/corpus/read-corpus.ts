import {
  type FilenameIssue,
  RAVDESS_CITATION,
  RAVDESS_LICENSE,
  RAVDESS_SOURCE,
  type Recording,
  STATEMENT_TEXTS,
} from '@ser/ravdess';
import { type CorpusProblem, scanCorpus } from '@ser/ravdess/node';
import { isDemoCorpus } from '../caveats.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { type Clip, speakersOf } from './clip.ts';
import type { Provenance } from './provenance.ts';

/** The usable recordings of a folder, by name, the files that are not, and where the corpus comes from. */
export interface CorpusContents {
  readonly clips: readonly Clip[];
  readonly problems: readonly Problem[];
  readonly provenance: Provenance;
}

/** Scans a folder in any layout for audio-only recordings; other files than WAV are none of our business. */
export async function readCorpus(
  dir: string,
  { reporter, signal }: { reporter: Reporter; signal: AbortSignal },
): Promise<CorpusContents> {
  const clips: Clip[] = [];
  const problems: Problem[] = [];
  let copies = 0;
  const stage = reporter.stage('Scan', 1);
  // 99: corpora made in the manner of RAVDESS, as the demo corpus, may have more than its 24 voices.
  for await (const entry of scanCorpus(dir, { modality: 'audio-only', extensions: ['.wav'], maxActor: 99, signal })) {
    if (entry.kind === 'recording')
      clips.push({ path: entry.path, name: entry.name, ...factsOfRecording(entry.recording) });
    else if (entry.kind === 'duplicate' && entry.identical) copies++;
    else if (entry.kind !== 'unknown' || /\.wav$/i.test(entry.name))
      problems.push({ path: entry.path, reason: reasonOf(entry) });
  }
  const aside = [
    ...(copies > 0 ? [`${copies} identical copies passed over`] : []),
    ...(problems.length > 0 ? [`${problems.length} left out`] : []),
  ];
  stage.end([`${clips.length} recordings of ${speakersOf(clips).length} speakers`, ...aside].join(', '));
  return { clips, problems, provenance: (await isDemoCorpus(dir)) ? DEMO : RAVDESS };
}

/** What the name of a RAVDESS file tells, as the columns of a clip. */
export function factsOfRecording(recording: Recording): Pick<Clip, 'label' | 'speaker' | 'facets'> {
  const { emotion, actor, sex, intensity, vocalChannel, statement, repetition } = recording;
  return {
    label: emotion,
    speaker: String(actor),
    facets: { sex, intensity, channel: vocalChannel, sentence: STATEMENT_TEXTS[statement], repetition },
  };
}

/** What RAVDESS says of itself. */
export const RAVDESS: Provenance = {
  format: 'ravdess',
  name: 'RAVDESS',
  synthetic: false,
  about: 'RAVDESS is acted: 24 professional actors, two sentences, emotions on request.',
  license: RAVDESS_LICENSE,
  citation: RAVDESS_CITATION,
  source: RAVDESS_SOURCE,
};

/** The demo corpus: its generator's manifest lies in the folder. */
export const DEMO: Provenance = {
  format: 'ravdess',
  name: 'the demo corpus',
  synthetic: true,
  about: 'The recordings are synthetic speech by eSpeak NG, made by this program.',
};

function reasonOf(problem: CorpusProblem): string {
  switch (problem.kind) {
    case 'duplicate':
      return `another file of the same name, ${problem.of}, was taken, and their contents differ`;
    case 'derived':
      return `its name says that it is a changed copy (${problem.suffix})`;
    case 'unknown':
      return `not a RAVDESS name: ${problem.issues.map(describeIssue).join('; ')}`;
    case 'unreadable':
      // The message begins with the path, which stands beside it already.
      return problem.error.message.replace(`${problem.path}: `, '');
  }
}

function describeIssue({ field, received, allowed }: FilenameIssue): string {
  return `${field} is ${JSON.stringify(received)}, allowed is ${allowed}`;
}
