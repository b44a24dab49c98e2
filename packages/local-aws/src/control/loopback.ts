import { RegattaError } from "@regatta/foundation";

const prefix = "AWS_ENDPOINT_URL";

/**
 * Makes sure that no SDK started with this environment can reach a real AWS.
 * @param env such as `process.env`.
 * @throws {RegattaError} `NOT_LOOPBACK` unless `AWS_ENDPOINT_URL` is there, it and every
 * `AWS_ENDPOINT_URL_<service>` is plain http to this machine itself, and nothing makes SDKs ignore them.
 */
export function assertLoopbackEndpoints(env: NodeJS.ProcessEnv): void {
  if (!env[prefix]) throw notLoopback(`${prefix} is not set, so the AWS SDK would talk to the real AWS`);
  for (const [name, value] of Object.entries(env)) {
    const isEndpoint = name === prefix || name.startsWith(`${prefix}_`);
    if (isEndpoint && value !== undefined && !isLoopback(value))
      throw notLoopback(`${name} is "${value}", which is not http on this machine`);
  }
  const ignore = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  if (ignore?.toLowerCase() === "true")
    throw notLoopback("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is set, so the AWS SDK would ignore the endpoint");
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "http:" &&
    (/^127(\.\d{1,3}){3}$/.test(hostname) || ["localhost", "[::1]"].includes(hostname))
  );
}

function notLoopback(message: string): RegattaError {
  return new RegattaError(message, {
    code: "NOT_LOOPBACK",
    source: "user",
    nextStep: "Start the embedded AWS (`regatta local-aws`) and set the environment it prints.",
  });
}
