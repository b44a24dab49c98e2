import {
  type CleaningRecord,
  type FileRecord,
  type RunRecord,
  type RunStats,
  recordVersion,
  statsOf,
} from "@regatta/stats";

const DAY = 86_400_000;
const MINUTE = 60_000;
const ACCOUNTS = 20;
const services = ["orders", "catalog", "payments", "shipping", "search", "mailer"];

export interface MadeUpHistoryOptions {
  runs: number;
  files: number;
  /** When it ends, ms since the epoch; it begins 30 days before. */
  to: number;
}

/** What 30 days of runs add up to that never were: with flaky, failing and growing files, waits and dirty accounts. For pages. */
export function madeUpHistory({ runs, files, to }: MadeUpHistoryOptions): RunStats {
  const from = to - 30 * DAY;
  const records = Array.from({ length: runs }, (_, n) =>
    madeUpRun(n, from + Math.floor(((n + 0.5) * 29.9 * DAY) / runs), { n: runs, files }),
  );
  const cleanings = records
    .filter((_, n) => n % 20 === 0)
    .map(({ endedAt }, n) => madeUpCleaning(n, endedAt));
  const prices = { currency: "EUR", machineHour: 0.36, accountHour: 0.02 };
  return statsOf({ pool: "default", records: [...records, ...cleanings], from, to, prices });
}

function madeUpRun(n: number, startedAt: number, all: { n: number; files: number }): RunRecord {
  const files = Array.from({ length: all.files }, (_, i) => madeUpFile(i, n, all.n));
  const verdicts: RunRecord["verdicts"] = {};
  for (const { verdict } of files) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const isRed = (verdicts.failed ?? 0) > 0;
  const time = {
    start: 4_000,
    wait: n % 5 === 0 ? 2_000 * (n % 60) : 0,
    lease: 6_000,
    deploy: 20_000 + 1_000 * ((n * 37) % 90),
    test: 260_000 + 1_000 * ((n * 53) % 120),
    idle: 5_000,
    end: 3_000,
  };
  const length = Object.values(time).reduce((sum, ms) => sum + ms, 0);
  return {
    kind: "run",
    version: recordVersion,
    runId: `20260131T${String(n).padStart(6, "0")}-x7k2aa`,
    purpose: n % 25 === 7 ? "warm" : "tests",
    pool: "default",
    suite: "shop",
    by: `https://ci.example.com/shop/${1_800 + n}`,
    branch: n % 4 === 0 ? "main" : `feature-${n % 3}`,
    commit: "3fa9c2e81b2c04c0ffee13fa9c2e81b2c04c0ffe",
    code: `code-${n >> 1}`,
    startedAt,
    endedAt: startedAt + length,
    exitCode: n % 50 === 49 ? 3 : isRed ? 1 : 0,
    reason: isRed ? "some files failed" : "every file passed",
    time,
    stays: Array.from({ length: 12 }, (_, i) => madeUpStay((i + n) % ACCOUNTS, n, startedAt + 10_000, time)),
    services: Object.fromEntries(services.map((name, i) => [name, madeUpService(i, n)])),
    files,
    verdicts,
    efficiency: {
      makespanMs: time.test,
      leastMs: time.test * 0.9,
      accounts: 12,
      findings: [{ kind: "deploys", costMs: 9_000 }],
    },
    problems: n % 30 === 0 ? { THROTTLED: 2 } : {},
    poolAccounts: { available: ACCOUNTS },
  };
}

function madeUpFile(i: number, n: number, runs: number): FileRecord {
  const file = `packages/${services[i % 4]}/integration/area-${i % 40}/checkout-${i}.test.ts`;
  const grown = i % 37 === 0 ? 1 + (0.6 * n) / runs : 1;
  const ms = Math.round((2_000 + ((i * 7_919) % 60_000)) * grown * (0.9 + ((i + n) % 20) / 100));
  const isFlaky = i % 23 === 0 && (i + n) % 31 === 0;
  const isFailed = n % 9 === 0 && i % 101 === n % 101;
  if (!isFlaky && !isFailed) return { file, verdict: "passed", ms, attempts: 1 };
  const how = isFlaky ? "flaky" : "failed";
  const failure = {
    account: accountOf(i % ACCOUNTS),
    class: how,
    test: "orders › pays for an order that was placed",
    message: 'expect(received).toBe(expected)\n\nExpected: "paid"\nReceived: "pending"',
  } as const;
  return {
    file,
    verdict: how,
    ms,
    attempts: isFlaky ? 2 : 1,
    ...(isFlaky ? { repeatedMs: ms } : {}),
    failures: [failure],
  };
}

function madeUpStay(i: number, n: number, from: number, time: RunRecord["time"]): RunRecord["stays"][number] {
  const { lease, deploy, test, idle, end } = time;
  const isDirty = (i * 7 + n) % 60 === 0;
  return {
    account: accountOf(i),
    from,
    time: { lease, deploy, test, idle, end },
    end: isDirty ? "dirty" : "released",
    ...(isDirty ? { reason: "tests/shipping/moves-shipping-7.test.ts timed out" } : {}),
    attempts: 40,
    failed: (i + n) % 10 === 0 ? 1 : 0,
    deployed: 2,
  };
}

function madeUpService(i: number, n: number): RunRecord["services"][string] {
  const failed = (i * 11 + n) % 90 === 0 ? 1 : 0;
  const medianMs = 10_000 * (i + 1);
  return {
    skipped: 11,
    deployed: (n + i) % 3 === 0 ? 3 : 1,
    unchanged: 0,
    failed,
    blocked: 0,
    deployMs: 2 * medianMs,
    medianMs,
    ...(failed ? { failure: { account: accountOf(7), reason: "Rate exceeded" } } : {}),
  };
}

function madeUpCleaning(n: number, startedAt: number): CleaningRecord {
  const isBad = n % 9 === 8;
  const cleaned = {
    account: accountOf(3),
    outcome: isBad ? "failed" : "cleaned",
    ms: 3 * MINUTE,
    ...(isBad ? { reason: "the bucket of the archive is locked" } : {}),
    dirty: { reason: "a test file timed out", since: startedAt - 15 * MINUTE },
  } as const;
  const common = { kind: "cleaning", version: recordVersion, pool: "default", by: "cleaner@ci" } as const;
  return { ...common, runId: `clean-${n}`, startedAt, endedAt: startedAt + 4 * MINUTE, accounts: [cleaned] };
}

function accountOf(i: number): string {
  return `${210_000_000_001 + i}/eu-west-1`;
}
