import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import type { RegattaError } from "@regatta/foundation";
import { loadConfig } from "./load-config.ts";
import { ProjectFolder } from "./testing/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

async function refusal(files: Record<string, string>, file?: string): Promise<RegattaError> {
  project = new ProjectFolder(files);
  return loadConfig({ cwd: project.path, ...(file === undefined ? {} : { file }) }).then(
    () => {
      throw new Error("the configuration was taken");
    },
    (error) => error,
  );
}

/** The problems of a configuration, without the line that counts them. */
async function problems(config: unknown, files: Record<string, string> = {}): Promise<string[]> {
  const error = await refusal({ ...files, "regatta.config.json": JSON.stringify(config) });
  expect(error).toMatchObject({ code: "CONFIG_INVALID", source: "user" });
  return error.message
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

test("no configuration: the error says how to make one", async () => {
  const error = await refusal({});
  expect(error).toMatchObject({ code: "CONFIG_NOT_FOUND", source: "user" });
  expect(error.message).toContain(project.path);
  expect(error.nextStep).toContain("regatta init");
});

test("a named file that is not there is not searched for", async () => {
  const error = await refusal({ "regatta.config.json": "{}" }, "nowhere.json");
  expect(error).toMatchObject({ code: "CONFIG_NOT_FOUND", message: "There is no file nowhere.json." });
});

const unreadable: Array<[string, string, string, string]> = [
  ["throws", "regatta.config.ts", "throw new Error('the vault is closed');", "the vault is closed"],
  ["does not parse as TypeScript", "regatta.config.ts", "export default {\n  pool: {,\n};", "2:"],
  ["does not parse as JSON", "regatta.config.json", '{ "pool": }', "JSON"],
  [
    "imports what is not there",
    "regatta.config.ts",
    'import x from "./gone.ts";\nexport default x;',
    "gone.ts",
  ],
];

test.each(unreadable)("a file that %s", async (_, file, content, reason) => {
  const error = await refusal({ [file]: content });
  expect(error).toMatchObject({ code: "CONFIG_UNREADABLE", source: "user" });
  expect(error.message).toContain(`${file} cannot be loaded`);
  expect(error.message).toContain(reason);
});

test("a file of an ending that cannot be read", async () => {
  const error = await refusal({ "regatta.yaml": "pool: {}" }, "regatta.yaml");
  expect(error).toMatchObject({ code: "CONFIG_UNREADABLE" });
  expect(error.message).toContain(".yaml");
});

test("a folder where the file should be", async () => {
  const error = await refusal({ "regatta.config.ts/a.txt": "" });
  expect(error).toMatchObject({ code: "CONFIG_UNREADABLE" });
});

const notObjects: Array<[string, string]> = [
  ["export const config = {};", "found nothing"],
  ["", "found nothing"],
  ["export default () => ({});", "found a function"],
  ["export default [];", "found an empty list"],
  ["export default 'regatta';", 'found "regatta"'],
];

test.each(notObjects)("a default export that is no configuration: %s", async (content, found) => {
  const error = await refusal({ "regatta.config.ts": content });
  expect(error).toMatchObject({ code: "CONFIG_INVALID" });
  expect(error.message).toBe(
    `regatta.config.ts has a problem:\n  ${found}, expected an object as the default export`,
  );
});

test("a minimum above the maximum is refused, the default one too", async () => {
  const expected = "expected a number that is not above accounts.max";
  expect(await problems({ accounts: { min: 5, max: 4 } })).toEqual([`accounts.min: found 5, ${expected}`]);
  expect(await problems({ accounts: { min: 9 } })).toEqual([`accounts.min: found 9, ${expected}`]);
});

test("every problem is told at once, each with its place, what was found and what is expected", async () => {
  const template = { "a/template.yaml": "", "b/template.yaml": "" };
  const told = await problems(
    {
      pool: { table: "x", regoin: "eu-west-1" },
      accounts: { max: "8", waitSeconds: -1, protected: ["1234", 123456789012], leaseSeconds: 1.5 },
      services: {
        orders: { directory: "a", dependsOn: ["paymets", "orders", 7], parameters: { Size: 5 } },
        payments: { directory: "b", dependson: [], capabilities: ["IAM"] },
      },
      tests: { directory: "nowhere", jest: "--ci" },
    },
    template,
  );
  expect(told).toEqual([
    'pool.table: found "x", expected a table name: 3 to 255 letters, digits, _ - .',
    'pool.regoin: there is no such setting; did you mean "region"?',
    'accounts.max: found "8", expected a whole number from 1 to 1000',
    'accounts.protected[0]: found "1234", expected an account id: 12 digits, in quotes',
    "accounts.protected[1]: found 123456789012, expected an account id: 12 digits, in quotes",
    "accounts.leaseSeconds: found 1.5, expected a whole number of seconds from 3 to 86400",
    "accounts.waitSeconds: found -1, expected a whole number of seconds from 0 to 86400",
    "services.orders.dependsOn[2]: found 7, expected the name of a service",
    'services.orders.parameters.Size: found 5, expected text, in quotes: CloudFormation takes "5", not 5',
    'services.payments.capabilities[0]: found "IAM", expected CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND',
    'services.payments.dependson: there is no such setting; did you mean "dependsOn"?',
    'tests.jest: found "--ci", expected a list of Jest arguments',
    'services.orders.dependsOn[0]: found "paymets", expected a service: payments; did you mean "payments"?',
    'services.orders.dependsOn[1]: "orders" cannot depend on itself',
    `tests.directory: found nothing at ${join(project.path, "nowhere")}, expected a folder`,
  ]);
});

test("a setting in the wrong place is told where it belongs", async () => {
  expect(await problems({ table: "regatta", wibble: 1 })).toEqual([
    'table: there is no such setting; did you mean "pool.table"?',
    "wibble: there is no such setting; there are pool, accounts, personal, services, serviceFolders, deploy, cleaning, tests, output, costs",
  ]);
});

test("a bucket's name is checked as it will be in an account", async () => {
  const of = (bucket: unknown) => problems({ deploy: { bucket } });
  expect(await of("Packages")).toEqual([
    expect.stringMatching(/^deploy.bucket: found "Packages", expected a bucket name/),
  ]);
  expect(await of("code-{acount}")).toHaveLength(1);
  expect(await of("code-")).toHaveLength(1);
  expect(await of(`${"x".repeat(38)}{account}{region}`)).toEqual([
    expect.stringContaining("at most 63 characters"),
  ]);
  expect(await problems({ deploy: { createBucket: "no" } })).toEqual([
    'deploy.createBucket: found "no", expected true or false',
  ]);
});

test("a cycle is named, once", async () => {
  const service = (...dependsOn: string[]) => ({ directory: ".", template: "t.json", dependsOn });
  const services = { a: service("b"), b: service("c"), c: service("a"), d: service("a") };
  expect(await problems({ services }, { "t.json": "{}" })).toEqual([
    "services.c.dependsOn[0]: closes a cycle: a → b → c → a",
  ]);
});

test("two services cannot have one stack", async () => {
  const services = {
    orders: { directory: ".", template: "t.json" },
    billing: { directory: ".", template: "t.json", stackName: "orders" },
  };
  expect(await problems({ services }, { "t.json": "{}" })).toEqual([
    'services.billing.stackName: found "orders", expected a stack name of its own: "orders" is the stack of services.orders',
  ]);
});

test("a service whose name cannot be a stack's needs a stack name", async () => {
  const services = { order_api: { directory: ".", template: "t.json" } };
  const [told] = await problems({ services }, { "t.json": "{}" });
  expect(told).toMatch(
    /^services\.order_api\.stackName: found nothing, expected a stack name: "order_api" cannot/,
  );
});

test("folders and templates that are missing, or something else", async () => {
  const services = {
    a: { directory: "gone" },
    b: { directory: "file.txt" },
    c: { directory: "c" },
    d: { directory: "c", template: "sub", stackName: "d2" },
    e: {},
  };
  expect(await problems({ services }, { "file.txt": "", "c/sub/x": "" })).toEqual([
    "services.e.directory: found nothing, expected the path of a folder",
    `services.a.directory: found nothing at ${join(project.path, "gone")}, expected a folder`,
    `services.b.directory: found file at ${join(project.path, "file.txt")}, expected a folder`,
    `services.c.template: found nothing at ${join(project.path, "c/template.yaml")}, expected a file`,
    `services.d.template: found folder at ${join(project.path, "c/sub")}, expected a file`,
  ]);
});

test("names that would break a path are told in quotes", async () => {
  expect(await problems({ services: { "a.b": { directory: "." } } })).toContain(
    'services["a.b"]: found "a.b", expected a service name: letters, digits, _ or -, 128 at most',
  );
});

test("an account of somebody's own has a name that is no id, and one way in, which is its own", async () => {
  const own = { accountId: "210000000001", region: "eu-west-1" };
  const roleArn = "arn:aws:iam::210000000001:role/Dev";
  const personal = {
    "210000000001": own,
    both: { ...own, profile: "me", roleArn },
    lonely: { ...own, externalId: "secret" },
    elsewhere: { ...own, roleArn: "arn:aws:iam::210000000002:role/Dev" },
    nowhere: { accountId: 210000000001 },
    fine: { ...own, roleArn, externalId: "secret" },
  };
  expect(await problems({ personal })).toEqual([
    'personal.210000000001: found "210000000001", expected a name: a letter, then letters, digits, _ - . (64 at most)',
    'personal.both.profile: found "me", expected one way in: `profile` or `roleArn`, not both',
    'personal.lonely.externalId: found "secret", expected it together with the `roleArn` it is for',
    `personal.elsewhere.roleArn: found "${personal.elsewhere.roleArn}", expected a role of the account itself`,
    "personal.nowhere.accountId: found 210000000001, expected an account id: 12 digits, in quotes",
    "personal.nowhere.region: found nothing, expected a region such as eu-west-1",
  ]);
});
