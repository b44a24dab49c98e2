import {
  DescribeKeyCommand,
  type KeyMetadata,
  paginateListKeys,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import PQueue from "p-queue";
import { unlessGone } from "../contents/unless-gone.ts";
import { collect, type Kind } from "./kind.ts";

/** The shortest wait KMS allows before it deletes a key, days (API_ScheduleKeyDeletion). */
const waitingDays = 7;

/** The customer's own keys of KMS. A key is never deleted at once, so one that waits for its deletion counts as gone. */
export const key: Kind = {
  name: "key",
  type: "AWS::KMS::Key",
  arn: /^arn:[^:]+:kms:[^:]*:[^:]*:key\//,
  async list({ clients }) {
    const keys = await collect(paginateListKeys({ client: clients.kms }, {}), (page) => page.Keys);
    // Only DescribeKey tells whose a key is, and whether it is to stay.
    const queue = new PQueue({ concurrency: 5 });
    const described = await queue.addAll(
      keys.map(
        ({ KeyId }) =>
          () =>
            clients.kms.send(new DescribeKeyCommand({ KeyId })),
      ),
    );
    return described
      .flatMap(({ KeyMetadata }) => (KeyMetadata && counts(KeyMetadata) ? [KeyMetadata] : []))
      .map(({ KeyId = "", Arn }) => ({ name: KeyId, arn: Arn }));
  },
  async remove({ clients }, KeyId) {
    const call = new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: waitingDays });
    await unlessGone(clients.kms.send(call), "NotFoundException");
  },
};

function counts({ KeyManager, KeyState }: KeyMetadata): boolean {
  return KeyManager === "CUSTOMER" && !["PendingDeletion", "PendingReplicaDeletion"].includes(KeyState ?? "");
}
