import { type Command, Option } from "commander";
import { type AccountsRange, accounts, accountsWanted, durationUpTo, wholeNumber } from "./parse-option.ts";

const DAY_MS = 86_400_000;

const most = "the most accounts to use, instead of accounts.max";

/** Adds the options that say which accounts are used. @param canBegin whether it begins with a number of them at once. */
export function withAccountsOptions(command: Command, { canBegin }: { canBegin: boolean }): Command {
  const range = canBegin
    ? `${most}; 2..8 also says with how many to begin, auto: as many as the run is worth`
    : most;
  return command
    .optionsGroup("Accounts:")
    .option(
      "--accounts <n>",
      range,
      canBegin ? accountsWanted : (text): AccountsRange => ({ max: accounts(text) }),
    )
    .addOption(
      new Option(
        "--account <account>",
        "one account and no other: your own by its name in `personal`, or one of the pool by name, id or <id>/<region>",
      ).conflicts("accounts"),
    )
    .optionsGroup("Options:");
}

/** Adds the options that say how long, and before whom, accounts are waited for. */
export function withWaitingOptions(command: Command): Command {
  return command
    .optionsGroup("Accounts:")
    .option(
      "--wait <duration>",
      "how long to wait in line for accounts, or for your own where another terminal has it: 90s, 10m, 1h30m",
      durationUpTo(DAY_MS),
    )
    .option(
      "--priority <n>",
      "whose turn it is when several wait: the highest first",
      wholeNumber(-1_000, 1_000),
    )
    .optionsGroup("Options:");
}
