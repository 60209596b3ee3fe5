/** Root of an increasing function between `low` and `high`, by bisection to the last bit that floats tell apart. */
export function findRoot(rises: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return middle;
    if (rises(middle) < 0) a = middle;
    else b = middle;
  }
}
