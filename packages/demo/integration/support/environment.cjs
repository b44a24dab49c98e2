// The AWS SDK is loaded here, once a worker, and not in the sandbox of every test file, where loading it again
// would cost more than most of the tests.
const { TestEnvironment } = require("jest-environment-node");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const dynamodb = require("@aws-sdk/client-dynamodb");
const ssm = require("@aws-sdk/client-ssm");
const sts = require("@aws-sdk/client-sts");
const { claimAccount } = require("./claim-account.cjs");

const clients = {
  dynamodb: new DynamoDBClient({}),
  ssm: new ssm.SSMClient({}),
  sts: new sts.STSClient({}),
};

class ShopEnvironment extends TestEnvironment {
  #file;
  #release = async () => {};

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
  }

  async setup() {
    await super.setup();
    this.global.aws = { dynamodb, ssm, sts, clients };
    this.#release = await claimAccount({ clients, file: this.#file });
  }

  async teardown() {
    await this.#release();
    await super.teardown();
  }
}

module.exports = ShopEnvironment;
