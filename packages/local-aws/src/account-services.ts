import type { Clock } from "@regatta/foundation";
import { Ec2Service } from "./ec2/ec2-service.ts";
import { NetworkInterfaces } from "./ec2/network-interfaces.ts";
import { ecrService } from "./ecr/ecr-service.ts";
import { Repositories } from "./ecr/repositories.ts";
import type { AwsService } from "./gateway/service.ts";
import { Keys } from "./kms/keys.ts";
import { kmsService } from "./kms/kms-service.ts";
import { Functions } from "./lambda/functions.ts";
import { LambdaService } from "./lambda/lambda-service.ts";
import { LogGroups } from "./logs/log-groups.ts";
import { logsService } from "./logs/logs-service.ts";
import { functionKind } from "./resources/function-kind.ts";
import { KeyResource } from "./resources/key-resource.ts";
import { logGroupKind } from "./resources/log-group-kind.ts";
import { NamedResource } from "./resources/named-resource.ts";
import { NetworkResource } from "./resources/network-resource.ts";
import { repositoryKind } from "./resources/repository-kind.ts";
import type { ResourceHost } from "./resources/resource-host.ts";
import { secretKind } from "./resources/secret-kind.ts";
import { Secrets } from "./secrets/secrets.ts";
import { secretsService } from "./secrets/secrets-service.ts";
import type { StateStore } from "./state/state-store.ts";
import type { TagSource } from "./tagging/tagged-resource.ts";

/** The services that are there for what they leave in an account. */
export interface AccountServices {
  readonly services: readonly AwsService[];
  /** The stack resources they make, by type. */
  readonly kinds: ReadonlyMap<string, ResourceHost>;
  readonly tagSources: readonly TagSource[];
}

/**
 * Makes CloudWatch Logs, Lambda, ECR, EC2, KMS and Secrets Manager.
 * @param options.interfaceMs how long a function's network interfaces stay once it is out of its VPC.
 */
export function createAccountServices(options: {
  state: StateStore;
  clock: Clock;
  interfaceMs: number;
}): AccountServices {
  const logGroups = new LogGroups(options);
  const interfaces = new NetworkInterfaces(options);
  const functions = new Functions({ ...options, logGroups, interfaces });
  const repositories = new Repositories(options);
  const keys = new Keys(options);
  const secrets = new Secrets(options);
  const named = [
    logGroupKind(logGroups),
    functionKind(functions),
    repositoryKind(repositories),
    secretKind(secrets),
  ];
  return {
    services: [
      logsService(logGroups),
      new LambdaService({ functions }),
      ecrService(repositories),
      new Ec2Service({ interfaces }),
      kmsService(keys),
      secretsService(secrets),
    ],
    kinds: new Map<string, ResourceHost>([
      ...named.map((kind) => [kind.type, new NamedResource(kind)] as const),
      ["AWS::EC2::SecurityGroup", new NetworkResource({ interfaces, prefix: "sg" })],
      ["AWS::EC2::Subnet", new NetworkResource({ interfaces, prefix: "subnet" })],
      ["AWS::EC2::VPC", new NetworkResource({ interfaces, prefix: "vpc" })],
      ["AWS::KMS::Key", new KeyResource(keys)],
    ]),
    tagSources: [logGroups, functions, repositories, interfaces, keys, secrets],
  };
}
