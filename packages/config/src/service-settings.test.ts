import { afterEach, expect, test } from "@jest/globals";
import { loadConfig } from "./load-config.ts";
import { ProjectFolder } from "./testing/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

/** The problems of services, without the line that counts them. */
async function problems(services: object): Promise<string[]> {
  project = new ProjectFolder({ "regatta.config.json": JSON.stringify({ services }), "template.yaml": "" });
  const error: Error = await loadConfig({ cwd: project.path }).then(
    () => {
      throw new Error("the configuration was taken");
    },
    (refusal) => refusal,
  );
  return error.message
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

const here = { directory: "." };

test("a deployer that does not exist is refused with those that do", async () => {
  expect(await problems({ a: { ...here, deployer: "sma" }, b: { ...here, deployer: 3 } })).toEqual([
    'services.a.deployer: found "sma", expected a deployer: cloudformation, cdk, sam, serverless, command; did you mean "sam"?',
    "services.b.deployer: found 3, expected a deployer: cloudformation, cdk, sam, serverless, command",
  ]);
});

test("a setting of another deployer is refused by that deployer's name", async () => {
  const services = {
    a: { ...here, context: {}, args: [] },
    b: { ...here, deployer: "serverless", stackName: "b", mode: "express" },
    c: { ...here, deployer: "command", stackName: "c", comand: "make" },
  };
  expect(await problems(services)).toEqual([
    'services.a.context: belongs to deployer "cdk"; this one\'s deployer is "cloudformation"',
    'services.a.args: belongs to deployer "cdk", "sam", "serverless"; this one\'s deployer is "cloudformation"',
    'services.b.mode: belongs to deployer "cloudformation", "cdk", "sam"; this one\'s deployer is "serverless"',
    "services.c.command: found nothing, expected a command of the shell",
    'services.c.comand: there is no such setting; did you mean "command"?',
  ]);
});

test("where a deployer's stacks cannot be known, they must be named", async () => {
  const services = {
    a: { ...here, deployer: "cdk" },
    b: { ...here, deployer: "command", command: "make" },
    c: { ...here, stackNames: ["c1", "c2"] },
    d: { ...here, stackNames: ["d1"], stackName: "d1" },
    e: { ...here, deployer: "serverless", stackNames: ["e1", "e1", "d_"] },
    f: { ...here, deployer: "sam", stackNames: [] },
  };
  expect(await problems(services)).toEqual([
    'services.e.stackNames[2]: found "d_", expected a stack name: a letter, then letters, digits or hyphens, 128 at most',
    "services.f.stackNames: found an empty list, expected a list of at least one stack name",
    "services.a.stackName: found nothing, expected a stack name, or a list in stackNames: only cdk knows which stacks it makes",
    "services.b.stackName: found nothing, expected a stack name, or a list in stackNames: only the command knows which stacks it makes",
    "services.c.stackNames: found a list, expected one stack name: cloudformation deploys one template as one stack",
    "services.d.stackNames: is there beside stackName; keep one of them",
    'services.e.stackNames[1]: found "e1", expected a stack name of its own: "e1" is there twice',
  ]);
});

test("probes are checked by their kind", async () => {
  const probes = [
    { kind: "htp", url: "https://x" },
    { kind: "http", url: "https://x", command: "true" },
    { kind: "resource", logicalId: "a b", everySeconds: 0 },
    { command: "true" },
    7,
  ];
  expect(await problems({ a: { ...here, probes } })).toEqual([
    'services.a.probes[0].kind: found "htp", expected a kind of probe: command, http, resource; did you mean "http"?',
    'services.a.probes[1].command: belongs to kind "command"; this one\'s kind is "http"',
    "services.a.probes[2].everySeconds: found 0, expected a number of seconds from 0.1 to 3600",
    'services.a.probes[2].logicalId: found "a b", expected the name of a resource in the template',
    "services.a.probes[3].kind: found nothing, expected a kind of probe: command, http, resource",
    "services.a.probes[4]: found 7, expected an object",
  ]);
});

test("sources, packages and steps", async () => {
  const services = {
    a: { source: { git: "--upload-pack=evil", rev: "main" } },
    b: { source: { git: "../b", ref: "-x" }, prepare: [1] },
    c: { ...here, packages: [{ path: "dist", bucketParameter: "Bucket" }], prepare: "" },
    d: { deployer: "cdk", stackName: "d" },
  };
  expect(await problems(services)).toEqual([
    'services.a.source.git: found "--upload-pack=evil", expected what `git clone` takes: a URL, user@host:path or a path',
    'services.a.source.rev: there is no such setting; did you mean "ref"?',
    'services.b.source.ref: found "-x", expected a branch, a tag or a commit',
    "services.b.prepare: found a list, expected a command of the shell, or a list of them",
    'services.c.prepare: found "", expected a command of the shell',
    "services.c.packages[0].keyParameter: found nothing, expected a parameter name: letters and digits",
    "services.d.directory: found nothing, expected the path of a folder",
  ]);
});
