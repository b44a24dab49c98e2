import { isRegattaError, RegattaError } from "@regatta/foundation";
import { ServiceInputs } from "../packaging/service-inputs.ts";
import { type FoundTemplate, templatesOf } from "../packaging/templates-of.ts";
import type { CloudFormationDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { readTemplate } from "../templates/read-template.ts";
import { type TemplateProblem, templateProblems } from "../templates/template-problems.ts";
import { expressProblems } from "./express-problems.ts";

/**
 * Reads and checks the templates of all services, and those nested in them, before any account is touched. Whether
 * the code they name is there is not asked: a build step may be what makes it.
 * @throws RegattaError TEMPLATE_INVALID, EXPRESS_UNSUPPORTED or PACKAGE_OUTSIDE_INPUTS, listing every problem as
 *   `file:line: what`; TEMPLATE_TOO_LARGE, SERVICE_INPUT_MISSING.
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
    const templates = await templatesOf(deployer.template, await readTemplate(service, deployer));
    const invalid = problemsIn(templates, ({ template }) => templateProblems(template));
    if (invalid.length > 0) return invalid.map((message) => ({ code: "TEMPLATE_INVALID", message }));
    return [...expressRefusals(service, templates), ...(await outsideInputs(service, deployer, templates))];
  } catch (error) {
    if (!isRegattaError(error)) throw error;
    return [error];
  }
}

function problemsIn(
  templates: FoundTemplate[],
  find: (template: FoundTemplate) => TemplateProblem[],
): string[] {
  return templates.flatMap((one) => find(one).map(({ line, message }) => `${one.file}:${line}: ${message}`));
}

function expressRefusals({ name, mode }: ServiceDefinition, templates: FoundTemplate[]): Problem[] {
  if (mode !== "express") return [];
  return problemsIn(templates, ({ template }) => expressProblems(template)).map((message) => ({
    code: "EXPRESS_UNSUPPORTED",
    message,
    nextStep: `Take mode: "express" from the service "${name}", or move its custom resources to another service.`,
  }));
}

async function outsideInputs(
  service: ServiceDefinition,
  deployer: CloudFormationDeployer,
  templates: FoundTemplate[],
): Promise<Problem[]> {
  const inputs = new ServiceInputs(service);
  const named = [
    ...templates.flatMap(({ file, references }) =>
      references.map(({ path, line, what }) => ({ path, where: `${file}:${line}: ${what}: ` })),
    ),
    ...(deployer.packages ?? []).map(({ path }) => ({ path, where: "" })),
  ];
  const problems = await Promise.all(
    named.map(async ({ path, where }): Promise<Problem[]> => {
      if (await inputs.cover(path)) return [];
      const { code, message, nextStep } = inputs.outside(path);
      return [{ code, message: where + message, nextStep }];
    }),
  );
  return problems.flat();
}
