import { chmod, cp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { execa } from "execa";
import { glob } from "tinyglobby";
import { digest, tree } from "../testing/fingerprints.ts";
import { commitAll, git, TempFolders, write } from "../testing/temp-folders.ts";
import { withEnv } from "../testing/with-env.ts";
import { sha256 } from "./fingerprint.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

const longAgo = 1_000_000;
const untracked = { "orders/draft.ts": "draft\n", "orders/ünfinished.md": "1\n" };

async function clone(from: string, ...options: string[]): Promise<string> {
  const to = join(await folders.plain({}), "clone");
  await git(from, "clone", "-q", ...options, `file://${from}`, to);
  return to;
}

async function touchAll(root: string): Promise<void> {
  for (const file of await glob("orders/**", { cwd: root, dot: true, followSymbolicLinks: false })) {
    await utimes(join(root, file), longAgo, longAgo);
  }
}

/** A person's git settings, all of which could make equal content look different. */
async function settingsOf(ofPerson: string): Promise<Record<string, string>> {
  const home = await folders.plain({
    ".gitconfig": ofPerson,
    "my-ignores": "draft.ts\n*.md\n",
    "my-attributes": "* text=auto eol=crlf\n*.ts -text filter=upper\n",
  });
  return { HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_GLOBAL: join(home, ".gitconfig") };
}

const settings: Record<string, string> = {
  "other ignores": "[core]\n  excludesFile = ~/my-ignores\n",
  "other attributes and filters":
    '[core]\n  attributesFile = ~/my-attributes\n[filter "upper"]\n  clean = tr a-z A-Z\n',
  "converted line endings": "[core]\n  autocrlf = true\n  safecrlf = true\n",
  "converted line endings, one way": "[core]\n  autocrlf = input\n  eol = crlf\n",
  "quoted paths, fewer looks at times, a monitor":
    "[core]\n  quotePath = true\n  checkStat = minimal\n  trustctime = false\n  fsmonitor = /bin/false\n  untrackedCache = true\n",
  "defaults that talk":
    "[status]\n  showUntrackedFiles = no\n[diff]\n  ignoreSubmodules = all\n[color]\n  ui = always\n",
};

test.each(Object.entries(settings))("a machine with %s gives the same fingerprint", async (_, ofPerson) => {
  const root = await folders.repository({ ...tree, "orders/windows.txt": "a\r\nb\r\n" });
  await write(root, untracked);
  const expected = await digest(root);
  const there = { ...(await settingsOf(ofPerson)), LC_ALL: "C", LANG: "tr_TR.UTF-8", TZ: "Asia/Tokyo" };
  expect(await withEnv(there, () => digest(root))).toBe(expected);
  await touchAll(root);
  expect(await withEnv(there, () => digest(root))).toBe(expected);
  expect(await digest(root)).toBe(expected);
});

test("a clone that converts line endings gives the same fingerprint, touched or not", async () => {
  const root = await folders.repository(tree);
  const converted = await clone(root, "-c", "core.autocrlf=true");
  expect(await readFile(join(converted, "orders/src/handler.ts"), "utf8")).toContain("\r\n");
  expect(await digest(converted)).toBe(await digest(root));
  await touchAll(converted);
  expect(await digest(converted)).toBe(await digest(root));
});

test("a fresh clone under a strict umask, with other file times, gives the same fingerprint", async () => {
  const root = await folders.repository(tree);
  const to = join(await folders.plain({}), "clone");
  await execa("sh", ["-c", `umask 077 && git clone -q "file://${root}" "${to}"`]);
  expect((await stat(join(to, "orders/template.yaml"))).mode & 0o777).toBe(0o600);
  expect(await digest(to)).toBe(await digest(root));
  await touchAll(to);
  expect(await digest(to)).toBe(await digest(root));
});

test("a copy of a clone, whose index knows nothing of its files, gives the same fingerprint", async () => {
  const root = await folders.repository(tree);
  await write(root, untracked);
  const copy = join(await folders.plain({}), "copy");
  await cp(root, copy, { recursive: true, verbatimSymlinks: true });
  expect(await digest(copy)).toBe(await digest(root));
});

test("where modes on disk mean nothing (core.fileMode off), git's are believed", async () => {
  const root = await folders.repository(tree);
  await write(root, untracked);
  await writeFile(join(root, "orders/src/deploy.sh"), "#!/bin/sh\necho\n");
  const expected = await digest(root);
  await git(root, "config", "core.fileMode", "false");
  for (const file of ["template.yaml", "src/handler.ts", "draft.ts"])
    await chmod(join(root, "orders", file), 0o777);
  await chmod(join(root, "orders/src/deploy.sh"), 0o644);
  expect(await digest(root)).toBe(expected);
});

test("a clone's own ignores and disregard for times hide no change", async () => {
  const root = await folders.repository(tree);
  const before = await digest(root);
  await writeFile(join(root, ".git/info/exclude"), "*.ts\n");
  await write(root, { "orders/new.ts": "1" });
  expect(await digest(root)).not.toBe(before);

  const careless = await folders.repository(tree);
  await git(careless, "config", "core.trustctime", "false");
  await git(careless, "config", "core.checkStat", "minimal");
  const handler = join(careless, "orders/src/handler.ts");
  const { atime, mtime } = await stat(handler);
  await writeFile(handler, "export const handler = 2;\n");
  await utimes(handler, atime, mtime);
  expect(await digest(careless)).not.toBe(before);
});

test("a service in a submodule, and one that is a submodule, are as they are elsewhere", async () => {
  const service = Object.fromEntries(
    Object.entries(tree).flatMap(([name, text]) =>
      name.startsWith("orders/") ? [[name.slice("orders/".length), text]] : [],
    ),
  );
  const expected = await digest(await folders.plain(tree));
  const outer = await folders.repository({ "README.md": "" });
  const add = (from: string, to: string) =>
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, to);
  await add(await folders.repository(tree), "vendor");
  await add(await folders.repository(service), "orders");
  await commitAll(outer);
  expect(await digest(join(outer, "vendor"))).toBe(expected);
  expect(await digest(outer)).toBe(expected);
  await writeFile(join(outer, "vendor/orders/src/handler.ts"), "2\n");
  await writeFile(join(outer, "orders/src/handler.ts"), "2\n");
  expect(await digest(join(outer, "vendor"))).not.toBe(expected);
  expect(await digest(outer)).toBe(await digest(join(outer, "vendor")));
});

