import type { RunEvent } from "@regatta/run-log";
import type { AccountTrack } from "./account-track.ts";
import { plain } from "./plain.ts";
import type { ReportDeploy } from "./report-data.ts";

type OfAccount = Extract<RunEvent, { account: string }>;
type Of<Kind extends OfAccount["kind"]> = Extract<OfAccount, { kind: Kind }>;

/** What became of every service in every account, while the events are read. */
export class DeployTrack {
  readonly records: ReportDeploy[] = [];

  /** Takes in the next event. @param at ms from the run's beginning. */
  apply(track: AccountTrack, event: OfAccount, at: number): void {
    switch (event.kind) {
      case "service-skipped":
        this.records.push({ account: event.account, service: event.service, outcome: "skipped" });
        break;
      case "service-blocked": {
        const { account, service, by } = event;
        this.records.push({ account, service, outcome: "blocked", failure: by });
        break;
      }
      case "deploy-started":
        this.#started(track, event, at);
        break;
      case "deploy-finished":
        this.#ended(track, event, at).outcome = event.noUpdates ? "unchanged" : "deployed";
        break;
      case "deploy-failed":
        Object.assign(this.#ended(track, event, at), {
          outcome: "failed",
          failure: plain(event.reason),
          ...(event.nextStep ? { nextStep: plain(event.nextStep) } : {}),
        });
        break;
      default:
        break;
    }
  }

  // Cut off until its end is read.
  #started(track: AccountTrack, event: Of<"deploy-started">, at: number): void {
    const { account, service, stackName, reason } = event;
    const deploy = this.records.push({
      account,
      service,
      stackName,
      outcome: "cut-off",
      reason: plain(reason),
    });
    track.begin(keyOf(event), { kind: "deploying", from: at, deploy: deploy - 1 });
  }

  #ended(track: AccountTrack, event: Of<"deploy-finished" | "deploy-failed">, at: number): ReportDeploy {
    const { account, service, stackName, durationMs } = event;
    const begun = track.finish(keyOf(event), at)?.deploy;
    const known = begun === undefined ? undefined : this.records[begun];
    const record: ReportDeploy = known ?? { account, service, stackName, outcome: "cut-off" };
    if (!known) this.records.push(record);
    record.durationMs = durationMs;
    return record;
  }
}

function keyOf({ service, stackName }: { service: string; stackName: string }): string {
  return `deploy ${service} ${stackName}`;
}
