import type { Clock } from "@regatta/foundation";
import { jsonAnswer, operationIn } from "../gateway/json-service.ts";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import type { Stabilisation } from "../resources/stabilisation.ts";
import type { StateStore } from "../state/state-store.ts";
import { requiredText } from "../wire/json-params.ts";
import { type Parameter, ParameterStore } from "./parameter-store.ts";
import { checkedName, checkedType, requiredNames } from "./parse-parameters.ts";

/** Whose parameters are meant. */
export interface ParameterOwner {
  readonly account: string;
  readonly region: string;
}

type Params = Record<string, unknown>;
/** A store as seen from outside. */
type Parameters = Pick<ParameterStore, "get" | "list" | "put" | "delete">;

type Operation = (store: Parameters, params: Params) => unknown;

/** The part of Systems Manager that keeps parameters; each account has, in each region, its own. */
export class SsmService implements AwsService {
  readonly name = "ssm";
  readonly #state: StateStore;
  readonly #clock: Clock;
  readonly #stabilisation: Stabilisation | undefined;
  readonly #stores = new Map<string, Promise<ParameterStore>>();
  readonly #operations: Readonly<Record<string, Operation>> = {
    GetParameter: (store, params) => ({ Parameter: existing(store, requiredText(params, "Name")) }),
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    PutParameter: (store, params) => this.#put(store, params),
    DeleteParameter: deleteParameter,
    DeleteParameters: deleteParameters,
  };

  /** @param options.stabilisation tells which parameters express stacks made are not there yet. */
  constructor(options: { state: StateStore; clock: Clock; stabilisation?: Stabilisation }) {
    this.#stabilisation = options.stabilisation;
    this.#state = options.state;
    this.#clock = options.clock;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const perform = operationIn(this.#operations, operation, "ssm");
    const store = await this.parametersOf(caller);
    const answer = await perform(this.#usable(store, caller), params);
    return jsonAnswer("ssm", answer);
  }

  /** The parameters of an account, also for CloudFormation's resources. */
  parametersOf({ account, region }: ParameterOwner): Promise<ParameterStore> {
    const key = `${account}/${region}`;
    let store = this.#stores.get(key);
    if (!store) {
      store = ParameterStore.open({ account, region }, this.#state);
      this.#stores.set(key, store);
    }
    return store;
  }

  #usable(store: ParameterStore, { account, region }: ParameterOwner): Parameters {
    const isUsable = ({ Name: physicalId }: Parameter): boolean =>
      this.#stabilisation?.of({ type: "AWS::SSM::Parameter", physicalId, account, region }) !== "create";
    return {
      get: (name) => [store.get(name)].find((one) => one && isUsable(one)),
      list: () => store.list().filter(isUsable),
      put: (options) => store.put(options),
      delete: (name) => store.delete(name),
    };
  }

  async #put(store: Parameters, params: Params): Promise<unknown> {
    const name = checkedName(requiredText(params, "Name"));
    const parameter = await store.put({
      name,
      value: requiredText(params, "Value"),
      type: checkedType(params.Type ?? store.get(name)?.Type ?? "String"),
      overwrite: params.Overwrite === true,
      now: this.#clock.now(),
    });
    return { Version: parameter.Version, Tier: "Standard" };
  }
}

function existing(store: Parameters, name: string): Parameter {
  const parameter = store.get(name);
  if (!parameter) throw new AwsError("ParameterNotFound", `Parameter ${name} not found.`);
  return parameter;
}

function getParameters(store: Parameters, params: Params): unknown {
  const names = requiredNames(params);
  return {
    Parameters: names.flatMap((name) => store.get(name) ?? []),
    InvalidParameters: names.filter((name) => !store.get(name)),
  };
}

function getParametersByPath(store: Parameters, params: Params): unknown {
  const path = requiredText(params, "Path").replace(/\/*$/, "/");
  const size = Number(params.MaxResults ?? 10);
  const start = Number(params.NextToken ?? 0);
  if (!path.startsWith("/"))
    throw new AwsError(
      "ValidationException",
      'The parameter doesn\'t meet the parameter name requirements. The path must start with "/".',
    );
  if (!(size >= 1 && size <= 10))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and 10`,
    );
  if (!Number.isInteger(start)) throw new AwsError("InvalidNextToken", "The specified token isn't valid.");
  const below = store
    .list()
    .filter(({ Name: name }) => name.startsWith(path))
    .filter(({ Name: name }) => params.Recursive === true || !name.slice(path.length).includes("/"));
  const next = start + size;
  return {
    Parameters: below.slice(start, next),
    ...(next < below.length && { NextToken: String(next) }),
  };
}

async function deleteParameter(store: Parameters, params: Params): Promise<unknown> {
  const { Name: name } = existing(store, requiredText(params, "Name"));
  await store.delete(name);
  return {};
}

async function deleteParameters(store: Parameters, params: Params): Promise<unknown> {
  const names = requiredNames(params);
  const known = names.filter((name) => store.get(name));
  await Promise.all(known.map((name) => store.delete(name)));
  return { DeletedParameters: known, InvalidParameters: names.filter((name) => !known.includes(name)) };
}
