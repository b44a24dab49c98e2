import { contentTypeOf } from "./error-answer.ts";
import { refusal } from "./refusal.ts";
import type { ServiceAnswer } from "./service.ts";
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
