import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { withoutSecrets } from "./without-secrets.ts";

test("values of variables that hold secrets are hidden, by their names; everyday words are left", () => {
  const env = { NPM_TOKEN: "npm-secret", MY_PASSWORD: "npm-secret-and-more", CI: "true", NODE_AUTH: "true" };
  expect(withoutSecrets("npm-secret-and-more, npm-secret, true, npm", env)).toBe("***, ***, true, npm");
});

test("no long secret is left in any text", () => {
  const secret = fc.stringMatching(/^[a-z]{8,20}$/);
  fc.assert(
    fc.property(secret, secret, fc.array(fc.string()), (one, two, words) => {
      const env = { A_TOKEN: one, B_SECRET: two };
      const hidden = withoutSecrets([...words, one, two, one + two].join(" "), env);
      expect(hidden).not.toContain(one);
      expect(hidden).not.toContain(two);
    }),
  );
});
