module.exports = globalThis.aws.sdk["lib-dynamodb"];
