import type { Command } from '../cli/command.ts';
import { CACHE, text } from '../cli/options.ts';
import { checkComputing } from '../doctor/check-apart.ts';
import { checkDecoders, checkSpeech } from '../doctor/check-listening.ts';
import { checkCache, checkDemo, checkWeights } from '../doctor/check-places.ts';
import type { Finding } from '../doctor/finding.ts';
import { EXIT } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { PROGRAM_VERSION } from '../version.ts';

/** Node versions that the program is made for. */
const LEAST_NODE = [20, 19] as const;

export const doctor: Command = {
  options: { cache: CACHE },
  example: 'ser doctor',
  async run({ options, print, printJson, signal }) {
    const cache = cacheFolder(text(options, 'cache'));
    const findings: Finding[] = [checkNode()];
    const checks = [
      () => checkComputing(signal),
      checkSpeech,
      checkDecoders,
      () => checkWeights(cache),
      () => checkCache(cache),
      () => checkDemo(),
    ];
    for (const check of checks) {
      signal.throwIfAborted();
      findings.push(...[await check()].flat());
    }
    let group = '';
    const width = Math.max(...findings.map(({ name }) => name.length));
    for (const finding of findings) {
      if (finding.group !== group) print(`\n${finding.group}`);
      group = finding.group;
      print(
        `  ${finding.works ? 'works' : 'not  '}  ${finding.name.padEnd(finding.name === cache ? 0 : Math.min(width, 16))}  ${finding.detail}`,
      );
      if (finding.remedy !== undefined) print(`         to change that: ${finding.remedy}`);
    }
    const failing = findings.filter(({ works, isNeeded }) => isNeeded && !works);
    print(
      failing.length === 0
        ? '\nWhat training and prediction need is here; what does not work is not needed for them.'
        : `\nWithout ${failing.map(({ name }) => name).join(', ')} nothing can be trained or predicted.`,
    );
    printJson({ program: `ser ${PROGRAM_VERSION}`, works: failing.length === 0, findings });
    return failing.length === 0 ? EXIT.ok : EXIT.failed;
  },
};

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [least, leastMinor] = LEAST_NODE;
  const works = major > least || (major === least && minor >= leastMinor);
  return {
    group: 'program',
    name: 'Node.js',
    works,
    detail: `${process.version} on ${process.platform} ${process.arch}${works ? '' : `; ser ${PROGRAM_VERSION} needs ${LEAST_NODE.join('.')}`}`,
    ...(!works && { remedy: 'nvm install 22' }),
    isNeeded: true,
  };
}
