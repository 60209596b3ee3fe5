import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { SerError } from '../errors.ts';
import type { WindowFeatures } from '../predict/window-recipe.ts';
import { type WithWorkersOptions, withWorkers } from '../stages/features/with-workers.ts';
import type { FeaturesAnswer, FeaturesTask } from './features-task.ts';
import type { FeaturesRequest } from './read-features.ts';
import type { Survey } from './read-recording.ts';
import type { SurveyAnswer, SurveyTask } from './survey-task.ts';

/** What can be done in other threads. */
export interface Elsewhere {
  /** Goes through a recording, where no network decides what is speech. */
  readonly survey: (task: SurveyTask) => Promise<Survey>;
  /** Computes the features of windows ahead of the network that takes them. */
  readonly features: (request: FeaturesRequest) => AsyncGenerator<WindowFeatures>;
}

/** Does a piece of work that may leave some of itself to other threads; they begin when there is something for them. */
export async function withElsewhere(
  options: Pick<WithWorkersOptions, 'most' | 'temporaryFolder' | 'signal'>,
  work: (elsewhere: Elsewhere) => Promise<void>,
): Promise<void> {
  const survey = { task: new URL('./survey-task.js', import.meta.url), name: 'surveyTask' };
  const features = { task: new URL('./features-task.js', import.meta.url), name: 'featuresTask' };
  await withWorkers<SurveyTask | FeaturesTask, SurveyAnswer | FeaturesAnswer>(
    { ...survey, ...options, isLate: true },
    (run) =>
      work({
        async survey(task) {
          const answer = (await run(task)) as SurveyAnswer;
          if ('problem' in answer) throw new SerError(answer.problem);
          return answer.survey;
        },
        features: (request) =>
          takeFeatures(request, async (port) => {
            const answer = await run({ ...request, port }, { ...features, transferList: [port] });
            return answer as FeaturesAnswer;
          }),
      }),
  );
}

/** Takes the features that a thread computes, in order; `begin` hands it the other end of the way. */
export async function* takeFeatures(
  { windows }: Pick<FeaturesRequest, 'windows'>,
  begin: (port: MessagePort) => Promise<FeaturesAnswer>,
): AsyncGenerator<WindowFeatures> {
  const { port1, port2 } = new MessageChannel();
  const waiting: WindowFeatures[] = [];
  let failure: unknown;
  let wake = (): void => {};
  port1.on('message', (features: WindowFeatures) => {
    waiting.push(features);
    wake();
  });
  const ended = begin(port2)
    .then(({ problem }) => {
      if (problem !== undefined) failure = new SerError(problem);
    })
    .catch((error: unknown) => {
      failure = error;
    })
    .then(() => wake());
  try {
    for (let taken = 0; taken < windows.length; taken++) {
      while (waiting.length === 0) {
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      port1.postMessage(null);
      yield waiting.shift()!;
    }
  } finally {
    port1.close();
    await ended;
  }
}
