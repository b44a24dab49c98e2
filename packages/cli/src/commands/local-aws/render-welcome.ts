import type { LocalAws } from "@regatta/local-aws";
import { count } from "../../output/count.ts";

/** What there is to know of an embedded AWS that has started. */
export interface LocalAwsFacts extends Pick<LocalAws, "url" | "env" | "hub" | "accounts"> {
  /** The pool's table, if one was made. */
  table?: string | undefined;
  /** Where it keeps its state; absent: nowhere. */
  stateDirectory?: string | undefined;
}

interface Colours {
  bold: (text: string) => string;
  dim: (text: string) => string;
}

/** How to talk to the embedded AWS, and what to try on it. */
export function renderWelcome(facts: LocalAwsFacts, { bold, dim }: Colours): string {
  const { url, env, accounts, stateDirectory } = facts;
  const exports = Object.entries(env).map(([name, value]) => `  export ${name}=${value}`);
  const end =
    stateDirectory === undefined
      ? "Ctrl-C ends it, and all that is in it."
      : `Ctrl-C ends it; ${stateDirectory} keeps all that is in it.`;
  return [
    `An AWS of ${count(accounts.length, "account")} listens on ${bold(url)}. Nothing in it is real, and nothing costs money.`,
    "",
    bold("In another terminal, set:"),
    "",
    // Left over from other work, these would be sent along or win.
    "  unset AWS_PROFILE AWS_SESSION_TOKEN",
    ...exports,
    "",
    bold("Then try:"),
    "",
    ...suggestions(facts),
    "",
    dim(end),
    "",
  ].join("\n");
}

function suggestions({ table, accounts }: LocalAwsFacts): string[] {
  const [first] = accounts;
  const role = first?.roleArn.split("/").at(-1);
  const steps: Array<[string, string]> =
    table === undefined
      ? [
          ["regatta init", "write a configuration"],
          ["regatta pool init", "make the pool's table"],
          [
            `regatta pool add ${first?.id} --role ${role} --external-id ${first?.externalId}`,
            "add an account",
          ],
          ["regatta pool status", "see it"],
        ]
      : [
          [`regatta pool status --table ${table}`, "the accounts"],
          [
            "regatta init",
            table === "regatta"
              ? "write a configuration"
              : `write a configuration; set pool.table to ${table}`,
          ],
          ["regatta plan", "what a run of your tests would do"],
          ["regatta run", "do it"],
        ];
  const width = Math.max(...steps.map(([command]) => command.length));
  return steps.map(([command, what]) => `  ${command.padEnd(width)}  # ${what}`);
}
