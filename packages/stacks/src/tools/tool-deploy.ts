import type { ToolInput } from "./tool-command.ts";

/** One deploy of a service by its tool. */
export interface ToolDeploy<D> extends ToolInput<D> {
  /** Aborting it ends the tool and everything it has started. */
  signal: AbortSignal;
}

export interface ToolDeployed {
  /** Whether the tool says that there was nothing to change. */
  noUpdates: boolean;
}

/** In the words of the SAM CLI, serverless, `aws cloudformation deploy` and the API. */
export function saysNoUpdates(output: string): boolean {
  return /No changes to deploy\b|No updates are to be performed/.test(output);
}
