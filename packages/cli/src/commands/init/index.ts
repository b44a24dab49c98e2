import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";

const next = `
Then name your services in it (a folder with a template is enough), and look at what a run would do:
  regatta plan
`;

/** Declares `regatta init`. */
export function declareInit(program: Command, perform: Perform): void {
  program
    .command("init")
    .summary("write a commented configuration")
    .description("Writes regatta.config.ts into this folder, with the usual settings explained.")
    .option("--force", "also when there is a configuration here already")
    .addHelpText("after", helpText(next))
    .action((options: { force?: boolean }) =>
      perform(async (context) => {
        const { init } = await import("./action.ts");
        return init(context, options);
      }),
    );
}
