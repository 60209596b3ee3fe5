import { problemOf } from './problem-of.ts';
import { type Channel, type Survey, surveyRecording } from './read-recording.ts';

/** A recording to go through in another thread. */
export interface SurveyTask {
  readonly path: string;
  readonly channel: Channel;
}

/** What was found, or what is wrong with the recording: errors lose what they are between threads. */
export type SurveyAnswer = { readonly survey: Survey } | { readonly problem: string };

/** Goes through a recording, in a worker thread: decoding and looking for speech, of several recordings on all cores. */
export async function surveyTask({ path, channel }: SurveyTask): Promise<SurveyAnswer> {
  try {
    return { survey: await surveyRecording(path, channel, { signal: new AbortController().signal }) };
  } catch (error) {
    return { problem: problemOf(error, path) };
  }
}
