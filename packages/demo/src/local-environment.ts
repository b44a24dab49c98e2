import { devNull } from "node:os";
import { assertLoopbackEndpoints, type LocalAws } from "@regatta/local-aws";

/**
 * Refuses an environment in which somebody's SDK calls are meant to go elsewhere.
 * @throws {RegattaError} `NOT_LOOPBACK` when an endpoint is set that is not this machine's.
 */
export function assertNothingPointsElsewhere(env: NodeJS.ProcessEnv): void {
  assertLoopbackEndpoints({ ...env, AWS_ENDPOINT_URL: env.AWS_ENDPOINT_URL || "http://127.0.0.1" });
}

/**
 * The environment with nothing of AWS in it but the embedded one: no credentials, profile or endpoint of the
 * user's is left, so the demo cannot reach a real account.
 */
export function localEnvironment(
  aws: Pick<LocalAws, "env">,
  base: NodeJS.ProcessEnv,
): Record<string, string | undefined> {
  const others = Object.entries(base).filter(([name]) => !name.startsWith("AWS_"));
  const env = {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    ...aws.env,
  };
  assertLoopbackEndpoints(env);
  return env;
}
