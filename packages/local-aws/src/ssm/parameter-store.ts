import { AwsError } from "../gateway/service.ts";
import type { StateStore } from "../state/state-store.ts";

export type ParameterType = "String" | "StringList" | "SecureString";

/** A parameter as the API shows it; `LastModifiedDate` in seconds since the epoch. */
export interface Parameter {
  readonly Name: string;
  readonly Type: ParameterType;
  readonly Value: string;
  readonly Version: number;
  readonly LastModifiedDate: number;
  readonly ARN: string;
  readonly DataType: "text";
}

/** The parameters of one account in one region. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();
  readonly #owner: { account: string; region: string };
  readonly #state: StateStore;
  readonly #stateName: string;

  private constructor(owner: { account: string; region: string }, state: StateStore) {
    this.#owner = owner;
    this.#state = state;
    this.#stateName = `${owner.account}/${owner.region}/ssm`;
  }

  /** Opens it with what the state remembers. */
  static async open(owner: { account: string; region: string }, state: StateStore): Promise<ParameterStore> {
    const store = new ParameterStore(owner, state);
    const kept = (await state.load(store.#stateName)) as Parameter[] | undefined;
    for (const parameter of kept ?? []) store.#parameters.set(parameter.Name, parameter);
    return store;
  }

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  /** In the order of their names. */
  list(): Parameter[] {
    return [...this.#parameters.values()].sort((a, b) => (a.Name < b.Name ? -1 : 1));
  }

  /**
   * Writes a parameter.
   * @param options.now server time, ms since the epoch.
   * @throws {AwsError} `ParameterAlreadyExists` when it is there and not to be overwritten.
   */
  async put(options: {
    name: string;
    value: string;
    type: ParameterType;
    overwrite: boolean;
    now: number;
  }): Promise<Parameter> {
    const { name, value, type, overwrite, now } = options;
    const existing = this.#parameters.get(name);
    if (existing && !overwrite) {
      throw new AwsError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    }
    const { account, region } = this.#owner;
    const parameter: Parameter = {
      Name: name,
      Type: type,
      Value: value,
      Version: (existing?.Version ?? 0) + 1,
      LastModifiedDate: now / 1000,
      ARN: `arn:aws:ssm:${region}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
      DataType: "text",
    };
    this.#parameters.set(name, parameter);
    await this.#save();
    return parameter;
  }

  /** @returns whether it was there. */
  async delete(name: string): Promise<boolean> {
    const existed = this.#parameters.delete(name);
    if (existed) await this.#save();
    return existed;
  }

  #save(): Promise<void> {
    return this.#state.save(this.#stateName, [...this.#parameters.values()]);
  }
}
