import { isServiceName, type ServiceName, serviceNames } from "../gateway/service-name.ts";

/** What a fault does to the requests it meets. */
export type RequestFaultKind =
  /** Answers later. */
  | { kind: "latency"; ms: number }
  /** Refuses with the service's own throttling error, before doing anything. */
  | { kind: "throttle" }
  /**
   * Throttles what an account asks for faster than so many matching requests a second; after a pause `burst` of them
   * may come at once (default: `perSecond`). AWS limits each account's calls like that.
   */
  | { kind: "rate-limit"; perSecond: number; burst?: number }
  /** Answers 500, before doing anything. */
  | { kind: "server-error" }
  /** Does what was asked, then cuts the connection: the caller cannot know whether it was done. */
  | { kind: "drop-answer" }
  /** Refuses as if the session had expired. */
  | { kind: "expired-session" }
  /** Refuses as if the caller's policies did not allow it. */
  | { kind: "access-denied" };

/** Lets an action on CloudFormation resources fail; what is left out matches everything. */
export interface ResourceFailureKind {
  kind: "resource-failure";
  stackName?: string;
  logicalId?: string;
  /** Such as `AWS::DynamoDB::Table`. */
  type?: string;
  action?: "create" | "update" | "delete" | "rollback";
  /** The reason in the stack's events. */
  message?: string;
  /**
   * Strikes only while more stacks than this are being deleted in the account at a time, and says "Rate exceeded":
   * how AWS throttles parallel deletes into DELETE_FAILED.
   */
  whileDeletingMoreThan?: number;
}

export type FaultKind = RequestFaultKind | ResourceFailureKind;

/** A fault to inject; what is left out matches everything. */
export interface Fault {
  service?: ServiceName;
  operation?: string;
  /** 12 digits: the caller's account; for AssumeRole the account of the role too. */
  account?: string;
  /** How many requests it meets before it is gone; default: until cleared. */
  times?: number;
  /** 0 to 1: how likely a matching request is met; default 1. */
  probability?: number;
  /** Makes the same requests of a test meet it every time: an integer the fault's own chance starts from. */
  seed?: number;
  kind: FaultKind;
}

/** A fault that meets requests as they come in. */
export type RequestFault = Fault & { kind: RequestFaultKind };

/** A fault that meets resources as stacks are worked on. */
export type ResourceFault = Fault & { kind: ResourceFailureKind };

export function isResourceFault(fault: Fault): fault is ResourceFault {
  return fault.kind.kind === "resource-failure";
}

const plainKinds = ["throttle", "server-error", "drop-answer", "expired-session", "access-denied"] as const;

/**
 * Checks what came from outside.
 * @throws {TypeError} says what is wrong with it.
 */
export function parseFault(value: unknown): Fault {
  if (!isObject(value)) throw new TypeError(`a fault is an object, found ${JSON.stringify(value)}`);
  const { service, operation, account, times, probability, seed, kind, ...unknown } = value;
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new TypeError(`a fault has no "${name}"`);
  if (service !== undefined && !(typeof service === "string" && isServiceName(service)))
    throw wrong("service", service, `one of ${serviceNames.join(", ")}`);
  if (operation !== undefined && typeof operation !== "string")
    throw wrong("operation", operation, "a string");
  if (account !== undefined && typeof account !== "string") throw wrong("account", account, "a string");
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0))
    throw wrong("times", times, "a positive integer");
  if (probability !== undefined && !(typeof probability === "number" && probability >= 0 && probability <= 1))
    throw wrong("probability", probability, "a number from 0 to 1");
  if (seed !== undefined && !Number.isInteger(seed)) throw wrong("seed", seed, "an integer");
  parseKind(kind);
  const forRequests =
    operation ?? probability ?? seed ?? (service === "cloudformation" ? undefined : service);
  if (isObject(kind) && kind.kind === "resource-failure" && forRequests !== undefined)
    throw new TypeError(
      "a resource-failure is about resources: it has no service, operation, probability or seed",
    );
  return value as unknown as Fault;
}

function parseKind(kind: unknown): void {
  const name = isObject(kind) ? kind.kind : undefined;
  if (name === "latency") {
    const ms = (kind as { ms?: unknown }).ms;
    if (typeof ms !== "number" || !(ms >= 0)) throw wrong("kind.ms", ms, "a number of milliseconds");
  } else if (name === "rate-limit") {
    parseRate(kind as Record<string, unknown>);
  } else if (name === "resource-failure") {
    parseResourceFailure(kind as Record<string, unknown>);
  } else if (!plainKinds.some((plain) => plain === name)) {
    throw wrong("kind.kind", name, `one of latency, rate-limit, resource-failure, ${plainKinds.join(", ")}`);
  }
}

function parseRate({ perSecond, burst = 1 }: Record<string, unknown>): void {
  if (typeof perSecond !== "number" || !(perSecond > 0))
    throw wrong("kind.perSecond", perSecond, "a number above 0");
  if (typeof burst !== "number" || !(burst >= 1)) throw wrong("kind.burst", burst, "a number from 1");
}

const actions = ["create", "update", "delete", "rollback"];

function parseResourceFailure({ kind: _, ...failure }: Record<string, unknown>): void {
  const { whileDeletingMoreThan: most = 0, ...members } = failure;
  if (!Number.isInteger(most) || Number(most) < 0)
    throw wrong("kind.whileDeletingMoreThan", most, "a whole number from 0");
  for (const [name, value] of Object.entries(members)) {
    if (!["stackName", "logicalId", "type", "action", "message"].includes(name))
      throw new TypeError(`a resource-failure has no "${name}"`);
    if (typeof value !== "string") throw wrong(`kind.${name}`, value, "a string");
    if (name === "action" && !actions.includes(value))
      throw wrong("kind.action", value, `one of ${actions.join(", ")}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(name: string, found: unknown, expected: string): TypeError {
  return new TypeError(`a fault's ${name} is ${expected}, found ${JSON.stringify(found)}`);
}
