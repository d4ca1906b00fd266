import { type Sql, type Tcp, TransportFailure, type TransportKind } from '@pao/connectors'

/** How one look ended, for the metrics; no place, so that labels stay few. */
export type LookFact = { outcome: 'ok' | 'refused' | TransportKind; ms: number }

type Tell = (fact: LookFact) => void

/** A look at ports that is counted and timed. */
export function observedTcp(door: Tcp, tell: Tell): Tcp {
  return { probe: (call) => timed(tell, () => door.probe(call)) }
}

/** Questions to databases that are counted and timed. */
export function observedSql(door: Sql, tell: Tell): Sql {
  return { ask: (call) => timed(tell, () => door.ask(call)) }
}

async function timed<T>(tell: Tell, look: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const told = (outcome: LookFact['outcome']): void =>
    tell({ outcome, ms: performance.now() - start })
  try {
    const found = await look()
    const isRefused =
      typeof found === 'object' && found !== null && Reflect.get(found, 'ok') === false
    told(isRefused ? 'refused' : 'ok')
    return found
  } catch (error) {
    if (error instanceof TransportFailure) told(error.kind)
    throw error
  }
}
