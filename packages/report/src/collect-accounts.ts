import type { RunEvent, RunState } from "@regatta/run-log";
import { AccountTrack } from "./account-track.ts";
import { attemptSpans } from "./attempt-spans.ts";
import { DeployTrack } from "./deploy-track.ts";
import { plain } from "./plain.ts";
import type { AccountEnd, ReportAccount, ReportDeploy, ReportFile } from "./report-data.ts";

export interface CollectAccountsOptions {
  events: readonly RunEvent[];
  state: RunState;
  /** When the run began, ms since the epoch. */
  zero: number;
  files: readonly ReportFile[];
}

type OfAccount = Extract<RunEvent, { account: string }>;

/** The accounts in the order they came, those of one container together, with all that happened in them, and what became of the services there. */
export function collectAccounts({ events, state, zero, files }: CollectAccountsOptions): {
  accounts: ReportAccount[];
  deploys: ReportDeploy[];
} {
  const tracks = new Map<string, AccountTrack>();
  const deploys = new DeployTrack();
  for (const event of events) {
    if (!("account" in event)) continue;
    const track = tracks.get(event.account) ?? new AccountTrack(event.account);
    tracks.set(event.account, track);
    const at = event.at - zero;
    if (event.runId !== undefined) track.runIds.add(event.runId);
    applyToBase(track, event, at);
    applyToWork(track, event, at);
    deploys.apply(track, event, at);
  }
  for (const { account, span } of attemptSpans(files)) tracks.get(account)?.spans.push(span);
  const accounts = [...tracks.values()].map(({ account, end, spans, runIds }): ReportAccount => {
    const suspect = state.suspects.get(account);
    const containers = [...runIds].flatMap((runId) => state.containers.get(runId)?.index ?? []);
    return {
      account,
      end,
      ...(containers.length > 0 ? { containers } : {}),
      ...(suspect ? { suspect: plain(suspect.reason) } : {}),
      ...(state.throttled.has(account) ? { throttled: true as const } : {}),
      spans: [...spans].sort((a, b) => a.from - b.from),
    };
  });
  const byContainer = accounts.sort((a, b) => (a.containers?.[0] ?? 0) - (b.containers?.[0] ?? 0));
  return { accounts: byContainer, deploys: deploys.records };
}

function applyToBase(track: AccountTrack, event: OfAccount, at: number): void {
  switch (event.kind) {
    case "lease-acquired":
      track.become("leasing", at);
      break;
    case "session-opened":
      track.become("preparing", at);
      break;
    case "account-ready":
      track.become("open", at);
      break;
    default: {
      const end = endOf(event);
      if (end) track.leave({ ...end, at });
    }
  }
}

function endOf(event: OfAccount): AccountEnd | undefined {
  switch (event.kind) {
    case "account-released":
      return { kind: "released" };
    case "account-dirty":
    case "account-kept":
      return {
        kind: event.kind === "account-dirty" ? "dirty" : "kept",
        reason: plain(event.reason),
        ...(event.nextStep ? { nextStep: plain(event.nextStep) } : {}),
      };
    case "lease-lost":
    case "account-rejected":
      return { kind: "lost", reason: plain(event.reason) };
    case "account-hand-back-lost":
      return { kind: "lost", reason: "its lease was lost before it could be handed back" };
    default:
      return undefined;
  }
}

// Files are drawn from their attempts, and deploys have records of their own.
function applyToWork(track: AccountTrack, event: OfAccount, at: number): void {
  switch (event.kind) {
    case "probe-started":
      track.begin(`probe ${event.service} ${event.probe}`, {
        kind: "probing",
        from: at,
        text: plain(`${event.service}: ${event.probe}`),
      });
      break;
    case "probe-held":
      track.finish(`probe ${event.service} ${event.probe}`, at);
      break;
    case "worker-started":
      track.begin("worker", { kind: "starting-worker", from: at });
      break;
    case "file-started":
      track.finish("worker", at);
      break;
    case "account-freshened": {
      // It begins when the account is empty; what tells of the last file's end comes a moment later.
      const from = Math.max(0, at - event.durationMs, track.emptySince);
      const how = event.problem === undefined ? "" : `, failed: ${event.problem}`;
      track.spans.push({ kind: "freshening", from, to: at, text: plain(`for ${event.file}${how}`) });
      break;
    }
    case "file-finished":
    case "file-cut-off":
      track.emptySince = at;
      break;
    default:
      break;
  }
}
