import { hostname, userInfo } from "node:os";

/** Who holds a lease, as others read it in the pool: the CI job's address where there is one, else user, host and process. */
export function describeHolder(env: NodeJS.ProcessEnv): string {
  if (env.CIRCLE_BUILD_URL) return env.CIRCLE_BUILD_URL;
  if (env.GITHUB_RUN_ID)
    return `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`;
  if (env.CI_JOB_URL) return env.CI_JOB_URL;
  return `${userName()}@${hostname()} (process ${process.pid})`;
}

// A container may run under a user id that has no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
