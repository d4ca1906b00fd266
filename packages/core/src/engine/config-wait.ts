import type { Action } from '../catalog/item.ts'

type Config = Readonly<Record<string, unknown>>

/** Seconds, as the connectors have them where a config says nothing. */
const presets = { poll: 3600, async: 3600, look: 10, interval: 10, attempts: 3, successes: 1 }

/**
 * Milliseconds an action may wait by its own config, on top of the time its calls take: what polls or looks again has
 * a limit of its own, and ending it earlier would make that one useless. Of a config only what stands there literally
 * counts, else the preset.
 */
export function configWaitMs({ type, config }: Pick<Action, 'type' | 'config'>): number {
  return Object.hasOwn(waits, type) ? (waits[type]?.(config) ?? 0) * 1000 : 0
}

const waits: Readonly<Record<string, (config: Config) => number>> = {
  'http-poll': (config) => numberAt(config, 'timeout', presets.poll),
  'rest-api': ({ async: waiting }) =>
    isMap(waiting) ? numberAt(waiting, 'timeout', presets.async) : 0,
  // A bad look begins the row of good ones anew, so each of the bad ones may cost a whole row.
  'health-check': (config) => {
    const inner = isMap(config['config']) ? config['config'] : {}
    const looks =
      numberAt(config, 'attempts', presets.attempts) *
      numberAt(config, 'successes', presets.successes)
    const pause = numberAt(config, 'interval', presets.interval)
    return looks * (pause + numberAt(inner, 'timeout', presets.look))
  },
}

function isMap(value: unknown): value is Config {
  return typeof value === 'object' && value !== null
}

function numberAt(config: Config, name: string, preset: number): number {
  const value = Object.hasOwn(config, name) ? config[name] : undefined
  return typeof value === 'number' ? value : preset
}
