import type { RunState } from "../state/run-state.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { efficiencyOf } from "./efficiency.ts";
import type { Finding } from "./finding.ts";

/** A run whose tests took less than this, ms, is short enough. */
const SHORT_MS = 5_000;
const SHOWN = 3;

/**
 * How near the run came to the shortest time possible, what held it up, and what would help; nothing for a run that was
 * short, or interrupted.
 */
export function renderEfficiency(state: RunState): string[] {
  const measured = efficiencyOf(state);
  if (!measured || state.interrupted || measured.makespanMs < SHORT_MS) return [];
  const { makespanMs, leastMs, files, accounts, findings } = measured;
  const what = `${count(files, "file")} in ${count(accounts, "account")}`;
  const ratio = (makespanMs / Math.max(1, leastMs)).toFixed(2);
  const head = `time    ${duration(makespanMs)} for ${what}; the least possible was ${duration(leastMs)} (${ratio})`;
  return [head, ...findings.slice(0, SHOWN).map((finding) => `        ${describeFinding(finding)}`)];
}

/** What held a run up, and what would help, in a sentence. */
export function describeFinding(finding: Finding): string {
  const cost = duration(finding.costMs);
  switch (finding.kind) {
    case "long-file":
      return `${finding.file} alone is ${Math.round(100 * finding.share)} % of the run: split it (up to ${cost})`;
    case "more-accounts":
      return `${finding.accounts} more ${finding.accounts === 1 ? "account" : "accounts"} would save ${cost}`;
    case "waited":
      return `${cost} went by until the pool had an account`;
    case "deploys":
      return `deploys in ${count(finding.accounts, "account")} cost ${cost}, the first file began after ${duration(finding.firstMs)}: regatta pool warm, ahead of runs`;
    case "starting-workers":
      return `starting ${count(finding.workers, "worker")} on this machine cost ${cost}`;
    case "late-accounts":
      return `${count(finding.accounts, "account")} came late, which cost ${cost}`;
    case "repeated":
      return `${count(finding.attempts, "attempt")} without a final result took ${duration(finding.timeMs)} of account time, and ${cost} of the run`;
    case "wrong-estimate":
      return `${finding.file} took ${duration(finding.tookMs)} instead of ${duration(finding.expectedMs)} and began too late: ${cost}`;
    case "unknown-lengths":
      return `no time was known of ${count(finding.files, "file")}, one of which ended last: ${cost}; from now on it is`;
    case "files-waited":
      return `accounts had nothing to do for ${duration(finding.timeMs)} in all while files waited for services, locks or other accounts`;
  }
}
