import { expect, test } from 'vitest';
import { commandLine, followUp, shellAtHand } from './command-line.ts';

test.each([
  ['posix', "train --data 'My Files' --set 'a='\\''b'\\''' x=1.5,y ''"],
  ['powershell', "train --data 'My Files' --set 'a=''b''' 'x=1.5,y' ''"],
  ['cmd', 'train --data "My Files" --set "a=\'b\'" "x=1.5,y" ""'],
] as const)('%s: words that the shell would take apart are quoted', (shell, line) => {
  expect(commandLine(['train', '--data', 'My Files', '--set', "a='b'", 'x=1.5,y', ''], shell)).toBe(line);
});

test('the shell is told by the platform and what it sets', () => {
  expect(shellAtHand('linux', { PROMPT: '$' })).toBe('posix');
  expect(shellAtHand('win32', { PROMPT: '$P$G' })).toBe('cmd');
  expect(shellAtHand('win32', {})).toBe('powershell');
});

test('a command that follows takes over the options that were given, but for what is changed and how they are printed', () => {
  const given = { data: 'My Files', shard: '1/4', images: '', set: ['epochs=4', 'seed=1'], quiet: true };
  expect(followUp('merge', given, { shard: undefined, images: undefined, shards: '4' }, 'posix')).toBe(
    "ser merge --data 'My Files' --set epochs=4 --set seed=1 --shards 4",
  );
  expect(followUp('preprocess', { images: '' }, {}, 'posix')).toBe('ser preprocess --images');
  expect(followUp('train', { shards: '4', json: true }, { shards: undefined })).toBe('ser train');
});
