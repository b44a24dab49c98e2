import { type CollectionTag, Scalar, type ScalarTag, type Tags, YAMLMap } from "yaml";

/** Functions that have a short form; `Ref` and `Condition` are the two without the `Fn::` prefix. */
const names = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "Transform",
];

/** The tags of CloudFormation's short forms (`!Ref x`), each read as its long form (`{Ref: x}`). */
export const cloudFormationTags: Tags = [
  ...names.flatMap((name) => shortForms(`!${name}`, `Fn::${name}`)),
  ...shortForms("!Ref", "Ref"),
  ...shortForms("!Condition", "Condition"),
];

function shortForms(tag: string, key: string): Array<ScalarTag | CollectionTag> {
  return [onScalar(tag, key), onCollection(tag, key, "seq"), onCollection(tag, key, "map")];
}

function onScalar(tag: string, key: string): ScalarTag {
  return {
    tag,
    resolve: (text) => ({ [key]: key === "Fn::GetAtt" ? attributePath(text) : text }),
  };
}

function onCollection(tag: string, key: string, collection: "seq" | "map"): CollectionTag {
  return {
    tag,
    collection,
    resolve: (node) => {
      const outer = new YAMLMap();
      outer.set(new Scalar(key), node);
      return outer;
    },
  };
}

/** `Table.Arn` → ["Table", "Arn"]; an attribute may itself have dots (`Stack.Outputs.Name`). */
function attributePath(text: string): string[] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
