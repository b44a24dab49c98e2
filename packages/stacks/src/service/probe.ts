/**
 * What must hold in an account before a service counts as complete there. `${Output}` in texts stands for an output
 * of the service's stacks.
 */
export type Probe = ProbePatience &
  (
    | { kind: "command"; command: string }
    /** A GET (or what `method` says) that answers with this status; 200 to 299 when absent. */
    | { kind: "http"; url: string; method?: string; status?: number }
    /** A resource of the service's (first) stack that CloudFormation itself says is there and complete. */
    | { kind: "resource"; logicalId: string; stackName?: string }
  );

export interface ProbePatience {
  /** How long it may take to hold, ms. Default 120,000. */
  timeoutMs?: number;
  /** How long to wait between two looks, ms. Default 1,000. */
  everyMs?: number;
}
