import { type Lending, type LendingRequest, lendingOf } from "../fleet/lending.ts";
import type { RunBasis } from "./run-basis.ts";

/** How accounts are lent to a run: as asked for, as configured, and no more than there are of those asked for by name. */
export function lendingOfBasis(
  { config, only, accounts, personal }: Pick<RunBasis, "config" | "only" | "accounts" | "personal">,
  request: LendingRequest,
): Lending {
  const named = personal ? 1 : only ? accounts.length : undefined;
  return lendingOf({ settings: config.accounts, request, named });
}
