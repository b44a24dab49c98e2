import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import type { StackState } from "../stack/stack-state.ts";
import { type Decision, decide } from "./decide.ts";

export interface ServiceToDecide {
  service: ServiceDefinition;
  fingerprint: Fingerprint;
  /** The stacks of the account by name, as read; those of other services do no harm. */
  stacks: ReadonlyMap<string, StackState>;
  /** Deploy it even if every stack of it could be skipped. */
  forced?: boolean;
}

/** What to do next with a service, and the stack that asks for it (of a skip: the first one). */
export interface ServiceDecision {
  decision: Decision;
  stackName: string;
}

/** What is urgent first: nothing is begun while somebody is at work, nothing deployed over a broken stack. */
const urgency: Array<Decision["kind"]> = [
  "wait",
  "delete-then-deploy",
  "continue-rollback-then-deploy",
  "deploy",
];

/**
 * Decides for a service by each of its stacks: it is skipped only if all of them are. Of several broken ones the last
 * comes first, for stacks are listed in the order in which they use each other. Pure.
 */
export function decideService({ service, fingerprint, stacks, forced }: ServiceToDecide): ServiceDecision {
  const decisions = service.stackNames.map((stackName) => ({
    stackName,
    decision: decide(stacks.get(stackName), service, fingerprint),
  }));
  for (const kind of urgency) {
    const asking = decisions.filter(({ decision }) => decision.kind === kind);
    const next = kind === "deploy" ? asking[0] : asking.at(-1);
    if (next) return next;
  }
  const [stackName] = service.stackNames;
  return { stackName, decision: forced ? { kind: "deploy", reason: { kind: "forced" } } : { kind: "skip" } };
}
