import { expect, test } from 'vitest';
import { encode, field, floatField, intField, type Message, message } from './protobuf.ts';

const bytes = (...fields: Message[]) => [...encode(message(...fields))];

// The examples of "Protocol Buffers: Encoding".
test('writes whole numbers in seven bits a byte', () => {
  expect(bytes(intField(1, 150))).toEqual([0x08, 0x96, 0x01]);
  expect(bytes(intField(1, 0))).toEqual([0x08, 0x00]);
  expect(bytes(intField(16, 127))).toEqual([0x80, 0x01, 0x7f]);
});

test('writes whole numbers beyond 32 bits', () => {
  const [, ...digits] = bytes(intField(1, 2 ** 40 + 5));
  const value = digits.reduce((sum, byte, i) => sum + (byte % 128) * 128 ** i, 0);
  expect(value).toBe(2 ** 40 + 5);
});

test('writes strings, bytes and messages with their length', () => {
  expect(bytes(field(2, 'testing'))).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect(bytes(field(2, 'é'))).toEqual([0x12, 0x02, 0xc3, 0xa9]);
  expect(bytes(field(3, message(intField(1, 150))))).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
  expect(bytes(field(1, new Uint8Array(200))).slice(0, 3)).toEqual([0x0a, 0xc8, 0x01]);
});

test('writes floats with the lowest byte first', () => {
  expect(bytes(floatField(2, 1))).toEqual([0x15, 0x00, 0x00, 0x80, 0x3f]);
});

test('joins fields in order', () => {
  expect(bytes(intField(1, 1), intField(1, 2))).toEqual([8, 1, 8, 2]);
});

test('writes negative numbers in ten bytes, as int64 in two’s complement', () => {
  expect(bytes(intField(3, -1))).toEqual([0x18, ...new Array(9).fill(0xff), 0x01]);
  expect(bytes(intField(3, -2)).slice(1, 3)).toEqual([0xfe, 0xff]);
});
