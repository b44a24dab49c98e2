import { z } from "zod";

const text = z.string().min(1).optional().catch(undefined);

const sketch = z
  .object({
    directory: text,
    template: text,
    stackName: text,
    dependsOn: z.array(z.unknown()).catch([]),
  })
  .partial()
  .catch({});

const sketches = z.object({ services: z.record(z.string(), sketch).catch({}) }).catch({ services: {} });

/** As much of a service as can be read, however wrong the rest of it is. */
export interface SketchedService {
  name: string;
  directory?: string | undefined;
  template?: string | undefined;
  stackName?: string | undefined;
  dependsOn: unknown[];
}

/** Reads the services of a configuration that may have any problem, so that all problems can be told at once. */
export function sketchServices(config: unknown): SketchedService[] {
  return Object.entries(sketches.parse(config).services).map(([name, service]) => ({
    name,
    ...service,
    dependsOn: service.dependsOn ?? [],
  }));
}
