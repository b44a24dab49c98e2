import { expect, test } from "@jest/globals";
import { abridge } from "./abridge.ts";

const diff = (lines: number) => Array.from({ length: lines }, (_, i) => `  - ${i}`);
const frame = ["    9 | a", "> 10 | b", "     |  ^", "   11 | c", "", "    at Object.x (a.js:10:2)"];

test("what fits stays as it is, also where saying that there is more would take as much room", () => {
  expect(abridge(diff(5), 5, "x")).toEqual(diff(5));
  expect(abridge(diff(6), 5, "x")).toEqual(diff(6));
  expect(abridge(diff(7), 5, "x")).toEqual([...diff(5), "… 2 more lines in x"]);
});

test("a long difference gives way to the place in the code", () => {
  expect(abridge(["● pays", ...diff(30), "", ...frame, "    at y", "● other"], 10, "x")).toEqual([
    ...["● pays", ...diff(3), "… 28 lines left out", ...frame, "… 2 more lines in x"],
  ]);
  expect(abridge([...diff(3), ...frame, ...diff(9)], 12, "x").slice(-1)).toEqual(["… 6 more lines in x"]);
});

test("a code frame that begins just before the end of what fits is whole", () => {
  const lines = [...diff(8), ...frame];
  expect(abridge(lines, 9, "x")).toEqual([...diff(3), "… 5 lines left out", ...frame]);
});
