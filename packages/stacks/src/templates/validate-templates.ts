import { isRegattaError, RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service-definition.ts";
import { expressProblems } from "./express-problems.ts";
import { openTemplate } from "./open-template.ts";
import { readTemplate } from "./read-template.ts";
import { type TemplateProblem, templateProblems } from "./template-problems.ts";

/**
 * Reads and checks the templates of all services, before any account is touched.
 * @throws RegattaError TEMPLATE_INVALID or EXPRESS_UNSUPPORTED, listing every problem as `file:line: what`, or
 *   TEMPLATE_TOO_LARGE.
 */
export async function validateTemplates(services: ServiceDefinition[]): Promise<void> {
  const checked = await Promise.all(services.map(problemsOf));
  const failed = checked.flat();
  const first = failed[0];
  if (!first) return;
  throw new RegattaError(failed.map(({ message }) => message).join("\n"), {
    code: first.code,
    source: "user",
    nextStep: first.nextStep ?? "Correct the template; nothing was deployed.",
  });
}

interface Problem {
  code: string;
  message: string;
  nextStep?: string | undefined;
}

async function problemsOf(service: ServiceDefinition): Promise<Problem[]> {
  const { deployer } = service;
  if (deployer.kind !== "cloudformation") return [];
  const at = ({ line, message }: TemplateProblem) => `${deployer.template}:${line}: ${message}`;
  try {
    const template = openTemplate(await readTemplate(service, deployer));
    const invalid = templateProblems(template);
    if (invalid.length > 0) return invalid.map((one) => ({ code: "TEMPLATE_INVALID", message: at(one) }));
    if (service.mode !== "express") return [];
    return expressProblems(template).map((one) => ({
      code: "EXPRESS_UNSUPPORTED",
      message: at(one),
      nextStep: `Take mode: "express" from the service "${service.name}", or move its custom resources to another service.`,
    }));
  } catch (error) {
    if (!isRegattaError(error)) throw error;
    return [error];
  }
}
