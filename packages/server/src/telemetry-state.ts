import { Counter, Gauge, type Registry } from 'prom-client'

/** How things stand in the database: the same in every process that tells it, so rules take the largest. */
export type OpenWork = {
  /** Hints nobody has fetched, and how long the oldest has waited. */
  queue: { waiting: number; oldestSeconds: number }
  running: number
  /** Claims whose lease has run out and that nobody has taken over. */
  overdue: number
  unknown: number
  approvals: number
  /** Seconds since 1970 of the last backup's snapshot; undefined = none was ever made. */
  lastBackup: number | undefined
}

export type StateFacts = {
  /** A reading went to the replica, or to the primary because it was late, away or gave way. */
  readCounted(place: 'replica' | 'late' | 'away' | 'yielded'): void
  /** Spans that the collector took, did not take, or that too many waited before. */
  spansCounted(outcome: 'sent' | 'failed' | 'dropped', count: number): void
  workSeen(facts: OpenWork): void
  /** Connections of this process to the database. */
  poolSeen(facts: { open: number; idle: number; waiting: number; most: number }): void
}

/** Gauges of what waits, told at every look at the figures. */
export function stateFacts(registry: Registry, version: string): StateFacts {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })
  const queue = gauge('pao_queue_ready', 'Actions that wait for a worker; over all workers')
  const oldest = gauge('pao_queue_oldest_seconds', 'How long the longest waiting action has waited')
  const running = gauge('pao_actions_running', 'Actions in the hands of a worker; over all workers')
  const overdue = gauge(
    'pao_leases_overdue',
    'Actions whose worker is dead for more than a minute and that nobody has taken over',
  )
  const unknown = gauge(
    'pao_actions_unknown',
    'Effects that wait for a person to say if they exist',
  )
  const approvals = gauge('pao_approvals_waiting', 'Approvals that wait for people')
  const backup = gauge(
    'pao_backup_last_timestamp_seconds',
    'Moment the last backup shows, seconds since 1970; 0 = none was ever made',
  )
  const pool = new Gauge({
    name: 'pao_database_connections',
    help: 'Connections of this process to the database: open, idle, calls that wait for one, most there may be',
    labelNames: ['state'],
    registers: [registry],
  })
  new Gauge({
    name: 'pao_build_info',
    help: 'Always 1; which release this process is',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1)
  const spans = new Counter({
    name: 'pao_spans_total',
    help: 'Spans for the collector of traces: sent, failed, or dropped because too many waited',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const reads = new Counter({
    name: 'pao_database_reads_total',
    help: 'Lists, searches and figures where there is a replica: read there, or on the primary because it was late, away or gave way',
    labelNames: ['place'],
    registers: [registry],
  })
  return {
    readCounted: (place) => reads.inc({ place }),
    spansCounted: (outcome, count) => spans.inc({ outcome }, count),
    workSeen(facts) {
      queue.set(facts.queue.waiting)
      oldest.set(facts.queue.oldestSeconds)
      running.set(facts.running)
      overdue.set(facts.overdue)
      unknown.set(facts.unknown)
      approvals.set(facts.approvals)
      backup.set(facts.lastBackup ?? 0)
    },
    poolSeen(facts) {
      for (const [state, count] of Object.entries(facts)) pool.set({ state }, count)
    },
  }
}
