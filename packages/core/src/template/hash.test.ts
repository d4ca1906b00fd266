import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { base64, utf8Length } from './bytes.ts'
import { formatDate, isoDateTime } from './date-format.ts'
import { sha256Hex, sha512Hex } from './hash.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 400 })

it('hashes any text as the system does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const ours = [sha256Hex(text), sha512Hex(text)]

      const theirs = ['sha256', 'sha512'].map((name) => createHash(name).update(text).digest('hex'))

      expect(ours).toEqual(theirs)
    }),
  )
})

it('counts and codes the bytes of any text as the system does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = Buffer.from(text)

      const ours = [utf8Length(text), base64(text)]

      expect(ours).toEqual([bytes.length, bytes.toString('base64')])
    }),
  )
})

it('writes any moment as the system does', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true }),
      (date) => {
        const instant = date.getTime()

        const ours = [isoDateTime(instant), formatDate(instant, 'ddd DD MMM YYYY')]

        expect(ours).toEqual([date.toISOString(), date.toUTCString().slice(0, 16).replace(',', '')])
      },
    ),
  )
})
