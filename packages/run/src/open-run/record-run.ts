import { join } from "node:path";
import type { PoolAccount } from "@regatta/accounts";
import { type Clock, describeActor, isRegattaError, messageOf } from "@regatta/foundation";
import { eventsFileName, readRunLog, suiteName, type Verdict } from "@regatta/run-log";
import type { ContainerPlace } from "../containers/container-place.ts";
import { currentBranch } from "./current-branch.ts";
import { isEdited } from "./is-edited.ts";
import type { OpenRun } from "./with-open-run.ts";

type OfRun = Pick<OpenRun, "runDirectory" | "basis" | "log" | "env" | "clock"> & {
  /** Which of the containers of the run this is. */
  place?: ContainerPlace | undefined;
  /** Whether files or tests were chosen on the command line. */
  isPartial?: boolean;
};

/** Clocks that differ by no more, ms, are taken for equal: the table's is known by the second only. */
const SAME_TIME_MS = 2_000;

/**
 * Leaves beside the pool what a run was that is about to end so, for `regatta stats` to count: nothing of one that neither
 * selected a file nor leased an account, or that works in an account of somebody's own. What cannot be kept is a problem
 * told, and no more.
 */
export async function recordRun(run: OfRun, end: Verdict): Promise<void> {
  const { basis, log, env, clock, runDirectory, place, isPartial = false } = run;
  const { pool, config, accounts, only, tableOfPool: table } = basis;
  const { files, accounts: leased } = log.state;
  if (!pool || !table || (files.size === 0 && leased.size === 0)) return;
  try {
    // Loaded only now: nothing before waits for it.
    const { RunRecords, runRecordOf } = await import("@regatta/stats");
    const [branch, edited] = await Promise.all([
      currentBranch(config.directory, env),
      isEdited(config.directory, env),
    ]);
    const record = runRecordOf({
      events: await readRunLog(join(runDirectory, eventsFileName)),
      end: { ...end, at: clock.now() },
      suite: suiteName(config.tests.directory),
      by: describeActor(env),
      isPartial,
      branch,
      isEdited: edited ?? true,
      ...(place ? { container: { key: place.key, index: place.index, of: place.of } } : {}),
      ...(only === undefined ? { poolAccounts: countStates(accounts) } : {}),
      aheadMs: aheadOf(clock, pool.serverNow()),
    });
    await new RunRecords({ ...table, pool: config.pool.name }).write(record);
  } catch (error) {
    const nextStep = isRegattaError(error) && error.nextStep ? { nextStep: error.nextStep } : {};
    log.append({ kind: "problem", code: "RUN_NOT_RECORDED", message: messageOf(error), ...nextStep });
  }
}

function aheadOf(clock: Clock, serverNow: number): number {
  const ahead = serverNow - clock.now();
  return Math.abs(ahead) > SAME_TIME_MS ? ahead : 0;
}

function countStates(accounts: readonly PoolAccount[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of accounts) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
