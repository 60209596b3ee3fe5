import { catalog } from '../catalog.ts';
import { formatFilename } from '../filename/format-filename.ts';
import { type HasRecording, type Recording, recordingOf } from '../recording.ts';

/**
 * The catalog's recordings that are not among the items, sorted by file name.
 *
 * @param expected What should be there. By default each modality and channel of which there is any item, whole.
 */
export function missingRecordings(items: Iterable<HasRecording>, expected?: Iterable<Recording>): Recording[] {
  const present = new Set<string>();
  const parts = new Set<string>();
  for (const item of items) {
    const recording = recordingOf(item);
    present.add(formatFilename(recording, { maxActor: 99 }));
    parts.add(`${recording.modality} ${recording.vocalChannel}`);
  }
  const wanted = expected ?? catalog().filter((r) => parts.has(`${r.modality} ${r.vocalChannel}`));
  return [...wanted].filter((recording) => !present.has(formatFilename(recording, { maxActor: 99 })));
}
