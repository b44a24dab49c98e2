import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/**
 * A registry on this machine that has nothing but these tarballs, so that npm installs them as it would from its own.
 * @returns its address, and what ends it.
 */
export async function startOwnRegistry(packed) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const base = `http://${request.headers.host}/`;
    const tarball = packed.find(({ name }) => path === `${name}.tgz`);
    if (tarball) return response.end(readFileSync(tarball.tarball));
    const one = packed.find(({ name }) => name === path);
    if (one) return response.end(JSON.stringify(packumentOf(one, base)));
    response.writeHead(404).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

function packumentOf({ name, version, tarball, manifest }, base) {
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  const dist = { tarball: `${base}${name}.tgz`, integrity };
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
