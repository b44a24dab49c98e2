import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

// A program like those that run in an account: an SDK client with nothing said about credentials or region.
const client = new STSClient({});
const { Account: account } = await client.send(new GetCallerIdentityCommand({}));
const { accessKeyId } = await client.config.credentials();
process.stdout.write(JSON.stringify({ account, accessKeyId, region: await client.config.region() }));
