import { RegattaError } from "@regatta/foundation";
import { literally } from "./nuke-filters.ts";

/**
 * A glob as a regular expression that Go takes too: `*`, `**` and `?` (which match a slash as well: a little more than
 * the glob does, so a little more stays) and `{a,b}`.
 * @throws RegattaError NUKE_GLOB for what else globs can say: character classes, negations, groups.
 */
export function globPattern(glob: string): string {
  if (/[[\]()!\\]/.test(glob) || /\{[^{}]*\{/.test(glob)) throw unsaid(glob);
  return glob
    .split(/(\*+|\?|\{[^{}]*\})/)
    .map((part) => {
      if (part.startsWith("*")) return ".*";
      if (part === "?") return ".";
      if (!part.startsWith("{")) return literally(part);
      return `(${part.slice(1, -1).split(",").map(globPattern).join("|")})`;
    })
    .join("");
}

function unsaid(glob: string): RegattaError {
  return new RegattaError(`The glob ${glob} cannot be said to aws-nuke.`, {
    code: "NUKE_GLOB",
    source: "user",
    nextStep:
      "Use only *, **, ? and {a,b} in cleaning.keep where accounts are cleaned to the depth everything.",
  });
}
