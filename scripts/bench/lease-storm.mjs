import { setTimeout as sleep } from "node:timers/promises";
import { middle, print, seconds } from "./figures.mjs";
import { naivePool } from "./naive-pool.mjs";
import { account, startPoolTable } from "./pool-table.mjs";

const RUNS = 200;
const ACCOUNTS = 100;
const HOLD_MS = 3_000;
const LOOK_AGAIN_MS = 2_000;
const GIVE_UP_MS = 240_000;
// Each run asks for one account, two or three, all at once; every third takes up to two more.
const wishes = Array.from({ length: RUNS }, (_, i) => ({
  minimum: 1 + (i % 3),
  maximum: 1 + (i % 3) + (i % 9 === 0 ? 2 : 0),
}));

/** 200 runs ask at once for 100 accounts: what it takes until all were served, beside a naive pool. */
export async function leaseStorm() {
  const world = await startPoolTable();
  try {
    console.log(`  ${RUNS} runs at once, ${ACCOUNTS} accounts, 1 to 3 of them at once a run; ${world.where}`);
    const regatta = await storm(world, "line", runInLine);
    const naive = await storm(world, "naive", naivePool);
    report(regatta, naive);
  } finally {
    await world.close();
  }
}

async function storm(world, name, run) {
  const clients = Array.from({ length: 20 }, world.client);
  const pools = clients.map((client) => new world.Pool({ client, table: world.table, pool: name }));
  for (let n = 1; n <= ACCOUNTS; n++) await pools[0].add(account(n));
  await Promise.all(pools.map((pool) => pool.list()));
  world.sent.length = 0;
  const startedAt = performance.now();
  const served = await Promise.all(
    wishes.map((wish, i) =>
      run({
        ...wish,
        client: clients[i % clients.length],
        table: world.table,
        pool: pools[i % pools.length],
        poolName: name,
        runId: `r${i}`,
        holdMs: HOLD_MS,
        lookAgainMs: LOOK_AGAIN_MS * (0.8 + 0.4 * Math.random()),
        until: startedAt + GIVE_UP_MS,
      }),
    ),
  );
  return { served, ms: performance.now() - startedAt, sent: [...world.sent] };
}

async function runInLine({ pool, runId, minimum, maximum, holdMs, lookAgainMs, until }) {
  const place = pool.line({ runId, holder: runId, durationMs: 120_000, minimum, maximum, priority: 0 });
  const startedAt = performance.now();
  while (performance.now() < until) {
    // An emulator that is asked too much at once may not answer in time: looked at again, as a run does.
    const { leases } = await place.look({ held: 0, want: maximum }).catch(() => ({ leases: [] }));
    if (leases.length > 0) {
      const waitedMs = performance.now() - startedAt;
      await sleep(holdMs);
      await Promise.allSettled(leases.map((lease) => lease.release()));
      await place.leave();
      return { leases: leases.length, waitedMs };
    }
    await sleep(lookAgainMs);
  }
  await place.leave();
  return { leases: 0, waitedMs: Number.POSITIVE_INFINITY };
}

const isLine = ({ input }) => input.Key?.sk?.S?.startsWith("waiting#");
const isTake = ({ input }) => input.ExpressionAttributeValues?.[":leaseId"] !== undefined;

function figures({ served, ms, sent }) {
  const leases = served.reduce((sum, { leases: count }) => sum + count, 0);
  const writes = sent.filter(({ operation }) => ["UpdateItem", "DeleteItem"].includes(operation));
  const takes = writes.filter(isTake);
  const refused = takes.filter((write) => write.refused).length;
  // Taken and given straight back, as not all of a minimum could be had.
  const inVain = takes.length - refused - leases;
  const line = writes.filter(isLine).length;
  const units = (of) => Math.round(of.reduce((sum, request) => sum + request.units, 0));
  const waits = served.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
  return {
    leases,
    refused,
    inVain,
    line,
    perLease: (takes.length + inVain) / leases,
    withLine: (takes.length + inVain + line) / leases,
    unserved: waits.filter((wait) => wait === Number.POSITIVE_INFINITY).length,
    middleMs: middle(waits),
    lastMs: ms,
    reads: units(sent.filter((request) => !writes.includes(request))),
    writes: units(writes),
    looks: sent.filter(({ operation }) => operation === "Query").length,
  };
}

function report(regatta, naive) {
  const [a, b] = [figures(regatta), figures(naive)];
  const row = (name, of, ratio) => [name, of(a), of(b), ratio ? (ratio(a) / ratio(b)).toFixed(2) : ""];
  print([
    ["", "Regatta", "naive", "ratio"],
    row("leases (runs not served)", (f) => `${f.leases} (${f.unserved})`),
    row(
      "conditional writes per lease",
      (f) => f.perLease.toFixed(2),
      (f) => f.perLease,
    ),
    row("  refused; taken in vain", (f) => `${f.refused}; ${f.inVain}`),
    row(
      "  with the line's own writes",
      (f) => f.withLine.toFixed(2),
      (f) => f.withLine,
    ),
    row(
      "served: middle",
      (f) => seconds(f.middleMs),
      (f) => f.middleMs,
    ),
    row(
      "served and back: all",
      (f) => seconds(f.lastMs),
      (f) => f.lastMs,
    ),
    row(
      "looks",
      (f) => `${f.looks}`,
      (f) => f.looks,
    ),
    row(
      "request units: reads, writes",
      (f) => `${f.reads}, ${f.writes}`,
      (f) => f.reads + f.writes,
    ),
  ]);
}
