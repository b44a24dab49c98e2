import type { AccountCalls } from "../deploy/calls/stack-calls.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** What one look at a probe found. */
export interface Look {
  held: boolean;
  /** In words, for people: "503 Service Unavailable". */
  seen: string;
}

/** Where a probe is looked at: a service that was just deployed. */
export interface ProbedService {
  service: ServiceDefinition;
  /** The outputs of its stacks. */
  outputs: Record<string, string>;
  /** The whole environment of commands in its account. */
  environment: Record<string, string>;
  calls: Pick<AccountCalls, "client" | "clock" | "account" | "signal">;
}
