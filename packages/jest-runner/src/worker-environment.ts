// What the account decides, and nobody else: no credentials of the machine may reach a test.
const OF_THE_ACCOUNT = /^(AWS_|REGATTA_)/;

/**
 * The whole environment of a worker: the account's, with what Jest's own process has beside it. What a
 * `globalSetup` put into `process.env` so reaches the tests, as with Jest's own workers.
 * @param account its environment, as the parent made it.
 * @param jest the environment of the Jest process.
 * @param workerId what tests see as JEST_WORKER_ID, from 1.
 */
export function workerEnvironment(
  account: Record<string, string>,
  jest: NodeJS.ProcessEnv,
  workerId: number,
): Record<string, string> {
  const env = { ...account };
  for (const [name, value] of Object.entries(jest)) {
    if (value !== undefined && !OF_THE_ACCOUNT.test(name)) env[name] = value;
  }
  return { ...env, JEST_WORKER_ID: String(workerId) };
}
