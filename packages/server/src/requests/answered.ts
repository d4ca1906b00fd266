import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from './deps.ts'
import type { RequestKey } from './held.ts'

type AnsweredDeps = Pick<Requests, 'db' | 'advance' | 'automation'>

const mostAtOnce = 100

/**
 * Requests that wait for people though nothing of them is under way: a worker of a release that knew of no gate wrote
 * the answer down and let nothing follow. Served by index request_asking.
 */
const answered: Statement = {
  name: 'answered_gates',
  text: `select r.tenant, r.id, r.item_id as item from request r
    where r.state = 'awaiting_approval'
      and not exists (select from action a where a.tenant = r.tenant and a.request_id = r.id
        and a.state in ('ready', 'running', 'waiting', 'unknown'))
    limit ${mostAtOnce}`,
}

/** Lets follow what follows from people's answer, where the worker that wrote it down did not. Called by the sweep. */
export async function goOnAnswered({ db, advance, automation }: AnsweredDeps): Promise<void> {
  const rows = await runStatement<RequestKey & { item: string }>(db, answered, [])
  if (rows.length === 0) return
  const isOff = await automation.current()
  for (const { tenant, id, item } of rows) {
    const off = isOff(tenant, item)
    const event = { type: 'released' as const, ...(off && { automation: off }) }
    await advance({ tenant, id }, () => ({ event, actor: 'system' }))
  }
}
