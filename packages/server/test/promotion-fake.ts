import type { RequestCalls } from '../src/api/request-calls.ts'

/** On the way from dev to prod, nothing in between. */
export const promotionFake: Awaited<ReturnType<RequestCalls['promotion']>> = {
  path: ['dev', 'prod'],
  next: 'prod',
  gates: [],
  overrides: [],
  environment: 'dev',
  from: undefined,
  promoted: [],
  mayPromote: true,
}
