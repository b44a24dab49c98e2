import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** Packages of others that are in the scripts; their licences want to be told with them. */
const bundledPackages = ["uplot"];

const folder = fileURLToPath(new URL("../../src/page/", import.meta.url));

/** The text of `page-assets.ts` as the sources of the page make it now. */
export function pageAssets(): string {
  return assets("page", { script: "main.ts", style: "style.css" });
}

/** The text of `history-assets.ts`: of the history in a file of its own. */
export function historyAssets(): string {
  return assets("history", { script: "history-file.ts", style: "history-file.css" });
}

function assets(name: string, { script, style }: { script: string; style: string }): string {
  return `// Made by write-page.mjs from src/page; not to be changed by hand.
// biome-ignore-all format: made
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: made

/** The script of the page. */
export const ${name}Script: string = ${JSON.stringify(licences() + bundled(script))};

/** The style of the page. */
export const ${name}Style: string = ${JSON.stringify(bundled(style))};
`;
}

function bundled(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [`${folder}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome111", "firefox115", "safari16.4"],
    conditions: ["source"],
    charset: "ascii",
    legalComments: "none",
  });
  return (outputFiles[0]?.text ?? "").trim();
}

function licences(): string {
  const texts = bundledPackages.map((name) => {
    const at = fileURLToPath(new URL(`../../node_modules/${name}/`, import.meta.url));
    const file = readdirSync(at).find((one) => /^licen[cs]e/i.test(one)) ?? "LICENSE";
    return `${name}\n\n${readFileSync(`${at}${file}`, "utf8").trim()}`;
  });
  return `/*! ${texts.join("\n\n").replaceAll("*/", "* /")} */\n`;
}
