import type { RegattaError } from "@regatta/foundation";

/** What came of preparing an account. */
export type PrepareResult =
  | ({ kind: "ready" } & PreparedServices)
  /** At least one service is not there; what does not depend on it was brought to its end all the same. */
  | ({ kind: "failed"; failures: ServiceFailure[]; blocked: BlockedService[] } & PreparedServices);

/** The services that are as they should be, by what it took, in deploy order. */
export interface PreparedServices {
  deployed: string[];
  skipped: string[];
  /** The outputs of their stacks, by service. */
  outputs: Record<string, Record<string, string>>;
}

export interface ServiceFailure {
  service: string;
  stackName: string;
  /** The first real cause: the resource's logical id and its message, where the stack's events say so. */
  reason: string;
  error: RegattaError;
  /** Whether its deploy was begun: if not (its build failed), nothing in the account was touched for it. */
  begun: boolean;
}

/** A service that was not tried. */
export interface BlockedService {
  service: string;
  /** The service that failed and that it depends on, directly or not. */
  by: string;
}

/** What came of one service. */
export type ServiceResult =
  | { kind: "skipped" | "deployed"; outputs: Record<string, string> }
  | { kind: "failed"; failure: ServiceFailure }
  | { kind: "blocked"; by: string };

/** Puts the results of all services, by name, together. Pure. */
export function summarize(
  results: Iterable<readonly [service: string, result: ServiceResult]>,
): PrepareResult {
  const prepared: PreparedServices = { deployed: [], skipped: [], outputs: {} };
  const failures: ServiceFailure[] = [];
  const blocked: BlockedService[] = [];
  for (const [service, result] of results) {
    if (result.kind === "failed") failures.push(result.failure);
    else if (result.kind === "blocked") blocked.push({ service, by: result.by });
    else {
      prepared[result.kind].push(service);
      prepared.outputs[service] = result.outputs;
    }
  }
  if (failures.length === 0) return { kind: "ready", ...prepared };
  return { kind: "failed", failures, blocked, ...prepared };
}
