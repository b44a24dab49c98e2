import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { namedRuns, runsArgument } from "../../runs-argument.ts";

interface Options {
  config?: string;
  output?: string;
}

const examples = `
Open the file at https://ui.perfetto.dev, which sends it nowhere, or in Chrome at chrome://tracing.

Examples:
  regatta trace
  regatta trace 20260131T101500-x7k2aa --output run.json
  regatta trace artifacts/                                  of all containers whose logs are below it
`;

/** Declares `regatta trace`. */
export function declareTrace(program: Command, perform: Perform): void {
  program
    .command("trace")
    .summary("write a run as a file that Perfetto reads")
    .description("Writes what a run did when, in which account, as a file that Perfetto reads.")
    .argument(...runsArgument)
    .option("--output <file>", "where the file goes, instead of trace.json in the run's folder")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples))
    .action((runs: string[], options: Options) =>
      perform(async (context) => {
        const { trace } = await import("./action.ts");
        return trace(context, { ...options, runs: namedRuns(runs) });
      }),
    );
}
