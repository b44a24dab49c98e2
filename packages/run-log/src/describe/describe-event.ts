import { firstLine } from "@regatta/foundation";
import type { RunEvent } from "../events/run-event.ts";
import { describeWaiting } from "../state/describe-waiting.ts";
import { nameOfEntry, quarantineOver } from "../state/quarantine.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { describeLeak } from "./describe-leak.ts";

/**
 * An event as one plain line for a CI log; undefined for those Jest itself reports, and for what only matters when
 * something goes wrong.
 */
export function describeEvent(event: RunEvent): string | undefined {
  switch (event.kind) {
    case "run-started":
      return `${runWord(event)} ${event.runId}, ${event.personal === undefined ? `pool ${event.pool}` : `account ${event.personal}`}`;
    case "accounts-wanted":
      return `${count(event.accounts, "account")} to deploy`;
    case "files-selected":
      return count(event.files.length, "test file");
    case "accounts-chosen":
      return `${count(event.accounts, "account")}: ${event.reason}`;
    case "quarantine-over":
      return `the quarantine of ${nameOfEntry(event)} ended on ${event.until}: it counts again [${quarantineOver}]`;
    case "lease-waiting":
      return `waiting: ${describeWaiting(event)}${event.nextStep ? `; next: ${event.nextStep}` : ""}`;
    case "surplus-wanted":
      return `others wait for ${event.accounts} of the accounts: back at the next end of a file`;
    case "lease-acquired":
      return `${event.account} leased`;
    case "lease-lost":
      return `${event.account} lost: ${event.reason}`;
    case "account-rejected":
      return `${event.account} does not let this run in: ${event.reason}`;
    case "deploy-started":
      return `${event.account} deploys ${event.service}: ${event.reason}`;
    case "deploy-finished":
      return `${event.account} deployed ${event.service} in ${duration(event.durationMs)}${event.noUpdates ? ", nothing to change" : ""}`;
    case "deploy-failed":
      // Once for every account; the output a tool ended with is in the summary, once.
      return `${event.account} could not deploy ${event.service}: ${firstLine(event.reason)}`;
    case "service-blocked":
      return `${event.account} does not deploy ${event.service}: blocked by ${event.by}`;
    case "probe-started":
      return `${event.account} waits until ${event.service} is ready: ${event.probe}`;
    case "stack-cleared":
      return `${event.account} cleared stack ${event.stackName}, which was ${event.status}`;
    case "stack-waiting":
      return `${event.account} waits for stack ${event.stackName}: ${event.status}`;
    case "account-ready":
      return `${event.account} ready`;
    case "file-finished":
      if (event.outcome === "passed") return undefined;
      return `${event.account} ${event.outcome.replace("-", " ")} ${event.file} in ${duration(event.durationMs)}${afterwards(event)}`;
    case "file-cut-off":
      return `${event.account} cut off ${event.file}: ${event.reason}`;
    case "account-suspect":
      return `${event.account} is suspect: ${event.reason}`;
    case "account-limit":
      if (event.endsInMs === undefined)
        return `${event.account} is out of trouble, and takes every file again`;
      if (event.endsInMs === 0) return `${event.account} can be used no longer: ${event.reason}`;
      return `${event.account} is good for ${duration(event.endsInMs)} only, and takes no file that could be cut short: ${event.reason}`;
    case "account-freshened":
      if (event.problem === undefined) return `${event.account} has fresh data for ${event.file}`;
      return `${event.account} has no fresh data for ${event.file}: ${firstLine(event.problem)}`;
    case "leak-found":
      return `${event.account} ${describeLeak(event)}`;
    case "account-surplus":
      return `${event.account} goes back: others wait for it`;
    case "container-joined":
      return `container ${event.index} of ${event.of}, together by ${event.key}`;
    case "container-waits":
      return `nothing is left here: waits for ${count(event.files, "file")} of other containers`;
    case "container-lost":
      return `container ${event.container} is silent: ${count(event.files.length, "file")} of its wait again`;
    case "container-said":
      return event.exitCode === 0 ? undefined : `container ${event.container}: ${event.reason}`;
    case "container-ended":
      return `a container ended: ${event.reason}`;
    case "shard-taken":
      return `container ${event.index} of ${event.of} has ${event.files} of ${count(event.total, "file")}`;
    case "result-refused":
      return `${event.account} ${event.file} does not count: another container had taken it over`;
    case "account-dirty":
      return `${event.account} dirty: ${event.reason}`;
    case "account-kept":
      return `${event.account} is kept for ${event.holder} until ${new Date(event.until).toISOString()}: ${event.reason}`;
    case "account-hand-back-lost":
      return `${event.account} could not be handed back: its lease is no longer ours`;
    case "interrupted":
      return `interrupted by ${event.signal}: handing the accounts back (again to quit at once)`;
    case "problem":
      return `${event.message} [${event.code}]${event.nextStep ? `; next: ${event.nextStep}` : ""}`;
    // A table of its own is shown instead.
    case "quarantine":
    case "sources-taken":
    case "session-opened":
    case "stacks-read":
    case "service-skipped":
    case "service-ready":
    case "probe-held":
    // Once a second and account it would be all there is to read; the summary counts them.
    case "deploy-throttled":
    case "worker-started":
    case "file-started":
    case "file-never-run":
    case "file-elsewhere":
    case "account-released":
    case "jest-started":
    case "jest-exited":
    case "run-finished":
      return undefined;
  }
}

// What it comes to is said by the terminal once: the next attempt's own line, or the summary.
function afterwards({ final, quarantined }: Extract<RunEvent, { kind: "file-finished" }>): string {
  if (final === false) return ", and is tried again elsewhere";
  return quarantined ? ", in quarantine" : "";
}

function runWord({ purpose = "tests" }: Extract<RunEvent, { kind: "run-started" }>): string {
  return { tests: "run", deploy: "deploy", warm: "warming" }[purpose];
}
