import type { RegattaConfig } from "@regatta/config";
import type { Clock } from "@regatta/foundation";
import type { InterruptSource } from "./interrupt.ts";

export interface RunTestsOptions {
  config: RegattaConfig;
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
  /** The most accounts to use; `accounts.max` of the configuration when left out. */
  accounts?: number;
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  interrupt: InterruptSource;
  version: string;
  clock?: Clock;
}
