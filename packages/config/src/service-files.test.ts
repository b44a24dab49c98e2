import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import type { RegattaError } from "@regatta/foundation";
import { loadConfig } from "./load-config.ts";
import { ProjectFolder } from "./testing/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

const cdk = 'deployer: "cdk", stackNames: ["app"]';

/** The refusal of a configuration with these files beside it. */
async function refusal(config: object, files: Record<string, string>): Promise<RegattaError> {
  project = new ProjectFolder({ ...files, "regatta.config.json": JSON.stringify(config) });
  return loadConfig({ cwd: project.path }).then(
    () => {
      throw new Error("the configuration was taken");
    },
    (error) => error,
  );
}

const problemsOf = ({ message }: RegattaError) => message.split("\n  ");

test("folders may describe their services themselves, in every form a configuration may have", async () => {
  project = new ProjectFolder({
    "regatta.config.json": JSON.stringify({
      services: { base: { directory: "base" } },
      serviceFolders: ["services/*", "!services/old", "tools/mail"],
    }),
    "base/template.yaml": "",
    "services/orders/regatta.service.ts":
      'import { defineService } from "regatta";\nexport default defineService({ dependsOn: ["base", "post"] });',
    "services/orders/template.yaml": "",
    "services/app/regatta.service.mjs": `export default { ${cdk} };`,
    "services/old/regatta.service.json": "{}",
    "services/just-code/index.js": "",
    "services/node_modules/x/regatta.service.json": "{}",
    "tools/mail/regatta.service.cjs":
      'module.exports = { name: "post", source: { git: "../mail.git" }, directory: "service" };',
  });
  const { services, ...config } = await loadConfig({ cwd: project.path });
  const path = (...parts: string[]) => join(project.path, ...parts);
  expect(services).toMatchObject({
    base: { directory: path("base") },
    orders: { directory: path("services/orders"), dependsOn: ["base", "post"], stackNames: ["orders"] },
    app: { directory: path("services/app"), deployer: "cdk" },
    post: { directory: "service", source: { git: path("tools/mail.git") } },
  });
  expect(Object.keys(services).sort()).toEqual(["app", "base", "orders", "post"]);
  expect(config).not.toHaveProperty("serviceFolders");
});

test("a problem in a service's file is told with that file, beside those of the configuration", async () => {
  const files = {
    "services/app/regatta.service.json": JSON.stringify({ dependsOn: ["ordes"], tempalte: "t.yaml" }),
    "services/orders/regatta.service.json": JSON.stringify({ directory: "src", deployer: "cdk" }),
    "services/none/regatta.service.js": "module.exports = [];",
    "services/bad name/regatta.service.json": JSON.stringify({ deployer: "cdk", stackName: "ok" }),
  };
  const error = await refusal({ accounts: { max: 0 }, serviceFolders: ["services/*"] }, files);
  expect(error).toMatchObject({ code: "CONFIG_INVALID" });
  expect(problemsOf(error)).toEqual([
    "regatta.config.json has 8 problems:",
    "services/none/regatta.service.js: found an empty list, expected an object as the default export",
    "services/orders/regatta.service.json: directory: is there without a source: the service's folder is the file's own",
    "accounts.max: found 0, expected a whole number from 1 to 1000",
    'services/app/regatta.service.json: tempalte: there is no such setting; did you mean "template"?',
    'services/bad name/regatta.service.json: found "bad name", expected a service name: letters, digits, _ or -, 128 at most',
    'services/app/regatta.service.json: dependsOn[0]: found "ordes", expected a service: bad name, orders; did you mean "orders"?',
    "services/orders/regatta.service.json: stackName: found nothing, expected a stack name, or a list in stackNames: only cdk knows which stacks it makes",
    `services/app/regatta.service.json: template: found nothing at ${join(project.path, "services/app/template.yaml")}, expected a file`,
  ]);
});

test("a name that is there twice is told with both files", async () => {
  const service = (name?: string) => JSON.stringify({ name, deployer: "cdk", stackName: "s" });
  const files = {
    "a/orders/regatta.service.json": service(),
    "b/billing/regatta.service.json": service("orders"),
    "b/mail/regatta.service.json": service(),
    "b/nameless/regatta.service.json": JSON.stringify({ name: 3 }),
  };
  const own = { mail: { directory: ".", deployer: "cdk", stackName: "mail" } };
  const error = await refusal({ services: own, serviceFolders: ["*/*"] }, files);
  expect(problemsOf(error).slice(1)).toEqual([
    'b/billing/regatta.service.json: name: found "orders", expected a name of its own: a/orders/regatta.service.json has a service of this name too',
    'b/mail/regatta.service.json: name: found "mail", expected a name of its own: regatta.config.json has a service of this name too',
    "b/nameless/regatta.service.json: name: found 3, expected the name of the service",
  ]);
});

test("folders that are named in vain", async () => {
  const files = { "services/orders/index.js": "", "file.txt": "" };
  const serviceFolders = ["services/orders", "nowhere", "services/*", "file.txt"];
  expect(problemsOf(await refusal({ serviceFolders }, files)).slice(1)).toEqual([
    'serviceFolders[0]: found "services/orders", expected a folder with a regatta.service file (.ts, .js or .json); it has none',
    'serviceFolders[1]: found "nowhere", expected a folder; there is none',
    'serviceFolders[2]: found "services/*", expected a glob of folders with a regatta.service file (.ts, .js or .json); there is none',
    'serviceFolders[3]: found "file.txt", expected a folder; there is none',
  ]);
});

test("a service's file that cannot be evaluated is told by its path", async () => {
  const files = { "services/orders/regatta.service.ts": 'throw new Error("the vault is closed");' };
  const error = await refusal({ serviceFolders: ["services/*"] }, files);
  expect(error).toMatchObject({ code: "CONFIG_UNREADABLE" });
  expect(error.message).toBe("services/orders/regatta.service.ts cannot be loaded: the vault is closed");
});
