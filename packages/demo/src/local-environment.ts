import { devNull } from "node:os";
import type { LocalAws } from "@regatta/local-aws";

/** The environment with nothing of AWS in it but the embedded one: the demo cannot reach a real account. */
export function localEnvironment(aws: LocalAws, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(base).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    ...aws.env,
  };
}
