import type { StackRun } from "./stack-run.ts";

/** What deploying one resource needs beside the run. */
export interface DeployStep {
  run: StackRun;
  logicalId: string;
  dependsOn: string[];
  /** Aborted when another resource fails: what is under way is then cancelled. */
  signal: AbortSignal;
}
