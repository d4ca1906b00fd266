import { expect, it } from 'vitest'
import { bytesText, toBase64 } from './file-bytes.ts'
import { localMoment, momentOf } from './moments.ts'

it('gives a moment back as it was after it was shown in the local zone', () => {
  const moment = '2026-06-30T23:45:00.000Z'

  const shown = localMoment(moment)

  expect(momentOf(shown)).toBe(moment)
  expect([localMoment(undefined), momentOf('')]).toEqual(['', undefined])
})

it('writes the bytes of a file as base64, however many there are', () => {
  const bytes = new Uint8Array(100_001).fill(255)

  const text = toBase64(bytes)

  expect(text).toBe(Buffer.from(bytes).toString('base64'))
  expect([bytesText(512), bytesText(1_048_576), bytesText(1_536)]).toEqual([
    '512 B',
    '1 MB',
    '1.5 KB',
  ])
})
