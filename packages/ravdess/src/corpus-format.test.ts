import { readCorpusFrom } from '@ser/corpora';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { formatFilename } from './filename/format-filename.ts';
import { parseFilenameLenient } from './filename/parse-filename-lenient.ts';

test('@ser/corpora reads every name of the grammar as this package does', async () => {
  // Every combination of codes, also those that no file has, by three actors of the corpus and one beyond it.
  const names: string[] = [];
  const codes = (count: number): string[] => Array.from({ length: count }, (_, i) => `0${i}`);
  for (const modality of codes(5)) {
    for (const channel of codes(4)) {
      for (const emotion of codes(10)) {
        for (const intensity of codes(4)) {
          for (const actor of ['00', '07', '18', '24', '99']) {
            names.push(
              `${modality}-${channel}-${emotion}-${intensity}-02-01-${actor}.${modality === '03' ? 'wav' : 'mp4'}`,
            );
          }
        }
      }
    }
  }
  const all = [...new Set([...names, ...catalog().map((recording) => formatFilename(recording))])];
  const { rows, problems } = await readCorpusFrom({ files: all, readText: async () => '' }, { format: 'ravdess' });
  const left = new Map(problems.map(({ name, kind }) => [name, kind]));
  const read = new Map(rows.map((row) => [row.name, row]));
  expect(read.size + left.size).toBe(all.length);
  for (const name of all) {
    const { recording, issues } = parseFilenameLenient(name, { maxActor: 99 });
    const row = read.get(name);
    if (recording === null || issues.length > 0) expect([name, left.get(name)]).toEqual([name, 'unknown-name']);
    else if (recording.modality === 'video-only') expect([name, left.get(name)]).toEqual([name, 'other-modality']);
    // A take with picture gives way to the same take without.
    else if (row === undefined) expect(all).toContain(`03${name.slice(2, 20)}.wav`);
    else {
      const { modality, vocalChannel, emotion, intensity, statement, repetition, actor, sex } = recording;
      expect(row).toMatchObject({
        label: emotion,
        speaker: String(actor).padStart(2, '0'),
        facets: { modality, vocalChannel, intensity, statement, take: String(repetition), sex },
      });
    }
  }
  expect(rows.filter(({ facets }) => facets.modality === 'audio-only').length).toBeGreaterThanOrEqual(2452);
});
