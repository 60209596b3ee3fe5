import { csvLine } from '../files/csv.ts';
import type { Timeline } from './timeline.ts';

/** How long somebody spoke, and with which emotion; times in samples. */
export interface SpeakerTimes {
  /** As the file of segments names who speaks; undefined where a channel stands for its speaker. */
  readonly speaker: string | undefined;
  readonly speech: number;
  /** Of each class in the order of the labels, then of what has no answer. */
  readonly times: readonly number[];
}

/** The times of everybody who was named, in order of their first words, or of the channel; of who says nothing they are 0. */
export function speakerTimes({
  labels,
  segments,
  speakers,
}: Pick<Timeline, 'labels' | 'segments' | 'speakers'>): SpeakerTimes[] {
  const names: readonly (string | undefined)[] = speakers ?? [undefined];
  const bySpeaker = new Map(names.map((name) => [name, new Array<number>(labels.length + 1).fill(0)]));
  for (const { speaker, label, start, end } of segments)
    bySpeaker.get(speaker)![label === null ? labels.length : labels.indexOf(label)]! += end - start;
  return [...bySpeaker].map(([speaker, times]) => ({
    speaker,
    speech: times.reduce((sum, time) => sum + time, 0),
    times,
  }));
}

/** The times of all channels of a recording, or of who speaks in them, as CSV, in seconds that lead back to the sample. */
export function speakerTable(timelines: readonly Timeline[]): string {
  const labels = timelines[0]?.labels ?? [];
  const isNamed = timelines[0]?.speakers !== undefined;
  const rows = timelines.flatMap((timeline) => {
    const seconds = (samples: number): string => (samples / timeline.sampleRate).toFixed(9);
    return speakerTimes(timeline).map(({ speaker, speech, times }) =>
      csvLine([timeline.channel, ...(isNamed ? [speaker!] : []), seconds(speech), ...times.map(seconds)]),
    );
  });
  return `${[csvLine(['channel', ...(isNamed ? ['speaker'] : []), 'speech', ...labels, 'no_answer']), ...rows].join('\n')}\n`;
}
