import { chmod, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import type { Special } from "../testing/a-service.ts";
import { digest, files, tree } from "../testing/fingerprints.ts";
import { commitAll, git, TempFolders, write } from "../testing/temp-folders.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

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
  const forgetful = await folders.repository({ ...tree, ".gitignore": "" });
  const withoutIgnores = await digest(forgetful);
  await write(forgetful, { "orders/node_modules/pkg/index.js": "x" });
  expect(await digest(forgetful)).toBe(withoutIgnores);
  await commitAll(forgetful);
  expect(await digest(forgetful)).not.toBe(withoutIgnores);
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

test("what deploys leave behind does not count", async () => {
  for (const make of [folders.repository, folders.plain]) {
    const root = await make.call(folders, tree);
    const before = await digest(root);
    await write(root, {
      "orders/regatta-serverless.yml": "1",
      "orders/.serverless/cloudformation-template-update-stack.json": "1",
      "orders/functions/.aws-sam/build.toml": "1",
    });
    expect(await digest(root)).toBe(before);
  }
});

test("a folder that cdk is given as its app counts, ignored or not; one that a build makes does not", async () => {
  const root = await folders.repository({ ...tree, ".gitignore": "cdk.out/\n" });
  await write(root, { "orders/cdk.out/manifest.json": "1" });
  const cdk: Special = { deployer: { kind: "cdk", app: "cdk.out", context: {}, parameters: {}, args: [] } };
  const built: Special = { ...cdk, prepare: ["npx cdk synth"] };
  const before = [await digest(root, cdk), await digest(root, built)];
  await write(root, { "orders/cdk.out/manifest.json": "2" });
  expect(await digest(root, cdk)).not.toBe(before[0]);
  expect(await digest(root, built)).toBe(before[1]);
});

test("a template that sam is given counts; one that a build makes need not be there, and does not", async () => {
  const root = await folders.repository(tree);
  const sam = (template: string): Special => ({
    deployer: { kind: "sam", template: join(root, template), parameters: {}, capabilities: [], args: [] },
    prepare: ["sam build"],
  });
  const built = ".aws-sam/build/template.yaml";
  const before = [
    await digest(root, sam("orders/template.yaml")),
    await digest(root, sam(`orders/${built}`)),
  ];
  await write(root, { [`orders/${built}`]: "1" });
  expect(await digest(root, sam(`orders/${built}`))).toBe(before[1]);
  await write(root, { "orders/template.yaml": "changed" });
  expect(await digest(root, sam("orders/template.yaml"))).not.toBe(before[0]);
  await expect(digest(root, sam("elsewhere.yaml"))).rejects.toThrow("elsewhere.yaml");
});
