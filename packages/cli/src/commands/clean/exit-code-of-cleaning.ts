import type { CleaningReport } from "@regatta/cleaner";
import { exitCode } from "../../exit-code.ts";

/** Accounts that need someone's look. */
const FAILED = 1;

/** What is no failure: clean, only waiting for time to pass, or not ours any more. */
const fine = ["cleaned", "parked"];

/** @returns 0, 1 when an account could not be cleaned, 3 when many could not for one cause. */
export function exitCodeOfCleaning({ accounts, commonCause }: CleaningReport): number {
  if (commonCause !== undefined) return exitCode.infrastructure;
  return accounts.every(({ outcome }) => fine.includes(outcome)) ? exitCode.ok : FAILED;
}
