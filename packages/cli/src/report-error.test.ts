import { expect, test } from "@jest/globals";
import { RegattaError } from "@regatta/foundation";
import { Interrupts } from "./interrupts.ts";
import { reportError } from "./report-error.ts";
import { CapturedStream } from "./testing/captured-stream.ts";

function report(error: unknown): { exitCode: number; text: string } {
  const stderr = new CapturedStream();
  const stream = stderr.asProcessStream();
  const exitCode = reportError(error, {
    cwd: "/",
    env: {},
    stdout: stream,
    stderr: stream,
    interrupt: new Interrupts(),
  });
  return { exitCode, text: stderr.text };
}

test("a user's error says what, where, and what to do", () => {
  const error = new RegattaError("The stack is stuck.", {
    code: "STACK_STUCK",
    source: "user",
    account: "123456789012/eu-west-1",
    stackName: "orders",
    nextStep: "Pull it.",
  });
  expect(report(error)).toEqual({
    exitCode: 2,
    text: [
      "error: The stack is stuck.",
      "  account: 123456789012/eu-west-1",
      "  stack: orders",
      "  code: STACK_STUCK",
      "next: Pull it.",
      "",
    ].join("\n"),
  });
});

test("a service's error is the infrastructure's", () => {
  const error = new RegattaError("AWS is away.", { code: "AWS_UNREACHABLE", source: "service" });
  expect(report(error)).toEqual({ exitCode: 3, text: "error: AWS is away.\n  code: AWS_UNREACHABLE\n" });
});

const bugs: Array<[string, unknown]> = [
  [
    "an internal error",
    new RegattaError("no fingerprint", { code: "FINGERPRINT_MISSING", source: "internal" }),
  ],
  ["anything else thrown", new TypeError("x is not a function")],
];

test.each(bugs)("%s is a bug: where it was thrown, and a request to report it", (_, error) => {
  const { exitCode, text } = report(error);
  expect(exitCode).toBe(3);
  expect(text).toMatch(/^error: /);
  expect(text).toContain("report-error.test.ts");
  expect(text).toContain("This is a bug in Regatta.");
});

test("what is thrown without being an error is told too", () => {
  expect(report("oops").text).toContain("error: oops\n");
  expect(report(undefined).exitCode).toBe(3);
});
