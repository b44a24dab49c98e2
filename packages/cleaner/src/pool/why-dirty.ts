import type { PoolAccount } from "@regatta/accounts";
import type { CleanedAccountReport } from "./cleaning-report.ts";

/**
 * Why an account that is to be cleaned became dirty, and when: not what cleanings said since, that failed or were given up.
 * @returns undefined where its history does not go back so far. Pure.
 */
export function whyDirty({ history }: Pick<PoolAccount, "history">): CleanedAccountReport["dirty"] {
  const became = history.findLast(({ state }, i) => {
    const before = history[i - 1]?.state;
    return state === "dirty" && (before === "leased" || before === "available");
  });
  return became && { reason: became.why, since: became.at };
}
