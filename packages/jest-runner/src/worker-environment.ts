// What the account decides, and nobody else: no credentials of the machine may reach a test.
const OF_THE_ACCOUNT = /^(AWS_|REGATTA_)/;

/**
 * The whole environment of a worker: that of Jest's own process, with what the account decides in it. What a
 * `globalSetup` put into `process.env`, or took out, so reaches the tests as with Jest's own workers.
 * @param account its environment, as the parent made it; nothing but what the account decides is taken from it.
 * @param jest the environment of the Jest process.
 * @param workerId what tests see as JEST_WORKER_ID, from 1.
 */
export function workerEnvironment(
  account: Record<string, string>,
  jest: NodeJS.ProcessEnv,
  workerId: number,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(jest)) {
    if (value !== undefined && !OF_THE_ACCOUNT.test(name)) env[name] = value;
  }
  for (const [name, value] of Object.entries(account)) if (OF_THE_ACCOUNT.test(name)) env[name] = value;
  return { ...env, JEST_WORKER_ID: String(workerId) };
}
