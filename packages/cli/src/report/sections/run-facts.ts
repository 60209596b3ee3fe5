import { DEFAULTS, type Settings } from '../../settings/settings.ts';
import { duration } from '../../terminal/duration.ts';
import type { Block, Column, Section, Text } from '../document.ts';
import type { Report } from '../report.ts';
import type { RecordedRun, StageRow } from '../run-data.ts';
import { counted } from '../words.ts';

const NOT_RECORDED = 'not recorded';

/** All that it takes to repeat the run, and what it cost. */
export function runFacts({ run, models }: Report): Section {
  const { configuration, leftOut, stages } = run;
  return {
    id: 'run',
    title: 'How it was run',
    blocks: [
      {
        kind: 'facts',
        items: facts(
          configuration,
          models.map(({ model, data }) => [model, data.weights] as const),
        ),
      },
      ...settingBlocks(configuration.settings),
      ...stageBlocks(stages),
      ...(leftOut.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              caption: `${counted(leftOut.length, 'file')} left out`,
              columns: [{ title: 'File' }, { title: 'Reason' }],
              rows: leftOut.map(({ path, reason }): Text[] => [{ code: path }, reason]),
            },
          ]),
    ],
  };
}

function facts(
  { program, command, data, settings, engine, backend, device, versions, machine, identity }: RecordedRun,
  weights: readonly (readonly [model: string, source: string | null])[],
): [string, Text][] {
  return [
    ['Command', command === undefined ? NOT_RECORDED : { code: `ser ${command}` }],
    ['Data', { code: data }],
    ['Weights', weights.map(([model, source]) => `${model}: ${weightsText(source)}`).join('; ')],
    // The baseline alone needs no engine.
    ...(backend === 'none'
      ? []
      : ([
          ['Embeddings by', engine === 'onnx' ? 'ONNX Runtime' : 'TensorFlow.js'],
          ['Training on', `${backend}${device === undefined ? '' : `: ${device}`}`],
        ] satisfies [string, Text][])),
    ['Machine', machine ? machineText(machine) : NOT_RECORDED],
    [
      'Versions',
      versions
        ? Object.entries(versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(', ')
        : program,
    ],
    ['Seed', String(settings.seed)],
    ['Digest of split and settings', { code: identity }],
  ];
}

function weightsText(source: string | null): string {
  if (source === null) return NOT_RECORDED;
  return (
    { none: 'none: it has no network', random: 'random, seeded', imagenet: 'ImageNet, as Keras ships them' }[source] ??
    source
  );
}

function machineText({ platform, arch, cpu, cores, memoryMB }: NonNullable<RecordedRun['machine']>): string {
  const memory = memoryMB === undefined ? '' : `, ${(memoryMB / 1000).toFixed(1)} GB memory`;
  return `${platform} ${arch}, ${cpu}, ${counted(cores, 'core')}${memory}`;
}

function settingBlocks(settings: Settings): Block[] {
  const value = (one: unknown): Text => ({ code: JSON.stringify(one) ?? 'undefined' });
  const keys = Object.keys(settings) as (keyof Settings)[];
  const changed = keys.filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(DEFAULTS[key]));
  return [
    changed.length === 0
      ? { kind: 'paragraph', text: 'The settings are those of the recipe published, all of them.' }
      : {
          kind: 'table',
          caption: 'Settings that differ from the recipe published',
          columns: [{ title: 'Setting' }, { title: 'Here' }, { title: 'Published' }],
          rows: changed.map((key): Text[] => [key, value(settings[key]), key in DEFAULTS ? value(DEFAULTS[key]) : '–']),
        },
    {
      kind: 'details',
      summary: `All ${keys.length} settings`,
      blocks: [{ kind: 'preformatted', label: 'All settings', text: JSON.stringify(settings, null, 2) }],
    },
  ];
}

function stageBlocks(stages: readonly StageRow[] | null): Block[] {
  if (!stages || stages.length === 0) return [{ kind: 'paragraph', text: `Times and memory: ${NOT_RECORDED}.` }];
  const numeric = (title: string): Column => ({ title, numeric: true });
  const number = (value: number | undefined): string => (value === undefined ? '–' : String(value));
  const seconds = stages.reduce((sum, stage) => sum + (stage.seconds ?? 0), 0);
  const peak = Math.max(...stages.map(({ peakMemoryMB }) => peakMemoryMB ?? 0));
  return [
    {
      kind: 'table',
      caption: 'Time and peak memory of each stage; a stage that only reused keeps the record of when it computed',
      columns: [
        { title: 'Stage' },
        { title: 'Model' },
        ...['Items', 'Computed', 'Reused', 'Time', 'Peak memory'].map(numeric),
      ],
      rows: [
        ...stages.map(({ stage, model, items, computed, reused, seconds: own, peakMemoryMB }) => [
          stage,
          model ?? '',
          number(items),
          number(computed),
          number(reused),
          own === undefined ? '–' : duration(1000 * own),
          peakMemoryMB === undefined ? '–' : `${Math.round(peakMemoryMB)} MB`,
        ]),
        ['All', '', '', '', '', duration(1000 * seconds), peak > 0 ? `${Math.round(peak)} MB` : '–'],
      ],
    },
  ];
}
