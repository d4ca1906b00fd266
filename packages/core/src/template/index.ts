export { type Arity, functionArity, functionNames } from './arity.ts'
export {
  type CompiledConfig,
  compileConfig,
  configCalls,
  type ConfigFault,
  configReferences,
  type ConfigRenderOptions,
  renderConfig,
} from './config.ts'
export { isoDateTime } from './date-format.ts'
export type { Escape } from './context.ts'
export { type Position, templateCodes, type TemplateFault } from './fault.ts'
export { sha256Hex } from './hash.ts'
export { defaultLimits, type Limits } from './limits.ts'
export type { Call, Reference } from './references.ts'
export {
  calls,
  parse,
  references,
  render,
  type Rendered,
  type RenderOptions,
  type Template,
} from './render.ts'
export { person, redaction, Secret, textForm } from './taint.ts'
export { systemScope, type World } from './world.ts'
