import { outlookFor } from "@regatta/accounts";
import { type AccountsNumberOptions, chooseAccountsNumber } from "../basis/choose-accounts-number.ts";
import { lendingOfBasis } from "../basis/lending-of-basis.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import type { LendingRequest } from "../fleet/lending.ts";
import type { RunPlan } from "./run-plan.ts";

/** What a run that began now would get of the pool. */
export interface PlannedLending extends Pick<RunPlan, "line" | "waiting" | "chosen"> {
  /** How many accounts at once. */
  now: number;
}

/** Reads who waits, and works out what a run for so many files would get; changes nothing. @throws RegattaError as AWS failed. */
export async function planLending(
  basis: RunBasis,
  request: LendingRequest,
  weighed: Omit<AccountsNumberOptions, "basis" | "lending">,
): Promise<PlannedLending> {
  const { pool, only } = basis;
  if (!pool) return { now: Math.min(1, weighed.files.length) };
  const { files } = weighed;
  const lending = lendingOfBasis(basis, request);
  const { minimum, maximum, priority, isAuto } = lending;
  const chosen = isAuto ? chooseAccountsNumber({ basis, lending, ...weighed }) : undefined;
  const { accounts, line } = await pool.readLine();
  const want = Math.min(chosen?.accounts ?? maximum, files.length);
  const outlook = outlookFor({
    accounts,
    line,
    now: pool.serverNow(),
    minimum: Math.max(1, Math.min(minimum, want)),
    maximum,
    priority,
    want,
    only,
  });
  const waiters = line.map(({ runId, holder, needs, priority, since }) => ({
    runId,
    holder,
    needs,
    priority,
    since,
  }));
  return {
    now: Math.min(outlook.now, want),
    ...(chosen && files.length > 0 ? { chosen } : {}),
    ...(waiters.length === 0 ? {} : { line: waiters }),
    ...(outlook.waiting && want > 0 ? { waiting: outlook.waiting } : {}),
  };
}
