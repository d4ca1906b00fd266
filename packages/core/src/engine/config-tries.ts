import type { Action, Retry } from '../catalog/item.ts'

/** How often an action tries. */
export type Tries = {
  retry: Retry
  /** Milliseconds that rests its config asks for may take together. */
  restsMs: number
}

/**
 * The tries of an action: its own `retry`, or else what its config asks for, `retry.max_attempts` of a `rest-api` and
 * `delivery` of a `webhook`. Of a config only what stands there literally counts.
 */
export function triesOf({ type, config, retry }: Action): Tries {
  if (retry !== undefined) return { retry, restsMs: 0 }
  if (type === 'rest-api') return ofRetry(mapAt(config, 'retry'))
  return type === 'webhook' ? ofDelivery(mapAt(config, 'delivery')) : nothingSaid
}

const nothingSaid: Tries = { retry: {}, restsMs: 0 }

type Config = Readonly<Record<string, unknown>>

function ofRetry({ max_attempts: attempts }: Config): Tries {
  return typeof attempts === 'number' ? { retry: { attempts }, restsMs: 0 } : nothingSaid
}

/** The rests are the connector's to ask for; what the engine adds, at most the shortest, keeps a crowd apart. */
function ofDelivery({ max_attempts: most, retry_delay: delay, schedule }: Config): Tries {
  const attempts = typeof most === 'number' ? most : defaultTries
  const pause = typeof delay === 'number' ? delay : 0
  const rests = Array.isArray(schedule)
    ? schedule.map((one) => (typeof one === 'number' ? one : 0))
    : Array.from({ length: attempts - 1 }, () => pause)
  const seconds = rests.reduce((sum, one) => sum + one, 0)
  const spread = rests.length > 0 ? Math.min(...rests) : 0
  return {
    retry: {
      attempts: rests.length + 1,
      ...(spread > 0 && { delay: spread, max_delay: spread }),
    },
    restsMs: (seconds + spread * rests.length) * 1000,
  }
}

/** As many as an action has when nothing is said. */
const defaultTries = 3

function mapAt(config: Config, name: string): Config {
  const value = Object.hasOwn(config, name) ? config[name] : undefined
  return typeof value === 'object' && value !== null ? (value as Config) : {}
}
