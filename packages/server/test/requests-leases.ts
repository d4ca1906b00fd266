import { sql } from 'kysely'
import type { World } from './requests-world.ts'

/**
 * Lets the leases of what one request runs, or of all that runs, end now, as if its worker had been silent. It
 * may not be, and renew them: so again until they are lost, or nobody was there to notice for a second.
 */
export async function expireLeases({ database }: World, request?: string): Promise<void> {
  const fences = new Set<string>()
  for (let look = 0; look < 20; look += 1) {
    const running = database.db
      .updateTable('action')
      .set({ lease_until: sql<Date>`clock_timestamp() - interval '1 second'` })
      .where('state', '=', 'running')
      .returning(['request_id', 'action_id', 'fence'])
    const rows = await (
      request === undefined ? running : running.where('request_id', '=', request)
    ).execute()
    const names = rows.map(
      ({ request_id: id, action_id: action, fence }) => `${id} ${action} ${fence}`,
    )
    if (look === 0) for (const name of names) fences.add(name)
    if (!names.some((name) => fences.has(name))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
