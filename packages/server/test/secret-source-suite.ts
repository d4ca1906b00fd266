import { describe, expect, it } from 'vitest'
import type { SecretSource } from '#outbound/secrets.ts'

/** A source that holds `TOKEN` = `canary-of-<tenant>` for the tenants one and two, or the same for both. */
export type OpenSource = {
  source: SecretSource
  /** What both tenants read; undefined = each its own. */
  shared?: string
}

/** What every source of secrets does, wherever it keeps them. */
export function exerciseSecretSource(name: string, open: () => Promise<OpenSource>): void {
  describe(`secrets of ${name}`, () => {
    it('gives a tenant the secret of that name', async () => {
      const { source, shared } = await open()

      const values = [await source.read('TOKEN', 'one'), await source.read('TOKEN', 'two')]

      expect(values).toEqual([shared ?? 'canary-of-one', shared ?? 'canary-of-two'])
    })

    it.each(['NONE', 'token', 'constructor', '__proto__', 'toString'])(
      'has nothing under the name %s',
      async (wrong) => {
        const { source } = await open()

        const value = await source.read(wrong, 'one')

        expect(value).toBeUndefined()
      },
    )

    it('names where it looks, without a value', async () => {
      const { source } = await open()

      const place = source.placeOf('TOKEN')

      expect(place).toContain('TOKEN')
      expect(place).not.toContain('canary')
    })
  })
}
