import type { Command } from "commander";
import type { Perform } from "../command-context.ts";
import { declarePoolAdd } from "./pool-add/index.ts";
import { declarePoolConsole } from "./pool-console/index.ts";
import { declarePoolDisable } from "./pool-disable/index.ts";
import { declarePoolDoctor } from "./pool-doctor/index.ts";
import { declarePoolEnable } from "./pool-enable/index.ts";
import { declarePoolHold } from "./pool-hold/index.ts";
import { declarePoolImport } from "./pool-import/index.ts";
import { declarePoolInit } from "./pool-init/index.ts";
import { declarePoolLease } from "./pool-lease/index.ts";
import { declarePoolRelease } from "./pool-release/index.ts";
import { declarePoolRemove } from "./pool-remove/index.ts";
import { declarePoolReset } from "./pool-reset/index.ts";
import { declarePoolShell } from "./pool-shell/index.ts";
import { declarePoolShow } from "./pool-show/index.ts";
import { declarePoolStatus } from "./pool-status/index.ts";
import { declarePoolWarm } from "./pool-warm/index.ts";

/** Declares `regatta pool` and its commands. */
export function declarePool(program: Command, perform: Perform): void {
  const pool = program
    .command("pool")
    .summary("keep the pool of accounts, and work in one by hand")
    .description("Keeps the pool: a named set of accounts in a DynamoDB table.");
  for (const [title, declarations] of groups) {
    pool.commandsGroup(title);
    for (const declare of declarations) declare(pool, perform);
  }
  // Belongs to the last group.
  pool.helpCommand("help [command]", "show the help of a command");
}

const groups: Array<[title: string, declarations: Array<(pool: Command, perform: Perform) => void>]> = [
  ["Which accounts it has:", [declarePoolInit, declarePoolAdd, declarePoolImport, declarePoolRemove]],
  ["Looking at them:", [declarePoolStatus, declarePoolShow, declarePoolDoctor]],
  [
    "Working in one by hand:",
    [declarePoolLease, declarePoolShell, declarePoolConsole, declarePoolHold, declarePoolRelease],
  ],
  ["Keeping them fit:", [declarePoolWarm, declarePoolDisable, declarePoolEnable, declarePoolReset]],
];
