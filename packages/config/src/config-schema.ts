import { z } from "zod";
import { DAY, file, folder, listOf, section, text, textLike, whole } from "./fields.ts";
import { service } from "./service-schema.ts";

// DynamoDB: table names are 3 to 255 letters, digits, _ - . (API reference, CreateTable).
const tableName = textLike(/^[\w.-]{3,255}$/, "a table name: 3 to 255 letters, digits, _ - .");
const poolName = textLike(/^[A-Za-z0-9][\w.-]{0,127}$/, "a name of letters, digits, _ - .");
const region = textLike(/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/, "a region such as eu-west-1");
const accountId = textLike(/^\d{12}$/, "an account id: 12 digits, in quotes");
const serviceName = textLike(
  /^[A-Za-z0-9_][\w-]{0,127}$/,
  "a service name: letters, digits, _ or -, 128 at most",
);

const pool = section({
  table: tableName.default("regatta"),
  name: poolName.default("default"),
  region: region.optional(),
});

const lending = section({
  min: whole(1, 1_000).default(1),
  max: whole(1, 1_000).default(8),
  auto: z.boolean({ error: "true or false" }).default(false),
  priority: whole(-1_000, 1_000).default(0),
  protected: listOf(accountId, "a list of account ids").default([]),
  leaseSeconds: whole(3, DAY, "of seconds").default(300),
  waitSeconds: whole(0, DAY, "of seconds").default(1_800),
  // STS: 900 s to 12 h (API reference, AssumeRole, DurationSeconds).
  sessionSeconds: whole(900, 43_200, "of seconds").default(3_600),
  filesPerAccount: whole(1, 64).default(1),
});
const accounts = lending.refine(({ min, max }) => min <= max, {
  path: ["min"],
  error: "a number that is not above accounts.max",
  when: ({ issues }) => issues.length === 0,
});

// A letter first, and no slash, so that no name can be taken for an id or a key.
const personalName = textLike(
  /^[A-Za-z][\w.-]{0,63}$/,
  "a name: a letter, then letters, digits, _ - . (64 at most)",
);
const personal = section({
  accountId,
  region,
  profile: text("the name of an AWS profile").optional(),
  roleArn: textLike(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
    "a role: arn:aws:iam::<account id>:role/<name>",
  ).optional(),
  // STS: 2 to 1224 characters of this set (API reference, AssumeRole).
  externalId: textLike(
    /^[\w+=,.@:/-]{2,1224}$/,
    "an external id: 2 to 1224 letters, digits or +=,.@:/-_",
  ).optional(),
})
  .refine(({ profile, roleArn }) => profile === undefined || roleArn === undefined, {
    path: ["profile"],
    error: "one way in: `profile` or `roleArn`, not both",
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ externalId, roleArn }) => externalId === undefined || roleArn !== undefined, {
    path: ["externalId"],
    error: "it together with the `roleArn` it is for",
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ accountId: id, roleArn }) => roleArn === undefined || roleArn.split(":")[4] === id, {
    path: ["roleArn"],
    error: "a role of the account itself",
    when: ({ issues }) => issues.length === 0,
  });

// S3 user guide, "General purpose bucket naming rules"; no dots, which the certificates of S3 do not cover.
const bucket = textLike(
  /^(?=.{3,})([a-z0-9]|\{account\}|\{region\})([a-z0-9-]|\{account\}|\{region\})*(?<!-)$/,
  "a bucket name: small letters, digits and hyphens, with {account} and {region}",
).refine(
  (name) => name.replaceAll("{account}", "x".repeat(12)).replaceAll("{region}", "x".repeat(14)).length <= 63,
  {
    error: "a bucket name of at most 63 characters, counting {account} as 12 and {region} as 14",
  },
);

const deploy = section({
  concurrency: whole(1, 10_000).default(500),
  processes: whole(1, 1_000).optional(),
  pollMs: whole(10, 60_000, "of milliseconds").default(1_000),
  bucket: bucket.default("regatta-{account}-{region}"),
  createBucket: z.boolean({ error: "true or false" }).default(true),
});

const glob = text("a name, or a glob of names");

const cleaning = section({
  depth: z
    .enum(["data", "stacks", "everything"], { error: "one of data, stacks, everything" })
    .default("stacks"),
  protectedStacks: listOf(glob, "a list of stack names, or globs of them").default([
    "CDKToolkit",
    "StackSet-*",
    "aws-sam-cli-managed-default",
  ]),
  keep: listOf(glob, "a list of names and Arns, or globs of them").default([]),
  // IAM: role names are 1 to 64 of these (API reference, CreateRole).
  roleName: textLike(/^[\w+=,.@-]{1,64}$/, "a role's name, without path or Arn").optional(),
  dataCommand: text("a command").optional(),
  attempts: whole(1, 100).default(3),
  retryMinutes: whole(0, 24 * 60, "of minutes").default(10),
  concurrency: whole(1, 1_000).default(8),
  stacksAtOnce: whole(1, 100).default(5),
  proofSeconds: whole(0, 3_600, "of seconds").default(60),
  aliasCheck: z.boolean({ error: "true or false" }).default(true),
  warm: z.boolean({ error: "true or false" }).default(false),
});

const quarantined = section({
  file: text("the path of a test file, relative to Jest's rootDir, or a glob of such"),
  test: text("the full name of a test, with * for any text").optional(),
  until: z.iso.date({ error: 'a day as "YYYY-MM-DD", the last one it holds' }),
  reason: text("why, in a few words").optional(),
  ticket: text("the ticket it is followed up in").optional(),
});

const tests = section({
  directory: folder.default("."),
  jest: listOf(z.string({ error: "an argument of Jest, as text" }), "a list of Jest arguments").default([]),
  fileTimeoutSeconds: whole(1, DAY, "of seconds").default(600),
  retries: whole(0, 10).default(0),
  backupCopies: z.boolean({ error: "true or false" }).default(false),
  backupCopiesAfterSeconds: whole(0, DAY, "of seconds").default(10),
  quarantine: listOf(quarantined, "a list of objects with file and until").default([]),
  leaks: z.union([z.boolean(), z.literal("fail")], { error: 'true, false or "fail"' }).default(false),
});

const output = section({
  directory: folder.default(".regatta"),
  junit: file.default("reports/regatta-junit.xml"),
  junitCaseFiles: z.boolean({ error: "true or false" }).optional(),
  emf: file.optional(),
  report: z.union([z.boolean(), file], { error: "true, false or the path of a file" }).default(true),
  cache: folder.optional(),
});

const price = z
  .number({ error: "a price: a number from 0 to 1000000" })
  .min(0, { error: "a price: a number from 0 to 1000000" })
  .max(1_000_000, { error: "a price: a number from 0 to 1000000" });

const costs = section({
  currency: textLike(/^[A-Z]{3}$/, 'a currency by its three letters, such as "EUR"').default("USD"),
  machineHour: price.optional(),
  accountHour: price.optional(),
  deploy: price.optional(),
});

/** What a configuration file may say, with the defaults. The messages say what is expected. */
export const configSchema = section({
  pool: pool.prefault({}),
  accounts: accounts.prefault({}),
  personal: z.record(personalName, personal, { error: "an object of accounts by name" }).default({}),
  services: z.record(serviceName, service, { error: "an object of services by name" }).default({}),
  serviceFolders: listOf(text("a folder, or a glob of folders"), "a list of folders").default([]),
  deploy: deploy.prefault({}),
  cleaning: cleaning.prefault({}),
  tests: tests.prefault({}),
  output: output.prefault({}),
  costs: costs.prefault({}),
});

export type ParsedConfig = z.output<typeof configSchema>;
