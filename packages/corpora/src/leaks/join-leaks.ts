/** A way of leaking: what two items must share, and what makes two that share it a leak. */
export interface LeakRule<T, Kind extends string = string> {
  /** Name of the way. */
  readonly kind: Kind;
  /** What an item can share, in words; `undefined` where it cannot leak this way. */
  readonly subject: (item: T) => string | undefined;
  /**
   * Whether two items of one subject are a leak.
   *
   * @default always
   */
  readonly joins?: (a: T, b: T) => boolean;
}

/** One leak: everything on both sides that one subject joins. */
export interface Leak<T, Kind extends string = string> {
  /** The way of leaking. */
  readonly kind: Kind;
  /** What the items share: a speaker, a file, a hash. */
  readonly subject: string;
  /** The training items concerned. */
  readonly train: readonly T[];
  /** The test items concerned. */
  readonly test: readonly T[];
}

/** How many test items leak in each way, as `same-file 3, same-speaker 12`. */
export function countLeaks<T, Kind extends string>(leaks: readonly Leak<T, Kind>[], kinds: readonly Kind[]): string {
  return kinds
    .map((kind) => [kind, new Set(leaks.flatMap((leak) => (leak.kind === kind ? leak.test : []))).size] as const)
    .filter(([, count]) => count > 0)
    .map((entry) => entry.join(' '))
    .join(', ');
}

/** All leaks by a table of rules: in the order of the rules, one leak per shared subject, subjects in order of name. */
export function joinLeaks<T, Kind extends string>(
  train: readonly T[],
  test: readonly T[],
  rules: readonly LeakRule<T, Kind>[],
): Leak<T, Kind>[] {
  return rules.flatMap((rule) => {
    const trainBySubject = bySubject(rule, train);
    const leaks: Leak<T, Kind>[] = [];
    for (const [subject, theirs] of bySubject(rule, test)) {
      const ours = trainBySubject.get(subject) ?? [];
      const { joins = () => true } = rule;
      const leakedInto = theirs.filter((b) => ours.some((a) => joins(a, b)));
      if (leakedInto.length === 0) continue;
      leaks.push({
        kind: rule.kind,
        subject,
        train: ours.filter((a) => theirs.some((b) => joins(a, b))),
        test: leakedInto,
      });
    }
    return leaks.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  });
}

function bySubject<T>({ subject }: LeakRule<T>, items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = subject(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
