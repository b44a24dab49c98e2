import type { RecordOwner } from "../state/account-records.ts";
import type { JsonParams } from "../wire/json-params.ts";
import { contentTypeOf } from "./error-answer.ts";
import { refusal } from "./refusal.ts";
import type { AwsService, ServiceAnswer, ServiceRequest } from "./service.ts";
import { protocolOf, type ServiceName } from "./service-name.ts";

/**
 * Finds an operation in a service's table.
 * @throws {AwsError} as the service refuses an operation there is not; says that it is the embedded AWS that lacks it.
 */
export function operationIn<Operation>(
  operations: Readonly<Record<string, Operation>>,
  name: string,
  service: ServiceName,
): Operation {
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (found) return found;
  throw refusal(service, "unknown-operation", `The embedded AWS does not do ${name} in ${service}.`);
}

/**
 * An answer of a JSON protocol.
 * @param body its members, those that are undefined left out; undefined: it has none.
 */
export function jsonAnswer(service: ServiceName, body: unknown, status = 200): ServiceAnswer {
  const text = status === 204 ? "" : JSON.stringify(body ?? {});
  return { status, body: text, contentType: contentTypeOf(protocolOf[service]) };
}

/** One operation on what a service keeps. @returns the members of its answer, if it has any. */
export type StoreOperation<Store> = (
  store: Store,
  owner: RecordOwner,
  params: JsonParams,
) => Promise<unknown>;

/** A service of a JSON protocol: a table of operations on what it keeps for each account. */
export class JsonService<Store> implements AwsService {
  readonly name: ServiceName;
  readonly #store: Store;
  readonly #operations: Readonly<Record<string, StoreOperation<Store>>>;

  constructor(options: {
    name: ServiceName;
    store: Store;
    operations: Readonly<Record<string, StoreOperation<Store>>>;
  }) {
    this.name = options.name;
    this.#store = options.store;
    this.#operations = options.operations;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const perform = operationIn(this.#operations, operation, this.name);
    return jsonAnswer(this.name, await perform(this.#store, caller, params));
  }
}
