// What an application does with @ser/metrics and its topics, in Node and in browsers.
import { argmax, classificationReport, confidenceInterval, confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { rocCurve } from '@ser/metrics/probability';
import { publishedReports } from '@ser/metrics/speech';
import { toMarkdown } from '@ser/metrics/tables';

export async function use(): Promise<object> {
  const yTrue = ['angry', 'angry', 'calm', 'calm', 'sad', 'sad', 'sad', 'sad'];
  const yPred = ['angry', 'sad', 'calm', 'calm', 'sad', 'sad', 'calm', 'sad'];
  const labels = ['angry', 'calm', 'sad'];
  const report = classificationReport({ yTrue, yPred });
  const groups = [1, 2, 3, 4, 1, 2, 3, 4];
  const { low, high } = confidenceInterval({ yTrue, yPred, metric: 'accuracy', groups, method: 'bootstrap', seed: 1 });
  return {
    report: String(report),
    interval: [low, high],
    named: argmax(Float32Array.of(0.1, 0.2, 0.7, 0.5, 0.3, 0.2), labels),
    table: toMarkdown(report).split('\n').length,
    roc: Array.from(rocCurve({ yTrue: [0, 1, 1, 0], yScore: [0.1, 0.9, 0.8, 0.3] }).tpr),
    plot: confusionMatrixPlot({ matrix: confusionMatrix({ yTrue, yPred }), labels }).$schema,
    published: Object.keys(publishedReports),
  };
}
