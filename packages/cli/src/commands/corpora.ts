import { join, resolve } from 'node:path';
import { corpusFormats } from '@ser/corpora';
import { printable } from '@ser/files';
import type { Command } from '../cli/command.ts';
import { text } from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { usageError } from '../errors.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { type Group, inspectCorpus } from '../inspect/inspect-corpus.ts';
import { durationText, inspectionDocument } from '../inspect/inspection-document.ts';
import { kindsOf } from '../inspect/problem-kinds.ts';
import { drawPage } from '../report/render/draw-page.ts';
import { counted } from '../report/words.ts';
import { reportLeftOut } from '../stages/left-out.ts';

const { data: _, ...READING } = CORPUS_OPTIONS;

export const corpora: Command = {
  positionals: '[DIR…]',
  options: {
    ...READING,
    out: { type: 'string', value: 'DIR', help: 'write a page with tables and plots there: corpus.html' },
  },
  example: 'ser corpora recordings/',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    const out = text(options, 'out');
    if (positionals.length === 0) {
      if (out !== undefined || Object.keys(READING).some((name) => options[name] !== undefined))
        throw usageError('ser corpora takes these options with a folder to read: ser corpora DIR.');
      for (const { name, title, example } of corpusFormats) print(`${name}: ${title}\n    such as ${example}`);
      printJson({ formats: corpusFormats.map(({ name, title, example }) => ({ name, title, example })) });
      return 0;
    }
    const source = await readCorpusSource({ ...options, data: positionals.map((dir) => resolve(dir)) });
    const inspection = await inspectCorpus(source, { reporter, signal });
    const { contents, labels, speakers, seconds, formats, copies, contradictions, unreadable, givesParts } = inspection;
    const { otherContainers } = inspection;
    const { clips, provenance, labelChanges } = contents;
    const problems = [...contents.problems, ...unreadable];
    print(`${provenance.name}: ${counted(clips.length, 'recording')}, read as ${provenance.format}`);
    print(`License: ${provenance.license?.name ?? 'none is named'}`);
    for (const group of labels) print(printable(`  ${inWords(group)}`));
    print(speakers.length === 0 ? 'Speakers: none are told' : 'Speakers:');
    for (const group of speakers) print(printable(`  ${inWords({ ...group, speakers: 0 })}`));
    if (seconds) print(`Duration: ${durationText(seconds)}`);
    for (const { format, files } of formats) print(`Format: ${format} (${counted(files, 'file')})`);
    if (givesParts) print('Parts: the corpus gives its own');
    for (const names of copies) {
      const what = otherContainers.includes(names) ? 'The same sound in other files' : 'The same bytes';
      print(printable(`${what}: ${names.join(' = ')}`));
    }
    if (contradictions.length > 0)
      print(`Of these copies ${contradictions.length} stand under different labels or speakers.`);
    for (const { kind, files, example } of kindsOf(problems))
      print(printable(`Left out, ${kind}: ${files}, such as ${example}`));
    const page = out === undefined ? undefined : join(out, 'corpus.html');
    if (page !== undefined) {
      await writeFileAtomic(page, await drawPage(inspectionDocument(inspection)));
      print(`The page: ${page}`);
    }
    printJson({
      provenance,
      recordings: clips.length,
      labels: labels.map(({ name: label, ...group }) => ({ label, ...group })),
      speakers: speakers.map(({ name: speaker, speakers: _, ...group }) => ({ speaker, ...group })),
      seconds,
      formats,
      copies,
      contradictions,
      labelChanges,
      givesParts,
      ...(page !== undefined && { page }),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter);
  },
};

function inWords({ name, files, speakers, seconds }: Group): string {
  const by = speakers > 0 ? ` of ${counted(speakers, 'speaker')}` : '';
  return `${name}: ${files}${by}${seconds ? `, ${durationText(seconds)}` : ''}`;
}
