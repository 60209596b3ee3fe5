import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LABELS } from '../../test/clip-of.ts';
import {
  FAKE_IDENTITY,
  type FakeRunOptions,
  fakePredictions,
  fakeTraining,
  publishedSplit,
  recordings,
  writeFakeRun,
} from '../../test/fake-run.ts';
import { predictionsFromCsv, predictionsToCsv } from '../evaluation/predictions.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { type RunFolder, runFolder, writeJson, writeRecord } from '../run-folder.ts';
import { originCaveats } from './analysis/caveats.ts';
import type { TestFiles } from './explore/explorer-data.ts';
import type { AudioChoice } from './read-clips.ts';
import { readRun } from './read-run.ts';
import { writeReport } from './write-report.ts';

const SECTIONS = [
  'What was learned from, and what tested',
  'Summary',
  'Beside the published figures',
  'Classification reports and confusion matrices',
  'The worst mistakes',
  'Every test file',
  'Speaker by speaker',
  'By speaker, vocalChannel, intensity, statement, take and sex',
  'Differences between the models',
  'Calibration',
  'Learning curves',
  'Leak check of the split',
  'How it was run',
  'What can be claimed',
  'Licenses and citation',
];

/** Another experiment than the published one: what compares nothing stands behind everything that was found. */
function elsewhere(sections: readonly string[]): string[] {
  const published = 'Beside the published figures';
  const others = sections.filter((title) => title !== published);
  return others.flatMap((title) => (title === 'How it was run' ? [published, title] : [title]));
}

let home: string;
let runs = 0;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-report-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

interface Written {
  readonly folder: RunFolder;
  readonly html: string;
  readonly markdown: string;
}

/** The report of a made-up run, of one model unless more are asked for. */
async function report(options: FakeRunOptions = {}, change?: (folder: RunFolder) => Promise<void>): Promise<Written> {
  const place = join(home, String(runs++));
  await mkdir(place);
  const folder = await writeFakeRun(place, { models: ['VGG16'], ...options });
  await change?.(folder);
  await writeReport(folder);
  return { folder, ...(await read(folder)) };
}

async function read(folder: RunFolder): Promise<{ html: string; markdown: string }> {
  return { html: await readFile(folder.reportHtml, 'utf8'), markdown: await readFile(folder.reportMarkdown, 'utf8') };
}

/** What the page's script chooses from. */
function dataOf(html: string): TestFiles {
  return JSON.parse(/id="files-data">([\s\S]*?)<\/script>/.exec(html)![1]!);
}

/** The words of a page, without its style and its pictures. */
function wordsOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

