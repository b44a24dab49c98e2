#!/usr/bin/env node
// A file that is there before the first build, so that package managers can link the command.
import module from "node:module";

// From Node 22.1 on, what was compiled once is not compiled again.
module.enableCompileCache?.();
await import("../dist/main.js");
