import { busyMs, type Stretch } from "@regatta/foundation";

/**
 * Where the time of a run went, ms. Every moment counts once, for the first of these that it holds: a test file runs; a
 * service is being deployed; nothing is left but to hand back (`end`); an account is got ready (`lease`: session, look at
 * its stacks, worker); accounts are held and have nothing to do (`idle`); the pool has not enough accounts (`wait`);
 * anything else (`start`: reading the configuration, Jest naming its files). Together they are the run's length.
 */
export interface RunSplit {
  start: number;
  wait: number;
  lease: number;
  deploy: number;
  test: number;
  idle: number;
  end: number;
}

/** The same of one account, from its lease to the end of it; together they are how long it was held. */
export type StaySplit = Pick<RunSplit, "lease" | "deploy" | "test" | "idle" | "end">;

/**
 * Divides a stretch of time between what happened in it: where several things did at once, it counts for the first.
 * @param layers what happened, the first counts most; of each the stretches, which may overlap and reach beyond.
 * @param rest what counts where nothing of it happened. @returns ms by name; together the length of the whole. Pure.
 */
export function divideTime<K extends string>(
  whole: Stretch,
  layers: ReadonlyArray<readonly [name: K, stretches: readonly Stretch[]]>,
  rest: K,
): Record<K, number> {
  const all: Stretch[] = [];
  let covered = 0;
  const times = layers.map(([name, stretches]) => {
    all.push(...stretches.flatMap((one) => within(whole, one)));
    const before = covered;
    covered = busyMs(all);
    return [name, covered - before] as const;
  });
  const left = Math.max(0, whole.to - whole.from) - covered;
  return Object.fromEntries([...times, [rest, left]]) as Record<K, number>;
}

function within(whole: Stretch, { from, to }: Stretch): Stretch[] {
  const part = { from: Math.max(from, whole.from), to: Math.min(to, whole.to) };
  return part.to > part.from ? [part] : [];
}
