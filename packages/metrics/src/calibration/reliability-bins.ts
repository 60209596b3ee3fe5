import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { uniformEdges } from './bin-edges.ts';
import { addToBins, type BinTotals, type CalibrationOptions, emptyBins } from './confidence-bins.ts';

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** Lower edge of the bin. */
  readonly lower: number;
  /** Upper edge of the bin. */
  readonly upper: number;
  /** Number (or weight) of items. */
  readonly count: number;
  /** Mean confidence of the items; NaN in an empty bin. */
  readonly confidence: number;
  /** Share of correct items; NaN in an empty bin. */
  readonly accuracy: number;
}

const optionNames: OptionNames<CalibrationOptions> = {
  ...itemNames,
  ...columnNames,
  yProba: true,
  nBins: true,
  closed: true,
};

/**
 * Items by the confidence of their prediction (its largest probability), in equally wide bins: the data of a reliability
 * diagram and of the expected calibration error.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function reliabilityBins(options: CalibrationOptions): ReliabilityBin[] {
  checkOptions('reliabilityBins', options, optionNames);
  const totals = emptyBins(options.nBins ?? 15);
  addToBins(totals, options);
  return binsOfTotals(totals);
}

/** Bins of totals. */
export function binsOfTotals({ counts, confidences, correct }: BinTotals): ReliabilityBin[] {
  const edges = uniformEdges(counts.length);
  return Array.from(counts, (count, bin) => ({
    lower: edges[bin]!,
    upper: edges[bin + 1]!,
    count,
    confidence: confidences[bin]! / count,
    accuracy: correct[bin]! / count,
  }));
}
