/** What becomes of a local path before it is uploaded. */
export type PackagedContent =
  /** A folder is zipped; so is a file that is not a zip yet. */
  | "zip"
  /** A folder is zipped; a file is uploaded as it is. */
  | "folder-or-file"
  /** A file, as it is. */
  | "file"
  /** A template, packaged itself first. */
  | "template";

/** How a property names an object in a bucket. */
export type LocationForm =
  | "s3-url"
  | "https-url"
  /** An object with these two members. */
  | { bucket: string; key: string };

/** A property whose value may be a path on this machine until it is packaged. */
export interface PackagedProperty {
  /** The resource's type. */
  type: string;
  /** Where in its Properties. */
  path: readonly string[];
  content: PackagedContent;
  form: LocationForm;
}

const bucketAndKey = { bucket: "Bucket", key: "Key" };
const s3BucketAndKey = { bucket: "S3Bucket", key: "S3Key" };

type Row = [type: string, path: string, content: PackagedContent, form: LocationForm];

/**
 * The same as users know from `aws cloudformation package` (AWS CLI reference) and `sam package`; the forms are
 * those of each type's page in the CloudFormation template reference, or in the SAM resource reference. Images are
 * left out: they need a registry, not a bucket.
 */
const rows: Row[] = [
  ["AWS::ApiGateway::RestApi", "BodyS3Location", "file", bucketAndKey],
  ["AWS::AppSync::FunctionConfiguration", "CodeS3Location", "file", "s3-url"],
  ["AWS::AppSync::FunctionConfiguration", "RequestMappingTemplateS3Location", "file", "s3-url"],
  ["AWS::AppSync::FunctionConfiguration", "ResponseMappingTemplateS3Location", "file", "s3-url"],
  ["AWS::AppSync::GraphQLSchema", "DefinitionS3Location", "file", "s3-url"],
  ["AWS::AppSync::Resolver", "CodeS3Location", "file", "s3-url"],
  ["AWS::AppSync::Resolver", "RequestMappingTemplateS3Location", "file", "s3-url"],
  ["AWS::AppSync::Resolver", "ResponseMappingTemplateS3Location", "file", "s3-url"],
  ["AWS::CloudFormation::ModuleVersion", "ModulePackage", "zip", "s3-url"],
  ["AWS::CloudFormation::ResourceVersion", "SchemaHandlerPackage", "zip", "s3-url"],
  ["AWS::CloudFormation::Stack", "TemplateURL", "template", "https-url"],
  ["AWS::CloudFormation::StackSet", "TemplateURL", "template", "https-url"],
  ["AWS::CodeCommit::Repository", "Code.S3", "zip", bucketAndKey],
  ["AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle", "folder-or-file", s3BucketAndKey],
  ["AWS::Glue::Job", "Command.ScriptLocation", "file", "s3-url"],
  ["AWS::Lambda::Function", "Code", "zip", s3BucketAndKey],
  ["AWS::Lambda::LayerVersion", "Content", "zip", s3BucketAndKey],
  ["AWS::Serverless::Api", "DefinitionUri", "file", "s3-url"],
  ["AWS::Serverless::Application", "Location", "template", "https-url"],
  ["AWS::Serverless::Function", "CodeUri", "zip", "s3-url"],
  ["AWS::Serverless::HttpApi", "DefinitionUri", "file", "s3-url"],
  ["AWS::Serverless::LayerVersion", "ContentUri", "zip", "s3-url"],
  ["AWS::Serverless::StateMachine", "DefinitionUri", "file", bucketAndKey],
  ["AWS::StepFunctions::StateMachine", "DefinitionS3Location", "file", bucketAndKey],
];

/** Every property that is packaged. */
export const packagedProperties: readonly PackagedProperty[] = rows.map(([type, path, content, form]) => ({
  type,
  path: path.split("."),
  content,
  form,
}));

/** What the AWS::Include transform takes in its parameter Location. */
export const includedFile = { content: "file", form: "s3-url" } as const;
