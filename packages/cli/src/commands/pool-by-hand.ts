import type { Command } from "commander";
import type { Perform } from "../command-context.ts";
import { declarePoolConsole } from "./pool-console/index.ts";
import { declarePoolDisable } from "./pool-disable/index.ts";
import { declarePoolEnable } from "./pool-enable/index.ts";
import { declarePoolHold } from "./pool-hold/index.ts";
import { declarePoolLease } from "./pool-lease/index.ts";
import { declarePoolRelease } from "./pool-release/index.ts";
import { declarePoolReset } from "./pool-reset/index.ts";
import { declarePoolShell } from "./pool-shell/index.ts";

/** Declares the commands of `regatta pool` by which a person takes, keeps, gives back or sets aside single accounts. */
export function declarePoolByHand(pool: Command, perform: Perform): void {
  for (const declare of [
    declarePoolLease,
    declarePoolShell,
    declarePoolConsole,
    declarePoolHold,
    declarePoolRelease,
    declarePoolDisable,
    declarePoolEnable,
    declarePoolReset,
  ])
    declare(pool, perform);
}
