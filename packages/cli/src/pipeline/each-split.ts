import type { CorpusContents } from '../corpus/read-corpus.ts';
import { foldCount } from '../corpus/split-corpus.ts';
import { type PipelineContext, scanFolder } from './prepare.ts';
import { createStageLog } from './stage-log.ts';

/** One split of a corpus that is scanned once. */
export interface SplitContext {
  /** From 0; null where the settings name one split. */
  readonly fold: number | null;
  readonly context: PipelineContext;
  readonly corpus: CorpusContents;
}

/** The split that the settings name, or with `fold: 'all'` every fold. */
export async function eachSplit(context: PipelineContext): Promise<SplitContext[]> {
  const corpus = await scanFolder(context);
  const { settings, cache } = context;
  if (settings.fold !== 'all') return [{ fold: null, context, corpus }];
  return Array.from({ length: foldCount(corpus.clips, settings) }, (_, fold) => ({
    fold,
    context: { ...context, settings: { ...settings, fold }, stages: createStageLog(cache) },
    corpus,
  }));
}

/** The problems of several splits, each file once. */
export function uniqueProblems<P extends { readonly path: string }>(lists: readonly (readonly P[])[]): P[] {
  return [...new Map(lists.flat().map((problem) => [problem.path, problem])).values()];
}
