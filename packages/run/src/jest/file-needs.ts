export interface FileNeedsOptions {
  /** By file, the services its `@requires` names. */
  requires: Readonly<Record<string, readonly string[]>>;
  /** Every service of the configuration. */
  services: Iterable<string>;
  /** Those of them that this run brings up in its accounts. */
  deployed: Iterable<string>;
}

/** Which services the test files of a run name, to know from when on an account is of use. */
export class FileNeeds {
  readonly deployed: ReadonlySet<string>;
  /** Services this run leaves as they are: nobody has to wait for them. */
  readonly neverDeployed: readonly string[];
  readonly #sets: ReadonlyArray<readonly string[]>;

  constructor({ requires, services, deployed }: FileNeedsOptions) {
    this.deployed = new Set(deployed);
    this.neverDeployed = [...services].filter((name) => !this.deployed.has(name));
    const sets = new Map(Object.values(requires).map((names) => [JSON.stringify(names.toSorted()), names]));
    this.#sets = [...sets.values()];
  }

  /** Whether a file has a pragma and needs nothing beside these services. */
  anyMetBy(up: ReadonlySet<string>): boolean {
    return this.#sets.some((names) => names.every((name) => up.has(name)));
  }
}
