import type { DeploymentConfig, OnFailure } from "../engine/model.ts";
import { constraintError, validationError } from "../errors.ts";
import type { Params } from "../wire/params.ts";

/** What is to happen when the operation on a stack fails, and whether it is an express one. */
export interface FailureOptions {
  onFailure: OnFailure;
  disableRollback: boolean;
  /** Undefined where the request said nothing of it. */
  deploymentConfig: DeploymentConfig | undefined;
}

/**
 * Reads OnFailure (OnStackFailure of a change set), DisableRollback and the newer DeploymentConfig, whose express
 * mode disables the rollback unless told otherwise (aws-cdk-cli#1931).
 * @throws ValidationError where two of them are given, or the value is none.
 */
export function failureOptions(params: Params): FailureOptions {
  const config = params.group("DeploymentConfig");
  const mode = modeIn(config);
  const disable = params.flag("DisableRollback") ?? config?.flag("DisableRollback");
  const told = params.text("OnFailure") ?? params.text("OnStackFailure");
  if (told !== undefined && disable !== undefined) {
    throw validationError("You cannot specify both OnFailure and DisableRollback.");
  }
  const usual = (disable ?? mode === "EXPRESS") ? "DO_NOTHING" : "ROLLBACK";
  const onFailure = (["ROLLBACK", "DELETE", "DO_NOTHING"] as const).find((one) => one === (told ?? usual));
  if (!onFailure) throw validationError(`OnFailure cannot be ${told}`);
  const disableRollback = onFailure === "DO_NOTHING";
  return { onFailure, disableRollback, deploymentConfig: config && { mode, disableRollback } };
}

function modeIn(config: Params | undefined): DeploymentConfig["mode"] {
  const mode = config?.text("Mode") ?? "STANDARD";
  if (mode === "STANDARD" || mode === "EXPRESS") return mode;
  throw constraintError(mode, "deploymentConfig.mode", "satisfy enum value set: [STANDARD, EXPRESS]");
}
