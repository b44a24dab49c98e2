/**
 * What goes to Jest, of the arguments a command does not know itself. The first `--` only separates: Commander
 * leaves it in when an unknown option came before, and Jest would take everything after it for a pattern.
 */
export function jestArgumentsOf(rest: string[], passWithNoTests: boolean | undefined): string[] {
  const separator = rest.indexOf("--");
  const args = separator < 0 ? rest : rest.toSpliced(separator, 1);
  return passWithNoTests ? [...args, "--passWithNoTests"] : args;
}
