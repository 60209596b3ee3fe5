import { resolve } from 'node:path';
import { corpusFormats } from '@ser/corpora';
import type { Command } from '../cli/command.ts';
import { labelsOfClips, speakersOf } from '../corpus/clip.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { givesParts } from '../corpus/split-corpus.ts';
import { usageError } from '../errors.ts';
import { reportLeftOut } from '../stages/left-out.ts';

const { data: _, ...READING } = CORPUS_OPTIONS;

export const corpora: Command = {
  positionals: '[DIR…]',
  options: READING,
  example: 'ser corpora recordings/',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    if (positionals.length === 0) {
      if (Object.keys(READING).some((name) => options[name] !== undefined))
        throw usageError('ser corpora takes these options with a folder to read: ser corpora DIR.');
      for (const { name, title, example } of corpusFormats) print(`${name}: ${title}\n    such as ${example}`);
      printJson({ formats: corpusFormats.map(({ name, title, example }) => ({ name, title, example })) });
      return 0;
    }
    const source = await readCorpusSource({ ...options, data: positionals.map((dir) => resolve(dir)) });
    const { clips, problems, provenance, labelChanges } = await readCorpus(source, { reporter, signal });
    const labels = labelsOfClips(clips).map((label) => ({
      label,
      files: clips.filter((clip) => clip.label === label).length,
    }));
    const speakers = speakersOf(clips).map((speaker) => ({
      speaker,
      files: clips.filter((clip) => clip.speaker === speaker).length,
    }));
    print(`${provenance.name}: ${clips.length} recordings, read as ${provenance.format}`);
    print(`License: ${provenance.license?.name ?? 'none is named'}`);
    for (const { label, files } of labels) print(`  ${label}: ${files}`);
    print(
      speakers.length === 0
        ? 'Speakers: none are told'
        : `Speakers: ${speakers.map(({ speaker, files }) => `${speaker} (${files})`).join(', ')}`,
    );
    if (givesParts(clips)) print('Parts: the corpus gives its own');
    printJson({
      provenance,
      recordings: clips.length,
      labels,
      speakers,
      labelChanges,
      givesParts: givesParts(clips),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter);
  },
};