describe('a run like the published one', () => {
  let written: Written;
  beforeAll(async () => {
    const { train, test: part } = publishedSplit();
    written = await report({
      train,
      test: part,
      settings: { split: 'stratified' },
      models: MODEL_NAMES,
      without: ['audio'],
    });
  });

  test('has every section in both forms, in the same order', () => {
    const inHtml = [...written.html.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, title]) => title);
    const inMarkdown = [...written.markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(inHtml).toEqual(SECTIONS);
    expect(inMarkdown).toEqual(SECTIONS);
  });

  test('says the same words and numbers in both forms', () => {
    const bag = (text: string): Map<string, number> => {
      const words = new Map<string, number>();
      for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.,−+-]*/gu))
        words.set(word, (words.get(word) ?? 0) + 1);
      return words;
    };
    const page = wordsOf(written.html.slice(written.html.indexOf('<main>')));
    const text = written.markdown
      .slice(written.markdown.indexOf('## '))
      .replace(/!\[[^\n]*\]\(figures[^\n]*\)/g, ' ')
      .replace(/^```+(?:text)?$/gm, ' ')
      .replace(/<\/?(?:details|summary)>/g, ' ')
      .replace(/\]\(https:[^)]*\)/g, ' ')
      .replace(/\\([\\`*_|~])/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    const [left, right] = [bag(page), bag(text)];
    expect([...left].filter(([word, count]) => right.get(word) !== count)).toEqual([]);
    expect([...right].filter(([word, count]) => left.get(word) !== count)).toEqual([]);
    expect(left.size).toBeGreaterThan(700);
  });

  test('shows the scores, counted afresh from predictions.csv', async () => {
    for (const model of ['ResNet101', 'VGG16', 'VGG19'] as const) {
      const { predictions } = predictionsFromCsv(await readFile(written.folder.of(model).predictions, 'utf8'), model);
      const right = predictions.filter(({ actual, predicted }) => actual === predicted);
      const recalls = LABELS.map(
        (label) =>
          right.filter(({ actual }) => actual === label).length /
          predictions.filter(({ actual }) => actual === label).length,
      );
      const uar = (100 * recalls.reduce((a, b) => a + b)) / 8;
      const accuracy = (100 * right.length) / 491;
      const row = written.markdown.split('\n').find((line) => line.startsWith(`| ${model}`))!;
      expect(row).toMatch(new RegExp(`\\| +${uar.toFixed(1)} \\[[\\d., ]+\\] \\| ${accuracy.toFixed(1)} \\[`));
      expect(row).toMatch(/\| +491 \| +24 \|$/);
      const text = written.markdown
        .match(/```text[\s\S]*?```/g)!
        .find((block) => block.includes(`${(right.length / 491).toFixed(2)}       491`));
      expect(text, `${model}'s report`).toBeDefined();
    }
    for (const support of ['angry', 'calm', 'fearful', 'happy', 'surprised'].slice(0, 4)) {
      expect(written.markdown).toMatch(new RegExp(`^ +${support} +0\\.\\d\\d +0\\.\\d\\d +0\\.\\d\\d +75$`, 'm'));
    }
  });

  test('gives a verdict on the published figures, and says what the split is worth on top', () => {
    expect(written.markdown).toMatch(
      /\| VGG19 +\| accuracy +\| +59\.88 \| +\d\d\.\d\d \| +\+\d+\.\d\d \| +\[.*\] \| different/,
    );
    expect(written.markdown).not.toContain('comparison of form only');
    const top = written.markdown.slice(0, written.markdown.indexOf('## '));
    expect(top).toContain('its speakers are in the training part too');
    expect(written.markdown).toContain('491 of 491 test files are by speakers that are in the training part too');
    expect(written.markdown).toContain('CC BY-NC-SA 4.0');
    expect(written.markdown).toContain('10.1371/journal.pone.0196391');
  });

  test('tells how it was run', () => {
    for (const fact of [
      '`ser train --data corpus --model all`',
      'linux x64, A Processor, 2 cores, 8.0 GB memory',
      'node 20.20.0',
      'SIMD, 2 threads',
      '1 min 40 s',
      '641 MB',
      'The settings are those of the recipe published',
    ]) {
      expect(written.markdown).toContain(fact);
    }
  });

  test('loads nothing from anywhere, and runs nothing but its own script', () => {
    const { html } = written;
    for (const [, url] of html.matchAll(/(?:src|srcset|poster|data|action|xlink:href)="([^"]*)"/g))
      expect(url).toMatch(/^data:|^$/);
    for (const [, tag, url] of html.matchAll(/<(\w+)[^>]*\shref="([^"]*)"/g)) {
      if (tag === 'a') expect(url).toMatch(/^(#|https:)/);
      else expect(url).toMatch(/^(data:,|#)/);
    }
    expect(html).not.toMatch(/<iframe|<object|<embed|@import|url\((?!#)/i);
    // One script, whose digest the policy names, and its data, which run as nothing.
    const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/json" id="files-data"', '']);
    const digest = createHash('sha256').update(scripts[1]![2]!).digest('base64');
    expect(html).toContain(
      `default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; script-src 'sha256-${digest}'"`,
    );
    expect(scripts[1]![2]).not.toMatch(/eval|Function\(|innerHTML|document\.write|fetch|import\(/);
  });

  test('has one name for each figure, and every link of the Markdown leads to a file', async () => {
    const ids = [...written.html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const files = await readdir(written.folder.figures);
    const linked = [...written.markdown.matchAll(/\]\(figures\/([^)]+)\)/g)].map(([, name]) => name!);
    expect(linked.toSorted()).toEqual(files.toSorted());
    expect(linked.length).toBe(15);
    for (const [, alt] of written.html.matchAll(/<svg role="img" aria-label="([^"]*)"/g))
      expect(alt!.length).toBeGreaterThan(30);
    expect(written.html.match(/<svg /g)).toHaveLength(15);
  });

  test('comparison.json carries the same figures', async () => {
    const { report: page } = await writeComparison(written.folder);
    expect(page).toBe(written.folder.reportHtml);
    const json = JSON.parse(await readFile(written.folder.comparisonJson, 'utf8'));
    expect(json.models.map(({ model }: { model: string }) => model)).toEqual(['ResNet101', 'VGG16', 'VGG19']);
    for (const { model, scores, intervals } of json.models) {
      const limits = `${(100 * scores.macroRecall).toFixed(1)} [${(100 * intervals.macroRecall.low).toFixed(1)}, ${(100 * intervals.macroRecall.high).toFixed(1)}]`;
      expect(written.markdown.split('\n').find((line) => line.startsWith(`| ${model}`))).toContain(limits);
    }
    expect(json.differences).toHaveLength(3);
    expect(json.worstMistakes).toHaveLength(10);
  });
});

test('begins with what anybody understands: what was tested, how often it is right, what it mixes up, the baseline, the limits', async () => {
  const { markdown } = await report({ models: ['VGG16', 'functionals'], without: ['audio'] });
  const lead = markdown.slice(0, markdown.indexOf('**Before you read'));
  const right = fakePredictions(
    recordings.filter(({ actor }, i) => actor <= 4 && i % 7 === 0),
    0.6,
    1,
  ).filter(({ actual, predicted }) => actual === predicted).length;
  expect(lead).toMatch(
    /had to name the emotion of 60 recordings by 4 speakers none of whose recordings the models had learned from, out of 8/,
  );
  expect(lead).toMatch(
    new RegExp(
      `VGG16 is right in about ${Math.round(right / 6)} of 10 recordings \\(${right} of 60\\); guessing .* one of 8\\.`,
    ),
  );
  expect(lead).toMatch(/anything from about \d of 10 to about \d of 10/);
  expect(lead).toMatch(/it takes \w+ for \w+ \(\d+ of \d+ \w+ recordings\)/);
  expect(lead).toMatch(/Is the network worth it\?\*\* (Yes|No|Not clearly): simple statistics of the voice/);
  expect(lead).toContain('Do not use such a model to judge, rank, hire');
  expect(lead).toContain('This one is tested on RAVDESS alone');
  // No jargon before the statistics.
  expect(lead).not.toMatch(/UAR|F1|p value|interval|bootstrap/i);
});

test('the page stays below 6 MB with the longest players for 491 test files and three models, all of them to be heard', async () => {
  const { train, test: part } = publishedSplit();
  const place = join(home, 'large');
  await mkdir(place);
  const folder = await writeFakeRun(place, {
    train,
    test: part,
    settings: { split: 'stratified' },
    audio: { seconds: 7, sampleRate: 16_000 },
  });
  await writeReport(folder);
  const { html } = await read(folder);
  expect(html.match(/<audio /g)).toHaveLength(10);
  expect((await stat(folder.reportHtml)).size).toBeLessThan(6e6);
  const { files } = dataOf(html);
  expect(files).toHaveLength(491);
  const sounds = files.map(({ sound }) => /^(#mistake-|data:audio|\.\.\/corpus\/Actor_01\/)/.exec(sound ?? '')?.[0]);
  expect(new Set(sounds)).toEqual(new Set(['#mistake-', 'data:audio', '../corpus/Actor_01/']));
  expect(files.every(({ picture }) => picture?.startsWith('data:image/png;base64,'))).toBe(true);
  expect(html).toContain('only as the license of the corpus allows');
});

test('sounds are all in the page, all where the recordings lie, or nowhere, as asked for', async () => {
  const { folder } = await report();
  const soundsOf = async (audio: AudioChoice) => {
    await writeReport(folder, { audio });
    const { html } = await read(folder);
    const policy = /media-src ([^;]*); script/.exec(html)?.[1];
    return { policy, kinds: [...new Set(dataOf(html).files.map(({ sound }) => sound?.slice(0, 5) ?? null))].sort() };
  };
  expect(await soundsOf('embed')).toEqual({ policy: 'data:', kinds: ['#mist', 'data:'] });
  expect(await soundsOf('link')).toEqual({ policy: "data: 'self' file:", kinds: ['../co'] });
  expect(await soundsOf('none')).toEqual({ policy: 'data:', kinds: [null] });
  // What an earlier report had is gone.
  expect((await readdir(folder.figures)).filter((name) => name.endsWith('.wav'))).toEqual([]);
});

test('what the page opens is what predictions.csv says', async () => {
  const { html, folder } = await report({ models: ['VGG16', 'VGG19'], without: ['audio'] });
  const { labels, models, files } = dataOf(html);
  for (const [i, model] of models.entries()) {
    const { predictions } = predictionsFromCsv(await readFile(folder.of(model).predictions, 'utf8'), model);
    for (const { file, actual, predicted, probabilities, speaker } of predictions) {
      const own = files.find(({ name }) => name === file)!;
      expect([own.speaker, labels[own.actual], labels[own.said[i]![0]!]]).toEqual([speaker, actual, predicted]);
      expect(own.said[i]!.slice(1)).toEqual(probabilities.map((p) => Math.round(100 * p)));
    }
    // A cell of the matrix counts the files that its query finds.
    for (const [, asked, count] of html.matchAll(/<span data-files="([^"]*)">(\d+)<\/span>/g)) {
      const wanted = new URLSearchParams(asked!.replaceAll('&amp;', '&'));
      if (wanted.get('model') !== model || !wanted.has('predicted')) continue;
      const found = files.filter(
        ({ actual, said }) =>
          labels[actual] === wanted.get('actual') && labels[said[i]![0]!] === wanted.get('predicted'),
      );
      expect(found.length).toBe(Number(count));
    }
  }
});

describe('caveats', () => {
  test('stand on top, before any figure', async () => {
    const { html, markdown } = await report({ synthetic: true, weights: 'random', settings: { validation: 'test' } });
    for (const [text, first] of [
      [wordsOf(html.slice(0, html.indexOf('<h2'))), 0],
      [markdown.slice(0, markdown.indexOf('\n## ')), 0],
    ] as const) {
      const places = ['synthetic (eSpeak NG)', 'random weights', 'watched the test part', 'of 4 speakers'].map(
        (caveat) => text.indexOf(caveat),
      );
      expect(places.every((place) => place > first)).toBe(true);
      expect(text.slice(0, places[0])).not.toMatch(/UAR/);
    }
    expect(markdown).toMatch(/<summary>The form of a comparison, and why it is none[\s\S]*A comparison of form only/);
    expect(markdown).not.toMatch(/within chance|\| different/);
    expect(markdown).toContain('no figure here says anything about human voices');
    expect(markdown).not.toContain('only as the license of the corpus allows');
  });

  test('tell voices that the models have heard from new ones, synthetic or not', async () => {
    for (const synthetic of [true, false]) {
      const heard = recordings.filter(({ actor }, i) => actor <= 4 && i % 7 === 1);
      const byFile = await report({ synthetic, train: heard, settings: { split: 'stratified' } });
      expect(byFile.markdown).toContain('its speakers are in the training part too');
      expect(byFile.markdown).toContain(
        'other speakers that the models know from training (and nothing about new ones)',
      );
      const byVoice = await report({ synthetic, settings: { split: 'speaker-independent' } });
      expect(byVoice.markdown).not.toContain('in the training part too');
      expect(byVoice.markdown).toContain('other speakers of the same kind');
    }
  });

  test('tell a head alone by what trained the model, not by the last command of the run', async () => {
    const place = join(home, 'two-machines');
    await mkdir(place);
    const folder = await writeFakeRun(place, {
      settings: { train: 'last-block', fineTuneOn: 'native' },
      configuration: { backend: 'gpu' },
      without: ['audio'],
    });
    expect(originCaveats(await readRun(folder)).join()).toContain('Only the head was trained');
    for (const model of MODEL_NAMES)
      await writeRecord(folder.of(model).training, { ...fakeTraining('imagenet'), backend: 'gpu' });
    expect(originCaveats(await readRun(folder))).toEqual([]);
  });

  test('say nothing of what is not so', async () => {
    const { markdown } = await report();
    expect(markdown).not.toMatch(/eSpeak|random weights|watched the test part/);
    expect(markdown).toContain('No leak found');
  });
});

describe('what is missing is said', () => {
  test('stages, command, versions, machine, history, split and audio', async () => {
    const { markdown, html } = await report({
      without: ['split.csv', 'history.json', 'stages.json', 'audio', 'facts'],
    });
    expect(markdown).toContain('Times and memory: not recorded');
    expect(markdown).toContain('**Command:** not recorded');
    expect(markdown).toContain('**Machine:** not recorded');
    expect(markdown).toContain('Not recorded: history.json is missing');
    expect(markdown).toContain('holds no split.csv');
    expect(markdown.match(/No spectrogram and no player: the data folder is not at hand/g)).toHaveLength(10);
    expect(html).not.toContain('<audio');
    expect([...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(
      elsewhere(SECTIONS.slice(1)).map((title) => (title.startsWith('By ') ? 'By speaker' : title)),
    );
  });

  test('audio that is damaged or gone', async () => {
    const { folder, markdown } = await report();
    const names = [...new Set(markdown.match(/03-0\d-\d\d-\d\d-\d\d-\d\d-\d\d\.wav/g))];
    const data = join(folder.path, '..', 'corpus', 'Actor_01');
    await writeFile(join(data, names[0]!), 'This is no sound.');
    await rm(join(data, names[1]!));
    await writeReport(folder);
    const again = await read(folder);
    expect(again.markdown).toMatch(/the audio cannot be read \(/);
    expect(again.markdown).toContain('the audio is not in the data folder any more');
    expect(again.html.match(/<audio /g)).toHaveLength(8);
  });

  test('one model alone is compared with nothing', async () => {
    const { markdown } = await report();
    expect(markdown).toContain('There is only one model.');
    expect(markdown).toMatch(/\*\*VGG16 has a UAR of \d/);
  });

  test('a run without predictions says what to do', async () => {
    const place = join(home, 'empty');
    await mkdir(place);
    const folder = await writeFakeRun(place, { models: [] });
    await expect(writeReport(folder)).rejects.toThrow(/holds no predictions .*ser evaluate --run/);
  });

  test('a model of other settings is left out', async () => {
    const { markdown } = await report({ models: ['VGG16', 'VGG19'] }, async (folder) => {
      await writeRecord(folder.of('VGG16').training, { ...fakeTraining('imagenet'), identity: 'c'.repeat(64) });
    });
    expect(markdown).toMatch(/^VGG19 on /m);
    expect(markdown).not.toContain('VGG16: ');
  });
});

test('equal input gives equal bytes', async () => {
  const first = await report();
  await writeReport(first.folder);
  expect(await read(first.folder)).toEqual({ html: first.html, markdown: first.markdown });
});

test('hostile names and reasons stay words', async () => {
  const { html, markdown } = await report(
    { configuration: { data: '/tmp/<img src=x onerror=alert(1)>' } },
    async (folder) => {
      await writeFile(
        folder.leftOut,
        'path,reason\n"<script>alert(1)</script>, [x](javascript:y)","it\'s ""bad"" | `a`"\n',
      );
    },
  );
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toContain('<img src=x');
  expect(wordsOf(html)).toContain('<script>alert(1)</script>, [x](javascript:y)');
  expect(wordsOf(html)).toContain('it\'s "bad" | `a`');
  expect(markdown).toContain('1 file left out');
});

test('pooled folds: a table of each, and the curves of all', async () => {
  const part = recordings.filter(({ actor }, i) => actor <= 4 && i % 5 === 0);
  const foldOf = (actor: number): number => (actor <= 2 ? 0 : 1);
  const { markdown } = await report({ test: part, models: ['VGG16'], settings: { fold: 'all' } }, async (folder) => {
    const own = folder.of('VGG16');
    const pooled = fakePredictions(part, 0.6, 2).map((p) => ({ ...p, fold: foldOf(Number(p.speaker)) }));
    await writeFile(own.predictions, predictionsToCsv({ labels: LABELS, predictions: pooled }));
    await rm(own.training);
    await rm(own.history);
    await writeRecord(join(own.path, 'folds.json'), { identity: FAKE_IDENTITY });
    for (const fold of [0, 1]) {
      const place = runFolder(join(folder.path, `fold-${fold}`)).of('VGG16');
      await writeRecord(place.training, { ...fakeTraining('random'), identity: 'of the fold' });
      await writeJson(place.history, {
        loss: [2, 1],
        val_loss: [2, 1.5],
        accuracy: [0.1, 0.4],
        val_accuracy: [0.1, 0.3],
      });
    }
  });
  const pooled = fakePredictions(part, 0.6, 2);
  const first = pooled.filter(({ speaker }) => Number(speaker) <= 2);
  const accuracy = (100 * first.filter(({ actual, predicted }) => actual === predicted).length) / first.length;
  expect(markdown).toMatch(
    new RegExp(`\\| 0 +\\| 01, 02 +\\| +${first.length} \\| +[\\d.]+ \\| +${accuracy.toFixed(1)} \\|`),
  );
  expect(markdown).toMatch(/\| Standard deviation \|/);
  expect(markdown).toContain('figures/VGG16-learning-curves-1.svg');
  expect(markdown).toContain('random weights');
});
