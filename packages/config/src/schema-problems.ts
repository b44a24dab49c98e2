import type { z } from "zod";
import { didYouMean, nearest } from "./did-you-mean.ts";
import { knownSettings } from "./known-settings.ts";
import { formatPath, type Problem, unexpected, valueAt } from "./problem.ts";

/** Turns what the schema found into problems. @param config what was checked. */
export function schemaProblems(issues: z.core.$ZodIssue[], config: unknown): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownSetting(path, key));
    if (issue.code === "invalid_key") {
      return [unexpected(path, path.at(-1), issue.issues[0]?.message ?? issue.message)];
    }
    return [unexpected(path, valueAt(config, path), issue.message)];
  });
}

function unknownSetting(parent: Problem["path"], key: string): Problem {
  return { path: [...parent, key], message: `there is no such setting${suggestion(parent, key)}` };
}

// A neighbour with nearly this name; else a setting of this name somewhere else.
function suggestion(parent: Problem["path"], key: string): string {
  const settings = knownSettings().map(({ path }) => path);
  const neighbours = settings.filter((path) => isChild(path, parent)).map((path) => path.at(-1) ?? "");
  if (nearest(key, neighbours) !== undefined) return didYouMean(key, neighbours);
  const elsewhere = settings.find((path) => path.at(-1) === key && !path.includes("*"));
  if (elsewhere) return `; did you mean "${formatPath(elsewhere)}"?`;
  return neighbours.length === 0 ? "" : `; there are ${neighbours.join(", ")}`;
}

function isChild(path: string[], parent: Problem["path"]): boolean {
  return path.length === parent.length + 1 && parent.every((part, i) => path[i] === "*" || path[i] === part);
}
