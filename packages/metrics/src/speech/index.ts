// The field's names
export type { UnweightedAverageRecallOptions } from '../scores/unweighted-average-recall.ts';
export { unweightedAverageRecall } from '../scores/unweighted-average-recall.ts';
export { weightedAccuracy } from '../scores/weighted-accuracy.ts';

// Breakdowns, folds, published results
export type { Fold, FoldScores, FoldSpread, PooledFolds, PoolFoldsOptions } from './pool-folds.ts';
export { poolFolds } from './pool-folds.ts';
export type { GroupReport, GroupScores, ReportByOptions } from './report-by.ts';
export { reportBy } from './report-by.ts';
export type {
  CompareWithPublishedOptions,
  FigureComparison,
  PublishedComparison,
  Verdict,
} from './compare-with-published.ts';
export { compareWithPublished } from './compare-with-published.ts';
export type { PublishedClass, PublishedReport } from './published-report.ts';
export type { PublishedModel } from './published-reports.ts';
export { publishedReports } from './published-reports.ts';
