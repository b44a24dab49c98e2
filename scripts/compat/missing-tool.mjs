/** Something this machine must have and has not. */
export class MissingTool extends Error {
  constructor(what, command) {
    super(`This part of pnpm test:compat needs ${what} (${command}) on the PATH.`);
  }
}
