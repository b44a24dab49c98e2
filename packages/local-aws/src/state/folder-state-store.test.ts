import { readdir } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { withFolder } from "../testing/test-aws.ts";
import { FolderStateStore } from "./folder-state-store.ts";

test("what was saved is loaded, also by the next process", async () => {
  await withFolder(async (folder) => {
    const store = new FolderStateStore(folder);
    expect(await store.load("1/ssm")).toBeUndefined();
    await store.save("1/ssm", { a: [1, "ä"] });
    expect(await store.load("1/ssm")).toEqual({ a: [1, "ä"] });
    expect(await new FolderStateStore(folder).load("1/ssm")).toEqual({ a: [1, "ä"] });
  });
});

test("of many saves at once the last one stays, and nothing else", async () => {
  await withFolder(async (folder) => {
    const store = new FolderStateStore(folder);
    await Promise.all(Array.from({ length: 50 }, (_, index) => store.save("counter", index)));
    expect(await new FolderStateStore(folder).load("counter")).toBe(49);
    expect(await readdir(folder)).toEqual(["counter.json"]);
  });
});

test("a value is kept as it was when save was called", async () => {
  await withFolder(async (folder) => {
    const store = new FolderStateStore(folder);
    const value = { step: 1 };
    const saves = [store.save("value", {}), store.save("value", value)];
    value.step = 2;
    await Promise.all(saves);
    expect(await store.load("value")).toEqual({ step: 1 });
  });
});

test.each([["../outside"], ["a//b"], ["/a"], [".hidden"], [""]])("%j is no name", async (name) => {
  await withFolder(async (folder) => {
    const store = new FolderStateStore(folder);
    expect(() => store.save(name, 1)).toThrow("not a name of state");
    await expect(store.load(name)).rejects.toThrow("not a name of state");
  });
});
