import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { claimStep, endStep, type LeaseSettings } from './lease-floor.ts'

/** One process of the bare lease loop: each slot claims one step, ends it, and claims again. */
const { url, steps, slots } = JSON.parse(process.argv[2] ?? '{}') as LeaseSettings
const pool = new pg.Pool({ connectionString: url, max: slots })
const restMs = 2

type Claimed = { chain: number; step: number; fence: number }

async function loop(): Promise<never> {
  for (;;) {
    const { rows } = await pool.query<Claimed>(claimStep)
    const [claimed] = rows
    if (!claimed) await pause(restMs)
    else {
      await pool.query({ ...endStep, values: [claimed.chain, claimed.step, claimed.fence] })
      if (claimed.step === steps) process.send?.('ended')
    }
  }
}

process.once('disconnect', () => process.exit(0))
process.send?.('ready')
await Promise.all(Array.from({ length: slots }, loop))
