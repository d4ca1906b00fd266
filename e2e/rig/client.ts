import { pause } from '../server-process.ts'
import type { Told } from './records.ts'
import type { Replica } from './replica.ts'

export type Client = {
  history: readonly Told[]
  /** Places orders until the signal, cancelling and retrying some. */
  run(end: AbortSignal): Promise<void>
  /** Repeats every order that was never answered until it is. */
  settle(): Promise<void>
  counts(): Record<string, number>
}

const items = ['chain', 'ticket', 'single']
const callLimitMs = 5_000

type Calling = { what: string; key: string; path: string; body: unknown; id?: string }

/** A client that keeps a diary; it repeats with the same key what nobody answered. */
export function createClient(deps: { replicas: () => readonly Replica[]; rate: number }): Client {
  const history: Told[] = []
  const open = new Map<string, string>()
  const jobs = new Set<Promise<void>>()
  let count = 0

  const note = (type: Told['type'], { what, key }: Calling, id?: string): void => {
    history.push({ type, what, key, at: Date.now(), ...(id !== undefined && { id }) })
  }
  /** One try at any replica. */
  const call = async (calling: Calling): Promise<string | undefined> => {
    const replicas = deps.replicas()
    const url = replicas[Math.floor(Math.random() * replicas.length)]
    if (!url) return undefined
    note('invoke', calling)
    const limit = pause(callLimitMs).then(() => undefined)
    const sent = url
      .call('POST', calling.path, calling.body, { 'idempotency-key': calling.key })
      .catch(() => undefined)
    const answer = await Promise.race([sent, limit])
    const id = calling.id ?? (answer && String(answer.body.id))
    if (answer && answer.status < 300) note('ok', calling, id)
    else if (answer && answer.status < 500) note('fail', calling)
    else note('info', calling)
    return answer && answer.status < 300 ? id : undefined
  }
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
  const disturb = async (id: string, key: string): Promise<void> => {
    const dice = Math.random()
    if (dice > 0.2) return
    await pause(Math.random() * 4_000)
    const what = dice < 0.12 ? 'cancel' : 'retry'
    await call({
      what,
      key: `${key}-${what}`,
      id,
      path: `/api/v1/requests/${id}/${what}`,
      body: {},
    })
  }
  const order = async (): Promise<void> => {
    count += 1
    const key = `order-${count}`
    const item = items[count % items.length] ?? 'chain'
    open.set(key, item)
    const id = await insist(key, item, 20)
    if (id !== undefined) await disturb(id, key)
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
    },
    counts() {
      const counts: Record<string, number> = {}
      for (const { what, type } of history)
        counts[`${what} ${type}`] = (counts[`${what} ${type}`] ?? 0) + 1
      return counts
    },
  }
}
