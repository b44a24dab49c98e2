import { durationText } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";

/** Who has the account and what they do there, or why nobody can have it. @param now the server's time, ms. */
export function accountText(account: AccountView, now: number): string {
  const { lease, state, reason = "", disabledFrom, cleanAfter } = account;
  if (lease) return lease.activity === undefined ? lease.who : `${lease.activity} · ${lease.who}`;
  if (state === "disabled" && disabledFrom !== undefined && disabledFrom !== "available")
    return `${reason} (was ${disabledFrom})`;
  if (state !== "dirty" && state !== "quarantined") return reason;
  if (cleanAfter === undefined)
    return state === "dirty" ? reason : `${reason} · waits for regatta pool reset`;
  return cleanAfter > now ? `${reason} · cleaned again in ${wholeText(cleanAfter - now)}` : reason;
}

/** A duration that is looked at while it grows: whole seconds, then minutes, then hours and days. @param ms milliseconds. */
export function wholeText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 48 * 3600) return durationText(seconds * 1000);
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}
