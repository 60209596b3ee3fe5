import { expect, test } from 'vitest';
import { anotherCommand, commandLine } from './command-line.ts';

test('words that a shell would take apart are quoted', () => {
  expect(commandLine(['train', '--data', 'My Files', '--set', "a='b'", 'x=1.5,y', ''])).toBe(
    "train --data 'My Files' --set 'a='\\''b'\\''' x=1.5,y ''",
  );
});

test('a command line for another command keeps what that command knows', () => {
  const typed = "embed --data 'My Files' --shard 1/4 --images --set epochs=4 --quiet";
  expect(anotherCommand(typed, { command: 'merge', without: ['shard', 'images', 'quiet'], add: '--shards 4' })).toBe(
    "ser merge --data 'My Files' --set epochs=4 --shards 4",
  );
  expect(anotherCommand('merge --shards=4 --json', { command: 'train', without: ['shards', 'json'] })).toBe(
    'ser train',
  );
  expect(anotherCommand("preprocess --images 'my pictures' --data x", { command: 'merge', without: ['images'] })).toBe(
    'ser merge --data x',
  );
});
