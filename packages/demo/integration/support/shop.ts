import { GetParametersByPathCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { TestAccount } from "@regatta/jest-runner/context";
import type { DeployedService } from "../../services/shared/deployed-service.ts";

// The services of the shop, each with what is deployed of it in this account. Loaded when asked for: few test
// files need more than two.

export async function settings() {
  const { Settings } = await import("../../services/settings/src/settings.ts");
  return new Settings(await deployed("settings"));
}

export async function catalog() {
  const { Catalog } = await import("../../services/catalog/src/catalog.ts");
  return new Catalog(await deployed("catalog"));
}

export async function inventory() {
  const { Inventory } = await import("../../services/inventory/src/inventory.ts");
  return new Inventory(await deployed("inventory"));
}

export async function customers() {
  const { Customers } = await import("../../services/customers/src/customers.ts");
  return new Customers(await deployed("customers"));
}

export async function orders() {
  const { Orders } = await import("../../services/orders/src/orders.ts");
  return new Orders(await deployed("orders"));
}

export async function payments() {
  const { Payments } = await import("../../services/payments/src/payments.ts");
  return new Payments(await deployed("payments"));
}

export async function shipping() {
  const { Shipping } = await import("../../services/shipping/src/shipping.ts");
  return new Shipping(await deployed("shipping"));
}

export async function notifications() {
  const { Notifications } = await import("../../services/notifications/src/notifications.ts");
  return new Notifications(await deployed("notifications"));
}

/** The settings of the shop in an account a test file has beside its own, found by what Regatta tells of it. */
export async function settingsIn(account: TestAccount) {
  const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
  const { DynamoDBDocumentClient } = await import("@aws-sdk/lib-dynamodb");
  const { Settings } = await import("../../services/settings/src/settings.ts");
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(account.aws));
  return new Settings({ documents, table: account.outputs("settings").TableName, parameters: {} });
}

/** What is deployed of a service here, found as the service itself finds it: below /shop/<service>/. */
export async function deployed(service: string): Promise<DeployedService> {
  const { documents, ssm } = aws().clients;
  const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: `/shop/${service}` }));
  const parameters = Object.fromEntries(
    Parameters.map(({ Name = "", Value = "" }) => [Name.slice(Name.lastIndexOf("/") + 1), Value]),
  );
  const table = parameters["table-name"];
  if (!table) throw new Error(`the service ${service} is not deployed in this account`);
  return { documents, table, parameters };
}

function aws() {
  return (
    globalThis as unknown as { aws: { clients: { documents: DynamoDBDocumentClient; ssm: SSMClient } } }
  ).aws;
}
