export type { Instant } from './instant.ts'
export { Problem, type ProblemCode, problems } from './problem.ts'
export { fail, type Fault, ok, type Result } from './result.ts'
export { nearest } from './suggest.ts'
