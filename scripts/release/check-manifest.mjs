/** What is never to be in a tarball. */
const NEVER = /^dist\/.*\.test\.|(^|\/)testing\/|\.map$|\.tsbuildinfo$|^src\/|(^|\/)node_modules\//;

/**
 * What is wrong with a packed package, as far as its manifest and its list of files tell.
 * @param versions the versions of all packages that are published together, by name.
 */
export function complaintsAboutManifest({ manifest, files }, versions) {
  const complaints = [];
  const need = (isRight, what) => isRight || complaints.push(what);
  for (const field of ["description", "license", "type", "exports", "files"])
    need(manifest[field], `no ${field}`);
  need(manifest.engines?.node === ">=20.19", "engines.node is not >=20.19");
  need(manifest.sideEffects !== undefined, "no sideEffects");
  need(manifest.publishConfig?.access === "public", "not public");
  need(!process.env.GITHUB_REPOSITORY || manifest.repository?.url, "no repository");
  for (const field of ["scripts", "devDependencies"]) need(!(field in manifest), `${field} are published`);
  need(files.includes("LICENSE"), "no LICENSE");
  for (const file of files.filter((path) => NEVER.test(path))) need(false, `${file} is published`);
  for (const target of targetsOf(manifest.exports))
    need(files.includes(target), `exports ${target}, which is not there`);
  for (const target of Object.values(manifest.bin ?? {})) {
    need(files.includes(target.replace("./", "")), `its command ${target} is not there`);
  }
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    const own = versions.get(name);
    need(own === undefined ? /^[~^]?\d/.test(range) : range === own, `depends on ${name} ${range}`);
  }
  return complaints;
}

function targetsOf(target) {
  if (typeof target === "string") return [target.replace("./", "")];
  return Object.values(target).flatMap(targetsOf);
}
