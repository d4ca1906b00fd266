import { performance } from 'node:perf_hooks'
import type { Instant } from '@pao/core'
import type pg from 'pg'

/** The database's time, carried on by the monotonic clock, so that a jump of the local one is harmless. */
export type Clock = { now(): Instant; stop(): void }

const sampleEveryMs = 10_000
const questions = 5

/** Samples the database's clock now and every ten seconds; keeps the last reading while it is away. */
export async function openClock({ pool }: { pool: pg.Pool }): Promise<Clock> {
  let offset = await sample(pool)
  const resample = async (): Promise<void> => {
    offset = await sample(pool).catch(() => offset)
  }
  const timer = setInterval(() => void resample(), sampleEveryMs)
  timer.unref()
  return {
    now: () => Math.round(performance.now() + offset),
    stop: () => clearInterval(timer),
  }
}

/** The offset as the quickest of a few questions gives it: half of its way there and back is the error. */
async function sample(pool: pg.Pool): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 }
  for (let count = 0; count < questions; count += 1) {
    const asked = await ask(pool)
    if (asked.took < best.took) best = asked
  }
  return best.offset
}

async function ask(pool: pg.Pool): Promise<{ took: number; offset: number }> {
  const before = performance.now()
  const { rows } = await pool.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  )
  const after = performance.now()
  return {
    took: after - before,
    offset: (rows[0]?.ms ?? Number.NaN) - (before + after) / 2,
  }
}
