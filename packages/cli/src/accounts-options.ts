import { type Command, Option } from "commander";
import { wholeNumber } from "./parse-option.ts";

/** Adds the options that say which accounts are used. */
export function withAccountsOptions(command: Command): Command {
  return command
    .option("--accounts <n>", "the most accounts to use, instead of accounts.max", wholeNumber(1, 1_000))
    .addOption(
      new Option(
        "--account <account>",
        "one account and no other: its name, its id, or <id>/<region>",
      ).conflicts("accounts"),
    );
}
