import type { AccountView } from "../../pool-view/pool-view.ts";
import { type Stretch, spansOf } from "./states-over-time.ts";

/** The share of a time in which an account was leased; undefined where nothing of that time is known. Pure. */
export function inUseOf(account: AccountView, stretch: Stretch): number | undefined {
  let known = 0;
  let leased = 0;
  for (const { state, from, to } of spansOf(account, stretch)) {
    if (state !== "unknown") known += to - from;
    if (state === "leased") leased += to - from;
  }
  return known > 0 ? leased / known : undefined;
}
