import type { CleaningEvent, CleaningStep } from "@regatta/cleaner";
import { duration } from "../../output/duration.ts";

interface UnderWay {
  since: number;
  step: string;
  /** The stacks that are being deleted. */
  deleting: Set<string>;
}

const words: Record<CleaningStep, string> = {
  session: "opening a session",
  revoke: "revoking older sessions",
  data: "running the team's command",
  stacks: "reading its stacks",
  everything: "running aws-nuke",
  leftovers: "removing what is left",
  proof: "looking whether it is clean",
};

/** What the events of a cleaning add up to: where it is. Pure. */
export class CleaningState {
  /** How many accounts are to be cleaned. */
  due = 0;
  readonly #startedAt: number;
  readonly #underWay = new Map<string, UnderWay>();
  readonly #ended = new Map<string, number>();

  /** @param now ms, by the clock whose times the others are given. */
  constructor(now: number) {
    this.#startedAt = now;
  }

  apply(account: string, event: CleaningEvent, now: number): void {
    const before = this.#underWay.get(account) ?? { since: now, step: words.session, deleting: new Set() };
    this.#underWay.set(account, before);
    const step = stepAfter(event);
    if (step !== undefined) Object.assign(before, { step, since: now });
    if (event.kind === "stack-deleting") before.deleting.add(event.stackName);
    if (event.kind === "stack-deleted" || event.kind === "stack-stays" || event.kind === "stack-resisted")
      before.deleting.delete(event.stackName);
  }

  ended(account: string, outcome: string): void {
    this.#underWay.delete(account);
    this.#ended.set(outcome, (this.#ended.get(outcome) ?? 0) + 1);
  }

  /** First how far it is, then every account that is being cleaned, the longest at the same first. */
  lines(now: number): string[] {
    const ended = [...this.#ended].map(([outcome, number]) => `${number} ${outcome}`);
    const head = [
      `cleaning ${this.due} ${this.due === 1 ? "account" : "accounts"}`,
      ...ended,
      wholeSeconds(now - this.#startedAt),
    ];
    const accounts = [...this.#underWay].sort(([, a], [, b]) => a.since - b.since);
    return [
      head.join(" · "),
      ...accounts.map(([account, one]) => `  ${account}  ${wholeSeconds(now - one.since)}  ${doing(one)}`),
    ];
  }
}

function stepAfter(event: CleaningEvent): string | undefined {
  if (event.kind === "step-started") return words[event.step];
  if (event.kind === "looks-again" && event.afterMs > 0) return "waiting for its second look";
  return event.kind === "looked" ? words.proof : undefined;
}

function doing({ step, deleting }: UnderWay): string {
  return deleting.size > 0 ? `deleting ${[...deleting].join(", ")}` : step;
}

// It is looked at while it grows, and should not flicker.
function wholeSeconds(ms: number): string {
  return duration(Math.floor(ms / 1_000) * 1_000);
}
