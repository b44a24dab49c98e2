import type { Command } from "commander";

/** The options that say which pool is meant. */
export interface PoolOptions {
  config?: string;
  table?: string;
  pool?: string;
}

/** Adds the options that say which pool is meant. */
export function withPoolOptions(command: Command): Command {
  return command
    .optionsGroup("Which pool:")
    .option("--config <file>", "Regatta's configuration, instead of the nearest regatta.config.*")
    .option("--table <name>", "the pool's table; then no configuration is needed")
    .option("--pool <name>", "the pool's name, instead of the configured one")
    .optionsGroup("Options:");
}
