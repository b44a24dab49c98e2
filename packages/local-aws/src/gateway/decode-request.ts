import { decodeQuery } from "./decode-query.ts";
import { type HttpCall, headerOf } from "./http-call.ts";
import { refusal } from "./refusal.ts";
import { AwsError } from "./service.ts";
import { protocolOf, type ServiceName } from "./service-name.ts";

/** What is asked of a service. */
export interface DecodedRequest {
  readonly operation: string;
  readonly params: Record<string, unknown>;
}

/**
 * Reads operation and parameters out of a request, in the protocol of its service.
 * @throws {AwsError} `SerializationException` when the body is not JSON, an unknown operation when none is named.
 */
export function decodeRequest(call: HttpCall, service: ServiceName): DecodedRequest {
  const isForm = ["query", "ec2"].includes(protocolOf[service]);
  return isForm ? decodeForm(call, service) : decodeJson(call, service);
}

function decodeForm(call: HttpCall, service: ServiceName): DecodedRequest {
  const text = call.method === "GET" ? call.query : call.body.toString("utf8");
  const { Action: operation, Version: _, ...params } = decodeQuery(text);
  if (typeof operation !== "string" || operation === "") throw refusal(service, "unknown-operation");
  return { operation, params };
}

function decodeJson(call: HttpCall, service: ServiceName): DecodedRequest {
  const [, operation] = headerOf(call, "x-amz-target")?.split(".") ?? [];
  if (!operation) throw refusal(service, "unknown-operation");
  return { operation, params: parseObject(call.body.toString("utf8")) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object");
}
