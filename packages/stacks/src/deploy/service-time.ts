import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { type Pause, withTimeLimit } from "../time-limit/with-time-limit.ts";
import type { AccountCalls } from "./calls/stack-calls.ts";

const defaultTimeoutMs = 30 * 60_000;

/**
 * Runs a step of a service's deploy for as long as the service may take, waiting for others' operations included, but
 * not what it spends in line for a slot (`pause`).
 * @throws RegattaError DEPLOY_TIMED_OUT when time is up; what `work` throws.
 */
export function inServiceTime<T>(
  { name, timeoutMs: limitMs = defaultTimeoutMs, stackNames: [stackName] }: ServiceDefinition,
  { clock, signal, account }: Pick<AccountCalls, "clock" | "signal" | "account">,
  work: (signal: AbortSignal, pause: Pause) => Promise<T>,
): Promise<T> {
  const onTimeUp = () =>
    new RegattaError(`Not done after ${limitMs / 1000} s, the time this service may take.`, {
      code: "DEPLOY_TIMED_OUT",
      source: "service",
      nextStep: `Look at what the stack ${stackName} is waiting for, or raise timeoutSeconds of "${name}".`,
      account,
      stackName,
    });
  return withTimeLimit({ clock, limitMs, signal, onTimeUp }, work);
}
