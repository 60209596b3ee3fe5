import { MetricsError } from '../errors.ts';
import { formatLabel, type Label } from '../input/label.ts';
import { finite, type PlotOptions, palette, topLevel, uniqueNames, type VegaLiteSpec } from './spec.ts';

/** Score of one group with its limits. */
export interface GroupScore {
  /** Speaker, sex, fold … */
  readonly group: Label;
  /** Score, in [0, 1]. */
  readonly score: number;
  /**
   * Lower limit of the score.
   * @default no interval is drawn
   */
  readonly low?: number | undefined;
  /**
   * Upper limit of the score.
   * @default no interval is drawn
   */
  readonly high?: number | undefined;
}

/** Options of {@link groupScoresPlot}. */
export interface GroupScoresPlotOptions extends PlotOptions {
  /** One entry a group. */
  readonly scores: readonly GroupScore[];
  /**
   * What the groups are.
   * @default 'speaker'
   */
  readonly groupName?: string | undefined;
  /**
   * What the score is.
   * @default 'accuracy'
   */
  readonly scoreName?: string | undefined;
  /**
   * A score to draw a line at: that of all groups together, or chance.
   * @default none
   */
  readonly reference?: number | undefined;
  /**
   * Order from top to bottom: as given, or by falling score.
   * @default 'score'
   */
  readonly order?: 'given' | 'score' | undefined;
}

/**
 * Score of each speaker (or other group) as a dot with its interval, one line a group: shows at a glance who is served badly, and
 * whether the difference is more than noise.
 *
 * @throws {MetricsError} `empty-input` without a group.
 */
export function groupScoresPlot(options: GroupScoresPlotOptions): VegaLiteSpec {
  const { scores, groupName = 'speaker', scoreName = 'accuracy', reference, order = 'score' } = options;
  if (scores.length === 0) throw new MetricsError('empty-input', 'scores is empty; at least 1 group is required.');
  const names = uniqueNames(scores.map(({ group }) => formatLabel(group)));
  const positions = [...scores.keys()];
  if (order === 'score') positions.sort((a, b) => scores[b]!.score - scores[a]!.score || a - b);
  const sort = positions.map((i) => names[i]!);
  const values = scores.map(({ score, low, high }, i) => ({
    group: names[i]!,
    score: finite(score),
    low: low === undefined ? null : finite(low),
    high: high === undefined ? null : finite(high),
  }));
  const { title = `${scoreName} by ${groupName}`, width = 360, height = Math.max(18 * scores.length, 60) } = options;
  const y = { field: 'group', type: 'nominal', sort, title: groupName };
  const scale = { domain: [0, 1], nice: false };
  const x = { type: 'quantitative', scale, title: scoreName, axis: { format: '.0%' } };
  const intervals = values.filter(({ low, high }) => low !== null && high !== null);
  return topLevel(
    title,
    `${scoreName} of ${scores.length} groups (${groupName})${intervals.length > 0 ? ', with intervals' : ''}.`,
    {
      width,
      height,
      layer: [
        ...(reference === undefined
          ? []
          : [
              {
                data: { values: [{ score: finite(reference) }] },
                mark: { type: 'rule', color: '#555', strokeDash: [5, 4] },
                encoding: { x: { ...x, field: 'score' } },
              },
            ]),
        {
          data: { values: intervals },
          mark: { type: 'rule', color: palette[0]!, strokeWidth: 2, opacity: 0.55, clip: true },
          encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
        },
        {
          data: { values },
          mark: { type: 'circle', color: palette[0]!, size: 60, opacity: 1 },
          encoding: { y, x: { ...x, field: 'score' } },
        },
      ],
    },
  );
}
