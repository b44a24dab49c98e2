/** What happens while an account is prepared. Times in ms. */
export type DeployEvent =
  | { kind: "stacks-read"; stacks: number }
  | { kind: "service-skipped"; service: string }
  | { kind: "deploy-started"; service: string; stackName: string; reason: string }
  | {
      kind: "deploy-finished";
      service: string;
      stackName: string;
      durationMs: number;
      /** CloudFormation found nothing to change. */
      noUpdates: boolean;
    }
  | { kind: "deploy-failed"; service: string; stackName: string; reason: string; durationMs: number }
  /** A broken stack was deleted, or rolled back to where it can be updated; `status` is what it was in. */
  | { kind: "stack-cleared"; service: string; stackName: string; status: string }
  /** Somebody's operation is under way on it; waiting for its end. */
  | { kind: "stack-waiting"; service: string; stackName: string; status: string };
