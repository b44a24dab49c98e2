import { DeleteFunctionCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import { accountKey } from "@regatta/accounts";
import { unlessGone } from "../contents/unless-gone.ts";
import { detachFunctions } from "../network/detach-functions.ts";
import { onlyTimeRemoves } from "../waiting/only-time-removes.ts";
import { Parked } from "../waiting/parked.ts";
import { collect, type Kind } from "./kind.ts";

/** Lambda functions. Replicas of Lambda@Edge are not in the list; the function they are of cannot go before them. */
export const lambdaFunction: Kind = {
  name: "function",
  type: "AWS::Lambda::Function",
  arn: /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/,
  async list({ clients }) {
    const functions = await collect(
      paginateListFunctions({ client: clients.lambda }, {}),
      (page) => page.Functions,
    );
    return functions.map(({ FunctionName = "", FunctionArn }) => ({ name: FunctionName, arn: FunctionArn }));
  },
  async remove(context, FunctionName) {
    await detachFunctions(context, [FunctionName]);
    try {
      const call = new DeleteFunctionCommand({ FunctionName });
      await unlessGone(context.clients.lambda.send(call), "ResourceNotFoundException");
    } catch (error) {
      const parked = onlyTimeRemoves((error as Error).message);
      if (!parked) throw error;
      const message = `function ${FunctionName} has replicas of Lambda@Edge, which AWS removes in some hours.`;
      throw new Parked(message, { account: accountKey(context.account), ...parked });
    }
  },
};
