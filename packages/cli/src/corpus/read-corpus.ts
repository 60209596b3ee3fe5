import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CorporaError, type Corpus, type CorpusProblemKind, type LabelChange, type PublishedFolds } from '@ser/corpora';
import { readCorpus as readFolder } from '@ser/corpora/node';
import { SerError, usageError } from '../errors.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { type Clip, labelsOfClips, speakersOf } from './clip.ts';
import type { CorpusSource } from './corpus-source.ts';
import { inOptions } from './in-options.ts';
import { isOneCorpus, joinCorpora } from './join-corpora.ts';
import { haveOneLabelEach } from './one-label-each.ts';
import { DEMO, type Provenance, RAVDESS } from './provenance.ts';

/** The usable recordings of a corpus, by name, the files that are not, and where the corpus comes from. */
export interface CorpusContents {
  readonly clips: readonly Clip[];
  readonly problems: readonly (Problem & { readonly kind: CorpusProblemKind })[];
  readonly provenance: Provenance;
  /** What a label map did, by folder. */
  readonly labelChanges: readonly LabelChange[];
  /** Folds that publications use, or that come with the corpus. */
  readonly folds: readonly PublishedFolds[];
}

/** Reads one or several folders as one corpus; recordings are not opened. */
export async function readCorpus(
  source: CorpusSource,
  { reporter, signal }: { reporter: Reporter; signal: AbortSignal },
): Promise<CorpusContents> {
  const stage = reporter.stage('Scan', source.dirs.length);
  const corpora: { readonly dir: string; readonly corpus: Corpus }[] = [];
  for (const dir of source.dirs) {
    corpora.push({ dir, corpus: await readOne(dir, source, signal) });
    stage.update(corpora.length);
  }
  const names = uniqueNames(source.dirs);
  const several = corpora.length > 1;
  const provenances = await Promise.all(corpora.map(one));
  const joined = several
    ? joinCorpora(
        corpora.map(({ dir, corpus }, i) => ({
          name: names.get(dir)!,
          corpus,
          isPublished: isOneCorpus(corpus.format) && (corpus.format !== 'ravdess' || provenances[i] === RAVDESS),
        })),
      )
    : { clips: corpora[0]!.corpus.rows, problems: [] };
  const clips = [...joined.clips].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const problems = [
    ...corpora.flatMap(({ dir, corpus }) =>
      corpus.problems.map(({ kind, name, reason }) => ({ path: join(dir, name), reason, kind })),
    ),
    ...joined.problems,
  ];
  const contents: CorpusContents = {
    clips,
    problems,
    provenance: provenanceOf(provenances),
    labelChanges: corpora.flatMap(({ corpus }) => corpus.labelChanges),
    folds: several ? [] : corpora[0]!.corpus.folds,
  };
  const speakers = speakersOf(clips).length;
  const left = problems.length > 0 ? `, ${problems.length} left out` : '';
  stage.end(
    `${clips.length} recordings of ${speakers === 0 ? 'unknown speakers' : `${speakers} speakers`}, ${labelsOfClips(clips).length} classes${left}`,
  );
  for (const { dir, corpus } of corpora) reporter.note(`  ${dir}: ${corpus.title} (${corpus.reason})`);
  for (const line of describeChanges(contents.labelChanges)) reporter.note(`  ${line}`);
  if (source.speakerPattern !== undefined && haveOneLabelEach(clips))
    reporter.warn(
      `each of the ${speakers} speakers has recordings of one label alone, such as ${clips[0]!.speaker}. If these people said more, --speaker takes in more than who speaks, and one voice may stand on both sides of the split.`,
    );
  return contents;
}

async function readOne(dir: string, source: CorpusSource, signal: AbortSignal): Promise<Corpus> {
  const { format, table, layout, columns, speakerPattern, labelMap } = source;
  try {
    return await readFolder(dir, {
      ...(format !== undefined && { format }),
      ...(table !== undefined && { table }),
      ...(layout !== undefined && { layout }),
      ...(columns && { columns }),
      ...(speakerPattern !== undefined && { speakerPattern }),
      ...(labelMap !== undefined && { labelMap }),
      signal,
    });
  } catch (cause) {
    if (!CorporaError.isInstance(cause)) throw cause;
    const message = `--data ${dir}: ${inOptions(cause.message)}`;
    // What was typed may be wrong, or what lies in the folder: two exit codes.
    throw cause.code === 'invalid-option' ? usageError(message) : new SerError(message, { cause });
  }
}

/** A name for each folder: its own, with as much of the path before it as tells it from the others. */
export function uniqueNames(dirs: readonly string[]): Map<string, string> {
  const parts = dirs.map((dir) => dir.split(/[\\/]/).filter(Boolean));
  for (let length = 1; ; length++) {
    const names = parts.map((all) => all.slice(-length).join('/'));
    if (new Set(names).size === dirs.length || parts.every((all) => all.length <= length))
      return new Map(dirs.map((dir, i) => [dir, names[i]!]));
  }
}

/** What a label map did, a line each. */
function describeChanges(changes: readonly LabelChange[]): string[] {
  return changes.map(
    ({ from, to, rows }) => `label ${from}: ${rows} files ${to === null ? 'left out' : `are now ${to}`}`,
  );
}

/** Name of the file that lies in a demo corpus; its generator writes it. */
const DEMO_MANIFEST = 'demo-corpus.json';

function provenanceOf(all: readonly Provenance[]): Provenance {
  if (all.length === 1) return all[0]!;
  const told = (of: (one: Provenance) => string | undefined): string | undefined =>
    [...new Set(all.map(of).filter(Boolean))].join(' ') || undefined;
  return {
    format: [...new Set(all.map(({ format }) => format))].join('+'),
    name: [...new Set(all.map(({ name }) => name))].join(' and '),
    synthetic: all.some(({ synthetic }) => synthetic),
    about: told(({ about }) => about),
    license: all.every(({ license }) => license)
      ? { name: [...new Set(all.map(({ license }) => license!.name))].join('; ') }
      : undefined,
    citation: told(({ citation }) => citation),
  };
}

async function one({ dir, corpus }: { dir: string; corpus: Corpus }): Promise<Provenance> {
  const isDemo = await access(join(dir, DEMO_MANIFEST)).then(
    () => true,
    () => false,
  );
  if (isDemo) return DEMO;
  // Other corpora may have names in the grammar of RAVDESS; its own actors are 24.
  const isRavdess = corpus.format === 'ravdess' && corpus.rows.every(({ speaker }) => Number(speaker) <= 24);
  if (isRavdess) return RAVDESS;
  const own: Pick<Corpus, 'license' | 'citation'> = corpus.format === 'ravdess' ? {} : corpus;
  return {
    format: corpus.format,
    name: own.license === undefined && own.citation === undefined ? basename(dir) : corpus.title,
    synthetic: false,
    license: own.license === undefined ? undefined : { name: own.license },
    citation: own.citation,
  };
}
