import { readFile } from "node:fs/promises";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { CloudFormationDeployer } from "../deployer.ts";
import type { ServiceDefinition } from "../service-definition.ts";

/** Largest template a call may carry in its body, bytes (API_CreateChangeSet, TemplateBody). */
export const maxTemplateBytes = 51_200;

/**
 * The text of a service's template.
 * @throws RegattaError TEMPLATE_INVALID when it cannot be read, TEMPLATE_TOO_LARGE.
 */
export async function readTemplate(
  { name }: ServiceDefinition,
  { template }: CloudFormationDeployer,
): Promise<string> {
  const content = await readFile(template).catch((error: unknown) => {
    throw new RegattaError(`The template of the service "${name}" cannot be read: ${messageOf(error)}`, {
      code: "TEMPLATE_INVALID",
      source: "user",
      nextStep: "Correct the service's template in the configuration.",
      cause: error,
    });
  });
  if (content.length <= maxTemplateBytes) return content.toString("utf8");
  throw new RegattaError(
    `The template ${template} has ${content.length} bytes; CloudFormation takes at most ${maxTemplateBytes} in a call.`,
    {
      code: "TEMPLATE_TOO_LARGE",
      source: "user",
      nextStep: `Split the service "${name}" into several, or take out comments and repeated parts.`,
    },
  );
}
