// One failure may be the account's own; a second one, with no success, is what is being deployed.
const failuresBeforeGivingUp = 2;

/**
 * Whether it is what is deployed that fails, and not an account: then no further account is to be made dirty by it.
 * Pure.
 * @param outcomes how many accounts of a run could be deployed, and how many could not.
 */
export function deploysNowhere({ succeeded, failed }: { succeeded: number; failed: number }): boolean {
  return succeeded === 0 && failed >= failuresBeforeGivingUp;
}
