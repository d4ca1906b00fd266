import type { Instant } from '@pao/core'

/** What figures are made of: orders taken in from `from` until before `to`, of the items of these teams. */
export type Span = {
  tenant: string
  from: Instant
  to: Instant
  /** Unset = items of every team. */
  teams?: readonly string[]
}

const marginMs = 60_000

/**
 * What the statements of this folder take: tenant, span, teams, and the smallest id such an order may have. Ids sort by
 * time (RFC 9562, version 7), so the primary key finds the span; the margin allows for clocks that differ.
 */
export function spanValues({ tenant, from, to, teams }: Span): readonly unknown[] {
  const time = Math.max(0, from - marginMs)
    .toString(16)
    .padStart(12, '0')
  const least = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
  return [tenant, from, to, teams ?? null, least]
}

/** The condition that belongs to `spanValues`; served by the primary key of `request`. */
export const inSpan = `r.tenant = $1 and r.id >= $5::uuid
  and r.created_at >= to_timestamp($2::float8 / 1000) and r.created_at < to_timestamp($3::float8 / 1000)
  and ($4::text[] is null or r.owner_team = any($4::text[]))`
