// A team's own deploy command, for tests: makes or updates every stack it is asked for, with the tags it is given.
// Arguments: names of stacks to leave out, or to deploy without tags as `<name>!`.
import {
  CloudFormationClient,
  CreateStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";

const { REGATTA_STACK_NAMES = "", REGATTA_STACK_TAGS_JSON = "[]" } = process.env;
const told = process.argv.slice(2);
const client = new CloudFormationClient({});

for (const name of REGATTA_STACK_NAMES.split(" ")) {
  if (told.includes(name)) continue;
  const input = {
    StackName: name,
    TemplateBody: JSON.stringify({
      Resources: {
        Value: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: `of ${name}` } },
      },
      Outputs: { Value: { Value: { "Fn::GetAtt": ["Value", "Value"] } }, [`Of${name}`]: { Value: name } },
    }),
    Tags: told.includes(`${name}!`) ? [] : JSON.parse(REGATTA_STACK_TAGS_JSON),
  };
  const waiting = { client, minDelay: 0.01, maxDelay: 0.02, maxWaitTime: 20 };
  try {
    await client.send(new CreateStackCommand(input));
    await waitUntilStackCreateComplete(waiting, { StackName: name });
  } catch (error) {
    if (error.name !== "AlreadyExistsException") throw error;
    await client.send(new UpdateStackCommand(input));
    await waitUntilStackUpdateComplete(waiting, { StackName: name });
  }
}
