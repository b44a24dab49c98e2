import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { deployerFiles } from "./declared-inputs.ts";
import { describeChange } from "./describe-change.ts";
import { explainChange } from "./explain-change.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { type FingerprintOptions, fingerprintServices } from "./fingerprint-services.ts";
import { relativePath } from "./paths.ts";

export interface UnchangedServicesOptions extends FingerprintOptions {
  services: ServiceDefinition[];
  /** Taken of them when the run began, by name. */
  fingerprints: ReadonlyMap<string, Fingerprint>;
}

/** Changes named in a message. */
const CHANGES_NAMED = 3;

/**
 * Sees to it that what is deployed is what its tag says: somebody may have edited a service since the run took its
 * fingerprint. One for all accounts of a run.
 */
export class UnchangedServices {
  readonly #options: UnchangedServicesOptions;
  readonly #byName: Map<string, ServiceDefinition>;
  #asked = new Set<string>();
  #next: Promise<Map<string, Fingerprint>> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: UnchangedServicesOptions) {
    this.#options = options;
    this.#byName = new Map(options.services.map((service) => [service.name, service]));
  }

  /**
   * Takes the fingerprint of a service once more, now or a moment later: whoever asks while another look is under way
   * shares the next one, so that many accounts cost no more than a few.
   * @throws RegattaError SERVICE_EDITED naming what changed; what `fingerprintServices` throws.
   */
  async check(service: string): Promise<void> {
    const before = this.#options.fingerprints.get(service);
    const watched = watchedIn(this.#byName.get(service));
    if (!before || watched.length === 0) return;
    const now = (await this.#look(service)).get(service);
    if (!now || before.digest === now.digest) return;
    const changes = explainChange(before.inputs, now.inputs).filter(
      ({ name }) => watched === "all" || watched.some((path) => name === path || name.startsWith(`${path}/`)),
    );
    if (changes.length > 0) throw edited(service, changes.map(describeChange));
  }

  #look(service: string): Promise<Map<string, Fingerprint>> {
    this.#asked.add(service);
    if (this.#next) return this.#next;
    const next = this.#running.then(() => {
      const services = [...this.#asked].flatMap((name) => this.#byName.get(name) ?? []);
      this.#asked = new Set();
      this.#next = undefined;
      const { env, besides = [], written = [] } = this.#options;
      const others = [...this.#byName.values()].map(({ directory }) => directory);
      return fingerprintServices(services, { env, written, besides: [...besides, ...others] });
    });
    this.#next = next;
    this.#running = next.catch(() => undefined);
    return next;
  }
}

// Builds and tools write what they like into a service's folder: of theirs only what the deployer itself is given.
function watchedIn(service: ServiceDefinition | undefined): "all" | string[] {
  if (!service) return [];
  if (service.deployer.kind === "cloudformation" && !service.prepare?.length) return "all";
  return deployerFiles(service).map((path) => relativePath(service.directory, path));
}

function edited(service: string, changes: string[]): RegattaError {
  const more = changes.length - CHANGES_NAMED;
  const named = changes.slice(0, CHANGES_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return new RegattaError(`The service "${service}" was edited after the run had begun: ${named}.`, {
    code: "SERVICE_EDITED",
    source: "user",
    nextStep:
      "Run again: it was not deployed, as its stack would not be what its tag says. Let git ignore what a build or a deploy writes there.",
  });
}
