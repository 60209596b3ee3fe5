import type { Difference } from '../analysis/model-tests.ts';
import type { Block, Section } from '../document.ts';
import type { Report } from '../report.ts';
import { counted, points, pText } from '../words.ts';

/** Are the models different, or is it chance? */
export function betweenModels({ differences }: Report): Section {
  const blocks: Block[] =
    differences.length === 0
      ? [{ kind: 'paragraph', text: 'There is only one model.' }]
      : differencesTable(differences);
  return { id: 'between-models', title: 'Differences between the models', blocks };
}

/** Pairs of models with their tests, and what the tests can say. */
export function differencesTable(differences: readonly Difference[]): Block[] {
  return [
    {
      kind: 'table',
      caption: 'McNemar’s exact test on the files that both models predicted, and the difference in UAR by speakers',
      columns: [
        { title: 'Models' },
        ...['Only first right', 'Only second right', 'p', 'p (Holm)', 'UAR difference', '95 % limits'].map((title) => ({
          title,
          numeric: true,
        })),
        { title: 'Verdict' },
      ],
      rows: differences.map(({ models: [a, b], onlyFirst, onlySecond, pValue, pHolm, uar }) => [
        `${a} − ${b}`,
        String(onlyFirst),
        String(onlySecond),
        pText(pValue),
        pText(pHolm),
        uar ? points(uar.difference) : '–',
        uar ? `[${points(uar.low)}, ${points(uar.high)}]` : '–',
        pHolm < 0.05 ? 'a difference' : 'no clear difference',
      ]),
    },
    {
      kind: 'paragraph',
      text: `McNemar’s p value says how often chance alone would split the files that only one model gets right so unevenly; it takes files as independent. Holm’s method corrects for ${counted(differences.length, 'pair')}; the verdict goes by it, at 5 %. The limits of the UAR difference come from 2,000 paired resamples of whole speakers and do not take files as independent; with few speakers they are too narrow. The two can disagree: the test counts files that only one model gets right and knows no speakers or classes, the limits weigh classes alike and are not corrected for the number of pairs; limits that leave out zero beside “no clear difference” are a hint, not a finding. Neither says what training again, with another seed, would change.`,
    },
  ];
}
