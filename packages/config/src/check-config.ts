import { RegattaError } from "@regatta/foundation";
import { collectServices } from "./collect-services.ts";
import { configSchema, type ParsedConfig } from "./config-schema.ts";
import { fileProblems } from "./file-problems.ts";
import { formatPath, type Problem, unexpected } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";
import { findServiceFiles, type ServiceFile } from "./service-files.ts";
import { serviceProblems } from "./service-problems.ts";
import { sketchServices } from "./sketched-services.ts";

export interface ConfigToCheck {
  /** What the file said. */
  config: unknown;
  /** The file as the user knows it; for messages. */
  name: string;
  /** The folder that paths are relative to; absolute. */
  directory: string;
}

export interface CheckedConfig {
  config: ParsedConfig;
  /** The folders of services that have a file of their own, by the service's name; absolute. */
  folders: Map<string, string>;
}

/**
 * Adds the services of files, and checks all there is to check without asking AWS.
 * @throws RegattaError CONFIG_INVALID with every problem in one message; CONFIG_UNREADABLE for a service's file.
 */
export async function checkConfig({ config: own, name, directory }: ConfigToCheck): Promise<CheckedConfig> {
  if (typeof own !== "object" || own === null || Array.isArray(own)) {
    throw invalid(name, [unexpected([], own, "an object as the default export")]);
  }
  const found = await findServiceFiles(own, directory);
  const { config, files, problems: ofFiles } = collectServices(own, name, found.files);
  const parsed = configSchema.safeParse(config);
  const services = sketchServices(config);
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error.issues, config)),
    ...serviceProblems(services),
    ...(await fileProblems(config, services, directory)),
  ].map((problem) => inItsFile(problem, files));
  const all = [...found.problems, ...ofFiles, ...problems];
  if (!parsed.success || all.length > 0) throw invalid(name, all);
  const folders = [...files].map(([service, { folder }]): [string, string] => [service, folder]);
  return { config: parsed.data, folders: new Map(folders) };
}

/** Tells a problem of a service that has a file from the top of that file. */
function inItsFile(problem: Problem, files: Map<string, ServiceFile>): Problem {
  const [group, service, ...rest] = problem.path;
  const file = group === "services" ? files.get(String(service)) : undefined;
  return file ? { ...problem, file: file.name, path: rest } : problem;
}

function invalid(name: string, problems: Problem[]): RegattaError {
  const lines = problems.map(({ file, path, message }) => {
    const place = [file, formatPath(path)].filter(Boolean).map((part) => `${part}: `);
    return `  ${place.join("")}${message}`;
  });
  const count = lines.length === 1 ? "a problem" : `${lines.length} problems`;
  return new RegattaError(`${name} has ${count}:\n${lines.join("\n")}`, {
    code: "CONFIG_INVALID",
    source: "user",
    nextStep: "Correct the configuration; nothing was touched. docs/configuration.md lists every setting.",
  });
}
