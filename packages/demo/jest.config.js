/** The shop's own Jest configuration: nothing in it knows of Regatta. */
export default {
  roots: ["<rootDir>/integration", "<rootDir>/services"],
  testMatch: ["<rootDir>/integration/**/*.test.ts"],
  testEnvironment: "./integration/support/environment.cjs",
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  // The SDK is the environment's: see there.
  moduleNameMapper: { "^@aws-sdk/(client-ssm|lib-dynamodb)$": "<rootDir>/integration/support/sdk/$1.cjs" },
  testTimeout: 20_000,
};
