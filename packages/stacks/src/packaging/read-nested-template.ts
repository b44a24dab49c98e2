import { readFile } from "node:fs/promises";
import { RegattaError } from "@regatta/foundation";
import { openTemplate } from "../templates/open-template.ts";
import { templateProblems } from "../templates/template-problems.ts";
import { packageNotFound, packageUnreadable } from "./package-errors.ts";

/**
 * The text of a template that another one names.
 * @throws RegattaError PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE; TEMPLATE_INVALID with every problem.
 */
export async function readNestedTemplate(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw packageNotFound(`${path} does not exist`);
    throw packageUnreadable(`${path} cannot be read`, error);
  });
  const problems = templateProblems(openTemplate(text));
  if (problems.length === 0) return text;
  throw new RegattaError(problems.map(({ line, message }) => `${path}:${line}: ${message}`).join("\n"), {
    code: "TEMPLATE_INVALID",
    source: "user",
    nextStep: "Correct the template.",
  });
}
