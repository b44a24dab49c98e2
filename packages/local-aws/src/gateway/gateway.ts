import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { type Clock, messageOf } from "@regatta/foundation";
import type { FaultBook, Suffering } from "../faults/fault-book.ts";
import type { Authorizer } from "../iam/authorizer.ts";
import type { KeyRing } from "../identity/key-ring.ts";
import type { RequestBook } from "../requests/request-log.ts";
import { authenticate } from "./authenticate.ts";
import { type DecodedRequest, decodeRequest } from "./decode-request.ts";
import { errorAnswer } from "./error-answer.ts";
import { type HttpCall, headerOf } from "./http-call.ts";
import { refusal } from "./refusal.ts";
import { AwsError, type AwsService, type Caller, type ServiceAnswer } from "./service.ts";
import { isServiceName, type Protocol, protocolOf, type ServiceName } from "./service-name.ts";
import { parseSignature, type Signature } from "./signature.ts";

export interface GatewayOptions {
  readonly services: readonly AwsService[];
  readonly keys: KeyRing;
  /** Judges what roles' sessions ask for; without it everybody may do everything. */
  readonly authorizer?: Pick<Authorizer, "authorize">;
  readonly faults: FaultBook;
  readonly requests: RequestBook;
  /** The servers' clock: `Date` headers, sessions and signatures are judged by it. */
  readonly clock: Clock;
}

/** How far a request got: for the log, and for the form of an error. */
interface Progress {
  service: ServiceName | undefined;
  protocol: Protocol;
  operation: string;
  account: string;
}

/** What goes out; undefined where the connection is to be cut. */
type Outcome = ServiceAnswer | undefined;

/** Takes signed requests, finds out who asks what of which service, and answers as AWS would. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #services: ReadonlyMap<string, AwsService>;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: GatewayOptions) {
    this.#options = options;
    // Every delayed request listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.#services = new Map(options.services.map((service) => [service.name, service]));
  }

  /** Answers one request; never throws. */
  answer(call: HttpCall, response: ServerResponse): void {
    if (this.#closing.signal.aborted) return void response.destroy();
    const answered = this.#answer(call, response)
      .catch(() => void response.destroy())
      .finally(() => this.#running.delete(answered));
    this.#running.add(answered);
  }

  /** Ends delays, cuts off whoever asks now, and resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("the embedded AWS is closing"));
    await Promise.all(this.#running);
  }

  async #answer(call: HttpCall, response: ServerResponse): Promise<void> {
    const { clock, requests } = this.#options;
    const at = clock.now();
    const progress = begin(call);
    const requestId = randomUUID();
    const outcome = await this.#outcome(call, progress).catch((error: unknown) =>
      errorAnswer(asAwsError(error, progress.service), progress.protocol, requestId),
    );
    const { service = "", operation, account } = progress;
    requests.note({ service, operation, account, at, status: outcome?.status ?? 0 });
    if (outcome) send(response, outcome, { requestId, now: clock.now() });
    else response.destroy();
  }

  async #outcome(call: HttpCall, progress: Progress): Promise<Outcome> {
    const signature = parseSignature(headerOf(call, "authorization"));
    const service = this.#serviceOf(signature, progress);
    const decoded = service.decode?.(call) ?? decodeRequest(call, service.name);
    progress.operation = decoded.operation;
    if (!signature) {
      if (service.unsigned?.includes(decoded.operation)) return this.#perform(service, decoded, nobody);
      throw refusal(service.name, "no-signature");
    }
    const { keys, clock } = this.#options;
    const caller = authenticate({
      call,
      service: service.name,
      signature,
      find: (key) => keys.find(key),
      now: clock.now(),
    });
    progress.account = caller.account;
    return this.#perform(service, decoded, caller);
  }

  #serviceOf(signature: Signature | undefined, progress: Progress): AwsService {
    const name = signature?.service ?? progress.service ?? "";
    const service = this.#services.get(name);
    if (service && isServiceName(name)) {
      progress.service = name;
      progress.protocol = protocolOf[name];
      return service;
    }
    if (!signature) throw refusal("sts", "no-signature");
    throw new AwsError("UnknownService", `There is no service "${name}" in the embedded AWS`, 404);
  }

  async #perform(service: AwsService, decoded: DecodedRequest, caller: Caller): Promise<Outcome> {
    const suffering = this.#options.faults.meet({
      service: service.name,
      operation: decoded.operation,
      accounts: [caller.account, ...roleAccount(decoded)],
    });
    if (suffering.delayMs > 0) await this.#options.clock.sleep(suffering.delayMs, this.#closing.signal);
    refuse(suffering, service.name, decoded.operation, caller);
    await this.#options.authorizer?.authorize({ service: service.name, ...decoded, caller });
    const answered = service.handle({ ...decoded, caller });
    if (suffering.failure !== "drop-answer") return answered;
    await answered.catch(() => undefined);
    return undefined;
  }
}

/** Who signs nothing. */
const nobody: Caller = { account: "", region: "us-east-1", arn: "", accessKeyId: "" };

/** The form of an error before the service is known is guessed from the request's own form. */
function begin(call: HttpCall): Progress {
  const service = guessService(call);
  return { service, protocol: service ? protocolOf[service] : "query", operation: "", account: "" };
}

/** Only S3 has anything below the root; only STS takes forms from who signs nothing. */
function guessService(call: HttpCall): ServiceName | undefined {
  const target = headerOf(call, "x-amz-target") ?? "";
  if (target.startsWith("DynamoDB_")) return "dynamodb";
  if (target.startsWith("AmazonSSM.")) return "ssm";
  if (call.path !== "/") return "s3";
  return call.body.includes("Action=AssumeRoleWithWebIdentity") ? "sts" : undefined;
}

function refuse(suffering: Suffering, service: ServiceName, operation: string, caller: Caller): void {
  switch (suffering.failure) {
    case undefined:
    case "drop-answer":
      return;
    case "access-denied": {
      const message = `User: ${caller.arn} is not authorized to perform: ${service}:${operation}`;
      throw refusal(service, "access-denied", message);
    }
    case "throttle":
    case "server-error":
    case "expired-session":
      throw refusal(service, suffering.failure);
  }
}

/** Faults for a pool account are also about entering it. */
function roleAccount({ operation, params }: DecodedRequest): string[] {
  const { RoleArn: arn } = params;
  const account = operation === "AssumeRole" && typeof arn === "string" ? arn.split(":")[4] : undefined;
  return account ? [account] : [];
}

function asAwsError(error: unknown, service: ServiceName | undefined): AwsError {
  if (error instanceof AwsError) return error;
  return refusal(service ?? "sts", "server-error", messageOf(error));
}

function send(
  response: ServerResponse,
  answer: ServiceAnswer,
  { requestId, now }: { requestId: string; now: number },
): void {
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    "content-length": Buffer.byteLength(answer.body),
    "x-amzn-requestid": requestId,
    date: new Date(now).toUTCString(),
    ...answer.headers,
  });
  response.end(answer.body);
}
