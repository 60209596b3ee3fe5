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

/** The times of everybody who speaks in a timeline, in order of their first words. */
export function speakerTimes({ labels, segments }: Pick<Timeline, 'labels' | 'segments'>): SpeakerTimes[] {
  const bySpeaker = new Map<string | undefined, number[]>();
  for (const { speaker, label, start, end } of segments) {
    const times = bySpeaker.get(speaker) ?? new Array<number>(labels.length + 1).fill(0);
    times[label === null ? labels.length : labels.indexOf(label)]! += end - start;
    bySpeaker.set(speaker, times);
  }
  return [...bySpeaker].map(([speaker, times]) => ({
    speaker,
    speech: times.reduce((sum, time) => sum + time, 0),
    times,
  }));
}

/** The times of all channels of a recording as CSV, in seconds that lead back to the sample. */
export function speakerTable(timelines: readonly Timeline[]): string {
  const labels = timelines[0]?.labels ?? [];
  const rows = timelines.flatMap((timeline) => {
    const seconds = (samples: number): string => (samples / timeline.sampleRate).toFixed(9);
    return speakerTimes(timeline).map(({ speaker, speech, times }) =>
      csvLine([timeline.channel, speaker ?? '', seconds(speech), ...times.map(seconds)]),
    );
  });
  return `${[csvLine(['channel', 'speaker', 'speech', ...labels, 'no_answer']), ...rows].join('\n')}\n`;
}
