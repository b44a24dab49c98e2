import { expect, test } from "@jest/globals";
import { renderSources } from "./render-sources.ts";

test("the table says which services came from which repository, at which commit, and why", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  expect(
    renderSources([
      {
        repository: "git.example.com/shop/orders",
        services: ["orders", "refunds"],
        ref: "feature-x",
        commit,
        why: "branch feature-x",
      },
      {
        repository: "git.example.com/shop/web",
        services: ["web"],
        ref: "main",
        commit,
        why: "default branch",
      },
    ]),
  ).toBe(
    [
      "REPOSITORY                   SERVICES         REF        COMMIT      WHY",
      "git.example.com/shop/orders  orders, refunds  feature-x  0123456789  branch feature-x",
      "git.example.com/shop/web     web              main       0123456789  default branch",
      "",
    ].join("\n"),
  );
});
