/** What happens while an account is prepared. Times in ms. */
export type DeployEvent =
  | { kind: "stacks-read"; stacks: number }
  | { kind: "service-skipped"; service: string }
  /** Every `deploy-started` is followed by one `deploy-finished` or `deploy-failed`, unless it is cut off. */
  | { kind: "deploy-started"; service: string; stackName: string; reason: string }
  | {
      kind: "deploy-finished";
      service: string;
      stackName: string;
      /** Until its probes held. */
      durationMs: number;
      /** CloudFormation found nothing to change. */
      noUpdates: boolean;
    }
  /** Also when it could not even be started (its build failed). */
  | {
      kind: "deploy-failed";
      service: string;
      stackName: string;
      reason: string;
      /** What the reader should do now. */
      nextStep?: string;
      durationMs: number;
    }
  /** It is not tried, for `by`, which it depends on, directly or not, has failed. */
  | { kind: "service-blocked"; service: string; by: string }
  /** Skipped or deployed, and its probes hold; or left as it is, and there. The outputs may be secret: nothing to log. */
  | { kind: "service-ready"; service: string; outputs: Record<string, string> }
  /** A broken stack was deleted, or rolled back to where it can be updated; `status` is what it was in. */
  | { kind: "stack-cleared"; service: string; stackName: string; status: string }
  /** Somebody's operation is under way on it; waiting for its end. */
  | { kind: "stack-waiting"; service: string; stackName: string; status: string }
  /** What is asked of a service after its deploy; `probe` in words, without values of outputs. */
  | { kind: "probe-started"; service: string; probe: string }
  | { kind: "probe-held"; service: string; probe: string; durationMs: number }
  /** CloudFormation refuses calls of this account for their number: all of them wait. At most one a second. */
  | { kind: "deploy-throttled"; waitMs: number };
