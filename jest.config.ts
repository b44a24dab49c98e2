/** @jest-config-loader esbuild-register */
import { availableParallelism } from "node:os";
import type { Config } from "jest";

const config: Config = {
  testMatch: ["<rootDir>/packages/*/src/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/packages/[^/]+/dist"],
  extensionsToTreatAsEsm: [".ts"],
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "es6" } },
    ],
  },
  // Much of the suite waits for processes and servers: three at once on two cores, where Jest would take one.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testTimeout: 30_000,
};

export default config;
