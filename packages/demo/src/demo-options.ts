import { parseArgs } from "node:util";
import { RegattaError } from "@regatta/foundation";

export interface DemoOptions {
  /** How many accounts the embedded AWS has, and the run may use. */
  accounts: number;
  /** Forget what the last demo left in the embedded AWS. */
  fresh: boolean;
  /** Say what a run would do, and do nothing. */
  plan: boolean;
  /** The folder that keeps what the embedded AWS has; undefined: the demo's own. */
  state: string | undefined;
  /** The folder to copy the shop into, and to run it in; undefined: it runs where it is. */
  into: string | undefined;
  /** What goes on to the `regatta` command. */
  rest: string[];
}

const own = {
  accounts: { type: "string", default: "8" },
  fresh: { type: "boolean", default: false },
  plan: { type: "boolean", default: false },
  state: { type: "string" },
  into: { type: "string" },
} as const;

/**
 * Takes the demo's own flags out of the arguments; everything else is handed on.
 * @throws {RegattaError} `WRONG_OPTION` for a number of accounts that is none.
 */
export function demoOptions(argv: string[]): DemoOptions {
  const { values, tokens } = parseArgs({ args: argv, options: own, strict: false, tokens: true });
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || !(token.name in own)) continue;
    taken.add(token.index);
    if (own[token.name as keyof typeof own].type === "string" && !token.inlineValue)
      taken.add(token.index + 1);
  }
  return {
    accounts: accountsOf(values.accounts),
    fresh: values.fresh === true,
    plan: values.plan === true,
    state: textOf(values.state),
    into: textOf(values.into),
    rest: argv.filter((_, index) => !taken.has(index)),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function accountsOf(value: unknown): number {
  const accounts = Number(value);
  if (typeof value === "string" && Number.isInteger(accounts) && accounts >= 1 && accounts <= 100)
    return accounts;
  throw new RegattaError(`--accounts is to be a number from 1 to 100, not "${value}"`, {
    code: "WRONG_OPTION",
    source: "user",
    nextStep: "For example: npm run demo -- --accounts 4",
  });
}
