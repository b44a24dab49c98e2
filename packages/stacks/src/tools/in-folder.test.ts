import { afterAll, expect, test } from "@jest/globals";
import { TempFolders } from "../testing/temp-folders.ts";
import { inFolder } from "./in-folder.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());
const { signal } = new AbortController();

test("work in one folder goes one after another, in another folder at the same time", async () => {
  const [one = "", other = ""] = await Promise.all([folders.plain({}), folders.plain({})]);
  const order: string[] = [];
  let second: Promise<unknown> | undefined;
  await inFolder(one, signal, async () => {
    second = inFolder(one, signal, async () => order.push("second"));
    await inFolder(other, signal, async () => order.push("elsewhere"));
    order.push("first");
  });
  await second;
  expect(order).toEqual(["elsewhere", "first", "second"]);
});

test("a failure frees the folder, and who is cut off while waiting does not get it", async () => {
  const folder = await folders.plain({});
  await expect(inFolder(folder, signal, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const cut = new AbortController();
  await inFolder(folder, signal, async () => {
    const waiting = inFolder(folder, cut.signal, async () => "never");
    cut.abort(new Error("over"));
    await expect(waiting).rejects.toThrow("over");
  });
});
