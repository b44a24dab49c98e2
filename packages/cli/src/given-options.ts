import type { Command } from "commander";

/**
 * Notes the options a command is given, for the run's log: `--name`, or `--name=value` as it stood there. To be called
 * once all of them are declared. @returns what fills as the command line is parsed.
 */
export function givenOptions(command: Command): readonly string[] {
  const given: string[] = [];
  for (const option of command.options) {
    const name = `--${option.name()}`;
    command.on(`option:${option.name()}`, (value?: string | null) => {
      given.push(value === undefined || value === null ? name : `${name}=${value}`);
    });
  }
  return given;
}
