import { AwsError } from "../../gateway/service.ts";

/** Codes, statuses and words of the IAM API reference. */
export const iamError = {
  noSuchRole: (name: string) =>
    new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404),
  noSuchRolePolicy: (name: string) =>
    new AwsError("NoSuchEntity", `The role policy with name ${name} cannot be found.`, 404),
  noSuchPolicy: (arn: string) =>
    new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404),
  notAttached: (arn: string) => new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404),
  noSuchProvider: (arn: string) =>
    new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`, 404),
  roleExists: (name: string) =>
    new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409),
  policyExists: (name: string) =>
    new AwsError(
      "EntityAlreadyExists",
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
      409,
    ),
  providerExists: (url: string) =>
    new AwsError("EntityAlreadyExists", `Provider with url https://${url} already exists.`, 409),
  detachFirst: () =>
    new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409),
  deletePoliciesFirst: () =>
    new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.", 409),
  policyInUse: () => new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409),
  inlineQuota: (role: string) =>
    new AwsError("LimitExceeded", `Maximum policy size of 10240 bytes exceeded for role ${role}`, 409),
  invalid: (message: string) => new AwsError("ValidationError", message, 400),
};
