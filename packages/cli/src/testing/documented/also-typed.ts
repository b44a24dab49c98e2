/** Whole lines for what pages only mention, `regatta run --retries` say: an option without its value, or in a table. */
export const alsoTyped: string[] = [
  "regatta run --retries 1",
  "regatta run --timings reports/junit.xml",
  "regatta run -- --config jest.e2e.config.js",
  "regatta replay latest",
];
