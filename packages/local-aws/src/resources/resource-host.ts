import type { Caller } from "../gateway/service.ts";

/** What a resource is known by once it exists. */
export interface HostedResource {
  /** What `Ref` gives. */
  physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `StreamArn`, `Value` …). */
  attributes: Record<string, string>;
}

/**
 * Makes, changes and removes the real things CloudFormation resources stand for. Properties come with
 * every intrinsic function already resolved. Failures are `AwsError`s as the service itself gives them;
 * CloudFormation turns them into events.
 */
export interface ResourceHost {
  /**
   * @param type such as `AWS::DynamoDB::Table`; a type nobody knows is kept as an inert resource.
   * @param physicalId the name to use unless the properties name the resource; undefined: one is made up.
   * @throws {AwsError} `AlreadyExists`, `ValidationException` …
   */
  create(
    type: string,
    physicalId: string | undefined,
    properties: Record<string, unknown>,
    caller: Caller,
  ): Promise<HostedResource>;
  /**
   * Makes the resource be as the properties say. Where AWS would replace it, another one is created and
   * the answer has another physical id: the caller deletes the old one when its update is complete (or
   * deletes the new one when it rolls back).
   * @throws {AwsError} `ValidationException` when a replacement is needed but the name is fixed.
   */
  update(
    type: string,
    physicalId: string,
    properties: Record<string, unknown>,
    caller: Caller,
  ): Promise<HostedResource>;
  /** Removes the resource; one that is gone already is no error, as in CloudFormation. */
  delete(type: string, physicalId: string, caller: Caller): Promise<void>;
}
