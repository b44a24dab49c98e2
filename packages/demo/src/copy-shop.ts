import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

const SHOP = ["services", "integration", "jest.config.js", "regatta.config.ts"];

export interface CopyShopOptions {
  /** This package's folder. */
  from: string;
  /** Where the shop is to be. */
  into: string;
}

/**
 * Puts the shop into a folder, unless it is there; what was changed in it stays. It finds its packages there as it would
 * here, wherever the package manager put them.
 */
export function copyShop({ from, into }: CopyShopOptions): void {
  if (!existsSync(join(into, "regatta.config.ts"))) {
    mkdirSync(into, { recursive: true });
    for (const name of SHOP) cpSync(join(from, name), join(into, name), { recursive: true });
    writeFileSync(join(into, "package.json"), '{ "private": true, "type": "module" }\n');
    writeFileSync(join(into, ".gitignore"), ".local-aws/\n.regatta/\nnode_modules/\nreports/\n");
  }
  linkPackages({ from, into: join(into, "node_modules") });
}

// Anew each time: an install may have moved them. By links, because two versions may be installed, of Jest for example,
// and from another folder the other one would be found.
function linkPackages({ from, into }: CopyShopOptions): void {
  const manifest = readFileSync(join(from, "package.json"), "utf8");
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  rmSync(into, { recursive: true, force: true });
  for (const name of Object.keys(dependencies)) {
    const link = join(into, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(packageFolder(name, realpathSync(from)), link);
  }
}

/** Where Node finds a package: in the nearest `node_modules` that has it. */
function packageFolder(name: string, from: string): string {
  const folder = join(from, "node_modules", name);
  if (existsSync(folder)) return realpathSync(folder);
  if (dirname(from) === from) throw new Error(`${name} is not installed`);
  return packageFolder(name, dirname(from));
}
