import type { Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { wholeNumber } from "../../parse-option.ts";

interface Options {
  accounts: number;
  fresh?: boolean;
  plan?: boolean;
  folder: string;
}

const examples = `
Needs the package @regatta/demo. The folder is yours: what the embedded AWS has is kept in it, so run it again, and every
stack is skipped; change a service there, and exactly that one is deployed. Nothing of it can reach real AWS.

Examples:
  regatta demo
  regatta demo --plan                     after a change: what would be deployed
  regatta demo orders -t "ships"          some of the tests, as Jest selects
  regatta demo --fresh --accounts 4       forgets what was deployed
`;

/** Declares `regatta demo`. */
export function declareDemo(program: Command, perform: Perform): void {
  program
    .command("demo")
    .summary("see the whole job: a sample shop on an embedded AWS")
    .description(
      "Copies a sample shop into a folder, starts an embedded AWS, deploys the shop and runs its tests.",
    )
    .usage("[options] [jest arguments…]")
    .argument("[jest-arguments...]", "options and patterns for Jest")
    .option("--accounts <n>", "how many accounts the embedded AWS has", wholeNumber(1, 100), 8)
    .option("--fresh", "forget what was deployed")
    .option("--plan", "show what would be done; touches nothing")
    .option("--folder <folder>", "where the shop is, or is to be", "regatta-demo")
    .allowUnknownOption()
    .addHelpText("after", helpText(examples))
    .action((rest: string[], options: Options) =>
      perform(async (context) => {
        const { demo } = await import("./action.ts");
        return demo(context, { ...options, rest });
      }),
    );
}
