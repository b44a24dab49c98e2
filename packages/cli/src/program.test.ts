import { afterEach, expect, test } from "@jest/globals";
import { callProgram } from "./testing/call-program.ts";
import { helpOfEach } from "./testing/commands-reference.ts";
import { TemporaryFolder } from "./testing/temporary-folder.ts";
import { version } from "./version.ts";

let folder: TemporaryFolder | undefined;
afterEach(() => {
  folder?.remove();
  folder = undefined;
});

test.each(helpOfEach(80))("$name --help explains it on stdout, on 80 columns", async ({ name, help }) => {
  const { exitCode, stdout, stderr } = await callProgram([...name.split(" ").slice(1), "--help"]);
  expect(stdout).toContain(`Usage: ${name}`);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  // A command to be typed cannot be broken; nothing stands behind it then.
  const long = help.split("\n").filter((line) => line.length > 80);
  expect(long.filter((line) => !/^ +\S+( \S+)*$/.test(line))).toEqual([]);
});

test("the version is the package's", async () => {
  expect(await callProgram(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

const wrongUsage: Array<[string, string[], string]> = [
  ["no command", [], "Usage: regatta"],
  ["no command of the pool", ["pool"], "Usage: regatta pool"],
  ["an unknown command", ["rnu"], "unknown command 'rnu'\n(Did you mean run?)"],
  ["an unknown option", ["pool", "status", "--jsno"], "unknown option '--jsno'\n(Did you mean --json?)"],
  ["accounts that are no number", ["run", "--accounts", "many"], "Expected a whole number from 1 to 1000."],
  ["no accounts", ["run", "--accounts", "0"], "Expected a whole number from 1 to 1000."],
  ["a port that is none", ["local-aws", "--port", "65536"], "Expected a whole number from 0 to 65535."],
  ["an account without a role", ["pool", "add", "123456789012"], "required option '--role <name-or-arn>'"],
  ["a disabled account without a reason", ["pool", "disable", "1"], "required option '--reason <text>'"],
  [
    "a release clean and by force",
    ["pool", "release", "1", "--clean", "--force", "x"],
    "cannot be used with",
  ],
  ["no account to add", ["pool", "add", "--role", "Tests"], "missing required argument 'account-id'"],
];

test.each(wrongUsage)("%s is wrong usage: 2, and said on stderr", async (_, argv, message) => {
  const { exitCode, stdout, stderr } = await callProgram(argv);
  expect(stderr).toContain(message);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

test.each([["run"], ["plan"], ["fingerprint"], ["pool", "status"], ["junit"]])(
  "%s without a configuration says how to make one",
  async (...argv) => {
    folder = new TemporaryFolder();
    const { exitCode, stdout, stderr } = await callProgram(argv, { cwd: folder.path });
    expect(stderr).toBe(
      `error: There is no configuration (regatta.config.ts, .js or .json) in ${folder.path} or above.\n` +
        "  code: CONFIG_NOT_FOUND\n" +
        "next: Make one with `regatta init`, or name it with --config.\n",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  },
);

test.each(["clean", "doctor"])(
  "%s wants a configuration with --table too, and does not say otherwise",
  async (command) => {
    folder = new TemporaryFolder();
    const { stderr } = await callProgram([command, "--table", "regatta"], { cwd: folder.path });
    expect(stderr).toContain("CONFIG_NOT_FOUND");
    expect((await callProgram([command, "--help"])).stdout).not.toContain("no configuration is needed");
    expect((await callProgram(["pool", "status", "--help"])).stdout).toContain("no configuration is needed");
  },
);

test.each(["run", "plan"])("%s with an invalid configuration names every problem", async (command) => {
  folder = new TemporaryFolder({
    "regatta.config.json": JSON.stringify({
      acounts: {},
      services: { a: { directory: ".", dependsOn: ["b"] } },
    }),
    "template.yaml": "",
  });
  const { exitCode, stderr } = await callProgram([command], { cwd: folder.path });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("regatta.config.json has 2 problems:");
  expect(stderr).toContain('  acounts: there is no such setting; did you mean "accounts"?');
  expect(stderr).toContain('  services.a.dependsOn[0]: found "b", expected a service; there is no other');
});

test("a configuration named with --config is the one that is read", async () => {
  folder = new TemporaryFolder({ "regatta.config.json": "{}", "ci.json": "{}" });
  const { exitCode, stderr } = await callProgram(["junit", "--config", "ci.json", "nothing"], {
    cwd: folder.path,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("error: There is no run nothing in");
});

test("no escape codes in a pipe, and none with NO_COLOR", async () => {
  const startOfCode = String.fromCharCode(27);
  const piped = await callProgram(["junit"], { cwd: "/" });
  const plain = await callProgram(["junit"], { isTTY: true, env: { NO_COLOR: "1" } });
  const coloured = await callProgram(["junit"], { isTTY: true });
  expect(piped.stderr + plain.stderr).not.toContain(startOfCode);
  expect(coloured.stderr).toContain(startOfCode);
  expect((await callProgram(["--help"])).stdout).not.toContain(startOfCode);
});
