import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { isRegattaError } from "@regatta/foundation";
import { fileEntry, folderEntries, type PackageEntry } from "./package-entries.ts";
import { packageNotFound, packageUnreadable } from "./package-errors.ts";
import type { PackagedContent } from "./packaged-properties.ts";
import { hashEntries, sha256, zip } from "./zip.ts";

/** Something that can be uploaded. */
export interface BuiltPackage {
  /** The object's key: by its content alone, so what is there need not be uploaded again. */
  key: string;
  /** Its bytes; what takes time is done when they are first asked for, once. */
  bytes(): Promise<Uint8Array>;
}

/** Everything Regatta uploads lies below this. */
export const keyPrefix = "regatta/";

/**
 * Makes the package of a path.
 * @param path absolute.
 * @throws RegattaError PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE.
 */
export async function packagePath(
  path: string,
  content: Exclude<PackagedContent, "template">,
): Promise<BuiltPackage> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (isFolder && content === "file") throw packageNotFound(`${path} is a folder; a file is needed`);
    if (isFolder) return await zipped(path, () => folderEntries(path));
    const bytes = await readFile(path);
    if (content === "zip" && !isZip(bytes)) return await zipped(path, async () => [await fileEntry(path)]);
    return asItIs(bytes, content === "zip" ? ".zip" : extension(path));
  } catch (error) {
    if (isRegattaError(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw packageNotFound(`${path} does not exist`);
    throw packageUnreadable(`${path} cannot be packaged`, error);
  }
}

/** The package of a text. @param suffix of the key, with its dot. */
export function packageText(text: string, suffix: string): BuiltPackage {
  return asItIs(Buffer.from(text), suffix);
}

function asItIs(bytes: Uint8Array, suffix: string): BuiltPackage {
  return { key: `${keyPrefix}${sha256(bytes)}${suffix}`, bytes: async () => bytes };
}

async function zipped(path: string, list: () => Promise<PackageEntry[]>): Promise<BuiltPackage> {
  const entries = await list();
  if (entries.length === 0) throw packageNotFound(`${path} holds no files`);
  const hash = await hashEntries(entries);
  let made: Promise<Uint8Array> | undefined;
  const make = async () => {
    const bytes = await zip(entries).catch((error) => {
      throw packageUnreadable(`${path} cannot be zipped`, error);
    });
    // Under this key it would be taken for what was hashed, by every run to come.
    if ((await hashEntries(await list())) !== hash) {
      throw packageUnreadable(`${path} changed while it was being packaged`);
    }
    return bytes;
  };
  return {
    key: `${keyPrefix}${hash}.zip`,
    bytes: () => {
      made ??= make();
      return made;
    },
  };
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

// Some readers go by it: a state machine may be .json or .yaml.
function extension(path: string): string {
  const found = extname(path).toLowerCase();
  return /^\.[a-z0-9]{1,10}$/.test(found) ? found : "";
}
