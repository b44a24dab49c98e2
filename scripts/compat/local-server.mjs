import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a server and resolves when it listens on the port.
 * @returns the process; `kill()` ends it.
 */
export async function startServer(name, port, command, args, options) {
  const server = spawn(command, args, options);
  let failed;
  server.once("error", (error) => {
    failed = error;
  });
  while (!(await isOpen(port))) {
    if (failed) throw failed;
    if (server.exitCode !== null) throw new Error(`${name} ended with ${server.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return server;
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
