import type { AccountChange } from "../account.ts";

const LENGTH = 10;
const TEXT_LENGTH = 500;

/** Adds a change to a history, which keeps its last 10 entries, long texts shortened. */
export function withChange(history: readonly AccountChange[], change: AccountChange): AccountChange[] {
  const entry = { ...change, by: shortened(change.by), why: shortened(change.why) };
  return [...history, entry].slice(-LENGTH);
}

/** Shortens a reason to what an item should carry. */
export function shortened(text: string): string {
  return text.length <= TEXT_LENGTH ? text : `${text.slice(0, TEXT_LENGTH - 1)}…`;
}
