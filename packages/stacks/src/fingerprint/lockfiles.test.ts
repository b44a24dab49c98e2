import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import type { Special } from "../testing/a-service.ts";
import { digest, files } from "../testing/fingerprints.ts";
import { git, TempFolders, write } from "../testing/temp-folders.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

const service = { "orders/template.yaml": "Resources: {}\n", "orders/src/handler.ts": "1" };
const locks = { "pnpm-lock.yaml": "1", "Cargo.lock": "1", "other/package-lock.json": "1" };
const command: Special = { deployer: { kind: "command", command: "make deploy" } };

async function changesWith(root: string, lockfile: string, special: Special = {}): Promise<boolean> {
  const before = await digest(root, special);
  await writeFile(join(root, lockfile), `${Math.random()}`);
  return (await digest(root, special)) !== before;
}

test("a lockfile in the service's folder counts as any file, and one above is then another project's", async () => {
  for (const make of [folders.repository, folders.plain]) {
    const root = await make.call(folders, { ...service, ...locks, "orders/package-lock.json": "1" });
    expect(await changesWith(root, "orders/package-lock.json")).toBe(true);
    expect(await changesWith(root, "pnpm-lock.yaml", command)).toBe(false);
  }
});

test("the nearest lockfile above counts for whatever builds or packs code", async () => {
  const deployers: Special[] = [
    command,
    { deployer: { kind: "cdk", context: {}, parameters: {}, args: [] } },
    { deployer: { kind: "serverless", stage: "dev", params: {}, args: [] } },
    { packages: [{ path: "/x/dist", bucketParameter: "Bucket", keyParameter: "Key" }] },
    { prepare: ["npm run build"] },
  ];
  for (const special of deployers) {
    const root = await folders.repository({ ...service, ...locks });
    expect(Object.keys(await files(root, special))).toEqual(
      expect.arrayContaining(["../Cargo.lock", "../pnpm-lock.yaml"]),
    );
    expect(await changesWith(root, "pnpm-lock.yaml", special)).toBe(true);
    expect(await changesWith(root, "other/package-lock.json", special)).toBe(false);
  }
});

test("it counts for a template whose folder says what it depends on, and for no plain template", async () => {
  const plain = await folders.repository({ ...service, ...locks });
  expect(await changesWith(plain, "pnpm-lock.yaml")).toBe(false);
  const withCode = await folders.repository({
    ...service,
    ...locks,
    "orders/functions/a/package.json": "{}",
  });
  expect(await changesWith(withCode, "pnpm-lock.yaml")).toBe(true);
});

test("nearer lockfiles hide those further up; none beyond the work tree is looked at", async () => {
  const root = await folders.repository({
    ...locks,
    ...Object.fromEntries(Object.entries(service).map(([name, text]) => [`apps/${name}`, text])),
    "apps/yarn.lock": "1",
  });
  const apps = join(root, "apps");
  expect(await changesWith(apps, "yarn.lock", command)).toBe(true);
  expect(await changesWith(apps, "../pnpm-lock.yaml", command)).toBe(false);
  expect(await changesWith(apps, "../Cargo.lock", command)).toBe(true);
  const outer = await folders.plain({ "pnpm-lock.yaml": "1" });
  await write(outer, Object.fromEntries(Object.entries(service).map(([name, text]) => [`in/${name}`, text])));
  await git(join(outer, "in"), "init", "-q");
  expect(await changesWith(join(outer, "in"), "../pnpm-lock.yaml", command)).toBe(false);
});

test("a lockfile that git ignores differs from clone to clone, and does not count", async () => {
  const root = await folders.repository({ ...service, ".gitignore": "package-lock.json\n" });
  await write(root, { "package-lock.json": "1" });
  expect(await changesWith(root, "package-lock.json", command)).toBe(false);
  expect(await changesWith(root, "package-lock.json", { ...command, inputs: ["../package-lock.json"] })).toBe(
    true,
  );
});

test("what begins with ! is left out: a lockfile, a folder, a glob; never the template itself", async () => {
  const root = await folders.repository({
    ...service,
    ...locks,
    "orders/docs/a.md": "1",
    "orders/src/handler.test.ts": "1",
  });
  const special: Special = {
    prepare: ["make"],
    inputs: ["!../pnpm-lock.yaml", "!docs", "!**/*.test.ts", "!*.yaml", "../other"],
  };
  expect(Object.keys(await files(root, special)).sort()).toEqual([
    "../Cargo.lock",
    "../other/package-lock.json",
    "src/handler.ts",
    "template.yaml",
  ]);
  expect(await changesWith(root, "pnpm-lock.yaml", special)).toBe(false);
  expect(await changesWith(root, "orders/docs/a.md", special)).toBe(false);
});

test("the commands that make the code ready count", async () => {
  const root = await folders.repository(service);
  expect(await digest(root, { prepare: ["npm ci"] })).not.toBe(
    await digest(root, { prepare: ["npm install"] }),
  );
  expect(await digest(root, { prepare: [] })).toBe(await digest(root));
});
