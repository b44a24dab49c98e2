import { z } from "zod";
import { listOf, section, text, textLike, whole } from "./fields.ts";

const DAY = 86_400;

// DynamoDB: table names are 3 to 255 letters, digits, _ - . (API reference, CreateTable).
const tableName = textLike(/^[\w.-]{3,255}$/, "a table name: 3 to 255 letters, digits, _ - .");
const poolName = textLike(/^[A-Za-z0-9][\w.-]{0,127}$/, "a name of letters, digits, _ - .");
const region = textLike(/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/, "a region such as eu-west-1");
const accountId = textLike(/^\d{12}$/, "an account id: 12 digits, in quotes");
const folder = text("the path of a folder");
const file = text("the path of a file");
// CloudFormation: a letter, then letters, digits and hyphens, 128 at most (API reference, CreateStack).
const stackName = textLike(
  /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  "a stack name: a letter, then letters, digits or hyphens, 128 at most",
);
const parameterName = textLike(/^[A-Za-z0-9]{1,255}$/, "a parameter name: letters and digits");
const parameters = z.record(
  parameterName,
  z.string({ error: 'text, in quotes: CloudFormation takes "5", not 5' }),
  {
    error: "an object of parameter names and texts",
  },
);
const capability = z.enum(["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"], {
  error: "CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND",
});
const variableName = textLike(/^[A-Za-z_]\w*$/, "the name of an environment variable");
const serviceName = textLike(
  /^[A-Za-z0-9_][\w-]{0,127}$/,
  "a service name: letters, digits, _ or -, 128 at most",
);

const pool = section({
  table: tableName.default("regatta"),
  name: poolName.default("default"),
  region: region.optional(),
});

const accounts = section({
  max: whole(1, 1_000).default(8),
  protected: listOf(accountId, "a list of account ids").default([]),
  leaseSeconds: whole(3, DAY, "of seconds").default(300),
  waitSeconds: whole(0, DAY, "of seconds").default(0),
  // STS: 900 s to 12 h (API reference, AssumeRole, DurationSeconds).
  sessionSeconds: whole(900, 43_200, "of seconds").default(3_600),
  filesPerAccount: whole(1, 64).default(1),
});

const service = section({
  directory: folder,
  template: file.default("template.yaml"),
  stackName: stackName.optional(),
  parameters: parameters.default({}),
  capabilities: listOf(capability, "a list of capabilities").default([]),
  dependsOn: listOf(text("the name of a service"), "a list of service names").default([]),
  environment: listOf(variableName, "a list of names of environment variables").default([]),
  inputs: listOf(text("the path of a file or folder, or a glob"), "a list of paths").default([]),
  timeoutSeconds: whole(1, DAY, "of seconds").default(1_800),
});

const deploy = section({
  concurrency: whole(1, 1_000).default(16),
  pollMs: whole(10, 60_000, "of milliseconds").default(1_000),
});

const tests = section({
  directory: folder.default("."),
  jest: listOf(z.string({ error: "an argument of Jest, as text" }), "a list of Jest arguments").default([]),
  fileTimeoutSeconds: whole(1, DAY, "of seconds").default(600),
});

const output = section({
  directory: folder.default(".regatta"),
  junit: file.default("reports/regatta-junit.xml"),
});

/** What a configuration file may say, with the defaults. The messages say what is expected. */
export const configSchema = section({
  pool: pool.prefault({}),
  accounts: accounts.prefault({}),
  services: z.record(serviceName, service, { error: "an object of services by name" }).default({}),
  deploy: deploy.prefault({}),
  tests: tests.prefault({}),
  output: output.prefault({}),
});

export type ParsedConfig = z.output<typeof configSchema>;
