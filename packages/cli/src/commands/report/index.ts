import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { namedRuns, runsArgument } from "../../runs-argument.ts";

interface Options {
  config?: string;
  output?: string;
  open?: boolean;
}

const examples = `
One file that needs nothing else, also of a run that was killed, or that is under way. Of a run that several containers shared
it is about all of them, as far as their logs lie in folders beside one another or are named.

Examples:
  regatta report --open
  regatta report 20260131T101500-x7k2aa --output reports/run.html
  regatta report downloads/events.jsonl
  regatta report artifacts/                       of all containers whose logs are below it
  regatta report 0/events.jsonl 1/events.jsonl    the same, named one by one
`;

/** Declares `regatta report`. */
export function declareReport(program: Command, perform: Perform): void {
  program
    .command("report")
    .summary("write the page of a run: timeline, failures, files, deploys")
    .description("Writes the page of a run from the events it left behind: docs/report.md.")
    .argument(...runsArgument)
    .option("--output <file>", "where the page goes, instead of the run's folder")
    .option("--open", "show it in the browser")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples))
    .action((runs: string[], options: Options) =>
      perform(async (context) => {
        const { report } = await import("./action.ts");
        return report(context, { ...options, runs: namedRuns(runs) });
      }),
    );
}
