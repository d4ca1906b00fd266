import { Problem } from '@pao/core'
import type { ErasureCalls } from '../src/api/erasure-calls.ts'

/** Nobody is being forgotten; whoever is asked for is at once. */
export function erasuresFake(): ErasureCalls {
  return {
    ask: async ({ by, reason }) => ({
      id: '0198c0de-0000-7000-8000-000000000001',
      pseudonym: 'erased-800000000001',
      reason,
      askedBy: by.id,
      askedAt: new Date(0),
      stage: 'own',
      deleted: 0,
      changed: 0,
      auditValues: 0,
      doneAt: null,
    }),
    list: async () => [],
    get: async ({ id }) => {
      throw new Problem('erasure.not_found', { erasure: id })
    },
  }
}
