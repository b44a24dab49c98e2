import { hostname, userInfo } from "node:os";

/** Who holds a lease, as others read it in the pool: the CI job's address where there is one, else user, host and process. */
export function describeHolder(env: NodeJS.ProcessEnv): string {
  return ciJob(env) ?? `${userAtHost()} (process ${process.pid})`;
}

/** Who changes something by hand, for an account's history: the CI job and who started it, else user and host. */
export function describeActor(env: NodeJS.ProcessEnv): string {
  const job = ciJob(env);
  if (job === undefined) return userAtHost();
  const user = env.CIRCLE_USERNAME || env.GITHUB_ACTOR || env.GITLAB_USER_LOGIN;
  return user ? `${user} in ${job}` : job;
}

function ciJob(env: NodeJS.ProcessEnv): string | undefined {
  if (env.CIRCLE_BUILD_URL) return env.CIRCLE_BUILD_URL;
  if (env.GITHUB_RUN_ID)
    return `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`;
  return env.CI_JOB_URL || undefined;
}

function userAtHost(): string {
  return `${userName()}@${hostname()}`;
}

// A container may run under a user id that has no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
