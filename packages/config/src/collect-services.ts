import { basename } from "node:path";
import { type Problem, unexpected } from "./problem.ts";
import type { ServiceFile } from "./service-files.ts";

export interface CollectedServices {
  /** The configuration, with the services of files among its own. */
  config: unknown;
  /** The file of each service that has one, by the service's name. */
  files: Map<string, ServiceFile>;
  problems: Problem[];
}

/**
 * Puts the services of files beside those of the configuration.
 * @param config an object, whatever it says. @param name the configuration file, for messages.
 */
export function collectServices(config: object, name: string, found: ServiceFile[]): CollectedServices {
  const own = "services" in config ? config.services : {};
  const services = new Map(typeof own === "object" && own !== null ? Object.entries(own) : []);
  const files = new Map<string, ServiceFile>();
  const problems: Problem[] = [];
  for (const file of found) {
    const read = readService(file);
    problems.push(...read.problems);
    if (read.service === undefined) continue;
    if (services.has(read.name)) {
      const other = files.get(read.name)?.name ?? name;
      const message = `found "${read.name}", expected a name of its own: ${other} has a service of this name too`;
      problems.push({ file: file.name, path: ["name"], message });
    } else {
      services.set(read.name, read.service);
      files.set(read.name, file);
    }
  }
  if (found.length === 0) return { config, files, problems };
  return { config: { ...config, services: Object.fromEntries(services) }, files, problems };
}

interface ReadService {
  name: string;
  service?: object;
  problems: Problem[];
}

function readService({ name: file, folder, content }: ServiceFile): ReadService {
  const name = basename(folder);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    const problem = unexpected([], content, "an object as the default export");
    return { name, problems: [{ ...problem, file }] };
  }
  const { name: own = name, ...service } = content as Record<string, unknown>;
  if (typeof own !== "string" || own === "") {
    return { name, problems: [{ ...unexpected(["name"], own, "the name of the service"), file }] };
  }
  if ("source" in service) return { name: own, service, problems: [] };
  const problems =
    "directory" in service
      ? [
          {
            file,
            path: ["directory"],
            message: "is there without a source: the service's folder is the file's own",
          },
        ]
      : [];
  return { name: own, service: { ...service, directory: folder }, problems };
}
