import type { FilenameIssue } from '@ser/ravdess';
import { type CorpusProblem, scanCorpus } from '@ser/ravdess/node';
import type { Problem } from '../features/compute-features.ts';
import type { Reporter } from '../terminal/reporter.ts';
import type { Clip } from './clip.ts';

/** The usable recordings of a folder, by file name, and the WAV files that are not. */
export interface CorpusContents {
  readonly clips: readonly Clip[];
  readonly problems: readonly Problem[];
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
    if (entry.kind === 'recording') clips.push({ path: entry.path, name: entry.name, recording: entry.recording });
    else if (entry.kind === 'duplicate' && entry.identical) copies++;
    else if (entry.kind !== 'unknown' || /\.wav$/i.test(entry.name))
      problems.push({ path: entry.path, reason: reasonOf(entry) });
  }
  const voices = new Set(clips.map((clip) => clip.recording.actor)).size;
  const aside = [
    ...(copies > 0 ? [`${copies} identical copies passed over`] : []),
    ...(problems.length > 0 ? [`${problems.length} left out`] : []),
  ];
  stage.end([`${clips.length} recordings of ${voices} voices`, ...aside].join(', '));
  return { clips, problems };
}

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
