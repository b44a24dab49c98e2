import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { checkoutOf } from "./checkout-of.ts";
import { gitEnvironment, TestFolders } from "./testing/git-repositories.ts";

const folders = new TestFolders();
afterAll(() => folders.removeAll());

test("the user's own repository at a ref, with nothing of it touched", async () => {
  const repository = await folders.repository({ "app/regatta.config.json": "main" });
  const main = await repository.git("rev-parse", "HEAD");
  await repository.git("checkout", "--quiet", "-b", "feature-x");
  await repository.commit({ "app/regatta.config.json": "feature" });
  const origin = await repository.git("rev-parse", "HEAD");
  await repository.git("update-ref", "refs/remotes/origin/release", origin);
  await writeFile(join(repository.folder, "app/regatta.config.json"), "not committed");
  const state = async () => [
    await repository.git("status", "--porcelain", "--branch"),
    await repository.git("for-each-ref"),
    await repository.git("worktree", "list"),
    await readFile(join(repository.folder, ".git/config"), "utf8"),
    await readFile(join(repository.folder, ".git/index"), "base64"),
    await readdir(join(repository.folder, ".git")),
  ];
  const before = await state();
  const cache = await folders.folder();
  const folder = join(repository.folder, "app");
  const contentAt = async (ref: string) => {
    const checkout = await checkoutOf({ folder, ref, cache, env: gitEnvironment });
    const content = await readFile(join(checkout.folder, "regatta.config.json"), "utf8");
    await checkout.close();
    return [content, checkout.commit];
  };
  expect(await contentAt("main")).toEqual(["main", main]);
  expect(await contentAt("HEAD")).toEqual(["feature", origin]);
  expect(await contentAt("HEAD~1")).toEqual(["main", main]);
  expect(await contentAt("release")).toEqual(["feature", origin]);
  expect(await state()).toEqual(before);
});

test("refs that are not there, and folders without any", async () => {
  const repository = await folders.repository({ a: "" });
  const cache = await folders.folder();
  const at = (folder: string, ref: string) => checkoutOf({ folder, ref, cache, env: gitEnvironment });
  await expect(at(repository.folder, "mian")).rejects.toMatchObject({
    code: "REF_NOT_FOUND",
    message: expect.stringMatching(/did you mean "main"\?$/),
  });
  const plain = await folders.folder();
  await mkdir(join(plain, "a"));
  await expect(at(join(plain, "a"), "main")).rejects.toMatchObject({ code: "NOT_A_REPOSITORY" });
});
