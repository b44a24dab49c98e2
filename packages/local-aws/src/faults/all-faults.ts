import {
  type Fault,
  isResourceFault,
  parseFault,
  type RequestFault,
  type ResourceFailureKind,
} from "./fault.ts";
import type { FaultBook, FaultControl } from "./fault-book.ts";

/** Whoever works on resources and can be told that they fail. */
export interface ResourceFailures {
  /** @returns the id to clear it by. */
  failResource(failure: Omit<ResourceFailureKind, "kind"> & { account?: string; times?: number }): string;
  clearResourceFailures(id?: string): void;
}

/** One control for both sorts of faults: those of requests, and those of resources. */
export class AllFaults implements FaultControl {
  readonly #requests: FaultBook;
  readonly #resources: ResourceFailures;

  constructor(options: { requests: FaultBook; resources: ResourceFailures }) {
    this.#requests = options.requests;
    this.#resources = options.resources;
  }

  add(value: Fault): string {
    const fault = parseFault(value);
    if (!isResourceFault(fault)) return this.#requests.add(fault as RequestFault);
    const { kind: _, ...failure } = fault.kind;
    const { account, times } = fault;
    return this.#resources.failResource({
      ...failure,
      ...(account !== undefined && { account }),
      ...(times !== undefined && { times }),
    });
  }

  clear(id?: string): void {
    this.#requests.clear(id);
    this.#resources.clearResourceFailures(id);
  }
}
