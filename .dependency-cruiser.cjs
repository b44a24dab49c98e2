/** Which package may import which: the table in docs/architecture.md, enforced. */
const allowed = {
  foundation: [],
  accounts: ["foundation"],
  stacks: ["foundation", "accounts"],
  cleaner: ["foundation", "accounts", "stacks"],
  setup: ["foundation", "accounts"],
  scheduler: [],
  "jest-runner": ["foundation", "scheduler"],
  "run-log": ["foundation"],
  report: ["foundation", "run-log"],
  ui: ["foundation", "accounts", "run-log", "report", "stats"],
  config: ["foundation"],
  sources: ["foundation"],
  queue: ["foundation"],
  telemetry: ["foundation", "run-log"],
  stats: ["foundation", "run-log"],
  "local-aws": ["foundation"],
  run: [
    "foundation",
    "accounts",
    "stacks",
    "cleaner",
    "scheduler",
    "queue",
    "jest-runner",
    "run-log",
    "report",
    "config",
    "sources",
    "telemetry",
    "stats",
  ],
  cli: [
    "foundation",
    "accounts",
    "stacks",
    "cleaner",
    "setup",
    "run-log",
    "report",
    "ui",
    "config",
    "sources",
    "telemetry",
    "run",
    "local-aws",
    "stats",
  ],
  demo: ["foundation", "accounts", "local-aws", "cli"],
};

/** Tests may also start the embedded AWS. */
const tests = "\\.test\\.ts$|/testing/";

const directions = Object.entries(allowed).map(([name, may]) => ({
  name: `${name}-imports`,
  comment: `packages/${name} may import only: ${may.join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `^packages/${name}/src/`, pathNot: tests },
  to: { path: "^packages/", pathNot: `^packages/(${[name, ...may].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: "no-reaching-past-the-face",
      comment: "import a package by its name, never a file inside it",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/",
        pathNot: [
          "^packages/$1/",
          "^packages/[^/]+/(src|dist)/index\\.(d\\.)?[tj]s$",
          // Its second face, without the AWS SDK.
          "^packages/stacks/(src|dist)/services\\.(d\\.)?[tj]s$",
          // Its second face, what pages are made of.
          "^packages/report/src/page/index\\.ts$",
          // Its second face, without its SDK clients.
          "^packages/cleaner/(src|dist)/data\\.(d\\.)?[tj]s$",
        ],
      },
    },
    {
      name: "declared-only",
      comment: "what cannot be resolved is not declared in the package's own package.json",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "scheduler-is-pure",
      comment: "no I/O and no clock of its own",
      severity: "error",
      from: { path: "^packages/scheduler/src/", pathNot: tests },
      to: { dependencyTypes: ["core", "npm"] },
    },
  ],
  options: {
    exclude: { path: "/dist/|/node_modules/(?!@regatta)" },
    doNotFollow: { path: "node_modules" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default"],
    },
  },
};
