import type { DeployRequest } from "../open-run/deploy-request.ts";

export interface RunTestsOptions extends DeployRequest {
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
}
