import { validationError } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";

export type FailingAction = "create" | "update" | "delete" | "rollback";

const actions: FailingAction[] = ["create", "update", "delete", "rollback"];

/** What a template tells this stand-in through a resource's `Metadata.LocalAws`; real AWS ignores it. */
export interface LocalAwsMetadata {
  /** `Fail`: what the resource shall fail at; one of the actions or a list of them. */
  fail: FailingAction[];
  /** `Message`: the reason in the events. */
  message?: string;
  /** `In`: all of this only in these accounts; everywhere if left out. */
  accounts?: string[];
  /** `Times`: how often an action fails before it succeeds; always if left out. */
  times?: number;
  /** `DurationMs`: how long every action on the resource takes. */
  durationMs?: number;
  /** `StabiliseMs`: how much of that a resource needs to be usable once its configuration is applied. */
  stabiliseMs?: number;
}

/** @throws ValidationError for an action that does not exist. */
export function readLocalAwsMetadata(metadata: JsonObject): LocalAwsMetadata {
  const raw = metadata.LocalAws;
  if (!isJsonObject(raw)) return { fail: [] };
  const fail = [raw.Fail ?? []].flat().map((name) => {
    const action = actions.find((one) => one === name);
    if (action) return action;
    throw validationError(
      `Metadata.LocalAws.Fail is ${JSON.stringify(name)}, expected one of ${actions.join(", ")}`,
    );
  });
  return {
    fail,
    ...(raw.Message === undefined ? {} : { message: String(raw.Message) }),
    ...(raw.In === undefined ? {} : { accounts: [raw.In].flat().map(String) }),
    ...(raw.Times === undefined ? {} : { times: Number(raw.Times) }),
    ...(raw.DurationMs === undefined ? {} : { durationMs: Number(raw.DurationMs) }),
    ...(raw.StabiliseMs === undefined ? {} : { stabiliseMs: Number(raw.StabiliseMs) }),
  };
}
