import { resolve } from "node:path";
import type { ParsedConfig } from "./config-schema.ts";
import type { CommonServiceConfig, ServiceConfig } from "./regatta-config.ts";

type ParsedService = ParsedConfig["services"][string];

/** Fills in what a service leaves to its name and its place. @param base what its paths are relative to. */
export function resolveService(name: string, parsed: ParsedService, base: string): ServiceConfig {
  const { directory, source, stackName, stackNames, prepare, ...service } = parsed;
  const common = {
    ...place({ directory, source }, base),
    // Checked before: where a deployer's stacks cannot be known, they are named.
    stackNames: (stackNames ?? [stackName ?? name]) as unknown as CommonServiceConfig["stackNames"],
    prepare: typeof prepare === "string" ? [prepare] : prepare,
  };
  return { ...service, ...common };
}

function place({ directory, source }: Pick<ParsedService, "directory" | "source">, base: string) {
  if (source === undefined) return { directory: resolve(base, directory ?? ".") };
  const git = isPath(source.git) ? resolve(base, source.git) : source.git;
  return { directory: directory ?? ".", source: { ...source, git } };
}

/** By git-clone(1), "Git URLs": without a scheme, a colon before any slash makes it `host:path`. */
function isPath(git: string): boolean {
  return !/^[^/]*:/.test(git);
}
