module.exports = globalThis.aws.sdk["client-ssm"];
