import { doubleField, encode, field, floatField, intField, type Message, message } from '../engines/onnx/protobuf.ts';
import { crc32c } from './crc32c.ts';

/** TFRecord stores check sums rotated and shifted, so that a check sum of data with check sums is no fixed point. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** One record of a TFRecord file: length, its check sum, data, its check sum. */
function tfRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(16 + data.length);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, masked(data), true);
  return record;
}

function event(wallTime: number, ...fields: Message[]): Uint8Array {
  return tfRecord(encode(message(doubleField(1, wallTime), ...fields)));
}

/** The record that every event file begins with. */
export function versionRecord(wallTime: number): Uint8Array {
  return event(wallTime, field(3, 'brain.Event:2'));
}

/**
 * Figures of one step as a record of a TensorBoard event file.
 *
 * Source: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto (`Event.wall_time` 1, `step` 2,
 * `file_version` 3, `summary` 5; `Summary.value` 1; `Value.tag` 1, `simple_value` 2), in TFRecord frames.
 *
 * @param scalars Figures by tag; stored as float32.
 * @param step Number of the step or epoch, at least 0.
 * @param wallTime Seconds since 1970.
 */
export function scalarRecord(scalars: Readonly<Record<string, number>>, step: number, wallTime: number): Uint8Array {
  const values = Object.entries(scalars).map(([tag, value]) => field(1, message(field(1, tag), floatField(2, value))));
  // Protocol Buffers leave a zero out.
  const position = step === 0 ? [] : [intField(2, step)];
  return event(wallTime, ...position, field(5, message(...values)));
}