test("one service of a shallow clone is as in the full one, dirty or not", async () => {
  const root = await folders.repository(tree);
  await write(root, { "orders/src/handler.ts": "export const handler = 2;\n", "shared/lib.ts": "2\n" });
  await commitAll(root);
  const shallow = await clone(root, "--depth", "1");
  expect((await git(shallow, "rev-list", "--count", "HEAD")).trim()).toBe("1");
  expect(await digest(shallow)).toBe(await digest(root));
  await write(root, untracked);
  expect(await digest(shallow)).not.toBe(await digest(root));
  await write(shallow, untracked);
  expect(await digest(shallow)).toBe(await digest(root));
});

test("files in conflict, files only announced and sparse checkouts count as they are on disk", async () => {
  const root = await folders.repository(tree);
  const edit = async (text: string) => {
    await writeFile(join(root, "orders/src/handler.ts"), text);
    await commitAll(root);
  };
  await git(root, "checkout", "-q", "-b", "other");
  await edit("theirs\n");
  await git(root, "checkout", "-q", "-");
  await edit("ours\n");
  await expect(git(root, "merge", "other")).rejects.toThrow("CONFLICT");
  await write(root, untracked);
  await git(root, "add", "-N", "orders/draft.ts");
  const onDisk = await folders.plain({ ...tree, ...untracked });
  await cp(join(root, "orders/src/handler.ts"), join(onDisk, "orders/src/handler.ts"));
  expect(await digest(root)).toBe(await digest(onDisk));

  const sparse = await clone(await folders.repository(tree), "--sparse");
  await git(sparse, "sparse-checkout", "set", "--no-cone", "/orders/", "!/orders/src/deploy.sh");
  const without = await folders.plain(tree);
  await rm(join(without, "orders/src/deploy.sh"));
  expect(await digest(sparse)).toBe(await digest(without));
});

test("nothing below .git is written: clean, dirty, touched, in a linked work tree, with a monitor asked for", async () => {
  const root = await folders.repository(tree);
  const linked = join(await folders.plain({}), "linked");
  await git(root, "worktree", "add", "-q", linked);
  await git(root, "config", "core.fsmonitor", "true");
  await git(root, "config", "core.untrackedCache", "true");
  await git(root, "config", "core.splitIndex", "true");
  await git(root, "update-index", "--split-index");
  for (const where of [root, linked]) {
    for (const change of [{}, untracked, { "orders/src/handler.ts": "2\n" }]) {
      await write(where, change);
      await touchAll(where);
      const before = await bytesBelow(join(root, ".git"));
      await digest(where);
      expect(await bytesBelow(join(root, ".git"))).toEqual(before);
    }
  }
});

async function bytesBelow(folder: string): Promise<Record<string, string>> {
  const files = await glob("**", { cwd: folder, dot: true });
  const hashes = files.map(async (file) => [file, sha256(await readFile(join(folder, file), "latin1"))]);
  return Object.fromEntries(await Promise.all(hashes));
}
