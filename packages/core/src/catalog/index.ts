export { canonicalJson } from './canonical.ts'
export { chosenComponents, componentsRead, placeOf } from './components.ts'
export {
  type CatalogOptions,
  checkCatalog,
  type CheckedCatalog,
  type CheckedDocument,
} from './check-catalog.ts'
export {
  checkFile,
  type CheckedFile,
  type CheckOptions,
  type SourceFile,
  versionOf,
} from './check-file.ts'
export { messageBodies } from './check-restricted.ts'
export { type Beside, checkBeside } from './check-beside.ts'
export { clearSecretIn, shapeOf as secretShapeOf } from './check-secrets.ts'
export { ownersFiles } from './code-owners.ts'
export {
  type DiagnosticCode,
  type DiagnosticEntry,
  diagnosticRegister,
} from './diagnostic-register.ts'
export {
  type Diagnostic,
  hasErrors,
  inOrder,
  type Place,
  type Severity,
  type Strictness,
} from './diagnostic.ts'
export { type ChangedValue, changedValues } from './changed-values.ts'
export { withDefaults } from './defaults.ts'
export { type Dependent, dependentsOf, type Succession } from './dependents.ts'
export { type Difference, difference, type Impact, requiredStep } from './difference.ts'
export {
  type DocumentLimits,
  documentLimits,
  readDocument,
  type SourceDocument,
  type SourceFault,
} from './document.ts'
export { formatGithub, formatJson, formatSarif, formatText } from './format.ts'
export { type Accepted, type AcceptOptions, accept, visibleFields } from './form/accept.ts'
export { compare, conditionFields, type Facts, fieldOf, holds, lookUp } from './form/conditions.ts'
export { type JsonSchemaOptions, toJsonSchema } from './form/json-schema.ts'
export { compilePattern, type Matches } from './form/patterns.ts'
export { toUiSchema } from './form/ui-schema.ts'
export { type FieldContext, validateField } from './form/validate-field.ts'
export {
  builtinValidators,
  type Validator,
  type ValidatorContext,
  type Validators,
} from './form/validators.ts'
export {
  type CatalogIndex,
  type Category,
  categoryIds,
  defaultCategories,
  type Environment,
  type Environments,
  environmentsOf,
  indexOf,
  type Owner,
} from './index-values.ts'
export type * from './demand.ts'
export type * from './estimate.ts'
export type * from './item.ts'
export { fieldTypes, operators } from './item.ts'
export { type Path, printPath } from './path.ts'
export { placesIn } from './places-in.ts'
export { type ActionSchemas, type Draft, itemSchema, type SchemaVersion } from './schema/publish.ts'
export { unifiedDiff } from './unified-diff.ts'
export { upgradeText } from './upgrade-text.ts'
export { upgrade } from './upgrade.ts'
export { compareVersions, isRange, raised, satisfies } from './versions.ts'
export { type Layout, layoutOf } from './layout.ts'
export { maySee, type Viewer, viewerKey } from './visibility.ts'
export { isZone } from './windows/civil.ts'
export { type Span, spansOf } from './windows/window.ts'
export { type OrderWindows, windowsOf } from './windows/order-windows.ts'
