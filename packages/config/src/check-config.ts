import { RegattaError } from "@regatta/foundation";
import { configSchema, type ParsedConfig } from "./config-schema.ts";
import { fileProblems } from "./file-problems.ts";
import { formatPath, type Problem, unexpected } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";
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

/**
 * Checks all there is to check without asking AWS.
 * @throws RegattaError CONFIG_INVALID with every problem in one message.
 */
export async function checkConfig({ config, name, directory }: ConfigToCheck): Promise<ParsedConfig> {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw invalid(name, [unexpected([], config, "an object as the default export")]);
  }
  const parsed = configSchema.safeParse(config);
  const services = sketchServices(config);
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error.issues, config)),
    ...serviceProblems(services),
    ...(await fileProblems(config, services, directory)),
  ];
  if (!parsed.success || problems.length > 0) throw invalid(name, problems);
  return parsed.data;
}

function invalid(name: string, problems: Problem[]): RegattaError {
  const lines = problems.map(
    ({ path, message }) => `  ${path.length === 0 ? "" : `${formatPath(path)}: `}${message}`,
  );
  const count = lines.length === 1 ? "a problem" : `${lines.length} problems`;
  return new RegattaError(`${name} has ${count}:\n${lines.join("\n")}`, {
    code: "CONFIG_INVALID",
    source: "user",
    nextStep: "Correct the configuration; nothing was touched. docs/configuration.md lists every setting.",
  });
}
