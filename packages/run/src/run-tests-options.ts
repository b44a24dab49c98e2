import type { DeployRequest } from "./deploy-request.ts";

export interface RunTestsOptions extends DeployRequest {
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
}
