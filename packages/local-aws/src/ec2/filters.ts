import { AwsError } from "../gateway/service.ts";
import type { NetworkInterface } from "./network-interfaces.ts";
import { numbered, numberedTexts } from "./numbered.ts";

/** What each filter of DescribeNetworkInterfaces looks at. */
const looks: Readonly<Record<string, (one: NetworkInterface) => readonly string[]>> = {
  description: ({ description }) => [description],
  "group-id": ({ groupIds }) => groupIds,
  "interface-type": ({ functionName }) => [functionName === undefined ? "interface" : "lambda"],
  "network-interface-id": ({ id }) => [id],
  "requester-managed": ({ functionName }) => [String(functionName !== undefined)],
  status: ({ isInUse }) => [isInUse ? "in-use" : "available"],
  "subnet-id": ({ subnetId }) => [subnetId],
  "tag-key": ({ tags }) => Object.keys(tags),
  "vpc-id": ({ vpcId }) => [vpcId],
};

/**
 * Whether an interface fits all filters, of each one value; values may have `*` and `?`.
 * @throws {AwsError} `InvalidParameterValue` for a filter that is not known here.
 */
export function matchesFilters(one: NetworkInterface, filters: unknown): boolean {
  return numbered(filters).every(({ Name: name, Value: values }) => {
    const look = looks[String(name)];
    if (!look) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
    const patterns = numberedTexts(values).map(patternOf);
    return look(one).some((value) => patterns.some((pattern) => pattern.test(value)));
  });
}

function patternOf(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
