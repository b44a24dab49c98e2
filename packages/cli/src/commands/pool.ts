import type { Command } from "commander";
import type { Perform } from "../command-context.ts";
import { declarePoolAdd } from "./pool-add/index.ts";
import { declarePoolByHand } from "./pool-by-hand.ts";
import { declarePoolDoctor } from "./pool-doctor/index.ts";
import { declarePoolImport } from "./pool-import/index.ts";
import { declarePoolInit } from "./pool-init/index.ts";
import { declarePoolRemove } from "./pool-remove/index.ts";
import { declarePoolShow } from "./pool-show/index.ts";
import { declarePoolStatus } from "./pool-status/index.ts";
import { declarePoolWarm } from "./pool-warm/index.ts";

/** Declares `regatta pool` and its commands. */
export function declarePool(program: Command, perform: Perform): void {
  const pool = program
    .command("pool")
    .summary("keep the pool of accounts")
    .description("Keeps the pool: a named set of accounts in a DynamoDB table.");
  for (const declare of [
    declarePoolInit,
    declarePoolAdd,
    declarePoolImport,
    declarePoolStatus,
    declarePoolShow,
    declarePoolDoctor,
    declarePoolRemove,
    declarePoolWarm,
    declarePoolByHand,
  ])
    declare(pool, perform);
}
