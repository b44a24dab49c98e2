/** How requests and errors of a service look on the wire. */
export type Protocol = "query" | "ec2" | "json-1.0" | "json-1.1" | "rest-json" | "rest-xml";

/** The services that answer, by the name in their signatures. */
const protocols = {
  dynamodb: "json-1.0",
  sts: "query",
  cloudformation: "query",
  ssm: "json-1.1",
  s3: "rest-xml",
  logs: "json-1.1",
  lambda: "rest-json",
  ecr: "json-1.1",
  ec2: "ec2",
  tagging: "json-1.1",
  kms: "json-1.1",
  secretsmanager: "json-1.1",
  iam: "query",
  organizations: "json-1.1",
} as const satisfies Record<string, Protocol>;

export type ServiceName = keyof typeof protocols;

export const protocolOf: Readonly<Record<ServiceName, Protocol>> = protocols;

export const serviceNames = Object.keys(protocols) as ServiceName[];

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(protocols, name);
}
