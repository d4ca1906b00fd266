import type { LoggerOptions } from 'pino'
import { Counter, type Registry } from 'prom-client'

/** Told of an error that was logged, with the words and facts of its line. */
export type ErrorEar = (
  error: Error,
  said: string,
  facts: Readonly<Record<string, unknown>>,
) => void

export type ErrorFacts = {
  /** From now on `hear` is told of each; there is one ear. */
  onError(hear: ErrorEar): void
  /** From now on `settle` writes down what was heard before the process ends. */
  beforeEnd(settle: () => Promise<void>): void
  /** Resolves once what was heard is written down. */
  settleErrors(): Promise<void>
  errorSeen(): void
  /** How it fared on its way to the error tracker: sent, failed, or held because too many came. */
  errorSent(outcome: 'sent' | 'failed' | 'held'): void
}

/** pino's number of the level `error`; `fatal` is above it. */
const errorLevel = 50

/** What listens on the log: an `err` on a line of level error or above is a bug of ours, for all else is expected. */
export function errorListening(): {
  hooks: NonNullable<LoggerOptions['hooks']>
} & Pick<ErrorFacts, 'onError' | 'beforeEnd' | 'settleErrors'> {
  let ear: ErrorEar | undefined
  let settling: (() => Promise<void>) | undefined
  return {
    onError: (hear) => void (ear = hear),
    beforeEnd: (settle) => void (settling = settle),
    settleErrors: async () => settling?.(),
    hooks: {
      logMethod(line, method, level) {
        const [facts, said]: readonly unknown[] = line
        if (ear && level >= errorLevel && typeof facts === 'object' && facts !== null) {
          const { err, ...others } = facts as Readonly<Record<string, unknown>>
          if (err instanceof Error) ear(err, String(said), others)
        }
        method.apply(this, line)
      },
    },
  }
}

/** Figures of unexpected errors. */
export function errorFacts(registry: Registry): Pick<ErrorFacts, 'errorSeen' | 'errorSent'> {
  const seen = new Counter({
    name: 'pao_errors_total',
    help: 'Unexpected errors, each a bug of ours; their kinds are told by GET /errors',
    registers: [registry],
  })
  const sent = new Counter({
    name: 'pao_errors_sent_total',
    help: 'Errors for the error tracker: sent, failed, or held because too many came',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return { errorSeen: () => seen.inc(), errorSent: (outcome) => sent.inc({ outcome }) }
}
