import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";

/** Declares `regatta init`. */
export function declareInit(program: Command, perform: Perform): void {
  program
    .command("init")
    .summary("write a commented configuration")
    .description("Writes regatta.config.ts into this folder, with the usual settings explained.")
    .option("--force", "also when there is a configuration here already")
    .action((options: { force?: boolean }) =>
      perform(async (context) => {
        const { init } = await import("./action.ts");
        return init(context, options);
      }),
    );
}
