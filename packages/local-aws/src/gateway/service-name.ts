/** The services that answer. */
export const serviceNames = ["dynamodb", "sts", "cloudformation", "ssm", "s3"] as const;

export type ServiceName = (typeof serviceNames)[number];

export function isServiceName(name: string): name is ServiceName {
  return (serviceNames as readonly string[]).includes(name);
}

/** How requests and errors of a service look on the wire. */
export type Protocol = "query" | "json-1.0" | "json-1.1" | "rest-xml";

export const protocolOf: Record<ServiceName, Protocol> = {
  dynamodb: "json-1.0",
  ssm: "json-1.1",
  sts: "query",
  cloudformation: "query",
  s3: "rest-xml",
};
