import type { ServiceInput } from "./service-input.ts";

/** What a configuration file says; every path in it is relative to the file's folder. */
export interface RegattaConfigInput {
  /** Where the pool of accounts is kept. */
  pool?: PoolInput;
  /** How accounts are leased and used. */
  accounts?: AccountsInput;
  /**
   * Accounts of developers' own, by name: `regatta run --account <name>` works there, without the pool and its table
   * (docs/personal.md).
   */
  personal?: Record<string, PersonalInput>;
  /** What has to be deployed in every account, by name. */
  services?: Record<string, ServiceInput>;
  /**
   * More services: folders, or globs of folders (`!` leaves out), with a `regatta.service.ts`, `.js` or `.json` each. It
   * says what `services.<name>` would, but no `directory`, which is its own folder; `name` is the folder's when left out.
   */
  serviceFolders?: string[];
  /** How services are deployed. */
  deploy?: DeployInput;
  /** How dirty accounts are made available again: docs/cleaning.md. */
  cleaning?: CleaningInput;
  /** How Jest is started. */
  tests?: TestsInput;
  /** Where a run writes. */
  output?: OutputInput;
  /** What things cost, for `regatta stats` to reckon with; what has no price is told without money: docs/stats.md. */
  costs?: CostsInput;
}

export interface PoolInput {
  /** The DynamoDB table that holds the pool. `regatta pool init` makes it. */
  table?: string;
  /** The pool's name: one table can hold several. */
  name?: string;
  /** The region of the table. When left out, what the AWS SDK finds (AWS_REGION, the profile). */
  region?: string;
}

export interface AccountsInput {
  /**
   * The accounts a run begins with: it waits until it can have so many at once. It takes more as they come free, and
   * gives those above `min` back when others wait below theirs.
   */
  min?: number;
  /** The most accounts a run holds at once. `regatta run --accounts` overrides it. */
  max?: number;
  /**
   * Whether a run of tests holds as many accounts as it is worth, from `min` to `max`: docs/history.md. `--accounts auto`
   * switches it on, and `--accounts <n>` off.
   */
  auto?: boolean;
  /** Whose turn it is when several runs wait: the highest first, then first come, first served. */
  priority?: number;
  /** Account ids that are never used, whatever the pool says: the ones that hold anything of value. */
  protected?: string[];
  /** How long a lease lasts without a heartbeat. A killed run's accounts become dirty after this time. */
  leaseSeconds?: number;
  /** How long a run waits in line for its first accounts; 0 is not at all. `--wait` overrides it. */
  waitSeconds?: number;
  /** How long the credentials of one AssumeRole are good for; they are renewed by themselves. */
  sessionSeconds?: number;
  /** How many test files share an account at a time. Leave it at 1 unless your tests allow for neighbours. */
  filesPerAccount?: number;
}

/** One way in: a `profile`, or a `roleArn`; with neither the credentials Regatta is started with are the account's. */
export interface PersonalInput {
  /** The account's id. Credentials that turn out to be another account's are refused before anything is done. */
  accountId: string;
  /** The region everything happens in. */
  region: string;
  /** A profile of the AWS configuration files of whoever runs this: SSO, `credential_process`, a chain of roles, keys. */
  profile?: string;
  /** A role of the account, assumed with the credentials Regatta is started with. */
  roleArn?: string;
  /** What the role's trust policy asks for. */
  externalId?: string;
}

export interface DeployInput {
  /**
   * How many stacks are deployed at once, all accounts together. A stack under way costs this machine next to nothing:
   * lower it only to spare AWS. What runs here is limited by `processes`.
   */
  concurrency?: number;
  /** How many local processes (deploy tools, build steps) run at once; the number of cores when left out. */
  processes?: number;
  /** How often CloudFormation is asked how a deploy is going. */
  pollMs?: number;
  /**
   * The bucket in each account for code that templates name by a local path, and for large templates; `{account}` and
   * `{region}` stand for the account's. It must belong to the account it is used in.
   */
  bucket?: string;
  /** Whether that bucket is made where it is missing. */
  createBucket?: boolean;
}

