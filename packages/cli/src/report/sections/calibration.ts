import { reliabilityPlot } from '@ser/metrics/plots';
import { CALIBRATION_BINS } from '../analysis/calibration.ts';
import type { Section } from '../document.ts';
import type { Report } from '../report.ts';
import { percent } from '../words.ts';

/** Whether a model's confidence can be taken at its word. */
export function calibration({ models, run }: Report): Section {
  return {
    id: 'calibration',
    title: 'Calibration',
    blocks: [
      {
        kind: 'paragraph',
        text: `A calibrated model that is 70 % sure is right in 70 of 100 cases. The expected calibration error (ECE) is the mean gap between confidence and accuracy over ${CALIBRATION_BINS} equal bins; it compares only with errors over as many bins and about as many files. Log loss is in nats: knowing nothing costs ${Math.log(run.labels.length).toFixed(2)}.`,
      },
      {
        kind: 'table',
        caption: 'Confidence against accuracy, in percent',
        columns: [
          { title: 'Model' },
          ...['Mean confidence', 'Accuracy', 'ECE', 'Log loss'].map((title) => ({ title, numeric: true })),
          { title: 'Reads as' },
        ],
        rows: models.map(({ model, calibration: { meanConfidence, accuracy, expectedError, logLoss } }) => [
          model,
          percent(meanConfidence),
          percent(accuracy),
          percent(expectedError),
          logLoss.toFixed(3),
          meanConfidence - accuracy > 0.02
            ? 'too sure'
            : accuracy - meanConfidence > 0.02
              ? 'too modest'
              : 'about right',
        ]),
      },
      {
        kind: 'figures',
        figures: models.map(({ model, calibration: { bins, expectedError, meanConfidence, accuracy } }) => ({
          id: `${model}-reliability`,
          alt: `Reliability diagram of ${model}: mean confidence ${percent(meanConfidence)} %, accuracy ${percent(accuracy)} %, expected calibration error ${percent(expectedError)} %.`,
          caption: `${model}: accuracy against confidence. Orange is the gap; below, how many files each bin holds.`,
          specification: withoutSubtitle(reliabilityPlot({ bins, title: model, width: 225, height: 200 })),
        })),
      },
    ],
  };
}

/** The error stands in the table, and a narrow plot has no room for it. */
function withoutSubtitle<T extends object>(specification: T): T {
  const { title } = specification as { title?: object };
  return { ...specification, title: { ...title, subtitle: [] } };
}
