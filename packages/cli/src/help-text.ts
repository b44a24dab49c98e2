import { type AddHelpTextContext, Help } from "commander";

/**
 * What stands behind a command's options in its help, as wide as the terminal.
 * @returns for Commander's `addHelpText`.
 */
export function helpText(text: string): (context: AddHelpTextContext) => string {
  return ({ command, error }) => {
    const { getOutHelpWidth, getErrHelpWidth } = command.configureOutput();
    return wrapHelp(text, (error ? getErrHelpWidth : getOutHelpWidth)?.() ?? 80);
  };
}

/**
 * Sentences are wrapped anew. Indented lines stay as they are, but where one is too long what explains it, two spaces
 * or more behind it, goes to a line of its own.
 * @param width of the terminal, columns.
 */
export function wrapHelp(text: string, width: number): string {
  const help = new Help();
  const joined = text.replace(/(?<=^\S.*)\n(?=\S)/gm, " ");
  return joined
    .split("\n")
    .map((line) => (line.startsWith(" ") ? fitted(line, width) : help.boxWrap(line, width)))
    .join("\n");
}

function fitted(line: string, width: number): string {
  if (line.length <= width) return line;
  return line.replace(/^( +\S.*?) {2,}(\S.*)$/, "$1\n      $2");
}
