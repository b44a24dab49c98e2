/**
 * Does some work while jest-junit's settings are these and no others. It prefers its environment variables, then a
 * `jest-junit` block in the nearest package.json, to what its caller says, so what a user set for the jest-junit of
 * their own would move our report, or leave crashed files out of it. Setting every variable there is, is the one way
 * to be obeyed.
 * @param work must use the settings before it first waits for anything: they are gone when it returns.
 */
export function withJUnitSettings<T>(settings: JUnitSettings, work: () => T): T {
  const wanted = everySetting(settings);
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, wanted);
  try {
    return work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

export interface JUnitSettings {
  /** The absolute path of the file to write. */
  file: string;
  /** The name of the whole report. */
  name: string;
}

// An empty value counts as none: hence "." for no prefix, and names of files that no one has.
function everySetting({ file, name }: JUnitSettings): Record<string, string> {
  return {
    JEST_SUITE_NAME: name,
    JEST_USE_PATH_FOR_SUITE_NAME: "false",
    JEST_JUNIT_OUTPUT_FILE: file,
    JEST_JUNIT_SUITE_NAME: "suite",
    JEST_JUNIT_CLASSNAME: "class",
    JEST_JUNIT_TITLE: "case",
    JEST_JUNIT_ANCESTOR_SEPARATOR: " › ",
    JEST_JUNIT_ADD_FILE_ATTRIBUTE: "false",
    JEST_JUNIT_FILE_PATH_PREFIX: ".",
    JEST_JUNIT_INCLUDE_CONSOLE_OUTPUT: "false",
    JEST_JUNIT_INCLUDE_SHORT_CONSOLE_OUTPUT: "false",
    JEST_JUNIT_REPORT_TEST_SUITE_ERRORS: "true",
    JEST_JUNIT_NO_STACK_TRACE: "false",
    JEST_JUNIT_TEST_CASE_PROPERTIES_DIR: `${file}.none`,
    JEST_JUNIT_TEST_CASE_PROPERTIES_JSON_FILE: "none.js",
    JEST_JUNIT_TEST_SUITE_PROPERTIES_DIR: `${file}.none`,
    JEST_JUNIT_TEST_SUITE_PROPERTIES_JSON_FILE: "none.js",
  };
}
