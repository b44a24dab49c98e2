import type { Command } from "commander";

/** The options that say which pool is meant. */
export interface PoolOptions {
  config?: string;
  table?: string;
  pool?: string;
}

/** Adds the options that say which pool is meant. @param needsConfig whether there has to be a configuration all the same. */
export function withPoolOptions(command: Command, { needsConfig = false } = {}): Command {
  return command
    .optionsGroup("Which pool:")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .option(
      "--table <name>",
      `the pool's table${needsConfig ? ", instead of the configured one" : "; then no configuration is needed"}`,
    )
    .option("--pool <name>", "the pool's name, instead of the configured one")
    .optionsGroup("Options:");
}
