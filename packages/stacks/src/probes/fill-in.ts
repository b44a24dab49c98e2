import { didYouMean, RegattaError } from "@regatta/foundation";
import type { ProbedService } from "./look.ts";

/** `${Name}`, or `${stack.Name}` where several stacks have an output of that name. */
const placeholder = /\$\{([^}]*)\}/g;

/**
 * Puts outputs of a service's stacks into a text.
 * @throws RegattaError PROBE_FAILED when there is no output of a name.
 */
export function fillIn(text: string, { service, outputs, calls }: ProbedService): string {
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = outputs[name];
    if (value !== undefined) return value;
    const known = Object.keys(outputs).sort();
    throw new RegattaError(
      `A probe of "${service.name}" asks for the output ${name}, which no stack of it has.`,
      {
        code: "PROBE_FAILED",
        source: "user",
        nextStep: `Add the output to the stack, or name one of: ${known.join(", ") || "none"}${didYouMean(name, known)}.`,
        account: calls.account,
        stackName: service.stackNames[0],
      },
    );
  });
}
