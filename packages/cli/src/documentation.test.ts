import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { commandsReference } from "./testing/commands-reference.ts";
import { anchorsOf, linksOf } from "./testing/markdown-links.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = ["README.md", "CHANGELOG.md", ...readdirSync(join(root, "docs")).filter(isPage).map(inDocs)];

function isPage(name: string): boolean {
  return name.endsWith(".md");
}

function inDocs(name: string): string {
  return `docs/${name}`;
}

/** The links within the repository, from its root. */
function targetsOf(page: string): Array<{ path: string; anchor: string | undefined }> {
  const links = linksOf(read(page)).filter((link) => !/^[a-z]+:/.test(link));
  return links.map((link) => {
    const [path = "", anchor] = link.split("#");
    return { path: path === "" ? page : join(dirname(page), path), anchor };
  });
}

test("docs/commands.md is what the commands say of themselves: node packages/cli/write-commands.mjs", () => {
  expect(read("docs/commands.md")).toBe(commandsReference());
});

test.each(pages)("every link in %s leads somewhere, to its very heading", (page) => {
  const dead = targetsOf(page).filter(({ path, anchor }) => {
    if (!existsSync(join(root, path))) return true;
    return anchor !== undefined && !(isPage(path) && anchorsOf(read(path)).includes(anchor));
  });
  expect(dead).toEqual([]);
});

test.each(pages)("every file of ours that %s names is there", (page) => {
  const named = [...read(page).matchAll(/`((?:packages|scripts|docs|\.github)\/[\w./-]+)`/g)].map(
    ([, path]) => path ?? "",
  );
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("every page is found from the index", () => {
  const found = targetsOf("docs/README.md").map(({ path }) => path);
  expect(pages.filter((page) => page.startsWith("docs/") && !isIndex(page) && !found.includes(page))).toEqual(
    [],
  );
});

function isIndex(page: string): boolean {
  return relative("docs", page) === "README.md";
}

test("links and anchors are found as GitHub makes them", () => {
  const page = '# A `b` & [c](d.md#e)\n\n![f](g.svg)\n<img src="h.svg">\n\n## A b\n\n## A b\n';
  expect(linksOf(page)).toEqual(["d.md#e", "g.svg", "h.svg"]);
  expect(anchorsOf(page)).toEqual(["a-b--c", "a-b", "a-b-1"]);
});

test("the table of packages in docs/architecture.md is the one that is enforced", () => {
  const { forbidden } = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as {
    forbidden: Array<{ name: string; comment?: string }>;
  };
  const enforced = forbidden.flatMap(({ comment = "" }) => {
    const [, name, may = ""] = /^packages\/([\w-]+) may import only: (.*)$/.exec(comment) ?? [];
    return name === undefined ? [] : [{ name, may: may.split(", ").filter((other) => other !== "nothing") }];
  });
  const table = read("docs/architecture.md").split("## Packages")[1]?.split("\n\n")[2] ?? "";
  const told = [...table.matchAll(/^\| `([\w-]+)` +\|[^|]*\|([^|]*)\|$/gm)].map(
    ([, name = "", text = ""]) => ({
      name,
      may: [...text.matchAll(/`([\w-]+)`/g)].map(([, other = ""]) => other),
    }),
  );
  // Two rows say it in words.
  const comparable = (rows: typeof told) =>
    rows.map(({ name, may }) => (["run", "cli"].includes(name) ? name : `${name}: ${may.sort()}`)).sort();
  expect(comparable(told)).toEqual(comparable(enforced));
});
