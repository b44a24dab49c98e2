import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Session } from "@regatta/accounts";

/** The one place where a client of the tagging API is made: inside the session's account, with its credentials. */
export function createTaggingClient(session: Session): ResourceGroupsTaggingAPIClient {
  return new ResourceGroupsTaggingAPIClient({
    region: session.account.region,
    credentials: () => session.credentials(),
  });
}
