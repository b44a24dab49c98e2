import { isRegattaError, RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service-definition.ts";
import { templateProblems } from "./parse-template.ts";
import { readTemplate } from "./read-template.ts";

/**
 * Reads and checks the templates of all services, before any account is touched.
 * @throws RegattaError TEMPLATE_INVALID, listing every problem as `file:line: what`, or TEMPLATE_TOO_LARGE.
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
  try {
    return templateProblems(await readTemplate(service, deployer)).map(({ line, message }) => ({
      code: "TEMPLATE_INVALID",
      message: `${deployer.template}:${line}: ${message}`,
    }));
  } catch (error) {
    if (!isRegattaError(error)) throw error;
    return [error];
  }
}
