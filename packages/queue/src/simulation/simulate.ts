import type { FileStanding, Look } from "../look.ts";
import { decodeLook, summaryKey } from "../queue-items.ts";
import type { QueueStore, QueueWrite } from "../queue-store.ts";
import { type QueueTiming, queueTiming } from "../queue-timing.ts";
import { SimContainer } from "./sim-container.ts";
import { SimLoop } from "./sim-loop.ts";
import { SimMachine } from "./sim-machine.ts";
import { type Fate, SimTable } from "./sim-table.ts";

/** Something that happens to one of the machines. */
export interface SimFault {
  atMs: number;
  /** Which machine, of those there are then. */
  machine: number;
  kind: "die" | "stop" | "sleep" | "restart" | "cut off";
  forMs: number;
}

export interface SimWorld {
  containers: number;
  files: ReadonlyArray<{ ms: number; locks: readonly string[]; selectedBy: number }>;
  slots: number;
  faults: readonly SimFault[];
  /** Of so many requests in a hundred: the request, and the answer, are lost; both ways are slow. */
  lossPercent: number;
  slowPercent: number;
  /** Decides what happens to requests. */
  seed: number;
}

/** How a queue is made wrong, to see that it is noticed. */
export interface Broken {
  timing?: Partial<QueueTiming>;
  write?: (write: QueueWrite) => QueueWrite | "not done";
}

export interface SimOutcome {
  /** What must never happen, and did. */
  violations: string[];
  requests: { write: number; get: number; look: number };
  /** When the last container that lived had left, ms. */
  endedMs: number;
}

const timing = queueTiming(180_000);
const END_MS = 1_500_000;

/** Has containers share files in a world of faults. The same world ends in the same way. */
export async function simulate(world: SimWorld, broken: Broken = {}): Promise<SimOutcome> {
  const random = seeded(world.seed);
  const loop = new SimLoop();
  const table = new SimTable(loop);
  const containers: SimContainer[] = [];
  const violations = new Set<string>();
  const cutOff = new Map<SimMachine, number>();
  let ids = 0;

  const start = (index: number, after: number) =>
    loop.after(after, () => {
      const machine = new SimMachine(loop, 0.98 + 0.04 * random());
      const container = new SimContainer({
        loop,
        machine,
        store: broke(table.from(machine), broken),
        timing: { ...timing, ...broken.timing },
        id: () => `c${ids++}`,
        index,
        files: world.files.flatMap(({ ms, locks, selectedBy }, i) =>
          selectedBy === 0 || selectedBy === index ? [{ name: `f${i}`, locks, ms }] : [],
        ),
        slots: world.slots,
      });
      containers.push(container);
      void container.start();
    });

  let current: SimMachine | undefined;
  table.fate = () => fateOf(world, random, loop.now < (cutOff.get(current as SimMachine) ?? 0));
  const store = table.from.bind(table);
  table.from = (machine) => {
    const inner = store(machine);
    // Which machine asks decides whether it is cut off.
    const asking =
      <A extends unknown[], R>(ask: (...args: A) => R) =>
      (...args: A): R => {
        current = machine;
        return ask(...args);
      };
    return { ...inner, write: asking(inner.write), get: asking(inner.get), look: asking(inner.look) };
  };

  for (let i = 1; i <= world.containers; i++) start(i, (i - 1) * 3_000 * random());
  for (const fault of world.faults) loop.after(fault.atMs, () => happen(fault));

  function happen({ machine: which, kind, forMs }: SimFault): void {
    const container = containers[which % Math.max(1, containers.length)];
    if (!container) return;
    const { machine } = container;
    if (kind === "cut off") cutOff.set(machine, loop.now + forMs);
    else if (kind === "stop" || kind === "sleep") {
      machine.pause(kind === "sleep");
      loop.after(forMs, () => machine.resume());
    } else {
      machine.die();
      if (kind === "restart") start(1 + (which % world.containers), forMs);
    }
  }

  const judge = () => {
    table.overwritten > 0 && violations.add("a result was written over");
    judgeWork(containers, violations);
  };
  const watch = () => {
    judge();
    loop.after(500, watch);
  };
  watch();

  const faultsUntil = Math.max(0, ...world.faults.map(({ atMs, forMs }) => atMs + forMs)) + 10_000;
  const living = () => containers.filter(({ machine }) => !machine.isDead);
  const isQuiet = () => loop.now > faultsUntil && living().every(({ left }) => left !== undefined);
  const ended = await loop.run(isQuiet, END_MS);
  judge();
  if (!ended) violations.add("a container never left");
  judgeEnd({ world, table, containers, violations });
  return { violations: [...violations], requests: table.requests, endedMs: loop.now };
}

function fateOf({ lossPercent, slowPercent }: SimWorld, random: () => number, isCutOff: boolean): Fate {
  if (isCutOff) return { thereMs: 1, backMs: 1, lost: "request" };
  const way = () => (random() * 100 < slowPercent ? 100 + 20_000 * random() : 5 + 20 * random());
  const fate = { thereMs: way(), backMs: way() };
  if (random() * 100 >= lossPercent) return fate;
  return { ...fate, lost: random() < 0.5 ? "request" : "answer" };
}

function broke(store: QueueStore, { write }: Broken): QueueStore {
  if (!write) return store;
  return {
    ...store,
    write: (one, signal) => {
      const changed = write(one);
      return changed === "not done" ? Promise.resolve(true) : store.write(changed, signal);
    },
  };
}

// Of containers that may take themselves for alive: no file twice, no lock twice.
function judgeWork(containers: readonly SimContainer[], violations: Set<string>): void {
  const files = new Set<string>();
  const locks = new Set<string>();
  for (const container of containers) {
    if (!container.machine.runs) continue;
    for (const [file, run] of container.atWork) {
      if (files.has(file)) violations.add("a file runs twice");
      files.add(file);
      for (const lock of run.locks) {
        if (locks.has(lock)) violations.add("a lock is held twice");
        locks.add(lock);
      }
    }
  }
}

function judgeEnd(end: {
  world: SimWorld;
  table: SimTable;
  containers: readonly SimContainer[];
  violations: Set<string>;
}): void {
  const { world, table, containers, violations } = end;
  const finals = containers.flatMap(({ finals }) => finals);
  if (new Set(finals).size !== finals.length) violations.add("a file has two results");
  const done = containers.filter(({ machine, left }) => !machine.isDead && left);
  const { files } = decodeLook(table.items());
  const hasSurvivorFor = ({ selectedBy }: SimWorld["files"][number]) =>
    done.some(({ index }) => selectedBy === 0 || selectedBy === index);
  const missing = world.files.some((file, i) => hasSurvivorFor(file) && !isDone(files.get(`f${i}`)));
  if (missing) violations.add("a file has no result");
  if (done.length > 0 && !table.items().some(({ sk }) => sk === summaryKey)) {
    violations.add("nobody writes the summary");
  }
  // Once more by who came later, and ran more.
  const told = containers.flatMap(({ left }) => (left?.wroteSummary ? [countDone(left.look)] : []));
  if (new Set(told).size !== told.length) violations.add("the summary is written twice");
}

function countDone({ files }: Look): number {
  return [...files.values()].filter(isDone).length;
}

function isDone(standing: FileStanding | undefined): boolean {
  return standing?.kind === "done";
}

// Xorshift: numbers from 0 to below 1 that follow from the seed alone.
function seeded(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
