import { pause } from '../server-process.ts'
import { facts } from './items.ts'
import type { Told } from './records.ts'
import type { Replica } from './replica.ts'

export type Client = {
  history: readonly Told[]
  /** Places orders until the signal, cancelling, retrying and rolling back some. */
  run(end: AbortSignal): Promise<void>
  /** Repeats every order and every wish to undo that was never answered until it is. */
  settle(): Promise<void>
  counts(): Record<string, number>
}

/** Those with more ways to go wrong come as often as the plain ones. */
const items = ['chain', 'undone', 'ticket', 'kept', 'single', 'once', 'bundle', 'scarce']
const callLimitMs = 5_000
/** Milliseconds until an order that shall be undone later is left for the end. */
const waitLimitMs = 20_000

type Calling = { what: Told['what']; key: string; path: string; body: unknown; id?: string }
type ClientDeps = { replicas: () => readonly Replica[]; rate: number }

/** A client that keeps a diary; it repeats with the same key what nobody answered. */
export function createClient(deps: ClientDeps): Client {
  const history: Told[] = []
  const open = new Map<string, string>()
  const toUndo = new Map<string, string>()
  const jobs = new Set<Promise<void>>()
  const call = openCall(deps, history)
  let count = 0

  const submit = (key: string, item: string): Promise<string | undefined> =>
    call({ what: 'submit', key, path: '/api/v1/requests', body: { item, fields: { name: key } } })
  const insist = async (key: string, item: string, tries: number): Promise<string | undefined> => {
    for (let at = 0; at < tries; at += 1) {
      const id = await submit(key, item)
      if (id !== undefined) {
        open.delete(key)
        return id
      }
      await pause(100 + Math.random() * 400)
    }
    return undefined
  }
  const steer = (what: Told['what'], id: string, key: string): Promise<string | undefined> => {
    const verb = what === 'cancel and undo' ? 'cancel' : what
    return call({
      what,
      key: `${key}-${verb}`,
      id,
      path: `/api/v1/requests/${id}/${verb}`,
      body: what === 'cancel and undo' ? { compensate: true } : {},
    })
  }
  const disturb = async (id: string, key: string): Promise<void> => {
    const dice = Math.random()
    if (dice > 0.2) return
    await pause(Math.random() * 4_000)
    await steer(dice < 0.12 ? 'cancel' : 'retry', id, key)
  }
  /** Undone in the middle, or once it is done. */
  const undo = async (id: string, key: string): Promise<void> => {
    if (Math.random() < 0.4) {
      await pause(Math.random() * 4_000)
      await steer('cancel and undo', id, key)
      return
    }
    toUndo.set(id, key)
    if ((await ended(deps, id, waitLimitMs)) !== 'completed') return
    if (await steer('rollback', id, key)) toUndo.delete(id)
  }
  const order = async (): Promise<void> => {
    const item = items[count % items.length] ?? 'chain'
    count += 1
    const key = `order-${count}`
    open.set(key, item)
    const id = await insist(key, item, 20)
    if (id === undefined) return
    const { undoneLater, mayWait } = facts[item] ?? {}
    if (undoneLater) await undo(id, key)
    else if (!mayWait) await disturb(id, key)
  }
  return {
    history,
    async run(end) {
      while (!end.aborted) {
        const job: Promise<void> = order().finally(() => jobs.delete(job))
        jobs.add(job)
        await pause((1_000 / deps.rate) * (0.5 + Math.random()))
      }
      await Promise.all(jobs)
    },
    async settle() {
      for (const [key, item] of open)
        if ((await insist(key, item, 100)) === undefined)
          throw new Error(`${key} was not taken although nothing is wrong any more`)
      for (const [id, key] of toUndo)
        if ((await ended(deps, id, 120_000)) === 'completed') await steer('rollback', id, key)
    },
    counts: () => countsOf(history),
  }
}

/** One try at any replica, noted with what came of it; the id if it was accepted. */
function openCall({ replicas }: ClientDeps, history: Told[]) {
  const note = (type: Told['type'], { what, key }: Calling, id?: string): void => {
    history.push({ type, what, key, at: Date.now(), ...(id !== undefined && { id }) })
  }
  return async (calling: Calling): Promise<string | undefined> => {
    const all = replicas()
    const replica = all[Math.floor(Math.random() * all.length)]
    if (!replica) return undefined
    note('invoke', calling, calling.id)
    const limit = pause(callLimitMs).then(() => undefined)
    const sent = replica
      .call('POST', calling.path, calling.body, { 'idempotency-key': calling.key })
      .catch(() => undefined)
    const answer = await Promise.race([sent, limit])
    const id = calling.id ?? (answer && String(answer.body.id))
    if (answer && answer.status < 300) note('ok', calling, id)
    else if (answer && answer.status < 500) note('fail', calling)
    else note('info', calling)
    return answer && answer.status < 300 ? id : undefined
  }
}

/** The state in which the request ended, or stood when the time was up. */
async function ended({ replicas }: ClientDeps, id: string, limitMs: number): Promise<string> {
  const limit = performance.now() + limitMs
  let state = 'not asked'
  while (performance.now() < limit) {
    const [replica] = replicas()
    const answer = await Promise.race([
      replica?.call('GET', `/api/v1/requests/${id}/status`).catch(() => undefined),
      pause(callLimitMs).then(() => undefined),
    ])
    if (answer?.status === 200) state = String(answer.body.state)
    if (['completed', 'failed', 'rejected', 'cancelled'].includes(state)) return state
    await pause(500)
  }
  return state
}

function countsOf(history: readonly Told[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { what, type } of history)
    counts[`${what} ${type}`] = (counts[`${what} ${type}`] ?? 0) + 1
  return counts
}
