import { type Keep, WorkFailure } from '@pao/connectors'
import type { Instant } from '@pao/core'
import type { Cipher } from '#store/cipher.ts'
import type { Db } from '#store/db.ts'

/** Largest thing an effect may keep, in bytes. */
const largest = 32 * 1024 * 1024
const keptMs = 31 * 24 * 3_600_000

type KeepsakeDeps = { db: Db; cipher: Pick<Cipher, 'seal' | 'open'>; now: () => Instant }

/** What one effect keeps. Things older than a month are swept out whenever something is put in. */
export function keepsakes(
  { db, cipher, now }: KeepsakeDeps,
  of: { tenant: string; effect: string },
): Keep {
  const row = (name: string) => ({ tenant: of.tenant, effect: of.effect, name })
  return {
    async put(name, bytes) {
      if (bytes.length > largest)
        throw new WorkFailure('output_too_large', `Nothing larger than ${largest} bytes is kept`)
      const sealed = cipher.seal(Buffer.from(bytes).toString('base64'))
      const kept_at = new Date(now())
      await db
        .insertInto('effect_keepsake')
        .values({ ...row(name), sealed, kept_at })
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'effect', 'name']).doUpdateSet({ sealed, kept_at }),
        )
        .execute()
      await db
        .deleteFrom('effect_keepsake')
        .where('kept_at', '<', new Date(now() - keptMs))
        .execute()
    },
    async get(name) {
      const found = await db
        .selectFrom('effect_keepsake')
        .select('sealed')
        .where('tenant', '=', of.tenant)
        .where('effect', '=', of.effect)
        .where('name', '=', name)
        .executeTakeFirst()
      return found && Buffer.from(cipher.open(found.sealed), 'base64')
    },
    async drop(name) {
      await db
        .deleteFrom('effect_keepsake')
        .where('tenant', '=', of.tenant)
        .where('effect', '=', of.effect)
        .where('name', '=', name)
        .execute()
    },
  }
}
