import { chmod, mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { TempFolders } from "../testing/temp-folders.ts";
import { unzip } from "../testing/unzip.ts";
import { packagePath } from "./built-package.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

async function zipOf(path: string) {
  const { key, bytes } = await packagePath(path, "zip");
  const zip = await bytes();
  return { key, zip, files: await unzip(zip) };
}

test("a folder becomes a zip of its files, with who may execute them", async () => {
  const folder = await folders.plain({
    "index.js": "code",
    "bin/run": "#!/bin/sh\n",
    ".hidden": "h",
    "naïve name.txt": "",
  });
  await mkdir(join(folder, "empty"));
  const { key, files } = await zipOf(folder);
  expect(key).toMatch(/^regatta\/[0-9a-f]{64}\.zip$/);
  expect(files).toEqual([
    { name: ".hidden", mode: 0o100644, content: "h" },
    { name: "bin/run", mode: 0o100755, content: "#!/bin/sh\n" },
    { name: "index.js", mode: 0o100644, content: "code" },
    { name: "naïve name.txt", mode: 0o100644, content: "" },
  ]);
});

test("equal files give equal zips and keys: whatever their times, umask, or order of making", async () => {
  const name = fc.stringMatching(/^[a-z]{1,4}(\/[A-Z]{1,3})?$/);
  const trees = fc.dictionary(name, fc.record({ content: fc.string(), executable: fc.boolean() }), {
    minKeys: 1,
  });
  await fc.assert(
    fc.asyncProperty(trees, fc.date({ noInvalidDate: true, min: new Date(0) }), async (tree, time) => {
      const files = Object.entries(tree).filter(([file]) => !(`${file}/` in tree) && !isFolderOf(file, tree));
      const make = async (entries: typeof files, mode: number) => {
        const folder = await folders.plain({});
        for (const [file, { content, executable }] of entries) {
          const path = join(folder, file);
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, content);
          await chmod(path, executable ? mode | 0o100 : mode);
          await utimes(path, time, time);
        }
        return zipOf(folder);
      };
      const one = await make(files, 0o644);
      const other = await make([...files].reverse(), 0o600);
      expect(other.key).toBe(one.key);
      expect(Buffer.from(other.zip).equals(one.zip)).toBe(true);
      expect(one.files).toHaveLength(files.length);
    }),
    { numRuns: 25 },
  );
});

test("another content, name, mode or link is another key", async () => {
  const base = { "a.js": "1", "b.sh": "#!x", "c.lnk": "-> a.js" };
  const changed = [
    { ...base, "a.js": "2" },
    { "A.js": "1", "b.sh": "#!x", "c.lnk": "-> b.sh" },
    { ...base, "b.sh": "x" },
    { ...base, "c.lnk": "-> b.sh" },
    { "a.js": "1", "b.sh": "#!x", "c.lnk": "1" },
    { ...base, d: "" },
  ];
  const keys = await Promise.all(
    [base, ...changed].map(async (tree) => (await packagePath(await folders.plain(tree), "zip")).key),
  );
  expect(new Set(keys).size).toBe(changed.length + 1);
});

test("a link within the folder stays one, what a link outwards leads to goes in", async () => {
  const outside = await folders.plain({ "lib.js": "lib", "deep/x.js": "x" });
  const folder = await folders.plain({ "store/pkg/index.js": "pkg", "modules/pkg": "-> ../store/pkg" });
  await symlink(join(folder, "store"), join(folder, "absolute"));
  await symlink(outside, join(folder, "shared"));
  await symlink(join(outside, "lib.js"), join(folder, "lib.js"));
  const { files } = await zipOf(folder);
  expect(
    files.map(({ name, mode, content }) => [name, mode === 0o120777 ? `-> ${content}` : content]),
  ).toEqual([
    ["absolute", "-> store"],
    ["lib.js", "lib"],
    ["modules/pkg", "-> ../store/pkg"],
    ["shared/deep/x.js", "x"],
    ["shared/lib.js", "lib"],
    ["store/pkg/index.js", "pkg"],
  ]);
});

test("links that lead nowhere or round are refused", async () => {
  const broken = await folders.plain({ gone: "-> nowhere" });
  await expect(packagePath(broken, "zip")).rejects.toMatchObject({ code: "PACKAGE_UNREADABLE" });
  const outside = await folders.plain({});
  await symlink(outside, join(outside, "again"));
  const folder = await folders.plain({});
  await symlink(outside, join(folder, "round"));
  await expect(packagePath(folder, "zip")).rejects.toMatchObject({
    code: "PACKAGE_UNREADABLE",
    message: expect.stringContaining("leads round"),
  });
});

test("a file is zipped where a zip is wanted, unless it is one; elsewhere it stays as it is", async () => {
  const folder = await folders.plain({ "handler.py": "pass", "state.JSON": "{}" });
  const { zip, files } = await zipOf(join(folder, "handler.py"));
  expect(files).toEqual([{ name: "handler.py", mode: 0o100644, content: "pass" }]);
  await writeFile(join(folder, "made.jar"), zip);
  const made = await packagePath(join(folder, "made.jar"), "zip");
  expect(made.key).toMatch(/\.zip$/);
  expect(Buffer.from(await made.bytes()).equals(zip)).toBe(true);
  expect((await packagePath(join(folder, "state.JSON"), "file")).key).toMatch(
    /^regatta\/[0-9a-f]{64}\.json$/,
  );
  expect((await packagePath(join(folder, "made.jar"), "folder-or-file")).key).toMatch(/\.jar$/);
});

test("what is missing, empty, or a folder where a file is wanted is said", async () => {
  const folder = await folders.plain({ "a/b": "" });
  const codeOf = (path: string, content: "zip" | "file") =>
    packagePath(path, content).then(
      () => "packaged",
      ({ code, message }) => `${code} ${message.replace(folder, "")}`,
    );
  expect(await codeOf(join(folder, "gone"), "zip")).toBe("PACKAGE_NOT_FOUND /gone does not exist");
  expect(await codeOf(join(folder, "a"), "file")).toBe("PACKAGE_NOT_FOUND /a is a folder; a file is needed");
  expect(await codeOf(await folders.plain({}), "zip")).toMatch(/^PACKAGE_NOT_FOUND .* holds no files$/);
});

test("a folder that changes after its key was worked out is never stored under that key", async () => {
  const folder = await folders.plain({ "a.js": "1" });
  const { bytes } = await packagePath(folder, "zip");
  await writeFile(join(folder, "a.js"), "2");
  await expect(bytes()).rejects.toMatchObject({
    code: "PACKAGE_UNREADABLE",
    message: expect.stringContaining("changed while it was being packaged"),
  });
});

function isFolderOf(file: string, tree: object): boolean {
  return Object.keys(tree).some((other) => other.startsWith(`${file}/`));
}
