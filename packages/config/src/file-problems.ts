import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Problem } from "./problem.ts";
import type { SketchedService } from "./sketched-services.ts";

const DEFAULT_TEMPLATE = "template.yaml";
const testsDirectory = z.object({ tests: z.object({ directory: z.string().min(1) }) });

/**
 * Looks for the folders and files a configuration names.
 * @param base the folder that paths are relative to.
 * @returns those that are missing, or are a file instead of a folder or the other way round.
 */
export async function fileProblems(
  config: unknown,
  services: SketchedService[],
  base: string,
): Promise<Problem[]> {
  const checks = services.map((service) => serviceFiles(service, base));
  const tests = testsDirectory.safeParse(config);
  if (tests.success) {
    checks.push(mustBe("folder", ["tests", "directory"], resolve(base, tests.data.tests.directory)));
  }
  return (await Promise.all(checks)).flat();
}

async function serviceFiles(service: SketchedService, base: string): Promise<Problem[]> {
  const { name, directory, elsewhere } = service;
  if (directory === undefined || elsewhere) return [];
  const folder = resolve(base, directory);
  const missing = await mustBe("folder", ["services", name, "directory"], folder);
  const named = fileOf(service);
  if (missing.length > 0 || named === undefined) return missing;
  return mustBe("file", ["services", name, named.setting], resolve(folder, named.file));
}

/** @returns the file a deployer cannot do without, where it has to be there from the start. */
function fileOf({
  deployer,
  template,
  config,
  isBuilt,
}: SketchedService): { setting: string; file: string } | undefined {
  switch (deployer) {
    case "sam":
      // What `sam build` writes is not there before its first build.
      return isBuilt ? undefined : { setting: "template", file: template ?? DEFAULT_TEMPLATE };
    case "cloudformation":
      return { setting: "template", file: template ?? DEFAULT_TEMPLATE };
    case "serverless":
      return config === undefined ? undefined : { setting: "config", file: config };
    case "cdk":
    case "command":
    case undefined:
      return undefined;
  }
}

async function mustBe(kind: "folder" | "file", path: Problem["path"], absolute: string): Promise<Problem[]> {
  const found = await kindOf(absolute);
  return found === kind ? [] : [{ path, message: `found ${found} at ${join(absolute)}, expected a ${kind}` }];
}

async function kindOf(path: string): Promise<string> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return "folder";
    return stats.isFile() ? "file" : "something else";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? "nothing" : `something unreadable (${code})`;
  }
}
