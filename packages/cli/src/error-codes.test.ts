import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const table = readFileSync(
  fileURLToPath(new URL("../../../docs/troubleshooting.md", import.meta.url)),
  "utf8",
);

/** The source files of every package, their tests and what helps these apart. */
function sources(): string[] {
  return readdirSync(packages).flatMap((name) =>
    readdirSync(`${packages}${name}/src`, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.c?ts$/.test(path) && !/\.test\.ts$|testing\//.test(path))
      .map((path) => readFileSync(`${packages}${name}/src/${path}`, "utf8")),
  );
}

const words = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

test("docs/troubleshooting.md has a row for every error code, and for none that is gone", () => {
  const all = sources().join("\n");
  const thrown = words(all, /\b(?:code|failureCode): "([A-Z]+(?:_[A-Z]+)+)"/g);
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => words(line.split("|")[1] ?? "", /`([A-Z_]+)`/g));
  expect(thrown.length).toBeGreaterThan(50);
  expect(thrown.filter((code) => !rows.includes(code))).toEqual([]);
  expect(rows.filter((code) => !all.includes(`"${code}"`))).toEqual([]);
});
