import { parseArgs } from "node:util";

export interface DemoOptions {
  /** How many pool accounts the embedded AWS has. */
  accounts: number;
  /** Forget what the last demo left in the embedded AWS. */
  fresh: boolean;
  /** Say what a run would do, and do nothing. */
  plan: boolean;
  /** What goes on to `regatta run`. */
  rest: string[];
}

/** Takes the demo's own flags out of the arguments; everything else is handed on. */
export function demoOptions(argv: string[]): DemoOptions {
  const { values, tokens } = parseArgs({
    args: argv,
    options: { accounts: { type: "string" }, fresh: { type: "boolean" }, plan: { type: "boolean" } },
    strict: false,
    tokens: true,
  });
  const own = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || !["accounts", "fresh", "plan"].includes(token.name)) continue;
    own.add(token.index);
    if (token.name === "accounts" && !token.inlineValue) own.add(token.index + 1);
  }
  return {
    accounts: Number(values.accounts ?? 8),
    fresh: values.fresh === true,
    plan: values.plan === true,
    rest: argv.filter((_, index) => !own.has(index)),
  };
}
