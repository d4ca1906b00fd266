import type { ApiDeps } from '../src/api/deps.ts'
import { noon } from './identity-fake.ts'

type Rehearsed = Awaited<ReturnType<ApiDeps['sandbox']['rehearse']>>
type Known = Omit<Rehearsed['plan'], 'inputs' | 'warnings' | 'quotas' | 'earliest'>

/** A rehearsal of one action that went well, and two versions that are under way. */
export function sandboxFake(plan: Known): ApiDeps['sandbox'] {
  const told = { ends: 'succeeded' as const, outputs: { key: 'OPS-1' } }
  return {
    rehearse: async () => ({
      plan: { ...plan, inputs: {}, warnings: [], quotas: [], earliest: noon },
      begin: noon,
      steps: [
        {
          at: noon,
          event: 'submitted',
          state: 'in_progress',
          sentences: ['Work began.'],
          changed: { ticket: 'ready' },
        },
      ],
      run: { state: 'completed', actions: {}, lane: 'manual', endedAt: noon },
      cut: false,
      tries: [
        { action: 'ticket', attempt: 1, entry: 'execute', at: noon, source: 'invented', told },
      ],
    }),
    underWay: async () => [{ version: '1.0.0', hash: 'h', open: 2, resources: 3 }],
  }
}
