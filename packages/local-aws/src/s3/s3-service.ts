import type { Clock } from "@regatta/foundation";
import type { HttpCall } from "../gateway/http-call.ts";
import { refusal } from "../gateway/refusal.ts";
import type { AwsService, ServiceAnswer, ServiceRequest } from "../gateway/service.ts";
import type { Stabilisation } from "../resources/stabilisation.ts";
import type { Buckets } from "./buckets.ts";
import { bucketOperations, operations } from "./operations/operations.ts";
import { s3Error } from "./s3-error.ts";
import { operationOf } from "./wire/operation-of.ts";
import { type S3Request, s3RequestOf } from "./wire/s3-request.ts";

/** S3, path-style: buckets that only their account may touch, with objects in versions. */
export class S3Service implements AwsService {
  readonly name = "s3";
  readonly #buckets: Buckets;
  readonly #clock: Clock;
  readonly #stabilisation: Stabilisation | undefined;

  /** @param options.stabilisation tells which buckets express stacks made are not there yet. */
  constructor(options: { buckets: Buckets; clock: Clock; stabilisation?: Stabilisation }) {
    this.#stabilisation = options.stabilisation;
    this.#buckets = options.buckets;
    this.#clock = options.clock;
  }

  decode(call: HttpCall): Pick<ServiceRequest, "operation" | "params"> {
    const request = s3RequestOf(call);
    const operation = operationOf(call.method, request);
    if (!operation) throw refusal("s3", "unknown-operation", "The embedded AWS does not do this in S3.");
    return { operation, params: { ...request } };
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const request = params as unknown as S3Request;
    const context = { request, caller, buckets: this.#buckets, clock: this.#clock };
    const run = operations[operation];
    if (run) return run(context);
    const runInBucket = bucketOperations[operation];
    if (!runInBucket) throw refusal("s3", "unknown-operation");
    const bucket = await this.#buckets.open(request.bucket, caller);
    const expectedOwner = request.headers["x-amz-expected-bucket-owner"];
    if (expectedOwner !== undefined && expectedOwner !== bucket.record.account) throw s3Error.accessDenied();
    const { account, region, name: physicalId } = bucket.record;
    const resource = { type: "AWS::S3::Bucket", physicalId, account, region };
    if (this.#stabilisation?.of(resource) === "create") throw s3Error.noSuchBucket();
    return runInBucket({ ...context, bucket });
  }
}
