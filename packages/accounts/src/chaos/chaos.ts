import { setMaxListeners } from "node:events";
import { systemClock } from "@regatta/foundation";
import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { Pool } from "../pool/pool.ts";
import { openAccount } from "../testing/account-judge.ts";
import type { Counted, MemberNews } from "./chaos-order.ts";
import { Crew } from "./crew.ts";

export interface ChaosOptions {
  endpoint: string;
  region: string;
  env: Record<string, string>;
  table: string;
  holders: number;
  cleaners: number;
  accounts: number;
  /** How long processes are killed and stopped at least, ms. */
  durationMs: number;
  /** What must have happened, too, before it ends. */
  until?: (report: ChaosReport) => boolean;
  leaseMs: number;
  /** How long from one blow to the next on average, ms. */
  blowEveryMs: number;
  onProgress?: (report: ChaosReport) => void;
}

export interface ChaosReport {
  counts: Partial<Record<Counted, number>>;
  kills: number;
  stops: number;
  /** Of those, how many lasted longer than a lease. */
  longStops: number;
  /** How long holders waited for accounts, each time; ms. */
  waits: number[];
  violations: string[];
  /** Accounts that did not become available again after the end. */
  lost: string[];
  /** How long it took to get all accounts back after every holder was killed, ms. */
  recoveryMs: number;
}

const POOL = "chaos";
const STOP_MS = [200, 25_000] as const;
const PROGRESS_MS = 30_000;
const LOOK_MS = 250;

/**
 * Real processes lease and clean the accounts of a pool, and are killed (`SIGKILL`) or made to stand still
 * (`SIGSTOP`, often for longer than a lease) at random. At the end every holder is killed at once, and the cleaners
 * have to get every account back.
 * @throws RegattaError as AWS failed while the pool was filled or looked at.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const report = emptyReport();
  const { endpoint, region, table, env } = options;
  Object.assign(process.env, env);
  const client = createDynamoDBClient({ region, endpoint });
  const pool = new Pool({ client, table, pool: POOL });
  await pool.createTable();
  for (let n = 1; n <= options.accounts; n++) {
    const account = accountNumber(n, region);
    await openAccount(client, table, account);
    await pool.add(account);
  }
  const crew = new Crew({ ...options, pool: POOL, onNews: (news) => record(report, news) });
  try {
    await strike(crew, options, report);
    await crew.endHolders();
    await recover(pool, options, report);
  } finally {
    await crew.end();
    client.destroy();
  }
  return report;
}

/** Hits processes until the time is over; lets those that stand still go on afterwards. */
async function strike(crew: Crew, options: ChaosOptions, report: ChaosReport): Promise<void> {
  const { durationMs, until = () => true, blowEveryMs, onProgress } = options;
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const from = systemClock.monotonic();
  let nextProgress = from + PROGRESS_MS;
  const isOver = () => systemClock.monotonic() - from >= durationMs && until(report);
  while (!isOver()) {
    await systemClock.sleep(-Math.log(1 - Math.random()) * blowEveryMs);
    blow(crew, options, report, over.signal);
    if (systemClock.monotonic() < nextProgress) continue;
    nextProgress += PROGRESS_MS;
    onProgress?.(report);
  }
  over.abort();
}

function blow(crew: Crew, { leaseMs }: ChaosOptions, report: ChaosReport, over: AbortSignal): void {
  if (Math.random() < 0.45 || crew.stopped > crew.size / 3) {
    if (crew.kill()) report.kills++;
    return;
  }
  const goOn = crew.stop();
  if (!goOn) return;
  const ms = STOP_MS[0] + Math.random() ** 2 * (STOP_MS[1] - STOP_MS[0]);
  report.stops++;
  if (ms > leaseMs) report.longStops++;
  systemClock.sleep(ms, over).then(goOn, goOn);
}

/** Waits until the cleaners have got every account back, for as long as they may need for it. */
async function recover(pool: Pool, { leaseMs, accounts }: ChaosOptions, report: ChaosReport): Promise<void> {
  const from = systemClock.monotonic();
  const patienceMs = 4 * leaseMs + accounts * 5_000;
  for (;;) {
    const notBack = (await pool.list()).filter(({ state }) => state !== "available");
    report.recoveryMs = systemClock.monotonic() - from;
    report.lost = notBack.map(({ id, state, reason }) => `${id} ${state}: ${reason ?? ""}`);
    if (notBack.length === 0 || report.recoveryMs > patienceMs) return;
    await systemClock.sleep(LOOK_MS);
  }
}

function record(report: ChaosReport, news: MemberNews): void {
  switch (news.kind) {
    case "count":
      report.counts[news.what] = (report.counts[news.what] ?? 0) + 1;
      break;
    case "waited":
      report.waits.push(news.ms);
      break;
    case "violation":
      report.violations.push(news.what);
      break;
    case "begun":
      break;
  }
}

function emptyReport(): ChaosReport {
  const nothing = { kills: 0, stops: 0, longStops: 0, recoveryMs: 0 };
  return { counts: {}, ...nothing, waits: [], violations: [], lost: [] };
}

function accountNumber(n: number, region: string) {
  const id = String(210_000_000_000 + n);
  return { id, region, roleArn: `arn:aws:iam::${id}:role/RegattaTest` };
}
