import { join } from "node:path";
import { fingerprintServices } from "../fingerprint/fingerprint-services.ts";
import { aService, type Special } from "./a-service.ts";

/** Files of every kind: text, a script, a link, an odd name. */
export const tree = {
  "orders/template.yaml": "Resources: {}\n",
  "orders/src/handler.ts": "export const handler = 1;\n",
  "orders/src/deploy.sh": "#!/bin/sh\n",
  "orders/src/link": "-> handler.ts",
  "orders/naïve name.txt": "",
  "shared/lib.ts": "shared\n",
  ".gitignore": "*.log\nnode_modules\nbuilt/\n",
};

/** The digest of the service `orders` in `<root>/orders`. */
export async function digest(
  root: string,
  special: Special = {},
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return (await fingerprint(root, special, env)).digest;
}

/** Its fingerprint. */
export async function fingerprint(root: string, special: Special = {}, env: NodeJS.ProcessEnv = {}) {
  const service = aService("orders", { directory: join(root, "orders"), ...special });
  const found = (await fingerprintServices([service], { env })).get("orders");
  if (!found) throw new Error("no fingerprint");
  return found;
}

/** Its files: git's mode and hash by name. */
export async function files(root: string, special: Special = {}): Promise<Record<string, string>> {
  const { inputs } = await fingerprint(root, special);
  return Object.fromEntries(
    inputs.flatMap(({ kind, name, value }) => (kind === "file" ? [[name, value]] : [])),
  );
}
