import { systemClock } from "@regatta/foundation";
import { startLocalAws } from "@regatta/local-aws";

export interface DynamoDBEndpoint {
  url: string;
  /** What to set for a client to be let in. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/**
 * The DynamoDB the pool's tests run against: the one REGATTA_TEST_DYNAMODB_ENDPOINT names (loopback only; the
 * compatibility run sets it), else a local-aws of their own.
 * @param now the time a local-aws of their own goes by: it checks when requests were signed.
 */
export async function dynamoDBEndpoint(now: () => number): Promise<DynamoDBEndpoint> {
  const named = process.env.REGATTA_TEST_DYNAMODB_ENDPOINT;
  if (named) return { url: loopback(named), env: anyone, close: async () => undefined };
  const aws = await startLocalAws({ accounts: 1, clock: { ...systemClock, now } });
  return { url: aws.url, env: aws.env, close: () => aws.close() };
}

const anyone = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIDREGATTATEST",
  AWS_SECRET_ACCESS_KEY: "not-a-secret",
};

function loopback(url: string): string {
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return url;
  throw new Error(`REGATTA_TEST_DYNAMODB_ENDPOINT is ${url}: only a loopback endpoint is tested against`);
}
