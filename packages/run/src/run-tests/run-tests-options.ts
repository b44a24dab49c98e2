import type { ContainerRequest } from "../containers/container-place.ts";
import type { HoldFailed } from "../fleet/failed-accounts.ts";
import type { DeployRequest } from "../open-run/deploy-request.ts";
import type { RunThen } from "../replay/what-differs.ts";

export interface RunTestsOptions extends DeployRequest, ContainerRequest {
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
  /** Accounts in which a file failed are kept for whoever started the run, instead of being handed back. */
  holdFailed?: HoldFailed | undefined;
  /** How often a file that failed is tried again, in place of what the configuration says. */
  retries?: number;
  /** Give files that are late a second copy, also where the configuration does not say so. */
  backupCopies?: boolean;
  /** The files, absolute, in the order they are to be started in; the longest first when left out. */
  inOrder?: readonly string[];
  /** The run that is run again: what differs from it is told. */
  replayOf?: RunThen;
  /** Look for what files leave behind, also where the configuration does not say so. */
  leaks?: boolean;
}
