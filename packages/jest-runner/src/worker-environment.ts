/** Jest's own process decides these, not the account: how Node and the tests' output behave. */
const FROM_JEST = ["NODE_ENV", "NODE_OPTIONS", "FORCE_COLOR", "NO_COLOR"];

/**
 * The whole environment of a worker: the account's, and nothing else of Jest's own process than the four
 * variables above, so that no credentials of the machine reach a test.
 * @param jest the environment of the Jest process.
 * @param workerId what tests see as JEST_WORKER_ID, from 1.
 */
export function workerEnvironment(
  account: Record<string, string>,
  jest: NodeJS.ProcessEnv,
  workerId: number,
): Record<string, string> {
  const env = { ...account };
  for (const name of FROM_JEST) {
    const value = jest[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, JEST_WORKER_ID: String(workerId) };
}
