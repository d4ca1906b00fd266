import type { components } from '@pao/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'

/** A task as it is read; what its request holds stands open in the published document. */
export type Task = Omit<components['schemas']['Task'], 'request'> & {
  request: {
    id: string
    item: { id: string; name: string; version: string }
    requester: { email: string; name?: string }
    environment: string | null
  }
}

/** Milliseconds between looks for work that has come. */
const lookMs = 20_000

/** Work by hand that waits. */
export const tasksQuery = (filter: 'mine' | 'open') =>
  queryOptions({
    queryKey: ['tasks', filter],
    queryFn: async (): Promise<readonly Task[]> => {
      const params = { query: { filter, limit: 200 } }
      const { items } = await take(api.GET('/api/v1/tasks', { params }))
      return items as unknown as readonly Task[]
    },
    refetchInterval: lookMs,
  })

/** One task; Refused with 404 once it does not wait any more. */
export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['tasks', 'one', id],
    queryFn: async (): Promise<Task> =>
      (await take(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } }))) as unknown as Task,
    retry: false,
  })
