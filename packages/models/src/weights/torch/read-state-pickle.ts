import { ModelsError } from '../../errors.ts';

/** A tensor as the pickle describes it: where its values lie in a storage. */
export interface PickledTensor {
  /** Name of the file of the storage, `0`, and its type of numbers, as safetensors calls it. */
  readonly storage: { readonly key: string; readonly dtype: string };
  readonly offset: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** What a global of the whitelist does when it is called; nothing else is ever called. */
type Global =
  | { readonly kind: 'dict' }
  | { readonly kind: 'storage'; readonly dtype: string }
  | { readonly kind: 'tensor' }
  | { readonly kind: 'parameter' };

const GLOBALS: ReadonlyMap<string, Global> = new Map<string, Global>([
  ['collections.OrderedDict', { kind: 'dict' }],
  ['torch._utils._rebuild_tensor_v2', { kind: 'tensor' }],
  ['torch._utils._rebuild_parameter', { kind: 'parameter' }],
  ['torch.FloatStorage', { kind: 'storage', dtype: 'F32' }],
  ['torch.HalfStorage', { kind: 'storage', dtype: 'F16' }],
  ['torch.BFloat16Storage', { kind: 'storage', dtype: 'BF16' }],
  ['torch.LongStorage', { kind: 'storage', dtype: 'I64' }],
  ['torch.IntStorage', { kind: 'storage', dtype: 'I32' }],
  ['torch.BoolStorage', { kind: 'storage', dtype: 'BOOL' }],
]);

/** Far above the 20,000 steps of the largest network; a pickle with more is made to waste time. */
const MAX_STEPS = 10_000_000;

type Value = unknown;
class Mark {}
class Tensor {
  readonly value: PickledTensor;
  constructor(value: PickledTensor) {
    this.value = value;
  }
}

/**
 * Reads the pickle of a state dict: names and places of its tensors. It is data to a machine that knows 40 opcodes, nine
 * globals and how to call four of them; whatever else it holds is refused, and nothing in it is ever executed.
 *
 * Source: opcodes as in CPython 3.13 `pickletools`; the three layers of `torch.save` as in torch 2 `serialization.py`.
 *
 * @throws ModelsError `invalid-file`, naming the global or opcode that is not on the list.
 */
export function readStatePickle(bytes: Uint8Array): Map<string, PickledTensor> {
  const fail = (what: string): never => {
    throw new ModelsError(
      'invalid-file',
      `The pickle of these weights is refused: ${what}. Nothing in it was executed.`,
    );
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const stack: Value[] = [];
  const memo = new Map<number, Value>();
  let at = 0;
  const take = (length: number): number => {
    const from = at;
    at += length;
    if (at > bytes.length) fail('it is cut off');
    return from;
  };
  const text = (length: number): string => {
    const from = take(length);
    return decoder.decode(bytes.subarray(from, from + length));
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0) return fail('it is cut off');
    const value = decoder.decode(bytes.subarray(at, end));
    at = end + 1;
    return value;
  };
  const pop = (): Value => (stack.length > 0 ? stack.pop() : fail('it takes more than it has'));
  const popMark = (): Value[] => {
    const mark = stack.findLastIndex((value) => value instanceof Mark);
    return mark < 0 ? fail('it takes more than it has') : stack.splice(mark).slice(1);
  };
  const globalOf = (name: string): Global =>
    GLOBALS.get(name) ?? fail(`it names the global "${name}", which plain weights do not have`);
  const setItems = (items: readonly Value[]): void => {
    const target = stack[stack.length - 1];
    if (!(target instanceof Map)) fail('it sets an item of something that is no dict');
    else for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i], items[i + 1]);
  };
  const call = (callee: Value, args: Value): Value => {
    const { kind } = (callee ?? {}) as Partial<Global>;
    const list = Array.isArray(args) ? args : fail('it calls something without a list of arguments');
    if (kind === 'dict') return new Map();
    if (kind === 'parameter' && list[0] instanceof Tensor) return list[0];
    if (kind !== 'tensor') return fail('it calls something that is no function of plain weights');
    const [storage, offset, shape, stride] = list as [PickledTensor['storage'], number, number[], number[]];
    const areNatural = (values: readonly unknown[]): boolean =>
      Array.isArray(values) && values.length <= 8 && values.every((n) => Number.isSafeInteger(n) && Number(n) >= 0);
    const isSound = areNatural(shape) && areNatural(stride) && shape.length === stride.length && areNatural([offset]);
    if (typeof storage?.key !== 'string' || !isSound) fail('a tensor in it has no storage, shape and strides');
    return new Tensor({ storage, offset, shape, stride });
  };
  const storageOf = (id: Value): Value => {
    const [word, type, key] = Array.isArray(id) ? id : [];
    const { kind, dtype } = (type ?? {}) as { kind?: string; dtype?: string };
    if (word !== 'storage' || kind !== 'storage' || typeof key !== 'string')
      fail('it points to something but a storage');
    return { key, dtype };
  };
  const actions: Readonly<Record<number, () => void>> = {
    128: () => void take(1), // PROTO
    149: () => void take(8), // FRAME
    99: () => stack.push(globalOf(`${line()}.${line()}`)), // GLOBAL
    147: () => stack.push(globalOf([pop(), pop()].reverse().join('.'))), // STACK_GLOBAL
    40: () => stack.push(new Mark()), // MARK
    41: () => stack.push([]), // EMPTY_TUPLE
    93: () => stack.push([]), // EMPTY_LIST
    125: () => stack.push(new Map()), // EMPTY_DICT
    78: () => stack.push(null), // NONE
    136: () => stack.push(true), // NEWTRUE
    137: () => stack.push(false), // NEWFALSE
    75: () => stack.push(view.getUint8(take(1))), // BININT1
    77: () => stack.push(view.getUint16(take(2), true)), // BININT2
    74: () => stack.push(view.getInt32(take(4), true)), // BININT
    71: () => stack.push(view.getFloat64(take(8))), // BINFLOAT
    138: () => stack.push(integer(view.getUint8(take(1)))), // LONG1
    88: () => stack.push(text(view.getUint32(take(4), true))), // BINUNICODE
    140: () => stack.push(text(view.getUint8(take(1)))), // SHORT_BINUNICODE
    113: () => void memo.set(view.getUint8(take(1)), stack[stack.length - 1]), // BINPUT
    114: () => void memo.set(view.getUint32(take(4), true), stack[stack.length - 1]), // LONG_BINPUT
    148: () => void memo.set(memo.size, stack[stack.length - 1]), // MEMOIZE
    104: () => stack.push(memo.get(view.getUint8(take(1)))), // BINGET
    106: () => stack.push(memo.get(view.getUint32(take(4), true))), // LONG_BINGET
    116: () => stack.push(popMark()), // TUPLE
    133: () => stack.push([pop()]), // TUPLE1
    134: () => stack.push([pop(), pop()].reverse()), // TUPLE2
    135: () => stack.push([pop(), pop(), pop()].reverse()), // TUPLE3
    81: () => stack.push(storageOf(pop())), // BINPERSID
    82: () => stack.push(call(...([pop(), pop()].reverse() as [Value, Value]))), // REDUCE
    115: () => setItems([pop(), pop()].reverse()), // SETITEM
    117: () => setItems(popMark()), // SETITEMS
    97: () => appendTo([pop()]), // APPEND
    101: () => appendTo(popMark()), // APPENDS
    98: () => void pop(), // BUILD: attributes of a dict (`_metadata`), which nothing here needs
    48: () => void pop(), // POP
  };
  const appendTo = (items: readonly Value[]): void => {
    const target = stack[stack.length - 1];
    if (Array.isArray(target)) target.push(...items);
    else fail('it appends to something that is no list');
  };
  const integer = (length: number): number => {
    const from = take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[from + i]!);
    return Number(BigInt.asIntN(8 * length, value));
  };
  for (let steps = 0; ; steps++) {
    if (steps > MAX_STEPS) fail(`it has more than ${MAX_STEPS} steps`);
    const opcode = view.getUint8(take(1));
    if (opcode === 0x2e) break; // STOP
    const action =
      actions[opcode] ?? fail(`opcode 0x${opcode.toString(16)} at byte ${at - 1} has no place in plain weights`);
    action();
  }
  const result = pop();
  const entries = result instanceof Map ? [...result] : fail('it holds no dict of tensors');
  const tensors = new Map<string, PickledTensor>();
  for (const [name, value] of entries) {
    if (typeof name === 'string' && value instanceof Tensor) tensors.set(name, value.value);
  }
  if (tensors.size === 0) fail('it holds no tensor by name');
  return tensors;
}
