import type { Command } from "commander";
import type { AccountsWanted } from "./parse-option.ts";

/** The options that say which services are meant, and which accounts: of `run`, `deploy` and `plan` alike. */
export interface SelectionOptions {
  accounts?: AccountsWanted;
  account?: string;
  /** How long to wait in line, ms. */
  wait?: number;
  priority?: number;
  only?: string[];
  skip?: string[];
  withDependents?: boolean;
  force?: boolean;
  branch?: string;
}

/** Adds the options that say which services are meant. */
export function withSelectionOptions(command: Command): Command {
  return command
    .optionsGroup("Services:")
    .option("--only <services>", "only these services, by name with commas between; can be repeated", names)
    .option("--skip <services>", "not these services", names)
    .option("--with-dependents", "with --only: also what depends on those services")
    .option("--force", "deploy them although their stacks' tags say that they are up to date")
    .option("--branch <branch>", "take services of other repositories from this branch, where they have it")
    .optionsGroup("Options:");
}

/** What the options say, as the packages below take it. */
export function selectionOf(options: SelectionOptions) {
  const { only, skip, withDependents, force, branch, account, accounts, wait, priority } = options;
  return {
    selection: {
      ...(only === undefined ? {} : { only }),
      ...(skip === undefined ? {} : { skip }),
      ...(withDependents === undefined ? {} : { withDependents }),
    },
    ...(force === undefined ? {} : { force }),
    ...(branch === undefined ? {} : { branch }),
    ...(account === undefined ? {} : { account }),
    ...accountsOf(accounts),
    ...(wait === undefined ? {} : { waitMs: wait }),
    ...(priority === undefined ? {} : { priority }),
  };
}

function accountsOf(accounts: AccountsWanted | undefined) {
  if (accounts === undefined) return {};
  if (accounts === "auto") return { autoAccounts: true };
  const { min, max } = accounts;
  return { accounts: max, ...(min === undefined ? {} : { minAccounts: min }) };
}

function names(text: string, before: string[] = []): string[] {
  const named = text.split(",").map((name) => name.trim());
  return [...before, ...named.filter((name) => name !== "")];
}
