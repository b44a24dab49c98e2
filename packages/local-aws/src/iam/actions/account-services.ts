import type { ServiceName } from "../../gateway/service-name.ts";
import { type AccessTable, type JudgedRequest, textOf, textsOf } from "./access.ts";

interface ServiceRow {
  /** Where it is another than the service's in signatures. */
  readonly prefix?: string;
  /** Operations whose action has another name. */
  readonly actions?: Readonly<Record<string, string>>;
  /** The resources of a request, all of an ARN behind account and region; `*` where there is none. */
  resourcesOf(request: JudgedRequest): string[];
}

/** After the services' pages of the Service Authorization Reference. */
const rows = {
  ec2: {
    resourcesOf: ({ operation, params }) => {
      if (operation.startsWith("Describe")) return ["*"];
      const subnet = textOf(params, "SubnetId");
      const own = `network-interface/${textOf(params, "NetworkInterfaceId") ?? "*"}`;
      return subnet === undefined ? [own] : [own, `subnet/${subnet}`];
    },
  },
  ecr: {
    resourcesOf: ({ params }) => {
      const names = [textOf(params, "repositoryName") ?? [], textsOf(params, "repositoryNames")].flat();
      const arn = textOf(params, "resourceArn");
      if (arn !== undefined) return [arn];
      return (names.length > 0 ? names : ["*"]).map((name) => `repository/${name}`);
    },
  },
  kms: {
    resourcesOf: ({ params }) => {
      const id = textOf(params, "KeyId");
      return id === undefined ? ["*"] : [id.startsWith("arn:") ? id : `key/${id}`];
    },
  },
  lambda: {
    actions: { Invoke: "InvokeFunction" },
    resourcesOf: ({ params }) => {
      const name = textOf(params, "FunctionName") ?? textOf(params, "Resource");
      return name === undefined ? ["*"] : [name.startsWith("arn:") ? name : `function:${name}`];
    },
  },
  logs: {
    resourcesOf: ({ params }) => {
      const name = textOf(params, "logGroupName") ?? textOf(params, "logGroupIdentifier");
      // What AWS names where no log group is.
      return [textOf(params, "resourceArn") ?? (name ? `log-group:${name}:*` : "log-group::log-stream:")];
    },
  },
  secretsmanager: {
    resourcesOf: ({ params }) => {
      const id = textOf(params, "SecretId") ?? textOf(params, "Name");
      return id === undefined ? ["*"] : [id.startsWith("arn:") ? id : `secret:${id}`];
    },
  },
  tagging: { prefix: "tag", resourcesOf: () => ["*"] },
} satisfies Partial<Record<ServiceName, ServiceRow>>;

/** The services of which a request comes to one action, on the resources it names. */
export const accountServicesAccess: Partial<Record<ServiceName, AccessTable>> = Object.fromEntries(
  Object.entries(rows).map(([service, row]) => [service, accessBy(service, row)]),
);

function accessBy(service: string, { prefix = service, actions = {}, resourcesOf }: ServiceRow): AccessTable {
  return (request) => {
    const { operation, account, region } = request;
    const action = `${prefix}:${actions[operation] ?? operation}`;
    return resourcesOf(request).map((resource) => {
      const isWhole = resource === "*" || resource.startsWith("arn:");
      return { action, resource: isWhole ? resource : `arn:aws:${service}:${region}:${account}:${resource}` };
    });
  };
}
