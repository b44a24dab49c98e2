import { expect, test } from "@jest/globals";
import { aStack } from "../testing/a-stack.ts";
import { outputsOfLeft } from "./left-services.ts";

test("outputs are those of services whose stacks are all there, and complete", () => {
  const stacks = new Map(
    [
      aStack("base", { status: "UPDATE_COMPLETE", outputs: { Url: "b" } }),
      aStack("api-1", { status: "CREATE_COMPLETE", outputs: { Url: "1" } }),
      aStack("broken", { status: "ROLLBACK_COMPLETE", outputs: { Url: "x" } }),
      aStack("busy", { status: "UPDATE_IN_PROGRESS", outputs: { Url: "y" } }),
      aStack("kept", { status: "UPDATE_ROLLBACK_COMPLETE", outputs: {} }),
    ].map((stack) => [stack.name, stack]),
  );
  const service = (name: string, ...stackNames: [string, ...string[]]) => ({ name, stackNames });
  const services = [
    service("base", "base"),
    service("api", "api-1", "api-2"),
    service("broken", "broken"),
    service("busy", "busy"),
    service("kept", "kept"),
    service("missing", "missing"),
  ];
  expect(outputsOfLeft(services, stacks)).toEqual({ base: { Url: "b" }, kept: {} });
});
