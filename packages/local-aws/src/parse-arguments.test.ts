import { expect, test } from "@jest/globals";
import { parseArguments } from "./parse-arguments.ts";

test("flags and JSON say the same", () => {
  const flags = [
    ...["--port", "4100", "--accounts=3", "--region", "eu-west-1", "--state-directory", "/tmp/x"],
    ...[
      "--resource-ms",
      "5",
      "--session-seconds",
      "60",
      "--server-time-offset-ms=-1000",
      "--end-with-parent",
    ],
  ];
  const options = {
    port: 4100,
    accounts: 3,
    region: "eu-west-1",
    stateDirectory: "/tmp/x",
    timings: { resourceMs: 5 },
    sessionSeconds: 60,
    serverTimeOffsetMs: -1000,
    endWithParent: true,
  };
  expect(parseArguments(flags)).toEqual(options);
  expect(parseArguments([JSON.stringify(options)])).toEqual(options);
  expect(parseArguments([])).toEqual({});
});

test.each([
  [["--prot", "1"], "--prot"],
  [["--port", "many"], '--port is a number, found "many"'],
  [["{port: 1}"], "JSON"],
])("%j is refused", (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(
    expect.objectContaining({ code: "WRONG_ARGUMENTS", message: expect.stringContaining(message) }),
  );
});
