/** What `regatta init` writes: a configuration that is valid as it stands, with every usual setting explained. */
export const configTemplate = `import { defineConfig } from "regatta";

// Paths are relative to this file. Every setting: docs/configuration.md
export default defineConfig({
  pool: {
    // The DynamoDB table that holds the pool of accounts; \`regatta pool init\` makes it.
    table: "regatta",
    // One table can hold several pools.
    name: "default",
    // The table's region; AWS_REGION or the profile's when left out.
    // region: "eu-west-1",
  },

  accounts: {
    // The accounts a run begins with, and the most it holds at once.
    // min: 2,
    max: 8,
    // Who comes first when runs wait: main before pull requests, say.
    // priority: process.env.CIRCLE_BRANCH === "main" ? 10 : 0,
    // Accounts that are never used, whatever the pool says.
    // protected: ["123456789012"],
    // How long a run waits in line for its first accounts; half an hour when left out.
    // waitSeconds: 600,
  },

  // What has to be deployed in an account before tests run there.
  services: {
    // A CloudFormation template, deployed by Regatta itself.
    // orders: {
    //   directory: "services/orders",
    //   template: "template.yaml", // relative to directory
    //   parameters: { Stage: "test" },
    //   capabilities: ["CAPABILITY_IAM"],
    //   dependsOn: ["payments"],
    // },
    // payments: { directory: "services/payments" },
    // A tool's: "cdk", "sam", "serverless", or any "command".
    // search: {
    //   deployer: "cdk",
    //   directory: "services/search",
    //   stackNames: ["search-index", "search-api"],
    //   prepare: ["npm ci", "npm run build"],
    //   prepareOutputs: ["node_modules", "dist"],
    // },
    // From another git repository.
    // mail: { source: { git: "git@git.example.com:team/mail.git" }, directory: "service" },
  },
  // Folders with a regatta.service.ts each, which says all this about itself.
  // serviceFolders: ["services/*"],

  tests: {
    // The folder with the Jest configuration.
    directory: ".",
    // Arguments Jest is always started with.
    // jest: ["--selectProjects", "integration"],
    // How long one test file may take.
    fileTimeoutSeconds: 600,
  },

  output: {
    // The logs of runs; add it to .gitignore.
    directory: ".regatta",
    junit: "reports/regatta-junit.xml",
  },
});
`;