export interface CleaningInput {
  /**
   * How much of a dirty account is made new: `data` runs the team's own command, `stacks` deletes all stacks but protected
   * ones and what they leave behind, `everything` empties the account with aws-nuke.
   */
  depth?: "data" | "stacks" | "everything";
  /** Names of stacks that stay, or globs of them, with all that is in them. */
  protectedStacks?: string[];
  /** What else stays: names of buckets, log groups and the like, Arns, or globs of them. */
  keep?: string[];
  /** The role to clean with, in every account; the account's own role in the pool when left out. */
  roleName?: string;
  /** What the depth `data` runs, in the folder of this file, with the account's session in its environment. */
  dataCommand?: string;
  /** After how many failed cleanings in a row an account is quarantined. */
  attempts?: number;
  /** How long after a first failed cleaning the next may start; twice as long after each further one. */
  retryMinutes?: number;
  /** How many accounts are cleaned at once. */
  concurrency?: number;
  /** How many stacks of one account are deleted at once; by itself fewer where AWS throttles. */
  stacksAtOnce?: number;
  /**
   * How far apart the two looks are that have to find nothing. A minute by default, for log groups come back with the last
   * lines of functions that are gone. Lower it only where nothing comes back late.
   */
  proofSeconds?: number;
  /** Whether aws-nuke, for the depth `everything`, insists on the account having an alias without "prod" in it. */
  aliasCheck?: boolean;
  /** Whether accounts just cleaned are brought up to date straight away, as by `regatta pool warm`. */
  warm?: boolean;
}

export interface TestsInput {
  /** The folder Jest is started in: the one with its configuration. */
  directory?: string;
  /** Arguments Jest is always started with; those of the command line come after them. */
  jest?: string[];
  /** How long one test file may take before its worker is killed. */
  fileTimeoutSeconds?: number;
  /**
   * How often a test file that failed, crashed or timed out is tried again, in another account where there is one.
   * Passing then makes it flaky. `regatta run --retries` says otherwise for one run.
   */
  retries?: number;
  /**
   * Whether a test file that is late gets a second copy in an account that would have nothing to do; the first result
   * counts, and the other copy's account has to be cleaned. `regatta run --backup-copies` switches it on.
   */
  backupCopies?: boolean;
  /**
   * No test file is late before it has taken so long: a copy of one that takes moments gains less than cleaning an
   * account costs.
   */
  backupCopiesAfterSeconds?: number;
  /**
   * Whether each account is looked over after every test file, and the file named that left something behind there;
   * `"fail"`: a run with such a file fails. `regatta run --leaks` switches it on.
   */
  leaks?: boolean | "fail";
  /** Test files and tests known to be flaky: reported, and not failing the run until a day: docs/verdicts.md. */
  quarantine?: QuarantineInput[];
}

export interface QuarantineInput {
  /** The path of a test file, relative to Jest's rootDir, or a glob of such. */
  file: string;
  /**
   * The full name of a test, as `-t` has it: its `describe` blocks before it, `*` for any text. Left out it is the whole
   * file, also where that crashes, times out or does not load.
   */
  test?: string;
  /** The last day it holds, `YYYY-MM-DD` in UTC; after that it has no effect, and the run says so. */
  until: string;
  /** Why; shown with each failure. */
  reason?: string;
  /** Where it is followed up; shown with each failure. */
  ticket?: string;
}

export interface OutputInput {
  /** The folder of the run logs. Not for version control. */
  directory?: string;
  /** The JUnit report. */
  junit?: string;
  /**
   * Whether every case of the JUnit report names its file, as CircleCI splits tests by and Jenkins' xUnit plugin refuses;
   * only on CircleCI (`CIRCLECI=true`) when left out: docs/junit.md.
   */
  junitCaseFiles?: boolean;
  /** The run's figures in CloudWatch's embedded metric format, one document a line; not written when left out. */
  emf?: string;
  /**
   * Whether each run writes its page, `report.html` in the folder of its log; or the file that runs of tests write it to:
   * docs/report.md.
   */
  report?: boolean | string;
  /**
   * The folder of checkouts of other repositories, shared by all projects; `~/.cache/regatta` (macOS:
   * `~/Library/Caches/regatta`) when left out. Best outside of the project: Jest looks into every folder of it.
   */
  cache?: string;
}

export interface CostsInput {
  /** By its three letters (ISO 4217). */
  currency?: string;
  /** What an hour of a machine costs that a run goes on: of each container of the CI. */
  machineHour?: number;
  /** What an hour of an account costs while a run holds it. */
  accountHour?: number;
  /** What one deploy of one service costs. */
  deploy?: number;
}
