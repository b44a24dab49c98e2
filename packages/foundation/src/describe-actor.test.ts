import { hostname } from "node:os";
import { expect, test } from "@jest/globals";
import { describeActor, describeHolder } from "./describe-actor.ts";

const circle = { CIRCLE_BUILD_URL: "https://circleci.com/gh/shop/1" };
const github = { GITHUB_RUN_ID: "7", GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "shop/api" };

test("in CI it is the job, and who started it where that is told", () => {
  expect(describeActor({ ...circle, CIRCLE_USERNAME: "anna" })).toBe(
    "anna in https://circleci.com/gh/shop/1",
  );
  expect(describeActor({ ...github, GITHUB_ACTOR: "ben" })).toBe(
    "ben in https://github.com/shop/api/actions/runs/7",
  );
  expect(describeActor({ CI_JOB_URL: "https://gitlab.test/j/1" })).toBe("https://gitlab.test/j/1");
  expect(describeHolder({ ...circle, CIRCLE_USERNAME: "anna" })).toBe("https://circleci.com/gh/shop/1");
});

test("elsewhere it is user and host; a holder is one process of them", () => {
  expect(describeActor({})).toMatch(new RegExp(`^[^@ ]+@${hostname()}$`));
  expect(describeHolder({})).toMatch(new RegExp(`^[^@ ]+@${hostname()} \\(process ${process.pid}\\)$`));
});
