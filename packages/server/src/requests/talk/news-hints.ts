import type { Signal } from '#store/signal.ts'

/** Hints of one call above this are one hint to the whole tenant. */
const mostTold = 100
/** A name longer than this is nobody's; the whole tenant looks instead. */
const longestName = 1_000

/**
 * Has those look again whose news may have changed, in every process. `names` are as the indexes of asks and tasks have
 * them: `user:…`, `group:…`, `role:…`. To be called after the commit; a lost hint costs half a minute, never news.
 */
export function tellNews(
  { signal }: { signal: Pick<Signal, 'publish'> },
  tenant: string,
  names: readonly string[],
): void {
  const all = [...new Set(names.map((name) => name.toLowerCase()))]
  const isMany = all.length > mostTold || all.some((name) => name.length > longestName)
  if (isMany) return signal.publish('pao_news', JSON.stringify([tenant]))
  for (const name of all) signal.publish('pao_news', JSON.stringify([tenant, name]))
}

/** Every name the one a request is for may be known by. */
export function namesOfRequester({
  requester,
}: {
  requester: { id: string; email: string }
}): string[] {
  return [`user:${requester.id}`, `user:${requester.email}`]
}

/** One who waits for news. */
export type Seat = {
  /** What concerns them from now on: their names, and the requests something of theirs waits in. */
  concernedBy(concern: { names: readonly string[]; requests: readonly string[] }): void
  leave(): void
}

/** Those of this process who wait for news. */
export type Newsroom = {
  join(tenant: string, wake: () => void): Seat
  stop(): void
}

/** One pair of ears for all who wait for news in this process; each is woken only by what concerns them. */
export function openNewsroom({ signal }: { signal: Pick<Signal, 'subscribe'> }): Newsroom {
  const byName = new Map<string, Set<() => void>>()
  const all = new Map<() => void, string>()
  const wakeAll = (tenant?: string): void => {
    for (const [wake, of] of all) if (tenant === undefined || of === tenant) wake()
  }
  const wakeNamed = (name: string): void => {
    for (const wake of byName.get(name) ?? []) wake()
  }
  const deafen = [
    signal.subscribe('pao_news', (payload) => {
      if (payload === undefined) return wakeAll()
      const [tenant, name] = JSON.parse(payload) as [string, string?]
      return name === undefined ? wakeAll(tenant) : wakeNamed(nameIn(tenant, name))
    }),
    signal.subscribe('pao_request', (payload) => {
      const [tenant = '', id = ''] = payload?.split(' ') ?? []
      wakeNamed(nameIn(tenant, `request:${id}`))
    }),
  ]
  return {
    join(tenant, wake) {
      all.set(wake, tenant)
      let names: readonly string[] = []
      const forget = (): void => {
        for (const name of names) remove(byName, name, wake)
      }
      return {
        concernedBy(concern) {
          forget()
          const told = [...concern.names, ...concern.requests.map((id) => `request:${id}`)]
          names = told.map((name) => nameIn(tenant, name))
          for (const name of names) byName.set(name, (byName.get(name) ?? new Set()).add(wake))
        },
        leave() {
          forget()
          all.delete(wake)
        },
      }
    },
    stop() {
      for (const end of deafen) end()
      wakeAll()
    },
  }
}

function nameIn(tenant: string, name: string): string {
  return `${tenant} ${name.toLowerCase()}`
}

function remove(byName: Map<string, Set<() => void>>, name: string, wake: () => void): void {
  const wakes = byName.get(name)
  wakes?.delete(wake)
  if (wakes?.size === 0) byName.delete(name)
}
