import type { Caller } from "../gateway/service.ts";
import type { Tags } from "../wire/tags.ts";

/** What a resource is known by once it exists. */
export interface HostedResource {
  /** What `Ref` gives. */
  physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `StreamArn`, `Value` …). */
  attributes: Record<string, string>;
}

/** What is wanted of one resource. */
export interface ResourceRequest {
  /** Such as `AWS::DynamoDB::Table`; a type nobody knows is kept as an inert resource. */
  readonly type: string;
  /** With every intrinsic function already resolved. */
  readonly properties: Record<string, unknown>;
  /** What CloudFormation tags it with: the stack's tags, and which stack it is in. Its own are in the properties. */
  readonly tags: Tags;
  readonly caller: Caller;
}

/** One that is not there yet. */
export interface ResourceToCreate extends ResourceRequest {
  /** The name to use unless the properties name the resource; undefined: one is made up. */
  readonly physicalId: string | undefined;
}

/** One that is there. */
export interface ResourceToUpdate extends ResourceRequest {
  readonly physicalId: string;
}

/** One that is to go. */
export type ResourceToDelete = Pick<ResourceToUpdate, "type" | "physicalId" | "properties" | "caller">;

/**
 * Makes, changes and removes the real things CloudFormation resources stand for. Failures are `AwsError`s as the
 * service itself gives them; CloudFormation turns them into events.
 */
export interface ResourceHost {
  /** @throws {AwsError} `AlreadyExists`, `ValidationException` … */
  create(request: ResourceToCreate): Promise<HostedResource>;
  /**
   * Makes the resource be as the properties say. Where AWS would replace it, another one is created and
   * the answer has another physical id: the caller deletes the old one when its update is complete (or
   * deletes the new one when it rolls back).
   * @throws {AwsError} `ValidationException` when a replacement is needed but the name is fixed.
   */
  update(request: ResourceToUpdate): Promise<HostedResource>;
  /** Removes the resource; one that is gone already is no error, as in CloudFormation. */
  delete(request: ResourceToDelete): Promise<void>;
}
