import { pause } from '../server-process.ts'
import { ledgerOf } from './ledger.ts'
import type { Replica } from './replica.ts'
import { asking } from './stored.ts'
import type { World } from './world.ts'

export type Person = {
  /** Words that were accepted, by what they said. */
  words: { happened: number; didNot: number }
  stop(): Promise<void>
}

type PersonDeps = {
  databaseUrl: string
  world: World
  /** Whom to tell. */
  replicas: () => readonly Replica[]
  /** False while a frozen process may still send a call that it began: then nobody can know. */
  canKnow?: () => boolean
}

type Unknown = { id: string; action: string; fence: number }

/** Milliseconds after which what was sent has surely arrived. */
const patienceMs = 1_500

/** Looks in the stand-in's ledger whether what nobody knows of was made, and presses one of the two buttons. */
export function startPerson(deps: PersonDeps): Person {
  const { databaseUrl, world, replicas, canKnow = () => true } = deps
  const stopping = new AbortController()
  const words = { happened: 0, didNot: 0 }
  const seen = new Map<string, number>()

  const answer = async (found: Unknown): Promise<void> => {
    const name = `${found.id} ${found.action} ${found.fence}`
    const since = seen.get(name) ?? Date.now()
    seen.set(name, since)
    if (Date.now() - since < patienceMs || isUnderWay(world, found)) return
    if (!canKnow()) return void seen.delete(name)
    const made = madeAs(world, found)
    const [replica] = replicas().toSorted(() => Math.random() - 0.5)
    const said = await replica?.call(...wordOf(found, made)).catch(() => undefined)
    if (said?.status === 202) words[made === undefined ? 'didNot' : 'happened'] += 1
  }
  const round = async (): Promise<void> => {
    const all = await asking(databaseUrl, async (db) => {
      const { rows } = await db.query<Unknown>(
        `select request_id as id, action_id as action, fence from action where state = 'unknown'`,
      )
      return rows
    })
    for (const one of all) await answer(one)
  }
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // The database may be away; then nobody can say anything.
      await round().catch(() => undefined)
      await pause(500)
    }
  }
  const looping = loop()
  return {
    words,
    async stop() {
      stopping.abort()
      await looping
    },
  }
}

function isUnderWay({ calls }: World, { id, action }: Unknown): boolean {
  return calls.some(({ request, step, to }) => request === id && step === action && !to)
}

function madeAs(world: World, { id, action }: Unknown): string | undefined {
  return ledgerOf(world).find(({ request, step }) => request === id && step === action)?.id
}

type Word = [method: string, path: string, body: unknown, headers: Record<string, string>]

function wordOf({ id, action, fence }: Unknown, made: string | undefined): Word {
  const outputs = made === undefined ? undefined : { id: made }
  return [
    'POST',
    `/api/v1/requests/${id}/actions/${action}/resolve`,
    { happened: made !== undefined, fence, ...(outputs && { outputs }) },
    { 'idempotency-key': `word-${id}-${action}-${fence}-${made ?? 'not'}` },
  ]
}
