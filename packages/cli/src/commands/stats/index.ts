import { type Command, Option } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { type PoolOptions, withPoolOptions } from "../../pool-options.ts";
import { type Since, since } from "./since.ts";

interface Options extends PoolOptions {
  since: Since;
  suite?: string;
  branch?: string;
  json?: boolean;
  output?: string;
  open?: boolean;
}

const examples = `
Every run of tests, deploy, warming and cleaning leaves a record beside the pool, for 400 days. docs/stats.md says how each
figure is reckoned; what is not known is not told. All times are UTC.

Examples:
  regatta stats
  regatta stats --since 12h
  regatta stats --since 8w --branch main
  regatta stats --since 90d --output stats.html --open
  regatta stats --since 8w --json | jq -r '.files[] | select(.flakyRuns > 0) | .file'
`;

/** Declares `regatta stats`. */
export function declareStats(program: Command, perform: Perform): void {
  const command = program
    .command("stats")
    .summary("show what weeks of runs add up to: lengths, flaky files, use of the pool, cost")
    .description(
      "Shows what the pool's runs add up to: how they ended, where the time went, flaky, slow and growing files, use of the accounts, why they became dirty, cost.",
    )
    .addOption(
      new Option("--since <time>", "how far back: 12h, 30d, 8w, or a day, 2026-01-31")
        .argParser(since)
        .default(since("30d"), "30d"),
    )
    .option("--suite <name>", "only runs of this suite: the name in its package.json")
    .option("--branch <name>", "only runs on this branch")
    .option("--json", "for programs: every figure there is")
    .option("--output <file>", "write it as a page, with plots, that needs nothing else")
    .option("--open", "show that page in the browser")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command).action((options: Options) =>
    perform(async (context) => {
      const { stats } = await import("./action.ts");
      return stats(context, options);
    }),
  );
}
