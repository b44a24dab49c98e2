import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { aService } from "../testing/a-service.ts";
import { digest, files, fingerprint, tree } from "../testing/fingerprints.ts";
import { git, TempFolders, write } from "../testing/temp-folders.ts";
import { fingerprintServices } from "./fingerprint-services.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

test("a service inside another's folder is no part of the outer one", async () => {
  for (const make of [folders.repository, folders.plain]) {
    const root = await make.call(folders, {
      "template.yaml": "a",
      "inner/template.yaml": "b",
      "lib/x.ts": "c",
    });
    const services = [
      aService("outer", { directory: root }),
      aService("inner", { directory: join(root, "inner") }),
      aService("twin", { directory: join(root, "inner") }),
    ];
    const take = async () =>
      [...(await fingerprintServices(services, { env: {} })).values()].map((one) => one.digest);
    const [outer, inner, twin] = await take();
    await write(root, { "inner/new.ts": "d" });
    const [outerAfter, innerAfter, twinAfter] = await take();
    expect(outerAfter).toBe(outer);
    expect(innerAfter).not.toBe(inner);
    expect(twinAfter).not.toBe(twin);
  }
});

test("a template and inputs outside of the folder count, ignored or not", async () => {
  for (const make of [folders.repository, folders.plain]) {
    const root = await make.call(folders, { ...tree, "templates/orders.yaml": "1", "pnpm-lock.yaml": "1" });
    await write(root, { "built/bundle.js": "1", "orders/built/zip.log": "1" });
    const special = {
      template: join(root, "templates/orders.yaml"),
      inputs: ["../pnpm-lock.yaml", join(root, "shared"), "../built/*.js", "built"],
    };
    expect(Object.keys(await files(root, special))).toEqual(
      expect.arrayContaining([
        "../templates/orders.yaml",
        "../pnpm-lock.yaml",
        "../shared/lib.ts",
        "../built/bundle.js",
        "built/zip.log",
      ]),
    );
    for (const path of [
      "templates/orders.yaml",
      "pnpm-lock.yaml",
      "shared/lib.ts",
      "built/bundle.js",
      "orders/built/zip.log",
    ]) {
      const before = await digest(root, special);
      await writeFile(join(root, path), "2");
      expect(await digest(root, special)).not.toBe(before);
    }
  }
});

test("a template that is a link counts by what it leads to", async () => {
  const root = await folders.repository({ "orders/template.yaml": "-> ../common.yaml", "common.yaml": "1" });
  const before = await digest(root);
  await writeFile(join(root, "common.yaml"), "2");
  expect(await digest(root)).not.toBe(before);
});

test("a folder that git ignores as a whole is read as if outside of git", async () => {
  const root = await folders.repository({ ".gitignore": "orders/\n" });
  await write(root, { "orders/template.yaml": "1", "orders/a.ts": "1" });
  const before = await digest(root);
  await writeFile(join(root, "orders/a.ts"), "2");
  expect(await digest(root)).not.toBe(before);
});

test("submodules and embedded repositories count by their files, not by their commit", async () => {
  const root = await folders.repository(tree);
  const inner = await folders.repository({ "lib.ts": "1", ".gitignore": "*.tmp\n" });
  await cp(inner, join(root, "orders/vendor"), { recursive: true });
  const before = await digest(root);
  await git(join(root, "orders/vendor"), "commit", "-q", "--allow-empty", "-m", "other commit, same files");
  await writeFile(join(root, "orders/vendor/x.tmp"), "ignored there");
  expect(await digest(root)).toBe(before);
  await git(root, "add", "orders/vendor");
  expect(await digest(root)).toBe(before);
  await writeFile(join(root, "orders/vendor/lib.ts"), "2");
  expect(await digest(root)).not.toBe(before);
});

test("a linked work tree has an index of its own", async () => {
  const root = await folders.repository(tree);
  const linked = join(await folders.plain({}), "linked");
  await git(root, "worktree", "add", "-q", linked);
  expect(await digest(linked)).toBe(await digest(root));
  await writeFile(join(linked, "orders/src/handler.ts"), "other\n");
  expect(await digest(linked)).not.toBe(await digest(root));
});

test("name, parameters, capabilities, stack name and declared variables count; order and patience do not", async () => {
  const root = await folders.plain(tree);
  const before = await digest(root);
  const differing = [
    await digest(root, { parameters: { Stage: "dev" } }),
    await digest(root, { parameters: { Stage: "prod" } }),
    await digest(root, { capabilities: ["CAPABILITY_IAM"] }),
    await digest(root, { stackName: "other" }),
    await digest(root, { environment: ["REGION"] }),
    await digest(root, { environment: ["REGION"] }, { REGION: "" }),
    await digest(root, { environment: ["REGION"] }, { REGION: "eu" }),
  ];
  expect(new Set([before, ...differing]).size).toBe(differing.length + 1);
  expect(await digest(root, { dependsOn: ["x"], timeoutMs: 5 }, { REGION: "eu" })).toBe(before);
  const a = await digest(root, { parameters: { A: "1", B: "2" }, capabilities: ["X", "Y"] });
  expect(await digest(root, { parameters: { B: "2", A: "1" }, capabilities: ["Y", "X"] })).toBe(a);
});

test("no value of a parameter or variable is kept in clear", async () => {
  const root = await folders.plain(tree);
  const taken = await fingerprint(
    root,
    { parameters: { Key: "s3cret" }, environment: ["T"] },
    { T: "t0ken" },
  );
  expect(JSON.stringify(taken)).not.toMatch(/s3cret|t0ken/);
});

test("what is not there is refused by name", async () => {
  const root = await folders.plain(tree);
  await expect(digest(root, { inputs: ["../nothing.json"] })).rejects.toMatchObject({
    code: "SERVICE_INPUT_MISSING",
  });
  await expect(digest(root, { directory: join(root, "nowhere") })).rejects.toMatchObject({
    code: "SERVICE_DIRECTORY_MISSING",
  });
  expect(await digest(root, { inputs: ["../*.nothing"] })).toBe(await digest(root));
});

test("a work tree git cannot read is an error, not another fingerprint", async () => {
  const root = await folders.repository(tree);
  await writeFile(join(root, ".git/index"), "broken");
  await expect(digest(root)).rejects.toMatchObject({ code: "FINGERPRINT_FAILED" });
});

test("a variable that points git elsewhere is not followed", async () => {
  const root = await folders.repository(tree);
  const expected = await digest(root);
  const other = await folders.repository({});
  await writeFile(join(other, ".git/info/exclude"), "handler.ts\n");
  const before = process.env.GIT_DIR;
  process.env.GIT_DIR = join(other, ".git");
  try {
    expect(await digest(root)).toBe(expected);
  } finally {
    if (before === undefined) delete process.env.GIT_DIR;
    else process.env.GIT_DIR = before;
  }
});

test("many services in one work tree are told apart", async () => {
  const names = Array.from({ length: 20 }, (_, i) => `s${i}`);
  const files = names.map((name) => [`services/${name}/template.yaml`, name]);
  const root = await folders.repository(Object.fromEntries([...files, ["services/other.ts", "1"]]));
  const services = names.map((name) => aService(name, { directory: join(root, "services", name) }));
  const take = async () => [...(await fingerprintServices(services, { env: {} })).values()];
  const before = await take();
  await write(root, { "services/s7/new.ts": "1", "services/other.ts": "2", "services/s77/x.ts": "1" });
  const changed = (await take()).filter(({ digest }, i) => digest !== before[i]?.digest);
  expect(changed.map(({ service }) => service)).toEqual(["s7"]);
});
