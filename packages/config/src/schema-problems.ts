import { didYouMean, nearest } from "@regatta/foundation";
import type { z } from "zod";
import { defaultDeployer } from "./deployer-names.ts";
import { knownSettings, type Setting } from "./known-settings.ts";
import { formatPath, type Problem, unexpected, valueAt } from "./problem.ts";

/** Turns what the schema found into problems. @param config what was checked. */
export function schemaProblems(issues: z.core.$ZodIssue[], config: unknown): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    if (issue.code === "unrecognized_keys") {
      const kind = kindOf(path, config);
      return issue.keys.map((key) => unknownSetting(path, key, kind));
    }
    if (issue.code === "invalid_key") {
      return [unexpected(path, path.at(-1), issue.issues[0]?.message ?? issue.message)];
    }
    return [unexpected(path, valueAt(config, path), issue.message)];
  });
}

/** @returns the kind of a group that comes in kinds: a service's deployer, a probe's kind. */
function kindOf(path: Problem["path"], config: unknown): string | undefined {
  const group = valueAt(config, path) as { deployer?: string; kind?: string };
  return isService(path) ? (group.deployer ?? defaultDeployer) : group.kind;
}

function isService(path: Problem["path"]): boolean {
  return path.length === 2 && path[0] === "services";
}

function unknownSetting(parent: Problem["path"], key: string, kind: string | undefined): Problem {
  const path = [...parent, key];
  const settings = knownSettings();
  const neighbours = settings.filter((setting) => isChild(setting.path, parent));
  const others = neighbours.filter((setting) => setting.path.at(-1) === key);
  if (others.length > 0) return { path, message: ofAnotherKind(others, parent, kind) };
  const here = neighbours.filter(({ of }) => of === undefined || of === kind);
  return { path, message: `there is no such setting${suggestion(key, here, settings)}` };
}

function ofAnotherKind(settings: Setting[], parent: Problem["path"], kind: string | undefined): string {
  const group = isService(parent) ? "deployer" : "kind";
  const kinds = [...new Set(settings.map(({ of }) => `"${of}"`))].join(", ");
  return `belongs to ${group} ${kinds}; this one's ${group} is "${kind}"`;
}

// A neighbour with nearly this name; else a setting of this name somewhere else.
function suggestion(key: string, here: Setting[], settings: Setting[]): string {
  const neighbours = here.map(({ path }) => path.at(-1) ?? "");
  if (nearest(key, neighbours) !== undefined) return didYouMean(key, neighbours);
  const elsewhere = settings.find(({ path }) => path.at(-1) === key && !path.includes("*"));
  if (elsewhere) return `; did you mean "${formatPath(elsewhere.path)}"?`;
  return neighbours.length === 0 ? "" : `; there are ${neighbours.join(", ")}`;
}

function isChild(path: string[], parent: Problem["path"]): boolean {
  return path.length === parent.length + 1 && parent.every((part, i) => path[i] === "*" || path[i] === part);
}
