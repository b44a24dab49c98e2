import { DeleteSecretCommand, paginateListSecrets } from "@aws-sdk/client-secrets-manager";
import { unlessGone } from "../contents/unless-gone.ts";
import { collect, type Kind } from "./kind.ts";

/**
 * Secrets. One that is scheduled for deletion is not listed (API_ListSecrets, IncludePlannedDeletion), and counts as
 * gone; one that a service owns goes with what it was made for.
 */
export const secret: Kind = {
  name: "secret",
  type: "AWS::SecretsManager::Secret",
  arn: /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:/,
  async list({ clients }) {
    const secrets = await collect(
      paginateListSecrets({ client: clients.secrets }, {}),
      (page) => page.SecretList,
    );
    return secrets
      .filter(({ OwningService, DeletedDate }) => !OwningService && !DeletedDate)
      .map(({ Name = "", ARN }) => ({ name: Name, arn: ARN }));
  },
  // At once: the name of a secret that waits for its deletion cannot be used again.
  async remove({ clients }, name) {
    const call = new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true });
    await unlessGone(clients.secrets.send(call), "ResourceNotFoundException");
  },
};
