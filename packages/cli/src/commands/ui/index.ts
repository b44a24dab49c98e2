import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { wholeNumber } from "../../parse-option.ts";

interface Options {
  port: number;
  open?: boolean;
  config?: string;
}

const examples = `
The page is for browsers on this machine, by an address with a token of its own, and it only reads. Ctrl-C ends it.

Examples:
  regatta ui --open
  regatta ui 20260131T101500-x7k2aa      this run, also when later ones start
  regatta ui --port 4790                 for a tunnel: ssh -L 4790:127.0.0.1:4790 build-machine
`;

/** Declares `regatta ui`. */
export function declareUi(program: Command, perform: Perform): void {
  program
    .command("ui")
    .summary("serve the live page: a run under way, the pool, and the history")
    .description("Serves a page on this machine that shows runs as they go, and the pool: docs/ui.md.")
    .argument(
      "[run]",
      "the run that is shown first: its id, or `latest`, also of one that starts later",
      "latest",
    )
    .option("--port <n>", "the port; 0 is any that is free", wholeNumber(0, 65_535), 0)
    .option("--open", "show it in the browser")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .addHelpText("after", helpText(examples))
    .action((run: string, options: Options) =>
      perform(async (context) => {
        const { ui } = await import("./action.ts");
        return ui(context, { ...options, run });
      }),
    );
}
