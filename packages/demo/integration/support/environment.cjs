// The AWS SDK is loaded here, once a worker, and not in the sandbox of every test file, where loading it again
// would cost more than most of the tests. What the tests and the services import of it comes from here.
const { TestEnvironment } = require("jest-environment-node");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const ssm = require("@aws-sdk/client-ssm");
const { STSClient } = require("@aws-sdk/client-sts");
const dynamodb = require("@aws-sdk/lib-dynamodb");
const { claimAccount } = require("./claim-account.cjs");

const clients = {
  documents: dynamodb.DynamoDBDocumentClient.from(new DynamoDBClient({})),
  ssm: new ssm.SSMClient({}),
  sts: new STSClient({}),
};

class ShopEnvironment extends TestEnvironment {
  #file;
  #giveBack = async () => {};

  constructor(config, context) {
    super(config, context);
    this.#file = context.testPath;
  }

  async setup() {
    await super.setup();
    this.global.aws = { sdk: { "client-ssm": ssm, "lib-dynamodb": dynamodb }, clients };
    this.#giveBack = await claimAccount({ clients, file: this.#file });
  }

  async teardown() {
    await this.#giveBack();
    await super.teardown();
  }
}

module.exports = ShopEnvironment;
