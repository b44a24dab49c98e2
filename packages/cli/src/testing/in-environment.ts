/**
 * Puts variables into this process's environment, for what the AWS SDK reads there, and takes the machine's own AWS
 * settings out of it.
 * @returns puts everything back.
 */
export function inEnvironment(variables: NodeJS.ProcessEnv): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: "true" }, variables);
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
