import { createInterface } from "node:readline/promises";
import { RegattaError } from "@regatta/foundation";
import type { CommandContext } from "./command-context.ts";

/**
 * Asks a person before something is done that cannot be taken back.
 * @param question ends in a question mark.
 * @param options.yes it was said beforehand, with --yes: nobody is asked.
 * @returns whether to go on; no is the answer of whoever says nothing, or ends the question with Ctrl-C or Ctrl-D.
 * @throws RegattaError CONFIRMATION_NEEDED when nobody can be asked, for there is no terminal.
 */
export async function confirm(
  { stdin, stdout }: CommandContext,
  question: string,
  { yes = false }: { yes?: boolean | undefined },
): Promise<boolean> {
  if (yes) return true;
  if (!stdin?.isTTY || !stdout.isTTY) {
    throw new RegattaError("This has to be confirmed, and there is no terminal to ask on.", {
      code: "CONFIRMATION_NEEDED",
      source: "user",
      nextStep: "Say --yes when it is what you want. Nothing was changed.",
    });
  }
  const prompt = createInterface({ input: stdin, output: stdout });
  try {
    const ended = new Promise<string>((resolve) => prompt.once("close", () => resolve("")));
    prompt.once("SIGINT", () => prompt.close());
    const answer = await Promise.race([prompt.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}
