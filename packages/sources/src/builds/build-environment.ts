/** The only AWS settings that build steps see: they say where, not who. */
const harmless = new Set(["AWS_REGION", "AWS_DEFAULT_REGION"]);

/**
 * The environment of build steps: everything Regatta was started with, tokens of package registries included, but not
 * its AWS credentials. What is built is the same for every account, so no step needs them, and the install scripts of
 * all packages a service depends on would have them too: those of the pool's keeper, which open every account.
 */
export function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("AWS_") || harmless.has(name)),
  );
}
