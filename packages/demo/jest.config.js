/** The shop's own Jest configuration: nothing in it knows of Regatta. */
export default {
  testMatch: ["<rootDir>/integration/**/*.test.ts"],
  testEnvironment: "./integration/support/environment.cjs",
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: { "^(\\./.*|\\.\\./.*)\\.ts$": "$1" },
  testTimeout: 20_000,
};
