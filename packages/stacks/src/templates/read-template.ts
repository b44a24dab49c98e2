import { readFile } from "node:fs/promises";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { CloudFormationDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** Largest template a call may carry in its body, bytes (API_CreateChangeSet, TemplateBody). */
export const maxBodyBytes = 51_200;

/** Largest template CloudFormation takes from a bucket: 1 MB (CloudFormation quotas, "Template"), bytes. */
const maxTemplateBytes = 1_000_000;

/**
 * The text of a service's template.
 * @throws RegattaError TEMPLATE_INVALID when it cannot be read, TEMPLATE_TOO_LARGE.
 */
export async function readTemplate(
  { name }: Pick<ServiceDefinition, "name">,
  { template }: Pick<CloudFormationDeployer, "template">,
): Promise<string> {
  const content = await readFile(template).catch((error: unknown) => {
    throw new RegattaError(`The template of the service "${name}" cannot be read: ${messageOf(error)}`, {
      code: "TEMPLATE_INVALID",
      source: "user",
      nextStep: "Correct the service's template in the configuration.",
      cause: error,
    });
  });
  const text = content.toString("utf8");
  mustFit(template, text);
  return text;
}

/**
 * Refuses a template that CloudFormation would refuse for its size.
 * @throws RegattaError TEMPLATE_TOO_LARGE.
 */
export function mustFit(file: string, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxTemplateBytes) return;
  throw new RegattaError(
    `The template ${file} has ${bytes} bytes; CloudFormation takes at most ${maxTemplateBytes}.`,
    {
      code: "TEMPLATE_TOO_LARGE",
      source: "user",
      nextStep: "Split it: into several services, or into nested templates.",
    },
  );
}
