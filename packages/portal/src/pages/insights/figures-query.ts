import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'

/** Spans one may choose, days. */
export const spans = [7, 30, 90, 365] as const
export const usualSpan = 30

const dayMs = 86_400_000

type Asked = { days: number; team: string | undefined }

function iso(at: number): string {
  return new Date(at).toISOString()
}

/** Whole days up to the end of this one (UTC), so that the same question is the same address. */
function spanOf(days: number): { from: string; to: string } {
  const end = Math.ceil(Date.now() / dayMs) * dayMs
  return { from: iso(end - days * dayMs), to: iso(end) }
}

/** The days of such a span (UTC), oldest first. */
export function daysOf(days: number): readonly string[] {
  const end = Math.ceil(Date.now() / dayMs) * dayMs
  return Array.from({ length: days }, (_, at) => iso(end - (days - at) * dayMs).slice(0, 10))
}

/** How much was ordered. */
export const usageQuery = ({ days, team }: Asked) =>
  queryOptions({
    queryKey: ['figures', 'usage', days, team ?? ''],
    queryFn: () => {
      const query = { ...spanOf(days), ...(team !== undefined && { team }) }
      return take(api.GET('/api/v1/stats/usage', { params: { query } }))
    },
    staleTime: 60_000,
  })

/** How well it went. */
export const performanceQuery = ({ days, team }: Asked) =>
  queryOptions({
    queryKey: ['figures', 'performance', days, team ?? ''],
    queryFn: () => {
      const query = { ...spanOf(days), ...(team !== undefined && { team }) }
      return take(api.GET('/api/v1/stats/performance', { params: { query } }))
    },
    staleTime: 60_000,
  })
