import { fingerprintTag } from "../stack/stack-tags.ts";
import { partsOf, type ToolInput } from "./tool-command.ts";

/**
 * The environment of every deploy's process: the account's own (with its session, by the credentials endpoint), and
 * what is to be deployed there. docs/deployers.md describes each variable.
 */
export function deployEnvironment({
  service,
  tags,
  environment,
  account,
}: Omit<ToolInput<unknown>, "deployer">): Record<string, string> {
  const { id, region } = partsOf(account);
  const entries = Object.entries(tags);
  return {
    ...environment,
    REGATTA_ACCOUNT_ID: id,
    REGATTA_REGION: region,
    REGATTA_SERVICE: service.name,
    REGATTA_STACK_NAMES: service.stackNames.join(" "),
    REGATTA_FINGERPRINT: tags[fingerprintTag] ?? "",
    REGATTA_STACK_TAGS: entries.map(([key, value]) => `${key}=${value}`).join(" "),
    REGATTA_STACK_TAGS_JSON: JSON.stringify(entries.map(([Key, Value]) => ({ Key, Value }))),
    REGATTA_MODE: service.mode ?? "standard",
  };
}
