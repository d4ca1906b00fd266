import { expect, it } from 'vitest'
import { de } from '../words/de.ts'
import { en } from '../words/en.ts'
import { spanText } from './span.ts'

it('says spans as people do', () => {
  const said = [0.4, 59, 90, 5_400, 172_800, 250_000].map((one) => spanText(one, en, 'en'))

  expect(said).toEqual(['0 s', '59 s', '2 min', '1.5 h', '2 days', '2.9 days'])
  expect(spanText(5_400, de, 'de')).toBe('1,5 h')
})
