import "@regatta/jest-runner/context";

/** What the stacks of the shop put out, for the tests that are told so by Regatta. */
declare module "@regatta/jest-runner/context" {
  interface Outputs {
    settings: { TableName: string };
  }
}
