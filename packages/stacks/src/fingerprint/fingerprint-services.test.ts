import { chmod, cp, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import type { ServiceDefinition } from "../service-definition.ts";
import { aService } from "../testing/a-service.ts";
import { commitAll, git, TempFolders, write } from "../testing/temp-folders.ts";
import { fingerprintServices } from "./fingerprint-services.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

const tree = {
  "orders/template.yaml": "Resources: {}\n",
  "orders/src/handler.ts": "export const handler = 1;\n",
  "orders/src/deploy.sh": "#!/bin/sh\n",
  "orders/src/link": "-> handler.ts",
  "orders/naïve name.txt": "",
  "shared/lib.ts": "shared\n",
  ".gitignore": "*.log\nnode_modules\nbuilt/\n",
};

async function digest(
  root: string,
  special: Partial<ServiceDefinition> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return (await fingerprint(root, special, env)).digest;
}

async function fingerprint(
  root: string,
  special: Partial<ServiceDefinition> = {},
  env: NodeJS.ProcessEnv = {},
) {
  const service = aService("orders", { directory: join(root, "orders"), ...special });
  const found = (await fingerprintServices([service], { env })).get("orders");
  if (!found) throw new Error("no fingerprint");
  return found;
}

async function files(
  root: string,
  special: Partial<ServiceDefinition> = {},
): Promise<Record<string, string>> {
  const { inputs } = await fingerprint(root, special);
  return Object.fromEntries(
    inputs.flatMap(({ kind, name, value }) => (kind === "file" ? [[name, value]] : [])),
  );
}

test("files are listed by path, mode and git's own hash", async () => {
  const root = await folders.repository(tree);
  const hashOf = async (path: string) => (await git(root, "rev-parse", `HEAD:${path}`)).trim();
  expect(await files(root)).toEqual({
    "naïve name.txt": `100644 ${await hashOf("orders/naïve name.txt")}`,
    "src/deploy.sh": `100755 ${await hashOf("orders/src/deploy.sh")}`,
    "src/handler.ts": `100644 ${await hashOf("orders/src/handler.ts")}`,
    "src/link": `120000 ${await hashOf("orders/src/link")}`,
    "template.yaml": `100644 ${await hashOf("orders/template.yaml")}`,
  });
});

test("equal content elsewhere gives an equal fingerprint: committed, staged, untracked or outside of git", async () => {
  const committed = await folders.repository(tree);
  const expected = await digest(committed);
  expect(await digest(await folders.repository(tree))).toBe(expected);
  expect(await digest(await folders.plain(tree))).toBe(expected);
  const untracked = await folders.repository({ "README.md": "" });
  await write(untracked, tree);
  expect(await digest(untracked)).toBe(expected);
  await git(untracked, "add", "orders/src");
  expect(await digest(untracked)).toBe(expected);
  const shallow = join(await folders.plain({}), "clone");
  await git(committed, "commit", "-q", "--allow-empty", "-m", "more");
  await git(committed, "clone", "-q", "--depth", "1", `file://${committed}`, shallow);
  expect(await digest(shallow)).toBe(expected);
});

test("a file that is touched, ignored or inside node_modules changes nothing", async () => {
  for (const root of [await folders.repository(tree), await folders.plain(tree)]) {
    const before = await digest(root);
    await utimes(join(root, "orders/src/handler.ts"), 1_000, 1_000);
    expect(await digest(root)).toBe(before);
    await write(root, { "orders/node_modules/pkg/index.js": "x", "elsewhere/file": "x" });
    expect(await digest(root)).toBe(before);
  }
  const root = await folders.repository(tree);
  const before = await digest(root);
  await write(root, { "orders/debug.log": "x", "orders/built/out.js": "x" });
  expect(await digest(root)).toBe(before);
});

const changes: Record<string, (root: string) => Promise<unknown>> = {
  content: (root) => writeFile(join(root, "orders/src/handler.ts"), "export const handler = 2;\n"),
  mode: (root) => chmod(join(root, "orders/src/handler.ts"), 0o755),
  rename: (root) => rename(join(root, "orders/src/handler.ts"), join(root, "orders/src/handler2.ts")),
  removal: (root) => rm(join(root, "orders/src/handler.ts")),
  "a new file": (root) => writeFile(join(root, "orders/src/new.ts"), ""),
  "a link that leads elsewhere": async (root) => {
    await rm(join(root, "orders/src/link"));
    await write(root, { "orders/src/link": "-> deploy.sh" });
  },
  "a file in place of a link": async (root) => {
    await rm(join(root, "orders/src/link"));
    await writeFile(join(root, "orders/src/link"), "handler.ts");
  },
};

test.each(Object.entries(changes))(
  "%s changes the fingerprint, in and out of git alike, committed or not",
  async (_, change) => {
    const inGit = await folders.repository(tree);
    const outside = await folders.plain(tree);
    const before = await digest(inGit);
    await change(inGit);
    await change(outside);
    const after = await digest(inGit);
    expect(after).not.toBe(before);
    expect(await digest(outside)).toBe(after);
    await commitAll(inGit);
    expect(await digest(inGit)).toBe(after);
  },
);

test("an edit of the same length in the same moment is seen", async () => {
  const root = await folders.repository(tree);
  const path = join(root, "orders/src/handler.ts");
  const { atime, mtime } = await stat(path);
  const before = await digest(root);
  await writeFile(path, "export const handler = 2;\n");
  await utimes(path, atime, mtime);
  expect(await digest(root)).not.toBe(before);
});

test("files git was told not to look at are looked at", async () => {
  const root = await folders.repository(tree);
  const before = await digest(root);
  await git(root, "update-index", "--assume-unchanged", "orders/src/handler.ts");
  expect(await digest(root)).toBe(before);
  await writeFile(join(root, "orders/src/handler.ts"), "changed\n");
  expect(await digest(root)).not.toBe(before);
});

test("the user's index and objects stay as they are", async () => {
  const root = await folders.repository(tree);
  await write(root, { "orders/staged.ts": "1", "orders/src/handler.ts": "dirty\n", "orders/new.ts": "2" });
  await git(root, "add", "orders/staged.ts");
  const index = join(root, ".git/index");
  const seen = async () => [
    (await readFile(index)).toString("base64"),
    (await stat(index)).mtimeMs,
    await git(root, "count-objects"),
  ];
  const before = await seen();
  await digest(root);
  expect(await seen()).toEqual(before);
});

test("line endings that git normalises do not matter inside of git, and outside they do", async () => {
  const lf = { ...tree, ".gitattributes": "*.ts text\n" };
  const crlf = { ...lf, "orders/src/handler.ts": "export const handler = 1;\r\n" };
  const expected = await digest(await folders.repository(lf));
  expect(await digest(await folders.repository(crlf))).toBe(expected);
  expect(await digest(await folders.plain(crlf))).not.toBe(expected);
});

test("file names with quotes and line breaks are read", async () => {
  const odd = { ...tree, 'orders/a "quoted"\nname\\.ts': "x" };
  const root = await folders.repository({});
  await write(root, odd);
  expect(await digest(root)).toBe(await digest(await folders.plain(odd)));
});

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
