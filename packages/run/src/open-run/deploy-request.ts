import type { RegattaConfig } from "@regatta/config";
import type { Clock } from "@regatta/foundation";
import type { ViewDetail } from "@regatta/run-log";
import type { BasisOptions } from "../basis/run-basis.ts";
import type { LendingRequest } from "../fleet/lending.ts";
import type { InterruptSource } from "./interrupt-source.ts";

/** What is said to everything that leases accounts and deploys to them. */
export interface DeployRequest extends BasisOptions, LendingRequest {
  config: RegattaConfig;
  /** The options on the command line, for the log: each as `--name` or `--name=value`. */
  given?: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Where whoever reads of it is; absolute: what is below is named from there. */
  readFrom?: string;
  /** Where the run is shown as it goes. */
  stdout: NodeJS.WriteStream;
  /** How much is said there as it goes; `normal` when left out. */
  detail?: ViewDetail;
  interrupt: InterruptSource;
  version: string;
  clock?: Clock;
}
