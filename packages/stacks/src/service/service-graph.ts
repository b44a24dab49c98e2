import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "./service-definition.ts";

/** The services of a run and what each needs. Checked when made, immutable after. */
export class ServiceGraph {
  /** Every service after all it depends on; otherwise in the order given. */
  readonly order: ServiceDefinition[];
  readonly #byName = new Map<string, ServiceDefinition>();
  readonly #dependents = new Map<string, ServiceDefinition[]>();

  /**
   * @throws RegattaError SERVICE_DUPLICATE when two services share a name or a stack, UNKNOWN_SERVICE when one
   *   depends on a service that is not there, SERVICE_CYCLE, naming the cycle.
   */
  constructor(services: ServiceDefinition[]) {
    for (const service of services) {
      refuseTwins(service, services);
      this.#byName.set(service.name, service);
      this.#dependents.set(service.name, []);
    }
    for (const service of services) {
      for (const needed of this.#named(service.dependsOn, service.name)) {
        this.#dependents.get(needed.name)?.push(service);
      }
    }
    this.order = this.#sort(services);
  }

  /** The services `name` names in its `dependsOn`. Throws RegattaError UNKNOWN_SERVICE. */
  dependenciesOf(name: string): ServiceDefinition[] {
    return this.#named(this.service(name).dependsOn, name);
  }

  /** The services that name `name` in their `dependsOn`. Throws RegattaError UNKNOWN_SERVICE. */
  dependentsOf(name: string): ServiceDefinition[] {
    return [...(this.#dependents.get(this.service(name).name) ?? [])];
  }

  /** Throws RegattaError UNKNOWN_SERVICE. */
  service(name: string): ServiceDefinition {
    return this.#byName.get(name) ?? this.#unknown(name);
  }

  #named(names: string[], asker: string): ServiceDefinition[] {
    return [...new Set(names)].map((name) => this.#byName.get(name) ?? this.#unknown(name, asker));
  }

  #unknown(name: string, asker?: string): never {
    const known = [...this.#byName.keys()].sort().join(", ");
    const message = asker
      ? `The service "${asker}" depends on "${name}", which is not a service.`
      : `There is no service "${name}".`;
    throw new RegattaError(message, {
      code: "UNKNOWN_SERVICE",
      source: "user",
      nextStep: `The services are: ${known || "none"}. Correct the name in dependsOn, or add the service.`,
    });
  }

  #sort(services: ServiceDefinition[]): ServiceDefinition[] {
    const sorted = new Set<ServiceDefinition>();
    const place = (service: ServiceDefinition, path: string[]): void => {
      if (sorted.has(service)) return;
      if (path.includes(service.name)) refuseCycle([...path.slice(path.indexOf(service.name)), service.name]);
      for (const needed of this.dependenciesOf(service.name)) place(needed, [...path, service.name]);
      sorted.add(service);
    };
    for (const service of services) place(service, []);
    return [...sorted];
  }
}

function refuseTwins(service: ServiceDefinition, services: ServiceDefinition[]): void {
  const twin = services.find(
    (other) =>
      other !== service && (other.name === service.name || sharedStack(other, service) !== undefined),
  );
  if (!twin) return;
  throw new RegattaError(
    twin.name === service.name
      ? `Two services are called "${service.name}".`
      : `The services "${service.name}" and "${twin.name}" both deploy the stack "${sharedStack(twin, service)}".`,
    {
      code: "SERVICE_DUPLICATE",
      source: "user",
      nextStep: "Give each service a name and a stack of its own.",
    },
  );
}

function sharedStack(a: ServiceDefinition, b: ServiceDefinition): string | undefined {
  return a.stackNames.find((name) => b.stackNames.includes(name));
}

function refuseCycle(names: string[]): never {
  throw new RegattaError(`Services depend on each other in a circle: ${names.join(" → ")}.`, {
    code: "SERVICE_CYCLE",
    source: "user",
    nextStep: "Take one of them out of the other's dependsOn.",
  });
}
