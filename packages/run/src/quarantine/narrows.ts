// Jest's own names of what chooses files or tests; only those that stand alone have a short form.
const CHOICES =
  /^(-t|-o|-f|--(testNamePattern|test-name-pattern|testPath\w*|test-path[\w-]*|shard|onlyChanged|only-changed|changedSince|changed-since|changedFilesWithAncestor|lastCommit|last-commit|onlyFailures|only-failures|findRelatedTests|find-related-tests|runTestsByPath|run-tests-by-path|selectProjects|select-projects|ignoreProjects|ignore-projects|filter|testMatch|testRegex))($|=)/;

/**
 * Whether arguments of Jest may choose only some of its test files; a word that does not look like an option counts as a
 * path. Wrong at times (the value of another option), and then only on the side of saying less.
 */
export function narrows(args: readonly string[]): boolean {
  return args.some((argument) => !argument.startsWith("-") || CHOICES.test(argument));
}
