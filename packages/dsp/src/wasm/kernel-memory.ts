const pageBytes = 65536;

/** Tables beyond this size are dropped before the next call. */
const tableLimit = 48 * 1024 * 1024;

/** A typed array over the memory. */
interface View<V> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): V;
}

/**
 * Lays out the linear memory of the kernels: tables that stay (twiddle factors, windows, filters), and behind them
 * scratch space that every call begins anew. A call names its tables first, then its scratch space, then makes views:
 * growth of the memory detaches earlier views.
 */
export class KernelMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #base: number;
  readonly #tables = new Map<string, number>();
  #tablesEnd: number;
  #top: number;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#base = align(base);
    this.#tablesEnd = this.#base;
    this.#top = this.#base;
  }

  /** Begins a call: what an earlier one left in scratch space is gone. */
  begin(): void {
    if (this.#tablesEnd - this.#base > tableLimit) {
      this.#tables.clear();
      this.#tablesEnd = this.#base;
    }
    this.#top = this.#tablesEnd;
  }

  /** Pointer to the table `key`; `write` allocates it with {@link allocate} and fills it in, once. */
  table(key: string, write: () => number): number {
    let pointer = this.#tables.get(key);
    if (pointer === undefined) {
      if (this.#top !== this.#tablesEnd) throw new Error('Kernel tables must be named before scratch space is taken.');
      pointer = write();
      this.#tablesEnd = this.#top;
      this.#tables.set(key, pointer);
    }
    return pointer;
  }

  /** `bytes` of memory, aligned to 16; not cleared. */
  allocate(bytes: number): number {
    const pointer = this.#top;
    this.#top = align(pointer + bytes);
    const missing = this.#top - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    return pointer;
  }

  /** A view of `length` values at `pointer`, good until memory is next allocated. */
  view<V>(type: View<V>, pointer: number, length: number): V {
    return new type(this.#memory.buffer, pointer, length);
  }

  /** Copies `values` into newly allocated memory. */
  store(values: Float32Array | Float64Array | Uint32Array): number {
    const pointer = this.allocate(values.byteLength);
    new Uint8Array(this.#memory.buffer, pointer, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return pointer;
  }
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}
