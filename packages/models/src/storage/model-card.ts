import type { BackboneReference, Json, ModelCard } from './classifier.ts';

/** Writes the model card of a classifier: YAML front matter as model hubs read it, then Markdown. */
export function writeModelCard(classifier: {
  readonly labels: readonly string[];
  readonly backbone: BackboneReference | null;
  readonly preprocessing: Readonly<Record<string, Json>>;
  readonly card: ModelCard;
  readonly savedBy: string;
}): string {
  const { labels, backbone, preprocessing, card, savedBy } = classifier;
  const {
    title = 'Speech emotion classifier',
    description,
    license,
    datasets,
    metrics,
    evaluation,
    limitations,
  } = card;
  const lines = ['---'];
  if (license) lines.push(`license: ${JSON.stringify(license)}`);
  lines.push('library_name: tfjs', 'pipeline_tag: audio-classification');
  if (datasets?.length) lines.push('datasets:', ...datasets.map((name) => `  - ${JSON.stringify(name)}`));
  if (metrics) lines.push('metrics:', ...Object.keys(metrics).map((name) => `  - ${JSON.stringify(name)}`));
  lines.push('---', '', `# ${title}`, '');
  if (description) lines.push(description, '');
  lines.push('## Model', '', `- Classes: ${labels.join(', ')}`);
  lines.push(
    backbone
      ? `- Backbone: ${backbone.name} on ${inputOf(backbone)}, weights ${backbone.fingerprint.slice(0, 16)}… (not contained)`
      : '- It is complete: no backbone is needed beside it.',
    `- Saved by ${savedBy}; TensorFlow.js layers format (\`model.json\`, \`weights.bin\`)`,
    '',
  );
  if (metrics) {
    lines.push('## Evaluation', '');
    if (evaluation) lines.push(evaluation, '');
    lines.push('| metric | value |', '|---|---|');
    for (const [name, value] of Object.entries(metrics)) lines.push(`| ${name} | ${value} |`);
    lines.push('');
  }
  if (limitations) lines.push('## Limitations', '', limitations, '');
  lines.push('## Preprocessing', '', '```json', JSON.stringify(preprocessing, null, 2), '```', '');
  return lines.join('\n');
}

/** What a backbone takes, in words. */
function inputOf({ inputShape }: BackboneReference): string {
  return inputShape[0] === -1 ? 'waveforms of any length' : `images of ${inputShape.join(' × ')}`;
}
