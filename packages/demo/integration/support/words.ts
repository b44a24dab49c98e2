// Small words that many of the tests need.

let count = 0;

/** An id nobody had before: the account keeps what earlier files and runs left there. */
export function fresh(prefix: string): string {
  count++;
  return `${prefix}-${Date.now().toString(36)}-${count}-${Math.random().toString(36).slice(2, 8)}`;
}

/** `count` times what `make` makes of 0, 1, 2 … */
export function many<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** Does it `count` times at once. */
export function atOnce<T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(many(count, work));
}

/** How many of the answers were yes. */
export function wins(answers: boolean[]): number {
  return answers.filter(Boolean).length;
}

/** Tries until it works, as one does who loses against others. */
export async function untilItWorks(attempt: () => Promise<unknown>): Promise<void> {
  while (!(await attempt()));
}

/** Asks again and again for what becomes true a little later; fails after 10 s. */
export async function eventually(holds: () => Promise<unknown>, everyMs = 50): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it did not become true");
    await passes(everyMs);
  }
}

/** A while passes. */
export function passes(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What somebody else does after a while, as a queue's consumer would. */
export async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  await passes(ms);
  return work();
}
