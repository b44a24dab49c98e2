import type { OnFailure } from "../engine/model.ts";
import { validationError } from "../errors.ts";
import type { Params } from "../wire/params.ts";

/** What is to happen when the creation of a stack fails. */
export interface FailureOptions {
  onFailure: OnFailure;
  disableRollback: boolean;
}

/**
 * Reads OnFailure (OnStackFailure of a change set), DisableRollback and the newer
 * DeploymentConfig.DisableRollback.
 * @throws ValidationError where two of them are given, or the value is none.
 */
export function failureOptions(params: Params): FailureOptions {
  const disable = params.flag("DisableRollback") ?? params.group("DeploymentConfig")?.flag("DisableRollback");
  const told = params.text("OnFailure") ?? params.text("OnStackFailure");
  if (told !== undefined && disable !== undefined) {
    throw validationError("You cannot specify both OnFailure and DisableRollback.");
  }
  const onFailure = (["ROLLBACK", "DELETE", "DO_NOTHING"] as const).find(
    (one) => one === (told ?? (disable ? "DO_NOTHING" : "ROLLBACK")),
  );
  if (!onFailure) throw validationError(`OnFailure cannot be ${told}`);
  return { onFailure, disableRollback: onFailure === "DO_NOTHING" };
}
