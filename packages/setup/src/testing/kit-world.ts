import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  STSClient,
} from "@aws-sdk/client-sts";
import { createDynamoDBClient, Pool } from "@regatta/accounts";
import { type Clock, systemClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { readTemplate, type TemplateName } from "../read-template.ts";

/** Keys of somebody. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const organization = "6f1c4f2e-0000-4000-8000-000000000001";
export const project = "b7d2c1a4-0000-4000-8000-000000000002";
export const externalId = "our-tests";

/**
 * An embedded AWS that was set up with the kit as docs/setup.md says: table and CI role in the hub, the two roles in
 * every account, the accounts in the pool. CI gets in by a token of its own.
 */
export class KitWorld {
  readonly aws: LocalAws;
  readonly hub: Keys;
  /** How far AWS's clock is ahead of this machine's, ms. */
  readonly ahead: { ms: number };
  readonly #clients: Array<{ destroy(): void }> = [];

  private constructor(aws: LocalAws, ahead: { ms: number }) {
    this.aws = aws;
    this.ahead = ahead;
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = aws.env;
    this.hub = { accessKeyId, secretAccessKey };
  }

  /**
   * @param accountPolicies the managed policies of the accounts' roles.
   * @param ciRoles parameters of more CI roles, which may enter the accounts as well.
   */
  static async start({
    accountPolicies,
    accounts = 2,
    ciRoles = [],
  }: {
    accountPolicies: string;
    accounts?: number;
    ciRoles?: Array<Record<string, string> & { RoleName: string }>;
  }): Promise<KitWorld> {
    const ahead = { ms: 0 };
    const clock = { ...systemClock, now: () => systemClock.now() + ahead.ms };
    const aws = await startLocalAws({ accounts, timings: { observeMs: 0 }, clock });
    const world = new KitWorld(aws, ahead);
    await world.deploy(world.hub, "table");
    await world.deploy(world.hub, "ci-role", {
      Provider: "circleci",
      CircleOrganizationId: organization,
      CircleProjectIds: `${project},another`,
      CleanerRoleName: "regatta-cleaner",
    });
    for (const parameters of ciRoles) {
      const template = readTemplate("ci-role");
      await world.stack(world.hub, { name: parameters.RoleName, template, parameters });
    }
    const names = ["regatta-ci", ...ciRoles.map(({ RoleName }) => RoleName)];
    const TrustedRoleArns = names.map((name) => world.#roleArn(world.aws.hub.id, name)).join(",");
    const trust = { TrustedRoleArns, ExternalId: externalId };
    for (const { id } of world.aws.accounts) {
      const admin = await world.admin(id);
      await world.deploy(admin, "account-role", { ...trust, ManagedPolicyArns: accountPolicies });
      await world.deploy(admin, "cleaner-role", trust);
    }
    for (const { id, region } of world.aws.accounts)
      await world
        .pool(world.hub)
        .add({ id, region, roleArn: world.#roleArn(id, "regatta-account"), externalId });
    return world;
  }

  /** Keeps a client, or something alike, to be closed with the world. */
  kept<Client extends { destroy(): void }>(client: Client): Client {
    this.#clients.push(client);
    return client;
  }

  /** What a client of these keys is made with. */
  settings(credentials: Keys) {
    return { endpoint: this.aws.url, region: "eu-west-1", credentials, maxAttempts: 1 };
  }

  /** The pool, as seen with these keys. @param options.clock one that stands still makes a holder that never renews. */
  pool(credentials: Keys, options: { table?: string; pool?: string; clock?: Clock } = {}): Pool {
    const { table = "regatta", pool = "default", clock = systemClock } = options;
    const client = createDynamoDBClient({ endpoint: this.aws.url, region: "eu-west-1", credentials });
    return new Pool({ client: this.kept(client), table, pool, clock });
  }

  /** A stack of a template of the kit, named after it. @throws with the reasons where it could not be made. */
  async deploy(keys: Keys, name: TemplateName, parameters: Record<string, string> = {}): Promise<void> {
    await this.stack(keys, { name: `regatta-${name}`, template: readTemplate(name), parameters });
  }

  /** Makes a stack and waits. @throws with the reasons where it could not be made. */
  async stack(
    keys: Keys,
    {
      name,
      template,
      parameters = {},
    }: { name: string; template: string; parameters?: Record<string, string> },
  ): Promise<void> {
    const client = this.kept(new CloudFormationClient(this.settings(keys)));
    await client.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: template,
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    );
    for (;;) {
      const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      if (stack?.StackStatus === "CREATE_COMPLETE") return;
      if (!stack?.StackStatus?.endsWith("_IN_PROGRESS")) break;
    }
    const { StackEvents: events = [] } = await client.send(
      new DescribeStackEventsCommand({ StackName: name }),
    );
    throw new Error(events.map(({ ResourceStatusReason: reason = "" }) => reason).join("\n"));
  }

  /** Keys of an account's administrator. */
  admin(id: string): Promise<Keys> {
    return this.assume(this.hub, { id, role: "RegattaTest", externalId: "regatta-demo" });
  }

  /** Keys of a role in an account. */
  async assume(keys: Keys, to: { id: string; role: string; externalId?: string }): Promise<Keys> {
    const sts = this.kept(new STSClient(this.settings(keys)));
    const command = new AssumeRoleCommand({
      RoleArn: this.#roleArn(to.id, to.role),
      RoleSessionName: "regatta-test",
      ExternalId: to.externalId,
    });
    return keysOf((await sts.send(command)).Credentials);
  }

  /** Keys of CI, got as CI gets them. @param projectId whose job it is. */
  async ci(projectId = project): Promise<Keys> {
    return this.byToken({
      RoleArn: this.#roleArn(this.aws.hub.id, "regatta-ci"),
      WebIdentityToken: circleToken(projectId),
    });
  }

  /** Keys of a role that a token opens. */
  async byToken(wanted: {
    RoleArn: string;
    WebIdentityToken: string;
    DurationSeconds?: number;
  }): Promise<Keys> {
    const sts = this.kept(new STSClient(this.settings(this.hub)));
    const command = new AssumeRoleWithWebIdentityCommand({ ...wanted, RoleSessionName: "job-1" });
    return keysOf((await sts.send(command)).Credentials);
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.aws.close();
  }

  #roleArn(id: string, name: string): string {
    return `arn:aws:iam::${id}:role/${name}`;
  }
}

/** As CircleCI gives it to a job, but for the signature, which the embedded AWS does not check. */
export function circleToken(projectId = project): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: `https://oidc.circleci.com/org/${organization}`,
    aud: organization,
    sub: `org/${organization}/project/${projectId}/user/u1`,
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  return [part({ alg: "RS256", typ: "JWT" }), part(claims), "unsigned"].join(".");
}

function keysOf(given: Credentials | undefined): Keys {
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}
