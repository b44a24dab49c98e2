import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { execa } from "execa";
import { type CheckoutOptions, type Checkouts, checkoutSources } from "./checkout-sources.ts";
import { gitEnvironment, TestFolders, TestRepository } from "./testing/git-repositories.ts";

const folders = new TestFolders();
const open: Checkouts[] = [];
let cache: string;
let mail: TestRepository;

beforeEach(async () => {
  await closeAll();
  cache = await folders.folder();
  mail = await folders.repository({ "service/template.yaml": "1", ".gitignore": "node_modules\n" });
});
afterAll(async () => {
  await closeAll();
  await folders.removeAll();
});

async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((checkouts) => checkouts.close()));
}

async function checkout(
  sources: CheckoutOptions["sources"],
  options: Partial<CheckoutOptions> = {},
): Promise<Checkouts> {
  const checkouts = await checkoutSources({ sources, cache, env: gitEnvironment, ...options });
  open.push(checkouts);
  return checkouts;
}

const service = (name: string, repository: TestRepository, ref?: string, directory = "service") => ({
  service: name,
  git: repository.url,
  ref,
  directory,
});

async function templateOf({ folders: found }: Checkouts, name: string): Promise<string> {
  return readFile(join(found.get(name) ?? "nowhere", "template.yaml"), "utf8");
}

test("a branch is taken wherever it exists; elsewhere the service's ref, or the default branch", async () => {
  const shop = await folders.repository({ "a/template.yaml": "shop", "b/template.yaml": "shop" });
  const search = await folders.repository({ "template.yaml": "search" });
  await search.commitTo("stable", { "template.yaml": "stable" });
  const feature = await mail.commitTo("feature/x", { "service/template.yaml": "feature" });
  const sources = [
    service("mail", mail, "main"),
    service("shop-a", shop, undefined, "a"),
    service("shop-b", shop, "main", "b"),
    service("search", search, "stable", "."),
  ];
  const checkouts = await checkout(sources, { branch: "feature/x" });
  expect(checkouts.checkouts).toEqual([
    { repository: mail.url, services: ["mail"], ref: "feature/x", commit: feature, why: "branch feature/x" },
    {
      repository: shop.url,
      services: ["shop-a", "shop-b"],
      ref: "main",
      commit: await shop.git("rev-parse", "main"),
      why: "default branch",
    },
    {
      repository: search.url,
      services: ["search"],
      ref: "stable",
      commit: await search.git("rev-parse", "stable"),
      why: "ref stable",
    },
  ]);
  const names = ["mail", "shop-a", "shop-b", "search"];
  const templates = await Promise.all(names.map((name) => templateOf(checkouts, name)));
  expect(templates).toEqual(["feature", "shop", "shop", "stable"]);
});

test("tags and commits are refs too", async () => {
  const first = await mail.git("rev-parse", "HEAD");
  await mail.git("tag", "-a", "v1", "-m", "one");
  await mail.commit({ "service/template.yaml": "2" });
  const checkouts = await checkout([service("tagged", mail, "v1"), service("pinned", mail, first)]);
  expect(checkouts.checkouts.map(({ commit, why }) => [commit, why])).toEqual([
    [first, "ref v1"],
    [first, `ref ${first}`],
  ]);
  expect(await templateOf(checkouts, "pinned")).toBe("1");
});

test("a new commit is fetched into the same work tree, without history; what git ignores in it stays", async () => {
  const before = await checkout([service("mail", mail)]);
  const folder = before.folders.get("mail") ?? "";
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "node_modules/installed.js"), "ignored");
  await writeFile(join(folder, "built.js"), "not ignored");
  await writeFile(join(folder, "template.yaml"), "changed by a step");
  await before.close();
  await mail.commit({ "README.md": "a" });
  await mail.commit({ "service/template.yaml": "2" });
  const after = await checkout([service("mail", mail)]);
  expect(after.folders.get("mail")).toBe(folder);
  expect(await templateOf(after, "mail")).toBe("2");
  expect(await readdir(folder)).toEqual(["node_modules", "template.yaml"]);
  expect(await new TestRepository(folder).git("rev-list", "--count", "HEAD")).toBe("1");
});

test("two runs at once have a work tree each, and each finds one again", async () => {
  const [one, two] = await Promise.all([
    checkout([service("mail", mail)]),
    checkout([service("mail", mail)]),
  ]);
  const used = [one.folders.get("mail"), two.folders.get("mail")];
  expect(new Set(used).size).toBe(2);
  await closeAll();
  const [three, four] = await Promise.all([
    checkout([service("mail", mail)]),
    checkout([service("mail", mail)]),
  ]);
  expect([three.folders.get("mail"), four.folders.get("mail")].sort()).toEqual(used.sort());
});

