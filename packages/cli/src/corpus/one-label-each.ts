import type { Clip } from './clip.ts';

/** Whether every speaker has one label alone, in several recordings: what a pattern of speakers finds that takes in the label. */
export function haveOneLabelEach(clips: readonly Pick<Clip, 'speaker' | 'label'>[]): boolean {
  const labels = new Map<string, Set<string>>();
  for (const { speaker, label } of clips) {
    if (speaker !== undefined) labels.set(speaker, (labels.get(speaker) ?? new Set()).add(label));
  }
  const all = new Set(clips.map(({ label }) => label));
  return (
    labels.size > 0 &&
    labels.size < clips.length &&
    all.size > 1 &&
    [...labels.values()].every(({ size }) => size === 1)
  );
}
