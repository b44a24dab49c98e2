/** The inline policy that shuts out older sessions; there is one of them at a role, always the newest. */
export const revocationPolicyName = "regatta-revoke-older-sessions";

/**
 * Refuses everything to sessions that were opened before a time (IAM guide, "Revoking IAM role temporary security
 * credentials"). IAM counts in whole seconds; sessions of that very second stay.
 * @param before AWS's time, ms since the epoch.
 */
export function revocationPolicy(before: number): string {
  const time = new Date(before).toISOString().replace(/\.\d+/, "");
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RegattaRevokeOlderSessions",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { DateLessThan: { "aws:TokenIssueTime": time } },
      },
    ],
  });
}
