/** States in which a request no longer moves by itself. */
export const endStates: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'cancelled',
  'rejected',
  'rolled_back',
  'rollback_failed',
])

/** Every state of a request, in the order of its life. */
export const requestStates = [
  'submitted',
  'validated',
  'awaiting_approval',
  'on_hold',
  'queued',
  'in_progress',
  'completed',
  'failed',
  'rejected',
  'cancelled',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
] as const