test("a work tree that a killed git left broken is made anew", async () => {
  const before = await checkout([service("mail", mail)]);
  const folder = before.folders.get("mail") ?? "";
  await before.close();
  await rm(join(folder, "../.git"));
  expect(await templateOf(await checkout([service("mail", mail)]), "mail")).toBe("1");
  await closeAll();
  const [repository = ""] = await readdir(cache);
  const mirror = join(cache, repository, "mirror.git");
  const [tree = ""] = await readdir(join(mirror, "worktrees"));
  await writeFile(join(mirror, "worktrees", tree, "index.lock"), "");
  await writeFile(join(mirror, "shallow.lock"), "");
  await mail.commit({ "service/template.yaml": "2" });
  expect(await templateOf(await checkout([service("mail", mail)]), "mail")).toBe("2");
});

test("a ref that is not there is refused with the nearest, and everything is given back", async () => {
  await expect(checkout([service("mail", mail, "mian")])).rejects.toMatchObject({
    code: "REF_NOT_FOUND",
    message: `${mail.url} has no branch or tag "mian"; did you mean "main"?`,
  });
  const unknown = "0123456789012345678901234567890123456789";
  await expect(checkout([service("mail", mail, unknown)])).rejects.toMatchObject({ code: "GIT_FAILED" });
});

test("a folder that is not in the repository, or leads out of it, is refused", async () => {
  for (const directory of ["nowhere", "../.."]) {
    await expect(checkout([service("mail", mail, "main", directory)])).rejects.toMatchObject({
      code: "SOURCE_DIRECTORY_MISSING",
    });
  }
  const found = await checkout([service("mail", mail)]);
  expect(found.folders.get("mail")).toMatch(/-1\/service$/);
});

test("a repository that cannot be reached is told in git's words, without what is secret in its address", async () => {
  const git = "http://someone:hunter2@127.0.0.1:9/mail.git";
  const sources = [{ service: "mail", git, directory: "." }];
  const refusal: Error = await checkout(sources).then(
    () => Promise.reject(new Error("was taken")),
    (error) => error,
  );
  expect(refusal).toMatchObject({ code: "GIT_FAILED" });
  expect(refusal.message).toContain("git ls-remote failed: ");
  expect(refusal.message).toContain("127.0.0.1");
  expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain("hunter2");
  const [repository = ""] = await readdir(cache);
  expect((await readdir(join(cache, repository))).filter((name) => name.startsWith("cred"))).toEqual([]);
});

test("what is secret in an address reaches the server, and nothing else", async () => {
  const asked: Array<string | undefined> = [];
  const server = createServer(({ headers }, response) => {
    asked.push(headers.authorization);
    response.writeHead(headers.authorization ? 404 : 401, { "WWW-Authenticate": "Basic" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fetched = (secret: string) =>
    checkout([{ service: "mail", git: `http://${secret}@127.0.0.1:${port}/mail.git`, directory: "." }]);
  await expect(fetched("someone:hunter2")).rejects.toMatchObject({ code: "GIT_FAILED" });
  await expect(fetched("t0ken")).rejects.toMatchObject({ code: "GIT_FAILED" });
  server.close();
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;
  expect(asked.filter(Boolean)).toEqual([basic("someone:hunter2"), basic("t0ken:")]);
  const kept = await execa("grep", ["-rlE", "hunter2|t0ken", cache], { reject: false });
  expect(kept.stdout).toBe("");
});

test("processes that begin at the same moment with an empty cache have a work tree each", async () => {
  const index = new URL("../dist/index.js", import.meta.url).href;
  const script = `
    import { checkoutSources } from ${JSON.stringify(index)};
    const sources = [{ service: "mail", git: ${JSON.stringify(mail.url)}, directory: "service" }];
    const { folders } = await checkoutSources({ sources, cache: ${JSON.stringify(cache)}, env: process.env });
    console.log(folders.get("mail"));
    process.stdin.resume().on("end", () => process.exit());`;
  const options = { env: gitEnvironment, extendEnv: false, stdin: "pipe", buffer: false } as const;
  const processes = [1, 2, 3].map(() =>
    execa(process.execPath, ["--input-type=module", "-e", script], options),
  );
  const found = await Promise.all(
    processes.map(async ({ stdout }) => String((await once(stdout, "data"))[0])),
  );
  expect(new Set(found).size).toBe(3);
  for (const folder of found) expect(await readdir(folder.trim())).toEqual(["template.yaml"]);
  for (const { stdin } of processes) stdin.end();
  await Promise.all(processes);
  // An end of the process gives back what it had.
  expect(found).toContain(`${(await checkout([service("mail", mail)])).folders.get("mail")}\n`);
});

test("no git, or no place for repositories", async () => {
  const file = join(await folders.folder({ file: "" }), "file");
  await expect(checkout([service("mail", mail)], { cache: join(file, "cache") })).rejects.toMatchObject({
    code: "CACHE_NOT_WRITABLE",
  });
  await expect(checkout([service("mail", mail)], { env: { PATH: "/nowhere" } })).rejects.toMatchObject({
    code: "GIT_FAILED",
    message: "git could not be started: there is none on the PATH",
  });
});

test("an interrupt ends the waiting and gives everything back", async () => {
  const stop = new AbortController();
  stop.abort(new Error("interrupted"));
  await expect(checkout([service("mail", mail)], { signal: stop.signal })).rejects.toThrow("interrupted");
});
