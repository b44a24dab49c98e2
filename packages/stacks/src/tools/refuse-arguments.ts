import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** Why an argument of a tool is not the user's to give, by its name (`--hotswap`). */
export type Refused = Readonly<Record<string, string>>;

/**
 * Lets through arguments that do not contradict what Regatta itself says to a tool, or leave a stack other than
 * its tags tell.
 * @throws RegattaError TOOL_ARGUMENT_REFUSED, with the reason.
 */
export function refuseArguments(service: ServiceDefinition, args: readonly string[], refused: Refused): void {
  for (const arg of args) {
    const [name = ""] = arg.split("=");
    const why = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (why === undefined) continue;
    throw new RegattaError(`The service "${service.name}" has ${name} in its args: ${why}`, {
      code: "TOOL_ARGUMENT_REFUSED",
      source: "user",
      nextStep: `Take ${name} out of the args of "${service.name}".`,
    });
  }
}
