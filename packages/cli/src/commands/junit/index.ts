import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { namedRuns, runsArgument } from "../../runs-argument.ts";

interface Options {
  config?: string;
  output?: string;
}

const examples = `
Also of a run that was killed: what has no result is in the report as an error.

Examples:
  regatta junit
  regatta junit 20260131T101500-x7k2aa --output reports/again.xml
  regatta junit artifacts/ --output reports/whole-run.xml    of all containers whose logs are below it
`;

/** Declares `regatta junit`. */
export function declareJUnit(program: Command, perform: Perform): void {
  program
    .command("junit")
    .summary("write the JUnit report of a run again, from its events")
    .description("Writes the JUnit report of a run from the events it left behind.")
    .argument(...runsArgument)
    .option("--output <file>", "where the report goes, instead of output.junit")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples))
    .action((runs: string[], options: Options) =>
      perform(async (context) => {
        const { junit } = await import("./action.ts");
        return junit(context, { ...options, runs: namedRuns(runs) });
      }),
    );
}
