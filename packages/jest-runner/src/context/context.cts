/**
 * What a test file is told by `regatta run`, for import by test files: `@regatta/jest-runner/context`. CommonJS, so that
 * tests of both kinds can load it without a transform; it loads nothing but Node's own `http`.
 */
import { type IncomingMessage, get as request } from "node:http";

/**
 * The outputs of a team's stacks, by service. Empty: a team says once what there is, and every test file is checked.
 *
 * ```ts
 * declare module "@regatta/jest-runner/context" {
 *   interface Outputs {
 *     orders: { TableName: string; ApiUrl: string };
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled in by teams
export interface Outputs {}

/** A service's name: one of those in `Outputs`, any where nothing is declared there. */
export type ServiceName = keyof Outputs extends never ? string : Extract<keyof Outputs, string>;

/** What is in a service's outputs, by output name. */
export type OutputsOf<S extends string> = Readonly<
  S extends keyof Outputs ? Outputs[S] : Record<string, string>
>;

/** Credentials as the AWS SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** What a client of the AWS SDK for JavaScript is made with. */
export interface ClientSettings {
  readonly region: string;
  /** Asked again by the SDK when they end. Left out outside of `regatta run`: the SDK then looks where it always does. */
  readonly credentials?: () => Promise<Credentials>;
}

/** An AWS account, in one region, that the test file has to itself. */
export interface TestAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  /** For clients of the AWS SDK: `new S3Client(account.aws)`. */
  readonly aws: ClientSettings;
  /**
   * The outputs of a service's stacks in this account.
   * @throws Error when nothing is up there under that name; which names there are it says.
   */
  outputs<S extends ServiceName>(service: S): OutputsOf<S>;
}

/** As many accounts as were asked for. */
export type TestAccounts<N extends number, Found extends TestAccount[] = []> = number extends N
  ? TestAccount[]
  : Found["length"] extends N
    ? Found
    : TestAccounts<N, [...Found, TestAccount]>;

/** What a test file is told. Everything is looked up when it is asked for; what is not there throws, naming the variable. */
export interface Regatta {
  /** The run's id. */
  readonly runId: string;
  /** The account whose credentials the environment has. */
  readonly account: TestAccount;
  /** The outputs of a service's stacks in `account`. @throws Error as `account.outputs` does. */
  outputs<S extends ServiceName>(service: S): OutputsOf<S>;
  /**
   * All accounts of a file with the pragma `@accounts n`, `account` first.
   * @param count how many the file needs: its pragma's number.
   * @throws Error when it has fewer.
   */
  accounts<N extends number>(count: N): TestAccounts<N>;
}

type ServiceOutputs = Record<string, Record<string, string>>;

/** An account beside the file's own, as REGATTA_ACCOUNTS has it. */
interface OtherAccount {
  id: string;
  region: string;
  outputs: ServiceOutputs;
  credentialsUrl: string;
  token: string;
}

export const regatta: Regatta = {
  get runId() {
    return variable("REGATTA_RUN_ID", "the run's id");
  },
  get account() {
    return ownAccount();
  },
  outputs: (service) => outputsOf(ownOutputs(), service),
  accounts: <N extends number>(count: N) => accounts(count) as TestAccounts<N>,
};

function ownAccount(): TestAccount {
  const { AWS_REGION, REGATTA_REGION = AWS_REGION } = process.env;
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = process.env;
  const id = variable("REGATTA_ACCOUNT_ID", "the account's id");
  const region = REGATTA_REGION ?? variable("REGATTA_REGION", "the account's region");
  const credentials = url && token ? { credentials: () => credentialsFrom(id, url, token) } : {};
  return {
    id,
    region,
    aws: { region, ...credentials },
    outputs: (service) => outputsOf(ownOutputs(), service),
  };
}

function accounts(count: number): TestAccount[] {
  const others = parsed<OtherAccount[]>("REGATTA_ACCOUNTS", process.env.REGATTA_ACCOUNTS ?? "[]");
  const all = [ownAccount(), ...others.map(otherAccount)];
  if (all.length >= count) return all.slice(0, count);
  throw new Error(
    `This test file has ${all.length} of the ${count} accounts it asks for (REGATTA_ACCOUNTS). ` +
      `Run it with \`regatta run\`, with @accounts ${count} in the docblock at its top.`,
  );
}

function otherAccount({ id, region, outputs, credentialsUrl, token }: OtherAccount): TestAccount {
  return {
    id,
    region,
    aws: { region, credentials: () => credentialsFrom(id, credentialsUrl, token) },
    outputs: (service) => outputsOf(outputs, service),
  };
}

function ownOutputs(): ServiceOutputs {
  return parsed("REGATTA_OUTPUTS", variable("REGATTA_OUTPUTS", "the outputs of stacks as JSON, by service"));
}

function outputsOf<S extends ServiceName>(all: ServiceOutputs, service: S): OutputsOf<S> {
  if (Object.hasOwn(all, service)) return all[service] as OutputsOf<S>;
  const names = Object.keys(all).join(", ") || "none";
  throw new Error(
    `There are no outputs of a service "${service}" (REGATTA_OUTPUTS). Up when this file began: ${names}. ` +
      "A file with @requires finds those of the services it names.",
  );
}

function variable(name: string, what: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. \`regatta run\` sets it: ${what}. Without Regatta, set it by hand.`);
}

function parsed<T>(name: string, text: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name} is not JSON.`, { cause });
  }
}

/** Asks the endpoint that Regatta serves an account's session on; the answer is that of containers on AWS. */
async function credentialsFrom(account: string, url: string, token: string): Promise<Credentials> {
  const { status, body } = await get(url, token);
  if (status !== 200) throw new Error(`No credentials for account ${account}: ${status} ${body}`);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(body);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: Token,
    expiration: new Date(Expiration),
  };
}

async function get(
  url: string,
  authorization: string,
): Promise<{ status: number | undefined; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: { authorization } }, resolve).on("error", reject);
  });
  let body = "";
  for await (const text of response.setEncoding("utf8")) body += text;
  return { status: response.statusCode, body };
}
