import { resolve } from 'node:path';
import type { ArchiveName } from '@ser/ravdess/node';
import type { Command, CommandContext } from '../cli/command.ts';
import { CACHE, MODEL, modelsOf, text, wholeNumber } from '../cli/options.ts';
import { type DownloadedArchive, downloadRecordings } from '../corpus/download-recordings.ts';
import { usageError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { fetchWeights } from '../models/weights.ts';

const ARCHIVES: readonly ArchiveName[] = ['speech', 'song'];

export const download: Command = {
  options: {
    data: { type: 'string', value: 'DIR', help: 'folder for the recordings; made where it is missing' },
    archives: {
      type: 'string',
      value: 'NAMES',
      help: 'speech (208 MB), song (226 MB), or both by commas [speech,song]',
    },
    'accept-license': {
      type: 'boolean',
      help: 'you have read the license of RAVDESS and accept it; without it the program asks',
    },
    weights: { type: 'boolean', help: 'fetch the ImageNet weights of the models into the cache' },
    model: { ...MODEL, help: `whose weights: ${MODEL.help} [all]` },
    cache: CACHE,
    mirror: { type: 'string', value: 'URL', help: 'a folder on the web that holds the same files' },
    retries: { type: 'string', value: 'N', help: 'failures in a row that are borne for an archive [8]' },
  },
  example: 'ser download --data RAVDESS --accept-license --weights',
  async run(command) {
    const { options, reporter, signal, print, printJson } = command;
    const data = text(options, 'data');
    const mirror = text(options, 'mirror');
    if (mirror !== undefined && !/^https?:\/\//.test(mirror))
      throw usageError(`--mirror must be an address that begins with http:// or https://; received "${mirror}".`);
    const archives = readArchives(text(options, 'archives'));
    const models = modelsOf(options);
    const retries = wholeNumber(options, 'retries', { min: 0, max: 100 });
    if (data === undefined && options.weights !== true)
      throw usageError('ser download needs --data DIR for the recordings, --weights for the weights, or both.');

    let recordings: readonly DownloadedArchive[] = [];
    if (data !== undefined) {
      const dir = resolve(data);
      recordings = await downloadRecordings({
        dir,
        archives,
        ...(mirror !== undefined && { mirror }),
        ...(retries !== undefined && { retries }),
        reporter,
        signal,
        accept: (license) => accept(license, command),
      });
      const files = recordings.reduce((sum, archive) => sum + archive.files, 0);
      print(`${files} recordings are in ${dir}. Next: ser train --data ${data} --model all`);
    }
    const weights = [];
    if (options.weights === true) {
      const cache = cacheFolder(text(options, 'cache'));
      for (const { name, keras } of models) {
        if (keras === undefined) throw usageError(`--model: ${name} has no ImageNet weights.`);
        const path = await fetchWeights(keras, { cache, reporter, signal, ...(mirror && { mirror }) });
        weights.push({ model: name, path });
        print(`The ImageNet weights of ${name} are ${path}`);
      }
    }
    printJson({ ...(data !== undefined && { data: resolve(data), recordings }), weights });
    return 0;
  },
};

/** The license in words, and the user's word: the flag, or an answer at the keyboard. */
async function accept(
  { license, url, summary, citation, source }: Record<'license' | 'url' | 'summary' | 'citation' | 'source', string>,
  { options, reporter, ask }: CommandContext,
): Promise<boolean> {
  const terms = [
    `RAVDESS (${source}) is licensed under ${license}: ${summary}`,
    `  License: ${url}`,
    `  Cite:    ${citation}`,
  ].join('\n');
  if (options['accept-license'] === true) {
    reporter.note(terms);
    return true;
  }
  if (!ask) {
    throw usageError(
      `The license must be accepted before anything is fetched.\n${terms}\n` +
        'Read it, and say --accept-license if you accept it.',
    );
  }
  const answer = await ask(`${terms}\nDo you accept this license? Type yes to go on: `);
  if (!/^\s*(yes|y)\s*$/i.test(answer)) throw usageError('The license was not accepted; nothing was fetched.');
  return true;
}

function readArchives(given: string | undefined): ArchiveName[] {
  if (given === undefined) return [...ARCHIVES];
  const names = given.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !ARCHIVES.includes(name as ArchiveName));
  if (unknown !== undefined)
    throw usageError(`--archives must be speech, song, or both by commas; received "${given}".`);
  return ARCHIVES.filter((name) => names.includes(name));
}
