import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { cacheFolder } from "./cache-folder.ts";

test("checkouts are kept where the platform keeps caches, or where the user's environment says", () => {
  expect(cacheFolder({ HOME: "/home/anna" }, "linux")).toBe("/home/anna/.cache/regatta");
  expect(cacheFolder({ HOME: "/Users/anna" }, "darwin")).toBe("/Users/anna/Library/Caches/regatta");
  expect(cacheFolder({ HOME: "/home/anna", XDG_CACHE_HOME: "/fast" }, "linux")).toBe("/fast/regatta");
  expect(cacheFolder({}, "linux")).toBe(join(homedir(), ".cache/regatta"));
});
