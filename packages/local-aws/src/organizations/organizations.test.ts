import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  OrganizationsClient,
  paginateListAccountsForParent,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connectLocalAws } from "../control/connect-local-aws.ts";
import { TestAws, type TestCredentials } from "../testing/test-aws.ts";

let world: TestAws;
let client: OrganizationsClient;
const clients: OrganizationsClient[] = [];
beforeAll(async () => {
  world = await TestAws.start({ accounts: 25 });
  client = clientOf(world.hubCredentials);
});
afterAll(async () => {
  for (const one of clients) one.destroy();
  await world.close();
});

function clientOf(credentials: TestCredentials): OrganizationsClient {
  const made = new OrganizationsClient({
    endpoint: world.aws.url,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  clients.push(made);
  return made;
}

test("the hub manages an organization with all pool accounts in one unit, told in pages", async () => {
  const { Organization: organization } = await client.send(new DescribeOrganizationCommand({}));
  expect(organization?.MasterAccountId).toBe(world.aws.hub.id);
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const { OrganizationalUnits: [unit] = [] } = await client.send(
    new ListOrganizationalUnitsForParentCommand({ ParentId: root?.Id }),
  );
  expect(unit).toMatchObject({ Id: "ou-rega-pool0001", Name: "Pool" });
  const found: string[] = [];
  let pages = 0;
  for await (const page of paginateListAccountsForParent({ client }, { ParentId: unit?.Id })) {
    pages += 1;
    found.push(...(page.Accounts ?? []).map(({ Id: id = "" }) => id));
  }
  expect([pages, found]).toEqual([2, world.aws.accounts.map(({ id }) => id)]);
  const { Parents: parents } = await client.send(new ListParentsCommand({ ChildId: found[0] }));
  expect(parents).toEqual([{ Id: "ou-rega-pool0001", Type: "ORGANIZATIONAL_UNIT" }]);
});

test("another organization can be put in its place, over HTTP too", async () => {
  const { setOrganization } = await connectLocalAws(world.aws.url);
  const accounts = [{ id: "123456789012", name: "closed", status: "SUSPENDED" as const }];
  await setOrganization({
    units: [{ id: "ou-rega-aaaa0001", name: "A", units: [{ id: "ou-rega-bbbb0001", name: "B", accounts }] }],
  });
  const children = new ListChildrenCommand({
    ParentId: "ou-rega-aaaa0001",
    ChildType: "ORGANIZATIONAL_UNIT",
  });
  expect((await client.send(children)).Children).toEqual([
    { Id: "ou-rega-bbbb0001", Type: "ORGANIZATIONAL_UNIT" },
  ]);
  const described = await client.send(new DescribeAccountCommand({ AccountId: "123456789012" }));
  expect(described.Account).toMatchObject({ Name: "closed", Status: "SUSPENDED" });
  await expect(setOrganization({ units: [{ id: "no", name: "A" }] })).rejects.toThrow("ou-rega-pool0001");
});

test("only the management account may ask, and only for what is there", async () => {
  const stranger = clientOf(await world.enter(0));
  await expect(stranger.send(new ListRootsCommand({}))).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
  const nowhere = new ListAccountsForParentCommand({ ParentId: "ou-rega-zzzz0001" });
  await expect(client.send(nowhere)).rejects.toMatchObject({ name: "ParentNotFoundException" });
});

test("a session is exchanged for a sign-in, once it is one", async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = await world.enter(0);
  const ask = (session: object): Promise<Response> => {
    const query = new URLSearchParams({ Action: "getSigninToken", Session: JSON.stringify(session) });
    return fetch(new URL(`/federation?${query}`, world.aws.url));
  };
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  const { SigninToken: token } = (await (await ask(session)).json()) as { SigninToken: string };
  const login = new URLSearchParams({
    Action: "login",
    Destination: "https://console.example/",
    SigninToken: token,
  });
  const answer = await fetch(new URL(`/federation?${login}`, world.aws.url), { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://console.example/"]);
  expect((await ask({ ...session, sessionKey: "wrong" })).status).toBe(400);
});
