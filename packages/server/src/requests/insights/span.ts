import type { Instant } from '@pao/core'
import { firstIdOf } from '#store/partitions.ts'

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
 * The smallest id of what was ordered since: ids sort by time (RFC 9562, version 7), so that the primary key finds a span; the
 * margin allows for clocks that differ.
 */
export function leastIdSince(from: Instant): string {
  return firstIdOf(from - marginMs)
}

/** The id below which all is that was ordered before. */
export function mostIdBefore(to: Instant): string {
  return firstIdOf(to + marginMs)
}

/** What the statements of this folder take: tenant, span, teams, and the smallest id such an order may have. */
export function spanValues({ tenant, from, to, teams }: Span): readonly unknown[] {
  return [tenant, from, to, teams ?? null, leastIdSince(from)]
}

/** The condition that belongs to `spanValues`; served by the primary key of `request`. */
export const inSpan = `r.tenant = $1 and r.id >= $5::uuid
  and r.created_at >= to_timestamp($2::float8 / 1000) and r.created_at < to_timestamp($3::float8 / 1000)
  and ($4::text[] is null or r.owner_team = any($4::text[]))`
