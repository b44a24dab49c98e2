import { z } from "zod";
import { type DeployerName, defaultDeployer, deployerNames } from "./deployer-names.ts";
import { valueAt } from "./problem.ts";

const text = z.string().min(1).optional().catch(undefined);

const sketch = z
  .object({
    directory: text,
    source: z.unknown(),
    // Undefined stands for one that is wrong.
    deployer: z
      .enum(deployerNames)
      .optional()
      .default(defaultDeployer)
      .catch(undefined as never),
    template: text,
    config: text,
    stackName: text,
    stackNames: z.array(z.unknown()).optional().catch(undefined),
    dependsOn: z.array(z.unknown()).catch([]),
    prepare: z.unknown(),
  })
  .partial()
  .catch({});

const sketches = z.object({ services: z.record(z.string(), sketch).catch({}) }).catch({ services: {} });

/** As much of a service as can be read, however wrong the rest of it is. */
export interface SketchedService {
  name: string;
  directory?: string | undefined;
  /** Whether it needs a folder and says nothing about one. */
  folderIsMissing: boolean;
  /** Whether it comes from another repository: its files are not there yet. */
  elsewhere: boolean;
  /** Undefined when what it says is no deployer. */
  deployer?: DeployerName | undefined;
  template?: string | undefined;
  /** The configuration file of serverless. */
  config?: string | undefined;
  stackName?: string | undefined;
  stackNames?: unknown[] | undefined;
  dependsOn: unknown[];
  /** Whether build steps may make files of it that are not there yet. */
  isBuilt: boolean;
}

/** Reads the services of a configuration that may have any problem, so that all problems can be told at once. */
export function sketchServices(config: unknown): SketchedService[] {
  return Object.entries(sketches.parse(config).services).map(([name, { source, prepare, ...service }]) => {
    const written = valueAt(config, ["services", name]);
    const elsewhere = source !== undefined;
    const isGroup = typeof written === "object" && written !== null;
    const folderIsMissing = isGroup && !elsewhere && !("directory" in written);
    const isBuilt = prepare !== undefined;
    return { name, ...service, elsewhere, folderIsMissing, isBuilt, dependsOn: service.dependsOn ?? [] };
  });
}
