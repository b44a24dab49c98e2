import type { Params } from "../../cloudformation/wire/params.ts";
import type { AnswerValue } from "../../wire/query-answer.ts";

type Tags = Readonly<Record<string, string>>;

/** The tags of a request. */
export function tagsIn(params: Params): Tags {
  const pairs = params.groups("Tags") ?? [];
  return Object.fromEntries(pairs.map((pair) => [pair.requiredText("Key"), pair.text("Value") ?? ""]));
}

/** Tags as an answer shows them. */
export function shownTags(tags: Tags): AnswerValue {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
