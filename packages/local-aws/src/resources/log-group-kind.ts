import { type LogGroups, logGroupArn } from "../logs/log-groups.ts";
import type { NamedKind, Wanted } from "./named-resource.ts";
import type { HostedResource } from "./resource-host.ts";

/** `AWS::Logs::LogGroup`. */
export function logGroupKind(groups: LogGroups): NamedKind {
  return {
    type: "AWS::Logs::LogGroup",
    nameProperty: "LogGroupName",
    create: async (name, wanted) => {
      await groups.create(wanted.caller, { name, ...settingsIn(wanted) });
      return hosted(name, wanted);
    },
    configure: async (name, wanted) => {
      const group = await groups.get(wanted.caller, name);
      await groups.save(wanted.caller, { ...group, ...settingsIn(wanted) });
      return hosted(name, wanted);
    },
    delete: (name, { caller }) => groups.delete(caller, name),
  };
}

function settingsIn({ properties, tags }: Wanted) {
  const { RetentionInDays: days } = properties;
  return { tags, ...(days === undefined ? {} : { retentionInDays: Number(days) }) };
}

function hosted(name: string, { caller }: Wanted): HostedResource {
  return { physicalId: name, attributes: { Arn: `${logGroupArn(caller, name)}:*` } };
}
